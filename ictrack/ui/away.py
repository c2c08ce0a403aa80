"""What somebody sees while the data cannot be reached: that it is so, and nothing that may be old."""

from __future__ import annotations

import logging

import streamlit as st

from ictrack.errors import DatabaseUnreachableError
from ictrack.language import _, current_language
from ictrack.markup import element, joined
from ictrack.store.database import Database
from ictrack.ui.registry import PAGES
from ictrack.ui.style import stylesheet

_log = logging.getLogger(__name__)


def see_that_it_answers(database: Database) -> None:
    """Where the database cannot be asked at this moment say so, and end the run: what is kept may be old."""
    try:
        database.version()
    except DatabaseUnreachableError as error:
        _log.error("%s", error)
        # At every address that there is: whoever looks again is where they were.
        here = st.navigation(
            [
                st.Page(_draw_away, title="ictrack", url_path=page.name, default=page is PAGES[0])
                for page in PAGES
            ],
            position="hidden",
        )
        st.set_page_config(page_title="ictrack", layout="wide", initial_sidebar_state="collapsed")
        st.html(f"<style>{stylesheet()}</style>")
        here.run()
        st.stop()


def _draw_away() -> None:
    told = _(
        "ictrack cannot reach its data at this moment. Nothing is shown, because it might be out of "
        "date. Nothing that was stored is lost."
    )
    next_step = _(
        "Wait a minute, then look again: you are still where you were. If it stays like this, tell "
        "whoever looks after ictrack: its log says why."
    )
    words = joined(
        element("h1", _("No data at this moment"), class_="ic-title"),
        element("p", told, class_="ic-sentence"),
        element("p", next_step, class_="ic-text"),
    )
    st.html(element("div", words, class_="ic ic-alone", lang=current_language()))
    st.button(_("Look again"), type="primary", key="data_again")
