"""The first changes of a database: its name, and what it held before there was an outbox."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from functools import partial

import duckdb

from ictrack.dates import utc_now
from ictrack.store.asking import fetch, run, run_statements, sql_of
from ictrack.store.kept import keep_what_follows
from ictrack.store.outbox import Change, record_change, record_parts, replays
from ictrack.store.row_parts import read_head, read_rows, write_table
from ictrack.store.transacting import in_turn, one_transaction

_BY = "ictrack"


def begin_outbox(cursor: duckdb.DuckDBPyConnection) -> None:
    """Name a database by change 0, and record what it holds already; do nothing where that is done."""
    if not _is_blank(cursor):
        return
    in_turn(partial(_begin, cursor))


def _begin(cursor: duckdb.DuckDBPyConnection) -> None:
    with one_transaction(cursor):
        _record_first(cursor)


def _record_first(cursor: duckdb.DuckDBPyConnection) -> None:
    # Of several who begin the same at once one is first: the others meet its change.
    cursor.execute("update db.write_lock set version = version")
    if not _is_blank(cursor):
        return
    now = utc_now()
    record_change(cursor, "begin", now, _BY, {"database": uuid.uuid4().hex})
    held = tuple(_write_tables(cursor))
    if held:
        record_parts(cursor, "baseline", now, _BY, held)


def _is_blank(cursor: duckdb.DuckDBPyConnection) -> bool:
    run(cursor, "outbox_next")
    return not fetch(cursor)[0]["next_change_id"]


def table_names(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """List the tables that hold what the outbox tells of, each with its full name."""
    run(cursor, "outbox_tables")
    return {row["table_name"]: row["full_name"] for row in fetch(cursor)}


def copied_tables(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """List the tables that a backup copies beside the outbox, each with its full name."""
    run(cursor, "copied_tables")
    return {row["table_name"]: row["full_name"] for row in fetch(cursor)}


def _write_tables(cursor: duckdb.DuckDBPyConnection) -> Iterator[str]:
    for table, name in table_names(cursor).items():
        yield from write_table(cursor, name, {"table": table})


@replays("begin")
def _replay_begin(cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
    """Do nothing: the name of the database is in the change itself."""


@replays("baseline")
def _replay_baseline(cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
    known = table_names(cursor)
    for part in change.payload:
        table = str(read_head(part)["table"])
        if table not in known:
            raise ValueError(f"change {change.change_id} tells of a table '{table}' that there is not")
        cursor.register("sent_rows", read_rows(cursor, part))
        run_statements(cursor, sql_of("restore_rows").replace("one_table", table))
        cursor.unregister("sent_rows")
    # What an older ictrack told of has it not.
    keep_what_follows(cursor)
