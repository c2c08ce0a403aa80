"""Write to a lake, or read from it, on and on until told to stop; run as a program."""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

from ictrack.dates import utc_now
from ictrack.errors import DatabaseUnreachableError, JournalBehindError
from ictrack.settings import current_settings
from ictrack.store.database import Database, open_database
from ictrack.store.report_queries import Freeze, WrittenCommentary
from ictrack.store.report_writes import put_commentary, put_freeze

# Each freeze keeps so many reports, in the same transaction.
AUDIENCES = ("everyone", "leaders")
_PAUSE = 0.1
_DAY = date(2024, 1, 15)
# In one statement, so of one state.
_COUNTS = """
select
    (select version from db.write_lock),
    (select count(*) from db.report_freeze),
    (select count(*) from db.frozen_report),
    (select count(*) from db.commentary),
    (select count(*) from db.outbox where kind in ('report_frozen', 'commentary')),
    (select max(change_id) from db.outbox)
"""


class Notes:
    """A file of lines that are kept whatever becomes of the process."""

    def __init__(self, path: Path) -> None:
        """Begin the file."""
        self._file = path.open("a", encoding="utf-8")

    def add(self, *words: object) -> None:
        """Add a line, and come back once the disk has it."""
        self._file.write(" ".join(map(str, words)) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


@dataclass(frozen=True)
class Counts:
    """What is counted of one state: the version, rows of tables, and the last change."""

    version: int
    freezes: int
    frozen_reports: int
    commentaries: int
    told: int
    last_change: int

    def see_that_it_is_whole(self, first: int) -> None:
        """See that all that is written in one transaction is there; `first` is the version without it."""
        assert self.frozen_reports == len(AUDIENCES) * self.freezes, self
        assert self.told == self.freezes + self.commentaries == self.version - first, self

    def see_that_it_follows(self, other: Counts) -> None:
        """See that this state is not older than another."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        assert all(mine >= its for mine, its in pairs), (other, self)


def count(database: Database) -> Counts:
    """Count what one state holds."""
    with database.cursor() as cursor:
        return Counts(*cursor.execute(_COUNTS).fetchall()[0])


def write_on_and_on(name: str, folder: Path) -> None:
    """Write and write; after each write is acknowledged, note its key."""
    notes, number = Notes(folder / f"{name}.notes"), 0
    with closing(_open()) as database:
        while not (folder / "stop").exists():
            number += 1
            _store(database, f"{name}-{number}", notes)


def _store(database: Database, key: str, notes: Notes) -> None:
    """Do one write as the messages of the product say, until it is stored."""
    while True:
        try:
            _write(database, key)
        except JournalBehindError:
            notes.add("behind", key)
            return
        except DatabaseUnreachableError as error:
            if "Nothing was stored: send the change again" in str(error):
                notes.add("again" if "answers again" in str(error) else "away", key)
            elif _is_there(database, key):
                notes.add("found", key)
                return
            time.sleep(_PAUSE)
        else:
            notes.add("stored", key)
            return


def _write(database: Database, key: str) -> None:
    """Write one of two kinds of rows; raises OvertakenError where the key is stored already."""
    now, by = utc_now(), "a test"
    if key.endswith(tuple("02468")):
        freeze = Freeze(key, key, _DAY, _DAY, now, by, None, None)
        put_freeze(database, freeze, dict.fromkeys(AUDIENCES, "{}"))
    else:
        put_commentary(database, key, WrittenCommentary("summary", key, now, by), None)


def _is_there(database: Database, key: str) -> bool:
    """Look before a write is sent again, once PostgreSQL answers."""
    while True:
        try:
            return any(database.ask(name, {"event": key}) for name in ("freeze_list", "commentary_list"))
        except DatabaseUnreachableError:
            time.sleep(_PAUSE)


def read_on_and_on(name: str, folder: Path, first: int) -> None:
    """Read and read, and see that each state is whole and none older than one seen before."""
    notes, reads = Notes(folder / f"{name}.notes"), 0
    last: Counts | None = None
    with closing(_open()) as database:
        while not (folder / "stop").exists():
            try:
                version = database.version()
                counts = count(database)
            except DatabaseUnreachableError:
                notes.add("away", reads)
                time.sleep(_PAUSE)
                continue
            counts.see_that_it_is_whole(first)
            assert version <= counts.version
            if last is not None:
                assert version >= last.version
                counts.see_that_it_follows(last)
            last = counts
            reads += 1
            notes.add("read", counts.version)


def _open() -> Database:
    while True:
        try:
            return open_database(current_settings().location)
        except DatabaseUnreachableError:
            time.sleep(_PAUSE)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", name, folder]:
            write_on_and_on(name, Path(folder))
        case ["read", name, folder, first]:
            read_on_and_on(name, Path(folder), int(first))
