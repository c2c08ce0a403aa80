"""The button that takes a load back, after one more question."""

from __future__ import annotations

import streamlit as st

from ictrack.access.roles import Action
from ictrack.actions.undo import UndoLoad, take_back
from ictrack.errors import IctrackError
from ictrack.escapes import plain_markdown
from ictrack.language import _
from ictrack.summaries.loads import OneLoad
from ictrack.ui.page import current_page

_SAID = "undo_said"


def draw_undo(load: OneLoad) -> None:
    """Offer to take a load back; say what came of it, or what builds on it."""
    said, succeeded = st.session_state.pop(_SAID, ("", True))
    if said:
        (st.success if succeeded else st.error)(plain_markdown(said))
    if not load.stands or not current_page().may(Action.UNDO):
        return
    with st.popover(_("Take this load back"), key="undo"):
        st.write(
            _(
                "What it brought goes, and what it changed is as it was before. Pictures as known on "
                "earlier days still count what it reported. This is recorded."
            )
        )
        st.button(
            _("Take load {load} back", load=load.load_id),
            type="primary",
            key="undo_now",
            on_click=_take_back,
            args=(load.load_id,),
        )


def _take_back(load_id: int) -> None:
    try:
        receipt = take_back(current_page().database, UndoLoad(load_id, current_page().actor))
    except IctrackError as error:
        st.session_state[_SAID] = (str(error), False)
    else:
        st.session_state[_SAID] = (receipt.sentence(), True)
