"""What is shown where no initiative is loaded; the public record can be loaded again from there."""

from __future__ import annotations

import streamlit as st

from ictrack.actions.load import LoadSource, load_source
from ictrack.errors import IctrackError
from ictrack.escapes import plain_markdown
from ictrack.language import _
from ictrack.settings import PUBLIC_RECORD
from ictrack.summaries.no_data import summarise_no_data
from ictrack.ui import components
from ictrack.ui.page import current_page

_SAID = "no_data_said"


def draw_no_data() -> None:
    """Say why nothing is shown, and offer what can be loaded."""
    no_data = current_page().read(summarise_no_data)
    if said := st.session_state.pop(_SAID, ""):
        st.error(plain_markdown(said))
    components.show_nothing(no_data.sentence, no_data.note)
    components.show_text(*no_data.links)
    if no_data.is_taken_back:
        st.button(_("Load the public record again"), key="no_data_load", on_click=_load)


def _load() -> None:
    try:
        load_source(current_page().database, LoadSource(PUBLIC_RECORD, loaded_by=current_page().actor))
    except IctrackError as error:
        st.session_state[_SAID] = str(error)
