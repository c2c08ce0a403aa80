"""Mark each commit to a lake, so that one whose answer was lost can be looked for.

The catalogue keeps the mark beside the state that the commit makes: it is stored with it or not at all, and
removed with it when `maintain` removes old states. So it is in no table of ours, and marks do not pile up.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from functools import partial

import duckdb

from ictrack.store.asking import fetch, run
from ictrack.store.transacting import in_turn, one_transaction, take_turn


@dataclass(frozen=True)
class Mark:
    """Name one commit by chance, and the state of the lake that its transaction saw."""

    mark: str
    state: int


def put_mark(cursor: duckdb.DuckDBPyConnection) -> Mark:
    """Mark what the transaction that a cursor has just begun will commit."""
    mark = uuid.uuid4().hex
    run(cursor, "lake_mark", {"mark": mark})
    run(cursor, "lake_state")
    return Mark(mark, int(fetch(cursor)[0]["state"]))


def was_stored(cursor: duckdb.DuckDBPyConnection, mark: Mark) -> bool | None:
    """Say whether the commit with a mark was stored; nothing where its state may have been removed since.

    PostgreSQL may still be carrying it out, although nobody waits for it any more. So another state is made
    first: no two can have one number, and whichever is second waits for the other to end.
    """
    in_turn(partial(_make_state, cursor))
    run(cursor, "lake_marked", asdict(mark))
    found: bool | None = fetch(cursor)[0]["was_stored"]
    return found


def _make_state(cursor: duckdb.DuckDBPyConnection) -> None:
    with one_transaction(cursor):
        take_turn(cursor, grows=0)
