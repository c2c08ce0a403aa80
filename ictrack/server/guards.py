"""What every request passes: security headers, known callers, a database that is open.

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

from ictrack.errors import IctrackError
from ictrack.language import _
from ictrack.server.answers import answer
from ictrack.server.faults import fault_sentence
from ictrack.server.holding import hold_database, holds_database
from ictrack.server.hosts import is_known_host, is_loopback
from ictrack.server.life import listening_at

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# What answers even while the database cannot be opened: supervisors ask it.
_ALWAYS = ("/api/v1/health", "/_stcore/health")
_RETRY_SECONDS = 2.0

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
        host = Headers(scope=scope).get("host", "")
        policy = content_policy(host) if is_known_host(host) else content_policy("localhost")
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers.update({**FIXED_HEADERS, "Content-Security-Policy": policy})
            await send(message)

        try:
            await self._app(scope, receive, send_guarded)
        except Exception as error:
            sentence = fault_sentence(error)
            if started:
                raise
            await answer(scope, 500, sentence)(scope, receive, send_guarded)


class KnownCallers:
    """Refuse callers from other computers, and requests that name another host."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from this computer and is meant for this app."""
        refused = _refuse_caller(scope) if scope["type"] in {"http", "websocket"} else None
        if refused is None:
            await self._app(scope, receive, send)
            return
        await _turn_away(scope, receive, send, *refused)


def _refuse_caller(scope: Scope) -> tuple[int, str] | None:
    """Say why a caller is refused, with the status to answer; nothing for a good one."""
    client = scope.get("client")
    if client and not is_loopback(client[0]):
        return 403, _("ictrack is open to this computer only, because no login is set up.")
    if not is_known_host(Headers(scope=scope).get("host", "")):
        return 400, _(
            "This address does not name this app. Open it as localhost or 127.0.0.1; further names "
            "are allowed with the setting ICTRACK_ALLOWED_HOSTS."
        )
    return None


async def _turn_away(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": sentence[:120]})
        return
    await answer(scope, status, sentence)(scope, receive, send)


class OpenDatabase:
    """See that the database is open before a page asks it anything; else say why it is not."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app
        self._refused: IctrackError | None = None
        self._tried_at = float("-inf")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what can be answered."""
        if scope["type"] not in {"http", "websocket"} or scope["path"] in _ALWAYS:
            await self._app(scope, receive, send)
            return
        error = await self._hold(scope)
        if error is None:
            await self._app(scope, receive, send)
            return
        await _turn_away(scope, receive, send, 503, str(error))

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


guards = [Middleware(SecurityHeaders), Middleware(KnownCallers), Middleware(OpenDatabase)]
