"""Keep a lake small and quick: few large files, and no states that nobody goes back to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ictrack.errors import UsageError
from ictrack.store.asking import fetch_as, run, sql_of
from ictrack.store.database import Database
from ictrack.store.transacting import run_each_in_turn

# Nothing reads or writes for as long as this: whatever no state knows of by then is left over.
_LEFT_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class LakeSize:
    """How many states and files a lake holds, and how many bytes the files take."""

    states: int
    files: int
    bytes: int


@dataclass(frozen=True)
class Maintained:
    """What a lake held before it was maintained, and what it holds now."""

    before: LakeSize
    after: LakeSize


def maintain(database: Database, keep: timedelta, now: datetime) -> Maintained:
    """Put small files together, and remove what was replaced longer ago than `keep`.

    Others may read and write meanwhile: what they read is replaced, at most, and stays for a day.
    `now` is in UTC. Raises UsageError for what is no lake, which needs none of it.
    """
    if not database.is_shared:
        raise UsageError("A database in one file needs no maintenance: every write leaves it in order.")
    moments = {"replaced_before": now - keep, "left_before": now - max(keep, _LEFT_AFTER)}
    with database.backing_up(), database.cursor() as cursor:
        run(cursor, "lake_size")
        (before,) = fetch_as(LakeSize, cursor)
        run_each_in_turn(cursor, sql_of("lake_maintain"), moments)
        run(cursor, "lake_size")
        (after,) = fetch_as(LakeSize, cursor)
    return Maintained(before, after)
