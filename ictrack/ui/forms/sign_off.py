"""The button that signs off a city's return, and the one that takes that back."""

from __future__ import annotations

import streamlit as st

from ictrack.access.roles import Action
from ictrack.actions.sign_off import SignOff, sign_off_return, take_back_sign_off
from ictrack.errors import IctrackError
from ictrack.escapes import plain_markdown
from ictrack.language import _, format_moment
from ictrack.summaries.actors import actor_names
from ictrack.summaries.return_cycles import Cycle
from ictrack.summaries.returns import CityReturn, ReturnState
from ictrack.ui.components import show_notes
from ictrack.ui.page import current_page

_SAID = "sign_off_said"


def draw_sign_off(one: CityReturn, cycle: Cycle) -> None:
    """Say who signed off a return and when, and offer to; a picture of a past day offers nothing."""
    if refused := st.session_state.pop(_SAID, ""):
        st.error(plain_markdown(refused))
    if one.signed_off:
        show_notes(
            _(
                "Signed off on {moment} by {who}.",
                moment=format_moment(one.signed_off.signed_at),
                who=actor_names(current_page().database)(one.signed_off.signed_by),
            )
        )
    page = current_page()
    if page.scope.known_on != page.setting.today or not page.may(Action.SIGN_OFF, one.city_id):
        return
    if one.state is ReturnState.NOT_SENT:
        show_notes(_("It can be signed off once something is sent."))
    elif one.state is not ReturnState.NOTHING_ASKED:
        st.button(
            _("Take back the sign-off") if one.signed_off else _("Sign off this return"),
            key="sign_off",
            on_click=_sign_off,
            args=(one, cycle),
        )


def _sign_off(one: CityReturn, cycle: Cycle) -> None:
    act = take_back_sign_off if one.signed_off else sign_off_return
    try:
        act(current_page().database, SignOff(cycle.event_id, one.city_id, current_page().actor))
    except IctrackError as error:
        st.session_state[_SAID] = str(error)
