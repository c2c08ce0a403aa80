"""How large a request may be."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ictrack.language import _, format_count
from ictrack.server.answers import turn_away
from ictrack.settings import current_settings

_UPLOAD = "/_stcore/upload_file/"
# Who goes on for longer is cut off.
_HEARD_OUT = 64 * 1024**2


class BodySize:
    """Refuse a request that is larger than any that the app asks for."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as long as it is small enough, whatever it says of its size."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = body_limit(scope["path"])
        if _said_size(scope) > limit:
            await _hear_out(receive)
            await turn_away(scope, receive, send, 413, _too_large(limit))
            return
        await _Measured(scope, receive, send, limit).run(self._app)


def body_limit(path: str) -> int:
    """Give how many bytes a request may have: a file that is uploaded, or anything else."""
    settings = current_settings()
    is_upload = path.startswith(_UPLOAD)
    return settings.request_bytes + (settings.upload_bytes if is_upload else 0)


def _said_size(scope: Scope) -> int:
    said = Headers(scope=scope).get("content-length", "0")
    return int(said) if said.isascii() and said.isdigit() else 0


async def _hear_out(receive: Receive) -> None:
    """Hear the rest and keep nothing of it: who is cut off while speaking may miss the answer."""
    heard, more = 0, True
    while more and heard < _HEARD_OUT:
        message = await receive()
        heard += len(message.get("body", b""))
        more = message.get("more_body", False)


def _too_large(limit: int) -> str:
    return _("At most {bytes} bytes can be sent at once. Nothing was stored.", bytes=format_count(limit))


class _Measured:
    """One request whose body is counted as it comes; beyond the limit its app hears no more of it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._limit = limit
        self._came = 0
        self._started = False
        self._refused = False

    async def run(self, app: ASGIApp) -> None:
        try:
            await app(self._scope, self._receive_counted, self._send_unless_refused)
        except Exception:
            # What was cut off may well fail; the caller has had their answer.
            if not self._refused:
                raise

    async def _receive_counted(self) -> Message:
        message = await self._receive()
        self._came += len(message.get("body", b""))
        if self._came <= self._limit:
            return message
        if not self._refused and not self._started:
            if message.get("more_body"):
                await _hear_out(self._receive)
            await turn_away(self._scope, self._receive, self._send, 413, _too_large(self._limit))
        self._refused = True
        return {"type": "http.disconnect"}

    async def _send_unless_refused(self, message: Message) -> None:
        if self._refused:
            return
        self._started = True
        await self._send(message)
