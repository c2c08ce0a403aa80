"""Backups: a folder of its own for each, with the database, its journal and what it holds.

A backup is made under another name and is there, whole, once it has its own.
"""

from __future__ import annotations

import errno
import filecmp
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from pydantic import BaseModel, ConfigDict, ValidationError

from ictrack import __version__
from ictrack.errors import DiskFullError, UsageError
from ictrack.store.access_errors import first_line
from ictrack.store.asking import run
from ictrack.store.attaching import draft_path, remove_files
from ictrack.store.beginning import table_names
from ictrack.store.database import Database, fetch
from ictrack.store.journal import sync_file, sync_folder

DATABASE_NAME = "ictrack.duckdb"
JOURNAL_NAME = "ictrack.journal.jsonl"
_ABOUT = "backup.json"
_OUTBOX = "outbox"


class Backup(BaseModel):
    """What a backup says of itself: when it was made, how much it holds, and of which data."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    made_at: datetime
    ictrack: str
    changes: int
    rows: int
    fingerprint: str


class KeptBackup(BaseModel):
    """One backup in a folder of backups."""

    model_config = ConfigDict(frozen=True)
    path: Path
    backup: Backup


def make_backup(database: Database, folder: Path) -> KeptBackup:
    """Copy a database that is open into a new folder within a folder, while its readers go on.

    The copy is compared with the original, table by table, before it gets its name.
    Raises UsageError for a database in memory, DiskFullError where the copy cannot be made.
    """
    if database.path is None or database.journal is None:
        raise UsageError("A database in memory has no file to back up. Nothing was done.")
    draft = draft_path(database.path)
    now = datetime.now(UTC).replace(microsecond=0)
    target = _free_name(folder, now)
    part = target.with_name(f".{target.name}.part")
    with _cleared(folder, draft, part):
        part.mkdir(parents=True)
        with database.drafting(draft) as cursor:
            about = _compare(cursor, now)
            shutil.copyfile(database.journal.path, part / JOURNAL_NAME)
        _bring(draft, part / DATABASE_NAME)
        (part / _ABOUT).write_text(about.model_dump_json(indent=2), encoding="utf-8")
        for file in part.iterdir():
            sync_file(file)
        part.rename(target)
        sync_folder(folder)
    return KeptBackup(path=target, backup=about)


def list_backups(folder: Path) -> tuple[KeptBackup, ...]:
    """List the backups in a folder, the latest first; what is not a whole backup is left out."""
    found = [
        KeptBackup(path=path, backup=about)
        for path in (folder.iterdir() if folder.is_dir() else ())
        if (about := read_backup(path)) is not None and not path.name.startswith(".")
    ]
    return tuple(sorted(found, key=lambda kept: (kept.backup.made_at, kept.path.name), reverse=True))


def read_backup(path: Path) -> Backup | None:
    """Read what a backup says of itself; nothing for a folder that is none."""
    try:
        return Backup.model_validate_json((path / _ABOUT).read_bytes())
    except (OSError, ValidationError):
        return None


def read_all(cursor: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Read all that a database holds, and give how many rows and changes it is.

    A damaged block shows only once it is read.
    """
    rows = sum(int(_content(cursor, name)["stored_rows"]) for name in table_names(cursor).values())
    _content(cursor, f"db.main.{_OUTBOX}")
    return rows, _count_changes(cursor)


def _free_name(folder: Path, now: datetime) -> Path:
    wanted = folder / f"ictrack-{now:%Y-%m-%d-%H%M%S}"
    number = 2
    name = wanted
    while name.exists():
        name = wanted.with_name(f"{wanted.name}-{number}")
        number += 1
    return name


@contextmanager
def _cleared(folder: Path, draft: Path, part: Path) -> Iterator[None]:
    """Leave no draft behind, and say in words what the disk refused."""
    _remove(draft, part)
    try:
        yield
    except (OSError, duckdb.Error) as error:
        said = (error.strerror or type(error).__name__) if isinstance(error, OSError) else first_line(error)
        raise DiskFullError(
            f"{folder}: the backup was not made ({said}). What is stored is safe and unchanged. "
            "Make room, see that ictrack may write there, or name another folder."
        ) from error
    finally:
        _remove(draft, part)


def _remove(draft: Path, part: Path) -> None:
    remove_files(draft)
    shutil.rmtree(part, ignore_errors=True)


def _compare(cursor: duckdb.DuckDBPyConnection, now: datetime) -> Backup:
    """Compare a copy with its original, and say what it holds; raises OSError where they differ."""
    rows = 0
    for table in (*table_names(cursor), _OUTBOX):
        stored, copied = (_content(cursor, f"{place}.main.{table}") for place in ("db", "backup"))
        if stored != copied:
            raise OSError(errno.EIO, f"the copy of the table {table} is not what is stored")
        rows += int(stored["stored_rows"]) if table != _OUTBOX else 0
    changes = _count_changes(cursor)
    run(cursor, "data_fingerprint")
    fingerprint = str(fetch(cursor)[0]["fingerprint"])
    return Backup(made_at=now, ictrack=__version__, changes=changes, rows=rows, fingerprint=fingerprint)


def _count_changes(cursor: duckdb.DuckDBPyConnection) -> int:
    run(cursor, "outbox_next")
    return int(fetch(cursor)[0]["next_change_id"])


def _content(cursor: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
    run(cursor, "outbox_fingerprint", {"name": name})
    return fetch(cursor)[0]


def _bring(draft: Path, target: Path) -> None:
    """Move a file, to another disk where need be; a copy is compared byte by byte."""
    try:
        draft.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copyfile(draft, target)
        if not filecmp.cmp(draft, target, shallow=False):
            raise OSError(errno.EIO, "the copy is not what was written") from error
