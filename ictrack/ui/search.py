"""Search the list of initiatives: what is typed and chosen goes to the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from markupsafe import Markup

from ictrack.language import _, ngettext
from ictrack.markup import element
from ictrack.summaries.initiatives import InitiativeList
from ictrack.summaries.lens_filter import FILTER_NAMES, LensFilter
from ictrack.summaries.list_asked import Asked
from ictrack.summaries.table import Linked
from ictrack.ui.components import show, show_downloads, show_notes
from ictrack.ui.drawing import draw_link
from ictrack.ui.page import current_page
from ictrack.ui.view import View


def asked_of_list() -> Asked:
    """Read from the address what the list is asked for."""
    page = current_page()
    search, progress, sort, start, by = map(page.opened, ("search", "progress", "sort", "start", "by"))
    return Asked(search, progress, sort, start, by, LensFilter(*map(page.opened, FILTER_NAMES)))


def draw_search(listing: InitiativeList) -> None:
    """Draw the search box, the filter by progress, the choice of order and of view."""
    words, progress, order, view = st.columns([2, 1, 1, 1])
    with words:
        st.session_state["list_search"] = listing.asked.search
        st.text_input(
            _("Search"),
            key="list_search",
            help=_(
                "Finds words that begin with what you type, and their plural, -ed and -ing forms: in titles, "
                "descriptions, partners, updates and more. If nothing holds a word, looks for words spelt "
                "almost like it, and says so."
            ),
            on_change=_write("search"),
        )
    with progress:
        _draw_choice("progress", _("Progress"), listing.progress_choices, listing.asked.progress)
    with order:
        _draw_choice("sort", _("In order of"), listing.order_choices, listing.asked.sort)
    with view:
        _draw_choice("by", _("Show"), listing.view_choices, listing.asked.by)


def _draw_choice(name: str, label: str, choices: Sequence[tuple[str, str]], chosen: str) -> None:
    labels = dict(choices)
    usual = choices[0][0]
    st.session_state[f"list_{name}"] = chosen or usual
    st.selectbox(
        label,
        list(labels),
        format_func=labels.__getitem__,
        key=f"list_{name}",
        on_change=_write(name, usual),
    )


def _write(name: str, usual: str = "") -> Callable[[], None]:
    """Make the callback that writes a choice to the address and goes back to the first rows."""

    def write() -> None:
        value = st.session_state[f"list_{name}"]
        for gone in (name, "start"):
            if gone in st.query_params:
                del st.query_params[gone]
        if value and value != usual:
            st.query_params[name] = value

    return write


def show_pages(pages: Sequence[Linked], name: str) -> None:
    """Show the links to what comes before and after; `name` says of what."""
    if pages:
        show(_pages, tuple(pages), name)


def _pages(view: View, pages: tuple[Linked, ...], name: str) -> Markup:
    return element("nav", *(draw_link(view, linked) for linked in pages), class_="ic-pages", aria_label=name)


def show_list_downloads(listing: InitiativeList) -> None:
    """Offer every matching row as CSV, XLSX, JSON and Parquet."""
    show_notes(
        ngettext(
            "The files hold the {n} row that matches. ",
            "The files hold all {n} rows that match. ",
            listing.matching,
        )
        + _("In CSV, a text that a spreadsheet could take for a formula has an apostrophe before it.")
    )
    show_downloads(listing.download, "csv", "xlsx", "json", "parquet")
