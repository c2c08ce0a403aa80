"""Commands that this computer's command line passes to the app, because the app holds the file."""

from __future__ import annotations

import threading
from contextlib import nullcontext

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from ictrack.actions.opening import open_shared
from ictrack.commands.command import Command, CommandOutcome, carry_out
from ictrack.server.answers import refusal
from ictrack.server.callers import is_direct
from ictrack.server.holding import knows_token

_COMMAND_BYTES = 1_000_000
_writing = threading.Lock()


async def carry_out_passed(request: Request) -> Response:
    """Carry out a command of somebody who can read the key file beside the database."""
    if not is_direct(request.scope):
        return refusal(403, "Commands are heard from this computer only, and through no proxy.")
    scheme, _space, token = request.headers.get("authorization", "").partition(" ")
    if scheme != "Bearer" or not knows_token(token):
        return refusal(403, "Only commands of this computer's ictrack are heard: they read the key file.")
    body = await _read_body(request)
    if body is None:
        return refusal(413, f"A command has at most {_COMMAND_BYTES} bytes.")
    try:
        command = await run_in_threadpool(_read, body)
    except ValidationError as error:
        return refusal(400, f"This is not a command that this version knows: {error.errors()[0]['msg']}.")
    outcome = await run_in_threadpool(_carry_out, command)
    return Response(outcome.model_dump_json(), media_type="application/json")


async def _read_body(request: Request) -> bytes | None:
    """Read what was sent, or nothing once it is larger than any command."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _COMMAND_BYTES:
            return None
    return bytes(body)


def _read(body: bytes) -> Command:
    from ictrack.commands.wire import read_command  # noqa: PLC0415  all commands, of which few are passed

    return read_command(body)


def _carry_out(command: Command) -> CommandOutcome:
    """Carry out a command; one that writes waits for the one before."""
    with _writing if command.writes else nullcontext():
        return carry_out(command, open_shared())
