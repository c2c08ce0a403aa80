"""The menu: the pages that a reader may open, as links that keep the filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from ictrack.access.rights import Rights
from ictrack.login.coming_back import Wanted
from ictrack.markup import element
from ictrack.settings import PROJECT
from ictrack.ui.address import FILTERS, Query
from ictrack.ui.choice import opened_last
from ictrack.ui.registry import PAGES, MenuPage

_PAGES = PROJECT / "pages"
_KEY = "ictrack_menu"


def menu_of_pages(rights: Rights) -> list[Any]:
    """List the pages that somebody may open, in the order of the menu.

    They are made once in a session and for the same rights: Streamlit looks each file up when
    its page is made, which is a tenth of what drawing a page costs.
    """
    key, pages = st.session_state.get(_KEY, ("", []))
    if key != rights.key:
        pages = [_page(page) for page in PAGES if page.is_open_to(rights)]
        st.session_state[_KEY] = (rights.key, pages)
    return list(pages)


def _page(page: MenuPage) -> Any:
    return st.Page(
        _PAGES / f"{page.file or page.name}.py",
        title=page.title(),
        url_path=page.name,
        default=page.name == PAGES[0].name,
        visibility="visible" if page.shown else "hidden",
    )


def name_of_page(page: Any) -> str:
    """Give the name of a page as it stands in addresses."""
    return page.url_path or PAGES[0].name


def draw_menu(pages: Sequence[Any], here: Any, query: Query, draw_end: Callable[[], None]) -> None:
    """Draw the menu: links that carry the filters, the page that is shown as plain words, and its end.

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
        draw_end()


def open_wanted(pages: Sequence[Any], wanted: Wanted | None) -> None:
    """Open what somebody wanted before they logged in, if they may."""
    page = next((page for page in pages if wanted and name_of_page(page) == wanted.page), None)
    if page is not None and wanted is not None:
        st.switch_page(page, query_params=dict(wanted.query))
