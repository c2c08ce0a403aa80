"""The menu: which pages there are, in which order, under which names."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ictrack.language import _
from ictrack.settings import PROJECT

_PAGES = PROJECT / "pages"


def menu_of_pages() -> list[Any]:
    """List the pages in the order of the menu; what does not fit in a row folds into its end.

    The list is flat: under headings, Streamlit 1.67 puts items into a list that screen
    readers cannot follow (axe: `list`).
    """
    return [
        st.Page(_PAGES / "overview.py", title=_("Overview"), url_path="overview", default=True),
        st.Page(_PAGES / "city.py", title=_("City"), url_path="city"),
        st.Page(_PAGES / "area.py", title=_("Thematic area"), url_path="area"),
        st.Page(_PAGES / "initiatives.py", title=_("Initiatives"), url_path="initiatives"),
        st.Page(_PAGES / "initiative.py", title=_("Initiative"), url_path="initiative", visibility="hidden"),
        st.Page(_PAGES / "phases.py", title=_("Phases"), url_path="phases"),
        st.Page(_PAGES / "data.py", title=_("Data"), url_path="data"),
        st.Page(_PAGES / "about.py", title=_("About"), url_path="about"),
    ]


def name_of_page(page: Any) -> str:
    """Give the name of a page as it stands in addresses."""
    return page.url_path or "overview"
