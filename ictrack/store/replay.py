"""Make every change again from what was recorded of it, in a database that is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby, takewhile
from operator import attrgetter
from pathlib import Path

import duckdb

# Each of these brings the replays of its own kinds of change.
import ictrack.store.audit_notes
import ictrack.store.commit
import ictrack.store.people
import ictrack.store.submissions
import ictrack.store.undo  # noqa: F401
from ictrack.errors import JournalError, UsageError
from ictrack.store.attaching import files_of, remove_files
from ictrack.store.database import Database, open_blank, open_database
from ictrack.store.journal import Line, read_lines, sync_folder
from ictrack.store.journalling import BEFORE_ALL, lines_after
from ictrack.store.outbox import Change, record_lines, replay_of


def replay_journal(journal: Path, target: Path) -> int:
    """Make a new database file from a journal, and give how many changes it took.

    Raises UsageError where the file is there already, JournalError where the journal is
    not whole; there is then no new file. A last change that was never finished is left out.
    """
    # The log of a database that was moved away would be read into the new one.
    there = next((file for file in files_of(target) if file.exists()), None)
    if there is not None:
        raise UsageError(
            f"--database: '{there}' is there already. Nothing was changed. "
            "Name a file that does not exist, or move that one away."
        )
    draft = target.with_name(f"{target.name}.replayed")
    remove_files(draft)
    try:
        database = open_blank(draft)
        try:
            changes = replay_lines(database, read_whole(journal))
        finally:
            database.close()
        draft.replace(target)
        sync_folder(target.parent)
    finally:
        remove_files(draft)
    open_database(target).close()
    return changes


def read_whole(journal: Path) -> Iterator[Line]:
    """Read the lines of a journal; raises JournalError for one that is not what was written.

    The last one may be torn: it was never acknowledged, and is left out.
    """
    try:
        damaged = 0
        for number, line in enumerate(read_lines(journal), start=1):
            if damaged:
                raise _not_whole(journal, f"line {damaged} is not what was written")
            if line is None:
                damaged = number
            else:
                yield line
    except OSError as error:
        raise UsageError(f"{journal}: cannot be read ({error.strerror}). Nothing was changed.") from error


@dataclass(frozen=True)
class Later:
    """The changes that follow what a backup holds: the journal that tells of them, and until when, in UTC.

    Without a moment it is all of them.
    """

    journal: Path
    until: datetime | None = None


def replay_later(database: Database, later: Later) -> int:
    """Make the changes again that follow those that a database holds, and give how many they were.

    Raises JournalError where the journal does not begin with what the database holds, or is not whole.
    """
    lines = read_whole(later.journal)
    with database.cursor() as cursor:
        held = _skip_held(lines_after(cursor, BEFORE_ALL), lines, later.journal)
    wanted = takewhile(lambda line: later.until is None or line.changed_at <= later.until, lines)
    return replay_lines(database, wanted, held) - held


def _skip_held(held: Iterator[Line], lines: Iterator[Line], journal: Path) -> int:
    """Skip what a database holds, and give how many changes that is."""
    changes = 0
    for line in held:
        if next(lines, None) != line:
            raise JournalError(
                f"{journal}: does not begin with what the backup holds: it is of another database, ends "
                "before the backup, or went another way after an earlier restore. Nothing was changed. Name "
                "a journal that was written on from the backup, or restore without --journal."
            )
        changes = line.change_id + 1
    return changes


def replay_lines(database: Database, lines: Iterable[Line], held: int = 0) -> int:
    """Make the changes that lines tell of again, one transaction each, behind those that it holds.

    Gives how many it holds then.
    """
    done = held
    is_finished = True
    for change_id, group in groupby(lines, key=attrgetter("change_id")):
        parts = list(group)
        if not is_finished or change_id != done:
            raise _not_whole(None, f"change {done} is missing, or lacks parts")
        is_finished = [line.part for line in parts] == list(range(1, parts[0].parts + 1))
        if is_finished:
            database.write(partial(_replay, lines=parts))
            done += 1
    if not done:
        raise _not_whole(None, "it holds no change")
    return done


def _not_whole(journal: Path | None, what: str) -> JournalError:
    return JournalError(
        f"{journal or 'The journal'}: {what}. Nothing was made of it. "
        "Take another copy of the journal, or restore a backup."
    )


def _change(lines: Sequence[Line]) -> Change:
    first = lines[0]
    payload = tuple(line.payload for line in lines)
    return Change(first.change_id, first.kind, first.changed_at, first.changed_by, payload)


def _replay(cursor: duckdb.DuckDBPyConnection, lines: Sequence[Line]) -> None:
    change = _change(lines)
    replay_of(change.kind)(cursor, change)
    record_lines(cursor, lines)
