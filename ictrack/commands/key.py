"""The key file beside a database: how a command reaches the app that holds it.

The app writes it when it opens the database and takes it away when it closes it. On
Linux and macOS only its owner can read it, so only the owner's commands (and the
administrator's) are heard. On Windows the mode of a file says nothing of who may read it:
the key file has the rights of the folder it is in, so keep the database in a folder of
one's own.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError


class AppKey(BaseModel):
    """Where the app listens on this computer, the secret that it asks for, and its process."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    host: str
    port: int
    token: str
    pid: int

    @property
    def address(self) -> str:
        """Write where the app listens as an address of the web does: `127.0.0.1:8501`, `[::1]:8501`."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def key_path(database: Path) -> Path:
    """Name the key file of a database file, however its path was written."""
    whole = database.resolve()
    return whole.with_name(f"{whole.name}.key")


def write_key(database: Path, key: AppKey) -> None:
    """Write a key file in one step, from its first byte with the rights that the module names."""
    target = key_path(database)
    draft = target.with_name(f"{target.name}.{key.pid}")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(key.model_dump_json())
    draft.replace(target)


def read_key(database: Path) -> AppKey | None:
    """Read the key file of a database; nothing where there is none that can be read."""
    try:
        return AppKey.model_validate_json(key_path(database).read_bytes())
    except (OSError, ValidationError):
        return None


def remove_key(database: Path, key: AppKey) -> None:
    """Take one's own key file away; that of another app stays."""
    if read_key(database) == key:
        with suppress(OSError):
            key_path(database).unlink(missing_ok=True)
