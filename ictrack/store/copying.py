"""Put the rows of one database into another, table by table, wherever each of them is."""

from __future__ import annotations

import duckdb

from ictrack.store.asking import run, run_statements, sql_of
from ictrack.store.beginning import copied_tables
from ictrack.store.contents import content_of

_ROWS_AT_ONCE = 100_000
OUTBOX = "db.main.outbox"


def tables_of(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """Name all tables that are copied, the changes last: with them it is a database."""
    return [*copied_tables(cursor).values(), OUTBOX]


def put_rows(from_: duckdb.DuckDBPyConnection, to: duckdb.DuckDBPyConnection, name: str) -> None:
    """Put all rows of a table in the place of those that are there, within the transaction that is open."""
    run(from_, "outbox_all", {"name": name})
    put_told(from_, to, sql_of("move_rows").replace("one_table", name.rpartition(".")[2]))


def put_told(from_: duckdb.DuckDBPyConnection, to: duckdb.DuckDBPyConnection, statements: str) -> None:
    """Run statements that put what one cursor was just told, as `moved_rows`, into another database."""
    to.register("moved_rows", from_.to_arrow_reader(_ROWS_AT_ONCE))
    run_statements(to, statements)
    to.unregister("moved_rows")


def put_all_rows(from_: duckdb.DuckDBPyConnection, to: duckdb.DuckDBPyConnection) -> None:
    """Put all rows of all tables in the place of those that are there, and compare.

    Raises AssertionError where what was put is not what was read: call it within a transaction of both.
    """
    for name in tables_of(from_):
        put_rows(from_, to, name)
        if content_of(to, name) != content_of(from_, name):
            raise AssertionError(f"the copy of {name} is not what was copied")


def set_version(cursor: duckdb.DuckDBPyConnection, version: int) -> None:
    """Set the number that grows with every write."""
    cursor.execute("update db.write_lock set version = $version", {"version": version})
