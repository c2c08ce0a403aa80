"""Keep beside each update what follows from the others, so that no question finds it out anew.

These are the days on which corrections and withdrawals take it back or restore it, and its place
among those of the same day.
"""

from __future__ import annotations

import duckdb

from ictrack.store.asking import run_statements, sql_of

_TABLES = ("status_update", "undone_status_update")


def keep_what_follows(cursor: duckdb.DuckDBPyConnection, load_id: int | None = None) -> None:
    """Judge anew the updates that a load concerns; without one, all of them."""
    parameters = {"load_id": load_id}
    for name in ("keep_taken_back", "keep_day_place"):
        run_statements(cursor, sql_of(name), parameters)
    for table in _TABLES:
        run_statements(cursor, sql_of("keep_in_table").replace("one_table", table), parameters)
    run_statements(cursor, sql_of("keep_end"))
