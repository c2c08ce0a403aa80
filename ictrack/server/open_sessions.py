"""How many people may have the app open at once."""

from __future__ import annotations

from collections import Counter

from starlette.types import ASGIApp, Receive, Scope, Send

from ictrack.language import _
from ictrack.login.setup import CALLBACK
from ictrack.server.answers import API, turn_away, wants_page
from ictrack.server.callers import is_direct
from ictrack.server.request_rate import FILES, caller_of
from ictrack.settings import current_settings

_STREAM = "/_stcore/stream"
# Streamlit's page asks it before it opens a session, and shows what it answers.
_BEFORE_A_SESSION = "/_stcore/host-config"
# What a reader opens and opens no session: files, and the way to a login and back.
_NO_SESSION = (API, "/_stcore/", "/media/", "/auth/", CALLBACK, *FILES)
_RETRY_SECONDS = 60


class OpenSessions:
    """Refuse a session beyond as many as may be open at once, and pages that would open one."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what can be answered; count the sessions that are open."""
        if _opens_session(scope) and self._is_full_for(scope):
            sentence = _(
                "As many people as ictrack is set up for have it open, in all or from your network. "
                "What is stored is as it was. Wait a minute, then try again."
            )
            await turn_away(scope, receive, send, 503, sentence, Retry_After=str(_RETRY_SECONDS))
            return
        if not _is_session(scope):
            await self._app(scope, receive, send)
            return
        caller = caller_of(scope)
        self._open[caller] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[caller] -= 1
            # Without those who have none open any more.
            self._open = +self._open

    def _is_full_for(self, scope: Scope) -> bool:
        """Say whether nobody gets in, or nobody from there: one network must not keep all others out."""
        allowed = current_settings().sessions
        share = allowed if is_direct(scope) else max(1, allowed // 2)
        return self._open.total() >= allowed or self._open[caller_of(scope)] >= share


def _is_session(scope: Scope) -> bool:
    return scope["type"] == "websocket" and bool(scope["path"] == _STREAM)


def _opens_session(scope: Scope) -> bool:
    """Say whether a request opens a session, or a page that would open one as its next step."""
    if scope["type"] != "http":
        return _is_session(scope)
    path = scope["path"]
    if path == _BEFORE_A_SESSION:
        return True
    return wants_page(scope) and not path.startswith(_NO_SESSION)
