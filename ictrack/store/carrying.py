"""What of a picture can be carried on to newer data: all but the initiatives of which anything came since.

Most writes bring a report or a few, and leave all other initiatives as they are. It is carried on only
where that is certain: every write since was recorded as one that adds rows or that no picture reads,
as many rows were added as there are more, and what initiatives take from elsewhere is the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from ictrack.store.asking import run

# Of more initiatives than this a picture is not carried on: to work it out takes no longer.
MOST_CARRIED_ON = 1_000
_MOST_ADDED = 20_000
_LOAD = "load"
# The kinds of changes that write nothing of which pictures are made. One that is not named here is
# taken for one that does.
_OF_NO_PICTURE = (
    "commentary",
    "report_frozen",
    "report_unfrozen",
    "role_given",
    "role_taken",
    "sign_off",
    "sign_off_taken_back",
    "submissions",
    "token_made",
    "token_revoked",
    "tracker_mapping",
)


@dataclass(frozen=True)
class Basis:
    """Hold of which data a picture is: the last of what grows, how many rows, and a sum of all else."""

    version: int
    change_id: int
    load_id: int
    initiatives: int
    updates: int
    elsewhere: int


@dataclass(frozen=True)
class _Added:
    """Hold what came since: changes that can be told apart, rows, and the initiatives that they are of."""

    changes: int
    initiatives: int
    updates: int
    of_initiatives: tuple[str, ...]


def read_basis(cursor: duckdb.DuckDBPyConnection) -> Basis:
    """Read of which data a picture is that is made in this transaction."""
    run(cursor, "picture_basis")
    return Basis(*cursor.fetchall()[0])


def initiatives_since(cursor: duckdb.DuckDBPyConnection, former: Basis, now: Basis) -> list[str] | None:
    """Name the initiatives whose picture may be another than it was; nothing where that is not certain."""
    if former.elsewhere != now.elsewhere:
        return None
    added = _read_added(cursor, former)
    is_certain = (
        added.changes == now.version - former.version
        and added.initiatives == now.initiatives - former.initiatives
        and added.updates == now.updates - former.updates
        and len(added.of_initiatives) <= MOST_CARRIED_ON
    )
    return list(added.of_initiatives) if is_certain else None


def _read_added(cursor: duckdb.DuckDBPyConnection, former: Basis) -> _Added:
    asked = {
        "change_id": former.change_id,
        "load_id": former.load_id,
        "kinds": [_LOAD, *_OF_NO_PICTURE],
        "most": _MOST_ADDED,
    }
    run(cursor, "picture_added", asked)
    changes, initiatives, updates, named = cursor.fetchall()[0]
    return _Added(changes, initiatives, updates, tuple(named))
