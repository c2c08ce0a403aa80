"""What every request passes: security headers, known callers, limits, a database that is open.

Pure ASGI, because Streamlit streams and holds web sockets.
"""

from __future__ import annotations

import base64
import hashlib
import re
import time
from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ictrack.errors import IctrackError, UsageError
from ictrack.login.setup import LoginSetup
from ictrack.server.answers import answer, turn_away
from ictrack.server.body_size import BodySize
from ictrack.server.callers import HEALTH, find_refusal, known_names, read_setup
from ictrack.server.error_pages import ErrorPages
from ictrack.server.faults import fault_sentence
from ictrack.server.holding import hold_database, holds_database
from ictrack.server.hosts import is_known_host
from ictrack.server.https import keep_to_https
from ictrack.server.life import listening_at
from ictrack.server.open_sessions import OpenSessions
from ictrack.server.request_rate import RequestRate

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_RETRY_SECONDS = 2.0
_OWN = "localhost"

FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


@cache
def script_hashes() -> tuple[str, ...]:
    """Give the hash of each inline script of Streamlit's page, as a policy names it."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = _INLINE_SCRIPT.findall(page.read_text(encoding="utf-8"))
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_policy(host: str) -> str:
    """Say what a page may load and whom it may call: this app, at the host it came from."""
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *script_hashes())),
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self' data:",
            "img-src 'self' data: blob:",
            f"connect-src 'self' ws://{host} wss://{host}",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """Set the security headers of every answer, those to errors included."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a fault nobody caught becomes a sentence with a reference."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        setup, host = _read_caller(scope)
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers.update({**FIXED_HEADERS, "Content-Security-Policy": content_policy(host)})
                if setup:
                    keep_to_https(headers, setup)
            await send(message)

        try:
            await self._app(scope, receive, send_guarded)
        except Exception as error:
            sentence = fault_sentence(error)
            if started:
                raise
            status = 503 if isinstance(error, IctrackError) else 500
            await answer(scope, status, sentence)(scope, receive, send_guarded)


def _read_caller(scope: Scope) -> tuple[LoginSetup | None, str]:
    """Read how people log in, and the host that goes into the policy: one of this app's.

    What is set up wrongly is said by KnownCallers, and this is still asked for the answer.
    """
    try:
        setup = read_setup()
    except UsageError:
        return None, _OWN
    host = Headers(scope=scope).get("host", "")
    return setup, host if is_known_host(host, known_names(scope, setup)) else _OWN


class KnownCallers:
    """Refuse callers from other computers where nobody logs in, and requests that name another host."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from those who are let in and is meant for this app."""
        refusal = find_refusal(scope) if scope["type"] in {"http", "websocket"} else None
        if refusal is None:
            await self._app(scope, receive, send)
            return
        await turn_away(scope, receive, send, refusal.status, refusal.sentence)


class OpenDatabase:
    """See that the database is open before a page asks it anything; else say why it is not."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app
        self._refused: IctrackError | None = None
        self._tried_at = float("-inf")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what can be answered."""
        if scope["type"] not in {"http", "websocket"} or scope["path"] in HEALTH:
            await self._app(scope, receive, send)
            return
        error = await self._hold(scope)
        if error is None:
            await self._app(scope, receive, send)
            return
        await turn_away(scope, receive, send, 503, str(error))

    async def _hold(self, scope: Scope) -> IctrackError | None:
        """Hold the database, or give why not; after a refusal ask again every other second."""
        host, port = listening_at()
        server = scope.get("server")
        port = server[1] if server and server[1] else port
        if holds_database(port):
            return None
        if self._refused is None or time.monotonic() - self._tried_at > _RETRY_SECONDS:
            self._refused = await run_in_threadpool(_try_to_hold, host, port)
            self._tried_at = time.monotonic()
        return self._refused


def _try_to_hold(host: str, port: int) -> IctrackError | None:
    try:
        hold_database(host, port)
    except IctrackError as error:
        return error
    return None


guards = [
    Middleware(SecurityHeaders),
    Middleware(KnownCallers),
    Middleware(RequestRate),
    Middleware(BodySize),
    Middleware(OpenSessions),
    Middleware(OpenDatabase),
    Middleware(ErrorPages),
]
