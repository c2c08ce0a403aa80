"""What is let through without a login: the empty shell of the app, logins, health, and nothing else.

Streamlit asks for no login where files are sent in, taken out or measured. Here it is asked for,
by default: what is added to Streamlit is closed until a line here opens it.
"""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from ictrack.access.roles import Action
from ictrack.actions.enter import Entrance, enter
from ictrack.actions.opening import open_shared
from ictrack.actions.refusals import note_refusal
from ictrack.errors import IctrackError
from ictrack.language import _
from ictrack.login.cookie import read_login
from ictrack.login.setup import LoginSetup, login_setup
from ictrack.server.answers import answer

_log = logging.getLogger(__name__)

# Where Streamlit keeps what is not the shell; `app` is where files of one's own would be served.
_KEPT_ROOTS = frozenset({"_stcore", "media", "component", "app"})
# What the shell asks for before anybody has logged in, by its last two parts.
_OPEN = frozenset({("_stcore", "health"), ("_stcore", "host-config"), ("_stcore", "stream")})
# Who may do more than look: by the part of the path that says what is asked for.
_NEEDED = {"upload_file": (Action.IMPORT, Action.REPORT), "metrics": (Action.MANAGE_PEOPLE,)}


class LoginGate:
    """Refuse what needs a login to those who have none, or whose role does not allow it."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be asked for."""
        refused = await _refuse(scope) if scope["type"] == "http" and needs_login(scope["path"]) else None
        if refused is None:
            await self._app(scope, receive, send)
            return
        await answer(scope, *refused)(scope, receive, send)


def needs_login(path: str) -> bool:
    """Say whether a path is one that needs a login, wherever in it a kept root stands."""
    parts = [part for part in path.split("/") if part]
    # The files of Streamlit's own page, whose fonts are in a folder `media` too.
    if parts[:1] == ["static"]:
        return False
    return not _KEPT_ROOTS.isdisjoint(parts) and tuple(parts[-2:]) not in _OPEN


async def _refuse(scope: Scope) -> tuple[int, str] | None:
    """Say why a request is refused, with the status to answer; nothing for one that may pass."""
    setup = login_setup()
    if setup is None:
        return None
    entrance = await run_in_threadpool(entrance_of, Headers(scope=scope).get("cookie", ""), setup)
    if entrance is None or entrance.refused is not None:
        return 401, _("You are not logged in, or your login has ended. Open the first page and log in.")
    needed = next((_NEEDED[part] for part in scope["path"].split("/") if part in _NEEDED), ())
    if needed and not any(map(entrance.rights.may_somewhere, needed)):
        await run_in_threadpool(note_refusal, open_shared(), entrance.person_id, scope["path"])
        return 403, _("Your role does not allow this. Nothing was read or changed.")
    return None


def entrance_of(cookie_header: str, setup: LoginSetup) -> Entrance | None:
    """Let in whoever shows a login cookie; nothing for none, or for one that this app did not sign."""
    login = read_login(cookie_parser(cookie_header), setup)
    if login is None:
        return None
    try:
        return enter(open_shared(), login)
    except IctrackError as error:
        _log.error("A login could not be recorded: %s", error)
        return None
