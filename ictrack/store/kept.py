"""Keep beside each update what follows from the others, so that no question finds it out anew.

These are the days on which corrections and withdrawals take it back or restore it, and its place
among those of the same day.
"""

from __future__ import annotations

import duckdb

from ictrack.store.asking import run_statements, sql_of


def keep_what_follows(cursor: duckdb.DuckDBPyConnection, load_id: int | None = None) -> None:
    """Judge anew the updates that a load concerns; without one, all of them."""
    for name in ("keep_taken_back", "keep_day_place"):
        run_statements(cursor, sql_of(name), {"load_id": load_id})
