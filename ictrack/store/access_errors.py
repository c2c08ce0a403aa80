"""Say in words why a database could not be opened, read or written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ictrack.errors import (
    DatabaseAccessError,
    DatabaseBusyError,
    DatabaseDamagedError,
    DiskFullError,
    IctrackError,
)

_HOLDER = re.compile(r"PID (\d+)")
# What DuckDB says when a block of the file is not what was written, which shows once it is read.
_DAMAGED_BLOCK = "Corrupt database file"
# What the catalogue of a lake says of two who write at once, and of what one of them goes on with.
_MET_IN_CATALOGUE = ("could not serialize access", "deadlock detected", "current transaction is aborted")
# What DuckDB says when another process holds the file; on Windows half of it is in the
# system's own language.
_HELD = ("Could not set lock on file", "File is already open in", "Unique file handle conflict")


def see_that_it_may_be_written(path: Path) -> None:
    """Make the folder of a database; raises DatabaseAccessError where the file could not be written.

    DuckDB says only "cannot open" where it is refused, and in a folder that it may not
    write in says so no sooner than at the first write.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_there = path.exists()
    except OSError as error:
        raise no_access(path, error) from error
    if is_there and not path.is_file():
        kind = "a folder" if path.is_dir() else "a device"
        raise _no_access(path, f"is {kind}, not a file", "Move it away")
    if is_there and not os.access(path, os.R_OK | os.W_OK):
        raise _refused(path, path, "read and write the file")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise _refused(path, path.parent, f"write in its folder, '{path.parent}'")


def _refused(path: Path, place: Path, needed: str) -> DatabaseAccessError:
    if _is_on_read_only_disk(place):
        return _no_access(path, "is on a disk that can only be read", "Copy it to another disk")
    return _no_access(path, f"cannot be opened: ictrack may not {needed}", "Give your account that right")


def no_access(path: Path, error: OSError) -> DatabaseAccessError:
    """Word what the system said when it was asked for a database, or for its folder."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return _no_access(path, "cannot be there: what should be its folder is a file", "Check the path")
    said = error.strerror or type(error).__name__
    return _no_access(path, f"cannot be reached ({said})", "Ask for the right to read and write there")


def _no_access(path: Path, reason: str, advice: str) -> DatabaseAccessError:
    return DatabaseAccessError(
        f"{path}: {reason}. Nothing was read or changed. "
        f"{advice}, or name another file with --database or ICTRACK_DATABASE."
    )


def _is_on_read_only_disk(place: Path) -> bool:
    # Windows has no statvfs; what its file systems refuse is said as a missing right.
    if not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(place).f_flag & os.ST_RDONLY)


def explain(error: duckdb.Error, target: str) -> IctrackError:
    """Word what DuckDB said when it could not open a file: held, not to be made, or damaged."""
    text = str(error)
    holder = _HOLDER.search(text)
    if holder is None and not any(words in text for words in _HELD):
        # What is not there cannot be damaged: the system let nobody make it.
        return damaged(target, error) if Path(target).exists() else _not_made(target, error)
    by = f"process {holder[1]}" if holder else "another process"
    return DatabaseBusyError(
        f"{target}: is held by {by}. Nothing was read or changed. "
        "Close the other program, or run the command while the app of ictrack runs: the app carries it out."
    )


def _not_made(target: str, error: duckdb.Error) -> DatabaseAccessError:
    reason = f"cannot be made ({first_line(error)})"
    return _no_access(Path(target), reason, "Choose a folder that you may write in")


def damaged(target: str, error: duckdb.Error) -> DatabaseDamagedError:
    """Word that a file is not a database that can be read."""
    return DatabaseDamagedError(
        f"{target}: is not a database that ictrack can read ({first_line(error)}). "
        "The file was left as it is. Restore a backup with 'python -m ictrack restore BACKUP', make a new "
        "file from the journal with 'python -m ictrack replay JOURNAL --database NEW', "
        "or name another file with --database."
    )


def is_damaged_block(error: Exception) -> bool:
    """Say whether a part of the file was found damaged."""
    return isinstance(error, duckdb.Error) and _DAMAGED_BLOCK in str(error)


@contextmanager
def telling_damage(target: str) -> Iterator[None]:
    """Raise DatabaseDamagedError in place of what DuckDB says of a damaged block."""
    try:
        yield
    except duckdb.Error as error:
        if is_damaged_block(error):
            raise damaged(target, error) from error
        raise


def disk_full(path: Path | str | None, error: Exception, what_happened: str) -> DiskFullError:
    """Word that the disk did not take a write; `what_happened` says what is stored."""
    said = (error.strerror or type(error).__name__) if isinstance(error, OSError) else first_line(error)
    return DiskFullError(
        f"{path}: the disk did not take the write ({said}). {what_happened} "
        "Make room on the disk and try again; ictrack need not be restarted."
    )


def is_conflict(error: Exception) -> bool:
    """Say whether a write met another writer's, so that it is to be tried again."""
    said = str(error).lower()
    if isinstance(error, duckdb.TransactionException) and "conflict" in said:
        return True
    return isinstance(error, duckdb.Error) and any(words in said for words in _MET_IN_CATALOGUE)


def first_line(error: Exception) -> str:
    """Give the first line of what was said, which is enough to act on."""
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
