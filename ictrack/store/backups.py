"""Backups: a folder of its own for each, with the database, its journal and what it holds.

A backup is made under another name and is there, whole, once it has its own.
"""

from __future__ import annotations

import errno
import filecmp
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

import duckdb
from pydantic import BaseModel, ConfigDict, ValidationError

from ictrack import __version__
from ictrack.errors import DiskFullError, UsageError
from ictrack.store.access_errors import first_line
from ictrack.store.asking import run
from ictrack.store.attaching import draft_path, files_of, remove_files
from ictrack.store.beginning import copied_tables
from ictrack.store.contents import content_of
from ictrack.store.database import Database, fetch, open_database
from ictrack.store.journal import sync_file, sync_folder
from ictrack.store.lake_moments import copy_moment
from ictrack.store.room import find_lack, on_one_disk

DATABASE_NAME = "ictrack.duckdb"
JOURNAL_NAME = "ictrack.journal.jsonl"
_ABOUT = "backup.json"
_OUTBOX = "outbox"
# What a copy may take beyond the files that it is made of: new blocks for what is in the log.
_MOST_BEYOND = 2 << 20
# What a folder, what the backup says of itself and half-filled blocks of a disk take.
_AROUND = 1 << 16


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

    The copy is compared with the original, table by table, before it gets its name. Another
    backup of the same database waits until this one is done; those of others may be made in
    the same folder at once. The backup of a lake is a file like any other, of one moment, and
    those who write to the lake go on as well. Raises UsageError for a database in memory, DiskFullError where
    the copy cannot be made, or where there is no room for it.
    """
    if database.is_shared:
        with database.backing_up(), _telling(folder):
            return _make(folder, partial(_fill_from_lake, database))
    if database.path is None or database.journal is None:
        raise UsageError("A database in memory has no file to back up. Nothing was done.")
    # Its draft has one name, which DuckDB is told of before it is locked.
    with database.backing_up(), _telling(folder):
        # What a crash may have left.
        remove_files(draft_path(database.path))
        _see_that_there_is_room(folder, database.path, database.journal.path)
        return _make(folder, partial(_fill_from_file, database, database.path, database.journal.path))


def _fill_from_file(database: Database, path: Path, journal: Path, part: Path, now: datetime) -> Backup:
    draft = draft_path(path)
    try:
        with database.drafting(draft) as cursor:
            about = _compare(cursor, now)
            shutil.copyfile(journal, part / JOURNAL_NAME)
        _bring(draft, part / DATABASE_NAME)
    finally:
        remove_files(draft)
    return about


def _fill_from_lake(database: Database, part: Path, now: datetime) -> Backup:
    rows = copy_moment(database, part / DATABASE_NAME)
    # Whoever opens it brings its journal up: the changes that it knows of, and no others.
    with closing(open_database(part / DATABASE_NAME)) as copy, copy.cursor() as cursor:
        return _about(cursor, now, rows)


def _make(folder: Path, fill: Callable[[Path, datetime], Backup]) -> KeptBackup:
    """Make a folder within a folder, have it filled, and give it its name once it is whole."""
    now = datetime.now(UTC).replace(microsecond=0)
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    part, target = _reserve(folder, now)
    try:
        about = fill(part, now)
        (part / _ABOUT).write_text(about.model_dump_json(indent=2), encoding="utf-8")
        for file in part.iterdir():
            sync_file(file)
        part.rename(target)
        sync_folder(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if is_new:
            # It stays where a backup, or anything else, is in it.
            with suppress(OSError):
                folder.rmdir()
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
    rows = sum(content_of(cursor, name).stored_rows for name in copied_tables(cursor).values())
    content_of(cursor, f"db.main.{_OUTBOX}")
    return rows, _count_changes(cursor)


def _reserve(folder: Path, now: datetime) -> tuple[Path, Path]:
    """Make the folder in which a backup is made, and name the one that it becomes.

    Nobody else has either: who else makes a backup there at the same second gets another.
    """
    stem = f"ictrack-{now:%Y-%m-%d-%H%M%S}"
    for number in count(1):
        target = folder / (stem if number == 1 else f"{stem}-{number}")
        part = target.with_name(f".{target.name}.part")
        with suppress(FileExistsError):
            part.mkdir()
            if not target.exists():
                return part, target
            part.rmdir()
    raise AssertionError("unreachable")


def _see_that_there_is_room(folder: Path, path: Path, journal: Path) -> None:
    """Refuse a backup before anything is written, where a disk has not as much room as it takes.

    The copy is made beside the database; it has as many blocks as the database, or a few more
    where what was written last is still in the log. Then it is moved, which takes no more room
    unless the folder is on another disk.
    """
    copied = sum(file.stat().st_size for file in files_of(path) if file.exists()) + _MOST_BEYOND
    told = journal.stat().st_size + _AROUND
    needed = [(path.parent, copied), (folder, told)]
    if not on_one_disk(path.parent, folder):
        needed.append((folder, copied))
    lack = find_lack(needed)
    if lack is not None:
        raise DiskFullError(
            f"{folder}: the backup was not made: {lack.sentence()}. What is stored is safe and unchanged. "
            "Make room there, and try again."
        )


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """Say in words what the disk refused."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        said = (error.strerror or type(error).__name__) if isinstance(error, OSError) else first_line(error)
        raise DiskFullError(
            f"{folder}: the backup was not made ({said}). What is stored is safe and unchanged. "
            "Make room, see that ictrack may write there, or name another folder."
        ) from error


def _compare(cursor: duckdb.DuckDBPyConnection, now: datetime) -> Backup:
    """Compare a copy with its original, and say what it holds; raises OSError where they differ."""
    rows = 0
    for table in (*copied_tables(cursor), _OUTBOX):
        stored, copied = (content_of(cursor, f"{place}.main.{table}") for place in ("db", "backup"))
        if stored != copied:
            raise OSError(errno.EIO, f"the copy of the table {table} is not what is stored")
        rows += stored.stored_rows if table != _OUTBOX else 0
    return _about(cursor, now, rows)


def _about(cursor: duckdb.DuckDBPyConnection, now: datetime, rows: int) -> Backup:
    changes = _count_changes(cursor)
    run(cursor, "data_fingerprint")
    fingerprint = str(fetch(cursor)[0]["fingerprint"])
    return Backup(made_at=now, ictrack=__version__, changes=changes, rows=rows, fingerprint=fingerprint)


def _count_changes(cursor: duckdb.DuckDBPyConnection) -> int:
    run(cursor, "outbox_next")
    return int(fetch(cursor)[0]["next_change_id"])


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
