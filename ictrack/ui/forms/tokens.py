"""Tokens on screen: make one, which is shown this once, and take one back."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ictrack.access.roles import ROLES_OF_A_CITY
from ictrack.actions.tokens import MOST_DAYS, TOKEN_ROLES, MakeToken, RevokeToken, make_token, revoke_token
from ictrack.errors import IctrackError
from ictrack.escapes import plain_markdown
from ictrack.language import _
from ictrack.summaries.tokens import TokensSummary, summarise_tokens
from ictrack.ui import components
from ictrack.ui.page import current_page

_SAID = "tokens_said"
_MADE = "tokens_made"
_USUAL_DAYS = 90


def read_tokens() -> TokensSummary:
    """Read which tokens there are."""
    return summarise_tokens(current_page().database, TOKEN_ROLES, date.today())


def draw_said() -> None:
    """Show a token that was just made, this once, and say what came of what was asked for."""
    if token := st.session_state.pop(_MADE, ""):
        st.success(
            _("The token is made. Copy it now: it is shown this once, and only its fingerprint is kept.")
        )
        st.code(token, language=None, wrap_lines=True)
    is_good, said = st.session_state.pop(_SAID, (True, ""))
    if said:
        (st.success if is_good else st.error)(plain_markdown(said))


def draw_make(tokens: TokensSummary) -> None:
    """Offer to make a token."""
    components.show_heading(_("Make a token"))
    st.text_input(_("What it is for"), key="token_label", placeholder=_("Council website"))
    components.show_notes(
        _("The program or the organisation. It is recorded for ever: no name of a person belongs here.")
    )
    with st.container(horizontal=True):
        role = st.selectbox(
            _("Reads as"),
            list(tokens.roles),
            format_func=tokens.roles.__getitem__,
            key="token_role",
            width=300,
        )
        if role in ROLES_OF_A_CITY:
            st.selectbox(
                _("City"),
                list(tokens.cities),
                format_func=tokens.cities.__getitem__,
                key="token_city",
                width=300,
            )
        st.number_input(_("For how many days"), 1, MOST_DAYS, _USUAL_DAYS, key="token_days", width=200)
    st.button(_("Make this token"), type="primary", key="token_make", on_click=_make)


def draw_take_back(tokens: TokensSummary) -> None:
    """Offer to take one back, where there is one."""
    if not tokens.good:
        return
    components.show_heading(_("Take a token back"))
    st.selectbox(
        _("Token"),
        list(tokens.good),
        format_func=tokens.good.__getitem__,
        key="token_gone",
        width=500,
    )
    st.button(_("Take this token back"), key="token_take", on_click=_take_back)


def _make() -> None:
    """Make what is asked for when the button is pressed, which may be later than what was drawn."""
    state, role = st.session_state, st.session_state["token_role"]
    city = state.get("token_city") if role in ROLES_OF_A_CITY else None
    asked = MakeToken(state["token_label"], role, int(state["token_days"]), city, current_page().actor)
    try:
        state[_MADE] = make_token(current_page().database, asked).token
    except IctrackError as error:
        state[_SAID] = (False, str(error))


def _take_back() -> None:
    asked = RevokeToken(st.session_state["token_gone"], current_page().actor)
    try:
        token = revoke_token(current_page().database, asked)
    except IctrackError as error:
        st.session_state[_SAID] = (False, str(error))
    else:
        st.session_state[_SAID] = (True, _("{label}: lets no program in any more.", label=token.label))
