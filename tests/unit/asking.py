"""Ask an ASGI application one thing, as a server does."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from starlette.types import ASGIApp, Message, Scope

from tests.unit.running_app import Answer


def scope_of(
    path: str = "/",
    *,
    client: str | None = "127.0.0.1",
    method: str = "GET",
    kind: str = "http",
    **headers: str,
) -> Scope:
    """Make the scope of a request; names of headers are written with `_` for `-`."""
    named = {"host": "localhost", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in named.items()],
        "client": (client, 50_000) if client else None,
    }


def messages_of(app: ASGIApp, scope: Scope, body: Sequence[bytes] = (b"",)) -> list[Message]:
    """Send a request, its body in pieces, and give all that the application sends."""
    sent: list[Message] = []
    pieces = list(body)

    async def receive() -> Message:
        if not pieces:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    return sent


def ask(app: ASGIApp, scope: Scope, body: Sequence[bytes] = (b"",)) -> Answer:
    """Send a request, and give what is answered."""
    start, *rest = messages_of(app, scope, body)
    headers: Mapping[str, str] = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], headers, b"".join(message.get("body", b"") for message in rest))
