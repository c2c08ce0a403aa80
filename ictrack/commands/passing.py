"""Pass a command to the app that holds the database, and bring back what came of it."""

from __future__ import annotations

import http.client
import json
from pathlib import Path

from pydantic import ValidationError

from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.key import AppKey, key_path, read_key
from ictrack.errors import DatabaseBusyError

COMMANDS_ADDRESS = "/api/v1/commands"
_CONNECT_SECONDS = 5


def pass_to_app(database: Path, command: Command, busy: DatabaseBusyError) -> CommandOutcome:
    """Have the app that runs carry a command out; wait for as long as it takes.

    Raises DatabaseBusyError, in place of the one given, when no app can be reached.
    """
    key = read_key(database)
    if key is None:
        raise busy
    connection = _connect(database, key)
    try:
        status, answer = _post(connection, key, command.model_dump_json().encode())
    except (OSError, http.client.HTTPException) as error:
        raise DatabaseBusyError(
            f"{database}: the app at {key.address} broke off before it answered. "
            "What was begun is either done as a whole or not at all. Run the command again to see."
        ) from error
    finally:
        connection.close()
    if status == http.client.INTERNAL_SERVER_ERROR:
        return CommandOutcome(stderr=f"{_sentence(answer)}\n", exit_code=1)
    if status != http.client.OK:
        raise DatabaseBusyError(
            f"{database}: is held by the app at {key.address}, which refused the command: "
            f"{_sentence(answer)} Nothing was read or changed. Restart the app, or close it and try again."
        )
    return _read_outcome(answer, key)


def _connect(database: Path, key: AppKey) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(key.host, key.port, timeout=_CONNECT_SECONDS)
    try:
        connection.connect()
    except OSError as error:
        raise DatabaseBusyError(
            f"{database}: is held by another process, and the app that {key_path(database).name} speaks of "
            f"does not answer at {key.address}. Nothing was read or changed. "
            "Close the other program and try again."
        ) from error
    connection.sock.settimeout(None)  # a large load may take minutes
    return connection


def _post(connection: http.client.HTTPConnection, key: AppKey, body: bytes) -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {key.token}", "Content-Type": "application/json"}
    connection.request("POST", COMMANDS_ADDRESS, body, headers)
    response = connection.getresponse()
    return response.status, response.read()


def _sentence(answer: bytes) -> str:
    """Give the sentence with which the app refused."""
    try:
        return str(json.loads(answer)["error"])
    except (ValueError, KeyError, TypeError):
        return "It gave no reason."


def _read_outcome(answer: bytes, key: AppKey) -> CommandOutcome:
    try:
        outcome = CommandOutcome.model_validate_json(answer)
    except ValidationError as error:
        raise DatabaseBusyError(
            f"The app at {key.address} answered in a way that this ictrack does not know. "
            "Restart the app, so that both are of one version, and look there what was done."
        ) from error
    narration = f"The running app (process {key.pid}) carried this out.\n"
    return outcome.model_copy(update={"stderr": narration + outcome.stderr})
