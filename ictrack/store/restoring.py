"""Put a backup in the place of a database; what was there before is kept under another name."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from ictrack.errors import DatabaseBusyError, DatabaseDamagedError, DiskFullError, UsageError
from ictrack.store.access_errors import explain, see_that_it_may_be_written
from ictrack.store.attaching import ENDS
from ictrack.store.backups import DATABASE_NAME, JOURNAL_NAME
from ictrack.store.database import open_blank, open_database
from ictrack.store.journal import journal_path, read_ends


@dataclass(frozen=True)
class Restored:
    """Hold what a restore did: where the former file and journal are now, and what only they hold.

    `later_changes` are those that the former journal tells of and the backup does not.
    """

    database: Path
    former: Path | None
    former_journal: Path | None
    later_changes: int


def restore_backup(backup: Path, target: Path) -> Restored:
    """Put a backup, a folder or a database file, in the place of a database.

    Raises UsageError where there is no backup, DatabaseDamagedError where it cannot be
    read, DatabaseBusyError while another process holds the database; nothing is changed
    then. A database that is damaged is put aside like any other.
    """
    source = backup / DATABASE_NAME if backup.is_dir() else backup
    if not source.is_file():
        raise UsageError(
            f"{backup}: there is no backup here. Nothing was changed. "
            f"Name a folder that 'python -m ictrack backup' made, with its {DATABASE_NAME}."
        )
    see_that_it_may_be_written(target)
    _see_that_nobody_holds(target)
    draft = target.with_name(f"{target.name}.restored")
    try:
        shutil.copyfile(source, draft)
        _see_that_it_can_be_read(draft, backup)
        return _exchange(draft, backup, target)
    except OSError as error:
        raise DiskFullError(
            f"{target}: the backup was not restored ({error.strerror}). The database and the backup are as "
            "they were. Make room on the disk, or see that ictrack may write there, and try again."
        ) from error
    finally:
        for end in ENDS:
            draft.with_name(f"{draft.name}{end}").unlink(missing_ok=True)


def _see_that_nobody_holds(target: Path) -> None:
    if not target.exists():
        return
    try:
        duckdb.connect(str(target), read_only=True).close()
    except duckdb.Error as error:
        said = explain(error, str(target))
        if isinstance(said, DatabaseBusyError):
            raise DatabaseBusyError(
                f"{target}: is held by another process, most likely the app. Nothing was changed. "
                "Stop the app, restore, and start it again."
            ) from error


def _see_that_it_can_be_read(draft: Path, backup: Path) -> None:
    try:
        open_blank(draft).close()
    except DatabaseDamagedError as error:
        raise DatabaseDamagedError(
            f"{backup}: is not a backup that ictrack can read. The database is as it was. "
            "Restore another backup, or replay the journal beside it: "
            f"'python -m ictrack replay {backup / JOURNAL_NAME if backup.is_dir() else 'JOURNAL'} "
            "--database NEW'."
        ) from error


def _exchange(draft: Path, backup: Path, target: Path) -> Restored:
    journal = journal_path(target)
    former = _free_name(target) if target.exists() else None
    former_journal = journal_path(former or _free_name(target)) if journal.exists() else None
    if former_journal is not None:
        journal.rename(former_journal)
    if former is not None:
        # A second name for the same file: at no moment is there none under its own.
        former.hardlink_to(target)
        if _log_of(target).exists():
            _log_of(target).rename(_log_of(former))
    draft.replace(target)
    if backup.is_dir() and (backup / JOURNAL_NAME).is_file():
        shutil.copyfile(backup / JOURNAL_NAME, journal)
    open_database(target).close()
    later = _count_later(former_journal, journal) if former_journal else 0
    return Restored(target, former, former_journal, later)


def _count_later(former: Path, restored: Path) -> int:
    before, now = read_ends(former), read_ends(restored)
    if before.first is None or before.first != now.first or not before.last or not now.last:
        return 0
    return max(0, before.last.change_id - now.last.change_id)


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _free_name(target: Path) -> Path:
    stamp = f"{datetime.now(UTC):%Y-%m-%d-%H%M%S-%f}"
    return target.with_name(f"{target.stem}-before-{stamp}{target.suffix}")
