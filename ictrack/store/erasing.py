"""Whose name was erased, as it is known outside the database, and what a restore does with it.

A backup from before an erasure still holds the name. The journal of the database tells of the
erasure, and so does a list beside the backups: random keys and days, nothing of who they were.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from ictrack.store.asking import fetch, run
from ictrack.store.database import Database
from ictrack.store.journal import Line, read_lines
from ictrack.store.outbox import Change
from ictrack.store.people import erase_in

ERASED_NAME = "erased-people.txt"
_KIND = "person_erased"


def note_erased(folder: Path, person_ids: Iterable[str], now: datetime) -> None:
    """Add to the list beside the backups, where there is a folder of backups; raises OSError."""
    if not folder.is_dir():
        return
    with (folder / ERASED_NAME).open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{person_id} {now:%Y-%m-%d}\n" for person_id in person_ids)
        file.flush()
        os.fsync(file.fileno())


def read_erased(folders: Iterable[Path], journals: Iterable[Path]) -> frozenset[str]:
    """Read the keys of those who were erased: from the lists in some folders, and from journals."""
    return frozenset((*_listed(folders), *(key for journal in journals for key in _told(journal))))


def _listed(folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        try:
            text = (folder / ERASED_NAME).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        yield from (line.split()[0] for line in text.splitlines() if line.strip())


def _told(journal: Path) -> Iterator[str]:
    """Read who was erased from a journal; one that cannot be read tells nothing, nor does a damaged line."""
    try:
        for line in read_lines(journal):
            if line is not None and line.kind == _KIND:
                yield _erased_by(line)
    except OSError:
        return


def _erased_by(line: Line) -> str:
    change = Change(line.change_id, line.kind, line.changed_at, line.changed_by, (line.payload,))
    parameters = change.values()["parameters"]
    return str(parameters["person_id"]) if isinstance(parameters, dict) else ""


def erase_again(database: Database, person_ids: frozenset[str], by: str, now: datetime) -> int:
    """Empty what a database holds of some people, unless it was; say of how many it held something.

    The erasure of each is recorded again, also of those whom it does not know: an older or newer
    backup may. So it is of those of whom it knows that they were erased, and holds something all the
    same: a journal that was replayed told of the erasure, and holds no names. The file is then written
    anew, without what it held.
    """
    emptied = 0
    known = list_erased(database)
    for person_id in sorted(person_ids | known):
        with database.cursor() as cursor:
            run(cursor, "person_one", {"person_id": person_id})
            held = len(cursor.fetchall())
        if held or person_id not in known:
            database.write(partial(erase_in, person_id=person_id, by=by, now=now))
        emptied += held
    if emptied:
        write_anew(database, now)
    return emptied


def write_anew(database: Database, now: datetime) -> None:
    """Write the file anew without what it held of those who were erased, and note that it was.

    `now` is not before the last erasure. Raises what `Database.rewrite` does; it is then still due.
    """
    database.whole.rewrite()
    database.whole.note(lambda cursor: run(cursor, "mark_rewritten", {"now": now}))


def is_rewrite_due(database: Database) -> bool:
    """Say whether somebody was erased and the file not written anew since, as after a crash."""
    with database.whole.cursor() as cursor:
        run(cursor, "people_unwritten")
        return bool(fetch(cursor)[0]["people"])


def list_erased(database: Database) -> frozenset[str]:
    """List the keys of those whom a database knows to be erased."""
    with database.whole.cursor() as cursor:
        run(cursor, "erased_people")
        return frozenset(str(row["person_id"]) for row in fetch(cursor))
