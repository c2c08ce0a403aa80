"""Hold the database for as long as the app runs, with the key file that lets commands in."""

from __future__ import annotations

import os
import secrets
import threading

from ictrack.actions.opening import close_shared, open_shared
from ictrack.commands.key import AppKey, read_key, remove_key, write_key
from ictrack.errors import DatabaseBusyError
from ictrack.settings import current_settings
from ictrack.store.database import Database

_holding = threading.Lock()
_keys: list[AppKey] = []
# A lake needs no key: whoever may reach its PostgreSQL opens it beside the app.
_lakes: list[Database] = []


def hold_database(host: str, port: int) -> Database:
    """Open the database, and leave the key beside it that says where the app listens.

    Raises DatabaseBusyError and DatabaseDamagedError as long as it cannot be opened.
    """
    with _holding:
        database = _open()
        if database.is_shared:
            _lakes[:] = [database]
        if database.path and (not _keys or _keys[0].port != port):
            token = _keys[0].token if _keys else secrets.token_urlsafe(32)
            _keys[:] = [AppKey(host=host, port=port, token=token, pid=os.getpid())]
            write_key(database.path, _keys[0])
        return database


def _open() -> Database:
    try:
        return open_shared()
    except DatabaseBusyError as busy:
        path = current_settings().database
        other = read_key(path)
        if other is None:
            raise
        raise DatabaseBusyError(
            f"{path}: is held by another program, most likely the app that runs already at "
            f"http://{other.address}. Open that address, or close that app: "
            "this one then goes on by itself."
        ) from busy


def holds_database(port: int) -> bool:
    """Say whether the database is open, and the key of a file speaks of the port that is listened on."""
    return bool(_lakes) or any(key.port == port for key in _keys)


def release_database() -> None:
    """Take the key away and close the database."""
    with _holding:
        if _keys:
            path = open_shared().path
            if path:
                remove_key(path, _keys.pop())
        _lakes.clear()
        close_shared()


def knows_token(token: str) -> bool:
    """Say whether a caller has read the key file; takes as long for any wrong token."""
    with _holding:
        return bool(_keys) and secrets.compare_digest(_keys[0].token.encode(), token.encode())
