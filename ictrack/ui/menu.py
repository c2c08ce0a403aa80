"""The menu: which pages there are, in which order, under which names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ictrack.language import _
from ictrack.markup import element
from ictrack.settings import PROJECT
from ictrack.ui.address import FILTERS, Query
from ictrack.ui.choice import opened_last

_PAGES = PROJECT / "pages"
_KEY = "ictrack_menu"


def menu_of_pages() -> list[Any]:
    """List the pages in the order of the menu.

    They are made once in a session: Streamlit looks each file up when its page is made,
    which is a tenth of what drawing a page costs.
    """
    if _KEY not in st.session_state:
        st.session_state[_KEY] = _make_pages()
    pages: list[Any] = st.session_state[_KEY]
    return pages


def _make_pages() -> list[Any]:
    return [
        st.Page(_PAGES / "overview.py", title=_("Overview"), url_path="overview", default=True),
        st.Page(_PAGES / "city.py", title=_("City"), url_path="city"),
        st.Page(_PAGES / "area.py", title=_("Thematic area"), url_path="area"),
        st.Page(_PAGES / "initiatives.py", title=_("Initiatives"), url_path="initiatives"),
        st.Page(_PAGES / "initiative.py", title=_("Initiative"), url_path="initiative", visibility="hidden"),
        st.Page(_PAGES / "gaps.py", title=_("Gaps"), url_path="gaps"),
        st.Page(_PAGES / "lenses.py", title=_("Lenses"), url_path="lenses", visibility="hidden"),
        st.Page(_PAGES / "convening.py", title=_("Convening"), url_path="convening"),
        st.Page(
            _PAGES / "convening_report.py",
            title=_("Convening report"),
            url_path="convening_report",
            visibility="hidden",
        ),
        st.Page(_PAGES / "returns.py", title=_("Returns"), url_path="returns"),
        st.Page(_PAGES / "report.py", title=_("Report"), url_path="report", visibility="hidden"),
        st.Page(_PAGES / "review.py", title=_("Review"), url_path="review", visibility="hidden"),
        st.Page(_PAGES / "phases.py", title=_("Phases"), url_path="phases"),
        st.Page(_PAGES / "timeline.py", title=_("Timeline"), url_path="timeline"),
        st.Page(_PAGES / "data.py", title=_("Data"), url_path="data"),
        st.Page(
            _PAGES / "data_quality.py", title=_("Data quality"), url_path="data_quality", visibility="hidden"
        ),
        st.Page(_PAGES / "import_data.py", title=_("Import"), url_path="import", visibility="hidden"),
        st.Page(_PAGES / "tracker.py", title=_("Tracker"), url_path="tracker", visibility="hidden"),
        st.Page(
            _PAGES / "reference.py", title=_("Reference data"), url_path="reference", visibility="hidden"
        ),
        st.Page(_PAGES / "loads.py", title=_("Loads"), url_path="loads", visibility="hidden"),
        st.Page(
            _PAGES / "send_return.py", title=_("Send a return"), url_path="send_return", visibility="hidden"
        ),
        st.Page(_PAGES / "about.py", title=_("About"), url_path="about"),
    ]


def name_of_page(page: Any) -> str:
    """Give the name of a page as it stands in addresses."""
    return page.url_path or "overview"


def draw_menu(pages: Sequence[Any], here: Any, query: Query) -> None:
    """Draw the menu: links that carry the filters, and the page that is shown as plain words.

    Streamlit's own menu drops the filters, and writing them to the address afterwards
    makes a second entry in the browser's history, in which the back button is caught.
    """
    kept = {name: values for name, values in query.items() if name in FILTERS}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="menu"):
        for page in pages:
            if page.url_path == here.url_path:
                st.html(element("span", page.title, class_="ic-here", aria_current="page"), width="content")
            elif page.visibility == "visible":
                name = name_of_page(page)
                st.page_link(page, query_params={**kept, **opened_last(name)})
