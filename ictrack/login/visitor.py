"""Who is at the screen now, and what they may see and do: asked anew on every run of a page."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ictrack.access.identity import ANYBODY, THIS_COMPUTER
from ictrack.access.rights import EVERYTHING, NOTHING, Grant, Rights, rights_of
from ictrack.access.roles import Role
from ictrack.actions.enter import Refused, enter, leave
from ictrack.login.cookie import login_of
from ictrack.login.setup import LoginSetup, login_setup
from ictrack.settings import current_settings
from ictrack.store.database import Database


@dataclass(frozen=True)
class Visitor:
    """Whoever is at the screen: what is recorded of what they do, their name, their rights.

    `setup` is none where nobody logs in. `refused` says why a login does not let them in.
    """

    actor: str
    name: str
    rights: Rights
    setup: LoginSetup | None = None
    refused: Refused | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def is_logged_in(self) -> bool:
        """Say whether they are let in by a login."""
        return self.setup is not None and self.actor != ANYBODY

    @property
    def is_let_in(self) -> bool:
        """Say whether there is anything that they may see."""
        return self.rights != NOTHING


def current_visitor(database: Database) -> Visitor:
    """Say who is at the screen.

    Raises UsageError for logins that are set up in part, DiskFullError where a login cannot be
    recorded.
    """
    setup = login_setup()
    if setup is None:
        return Visitor(THIS_COMPUTER, "", EVERYTHING)
    login = login_of(st.user.to_dict()) if st.user.is_logged_in else None
    if login is None:
        return Visitor(ANYBODY, "", rights_of_anybody(), setup)
    entrance = enter(database, login)
    return Visitor(
        entrance.person_id or ANYBODY,
        entrance.name,
        entrance.rights,
        setup,
        entrance.refused,
        entrance.grants,
    )


def rights_of_anybody() -> Rights:
    """Give what may be seen without a login: what is public, where that is switched on; else nothing."""
    is_open = current_settings().public_view == "on"
    return rights_of([Grant(Role.PUBLIC)] if is_open else [])


def sign_out(database: Database) -> None:
    """End the login of whoever is at the screen, here and at their provider."""
    login = login_of(st.user.to_dict()) if st.user.is_logged_in else None
    if login is not None:
        leave(database, login)
    st.logout()
