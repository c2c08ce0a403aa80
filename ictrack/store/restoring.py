"""Put a backup in the place of a database; what was there before is kept, under another name or backed up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ictrack.access.identity import COMMAND_LINE
from ictrack.dates import utc_now
from ictrack.errors import DatabaseBusyError, DatabaseDamagedError, DiskFullError, UsageError
from ictrack.location import Lake, Location
from ictrack.settings import current_settings
from ictrack.store.access_errors import explain, see_that_it_may_be_written
from ictrack.store.attaching import remove_files
from ictrack.store.audit_notes import CHANGING_NO_DATA, Noted, note
from ictrack.store.backups import DATABASE_NAME, JOURNAL_NAME, make_backup, read_all, read_backup
from ictrack.store.beginning import begin_outbox
from ictrack.store.database import open_blank, open_database
from ictrack.store.erasing import erase_again, list_erased, read_erased
from ictrack.store.journal import Line, journal_path, read_lines, sync_file, sync_folder
from ictrack.store.journalling import BEFORE_ALL, lines_after
from ictrack.store.lake_moments import holds_anything, replace_lake, see_that_it_is_ended
from ictrack.store.replay import Later, replay_later


@dataclass(frozen=True)
class Restored:
    """Hold what a restore did: where the former file and journal are now, and what only they hold.

    `later_changes` are those that the former journal tells of and what was restored does not, `added`
    those that were made again after the backup, `emptied` is of how many people who were erased
    since the backup held something.
    """

    database: Location
    former: Path | None
    former_journal: Path | None
    later_changes: int
    added: int = 0
    emptied: int = 0


@dataclass(frozen=True)
class _Wanted:
    """Hold what is to be restored: what was named, the file in it, and the changes after it."""

    backup: Path
    source: Path
    later: Later | None

    @property
    def folders(self) -> tuple[Path, ...]:
        """Name the folders in which a list of those who were erased may be."""
        folder = self.source.resolve().parent
        return (folder, folder.parent, current_settings().backups)


@dataclass(frozen=True)
class _Made:
    """Hold how many changes were added to what was restored, and of how many people it held something."""

    added: int
    emptied: int


def restore_backup(backup: Path, target: Location, later: Later | None = None) -> Restored:
    """Put a backup, a folder or a database file, in the place of a database, with `later` changes if any.

    Raises UsageError where there is no backup, DatabaseDamagedError where any of it cannot
    be read, DatabaseBusyError while another process holds the database, JournalError where the
    later changes do not follow; nothing is changed then. A file that is damaged is put aside like
    any other; what a lake holds is backed up first.
    """
    source = backup / DATABASE_NAME if backup.is_dir() else backup
    if not source.is_file():
        raise UsageError(
            f"{backup}: there is no backup here. Nothing was changed. "
            f"Name a folder that 'python -m ictrack backup' made, with its {DATABASE_NAME}."
        )
    try:
        if isinstance(target, Lake):
            return _into_lake(_Wanted(backup, source, later), target)
        return _into_file(_Wanted(backup, source, later), target)
    except OSError as error:
        raise DiskFullError(
            f"{target}: the backup was not restored ({error.strerror}). The database and the backup are as "
            "they were. Make room on the disk, or see that ictrack may write there, and try again."
        ) from error


def _into_file(wanted: _Wanted, target: Path) -> Restored:
    see_that_it_may_be_written(target)
    _see_that_nobody_holds(target)
    draft = target.with_name(f"{target.name}.restored")
    try:
        made = _draw_up(wanted, draft, read_erased(wanted.folders, [journal_path(target)]))
        return replace(_exchange(draft, target), **asdict(made))
    finally:
        remove_files(draft)


def _into_lake(wanted: _Wanted, target: Lake) -> Restored:
    """Restore into a lake: what it holds is backed up, and then replaced in one transaction.

    The draft is made in the folder of backups, which has room for a database.
    """
    folder = current_settings().backups
    folder.mkdir(parents=True, exist_ok=True)
    with closing(open_blank(target)) as lake, TemporaryDirectory(prefix=".restore-", dir=folder) as made_in:
        see_that_it_is_ended(lake)
        former = make_backup(lake, folder).path if holds_anything(lake) else None
        draft = Path(made_in) / DATABASE_NAME
        erased = read_erased(wanted.folders, target.journals) | list_erased(lake)
        made = _draw_up(wanted, draft, erased)
        aside = _put_journals_aside(target)
        try:
            with closing(open_blank(draft)) as source:
                replace_lake(lake, source)
        except BaseException:
            _put_back(aside)
            raise
    former_journal = former / JOURNAL_NAME if former else None
    return Restored(target, former, former_journal, _begin(target, former_journal), **asdict(made))


def _put_journals_aside(lake: Lake) -> list[tuple[Path, Path]]:
    """Give the journals of all replicas that this computer reaches another name: they tell what was."""
    stamp = f"{datetime.now(UTC):%Y-%m-%d-%H%M%S-%f}"
    moved = [(path, path.with_name(f"{path.name}.before-{stamp}")) for path in lake.journals]
    for here, there in moved:
        here.rename(there)
    return moved


def _put_back(moved: list[tuple[Path, Path]]) -> None:
    for here, there in moved:
        there.rename(here)


def _draw_up(wanted: _Wanted, draft: Path, erased: frozenset[str]) -> _Made:
    """Copy a backup, see that it is whole, add the later changes, and empty who was erased since."""
    _copy(wanted.source, draft)
    _see_that_it_is_whole(draft, wanted.backup)
    added = _add_later(draft, wanted.later) if wanted.later else 0
    return _Made(added, _erase_and_note(draft, erased))


def _add_later(draft: Path, later: Later) -> int:
    with closing(open_blank(draft)) as database:
        return replay_later(database, later)


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


def _copy(source: Path, draft: Path) -> None:
    """Copy a database, with the log of what was written last where it has one."""
    for here, there in ((source, draft), (_log_of(source), _log_of(draft))):
        if here.exists():
            shutil.copyfile(here, there)


def _see_that_it_is_whole(draft: Path, backup: Path) -> None:
    """Read all that a copy holds, because a damaged block shows only once it is read."""
    try:
        database = open_blank(draft)
        try:
            with database.cursor() as cursor:
                held = read_all(cursor)
                cursor.execute("checkpoint db")
        finally:
            database.close()
    except DatabaseDamagedError as error:
        raise _refuse(backup, "is not a backup that ictrack can read") from error
    about = read_backup(backup)
    if about is not None and held != (about.rows, about.changes):
        raise _refuse(backup, "does not hold what it held when it was made")


def _erase_and_note(draft: Path, erased: frozenset[str]) -> int:
    """Empty in a copy what it holds of those who were erased since, and record the restore in it.

    It is done before the copy is put in place, so that at no time the names are back.
    """
    now = utc_now()
    database = open_blank(draft)
    try:
        with database.cursor() as cursor:
            begin_outbox(cursor)
        emptied = erase_again(database, erased, COMMAND_LINE, now)
        note(database, Noted.RESTORE, COMMAND_LINE, now, {"emptied": emptied})
        with database.cursor() as cursor:
            cursor.execute("checkpoint db")
    finally:
        database.close()
    return emptied


def _refuse(backup: Path, why: str) -> DatabaseDamagedError:
    return DatabaseDamagedError(
        f"{backup}: {why}. The database is as it was. "
        "Restore another backup, or replay the journal beside it: "
        f"'python -m ictrack replay {backup / JOURNAL_NAME if backup.is_dir() else 'JOURNAL'} "
        "--database NEW'."
    )


def _exchange(draft: Path, target: Path) -> Restored:
    """Put a draft in the place of a database, whose files get another name; undone where one is refused."""
    aside = _free_name(target)
    was_there = target.exists()
    # The journal goes first: without it the database that is still there is opened as before.
    beside = ((journal_path(target), journal_path(aside)), (_log_of(target), _log_of(aside)))
    moved: list[tuple[Path, Path]] = []
    sync_file(draft)
    try:
        for here, there in beside:
            if here.exists():
                here.rename(there)
                moved.append((here, there))
        if was_there:
            _keep(target, aside)
        draft.replace(target)
    except OSError:
        aside.unlink(missing_ok=True)
        for here, there in moved:
            there.rename(here)
        raise
    sync_folder(target.parent)
    former_journal = next((there for here, there in moved if here == journal_path(target)), None)
    return Restored(target, aside if was_there else None, former_journal, _begin(target, former_journal))


def _keep(target: Path, aside: Path) -> None:
    """Give a file a second name, so that at no moment there is none under its own; else a copy."""
    try:
        aside.hardlink_to(target)
    except OSError:
        shutil.copyfile(target, aside)
        sync_file(aside)


def _begin(target: Location, former_journal: Path | None) -> int:
    """Open what was restored, which writes its journal; count the changes that only the former one has."""
    database = open_database(target)
    try:
        if former_journal is None:
            return 0
        with database.cursor() as cursor:
            return _count_later(former_journal, lines_after(cursor, BEFORE_ALL))
    finally:
        database.close()


def _count_later(former: Path, restored: Iterator[Line]) -> int:
    """Count the changes of a journal from the first on that the restored database has otherwise or lacks.

    What changed no data is not missed, and whoever was erased is erased again.
    """
    pairs = zip_longest(read_lines(former), restored)
    before, now = next(pairs, (None, None))
    if before is None or before != now:
        return 0
    return len(
        {
            before.change_id
            for before, now in pairs
            if before is not None and before != now and before.kind not in CHANGING_NO_DATA
        }
    )


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _free_name(target: Path) -> Path:
    stamp = f"{datetime.now(UTC):%Y-%m-%d-%H%M%S-%f}"
    return target.with_name(f"{target.stem}-before-{stamp}{target.suffix}")
