"""Statistics for the tables of a new lake, by a row that comes and goes before anything is stored.

As long as a table has none, DuckLake asks PostgreSQL for them anew for each column that a question
names, every time: a load asked it four times as often. A table has some once a row was put into it.
The row has to go in a transaction of its own: in the one that brought it, DuckLake would take its
cells for the least and the greatest that there are.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from ictrack.store.asking import run, sql_of
from ictrack.store.beginning import copied_tables


def put_first_rows(cursor: duckdb.DuckDBPyConnection) -> None:
    """Put a row of no meaning into each table of a lake that has just been made."""
    for table, name in copied_tables(cursor).items():
        cursor.register("any_row", _any_row(cursor, name))
        cursor.execute(sql_of("lake_first_row").replace("one_table", table))
        cursor.unregister("any_row")


def take_first_rows(cursor: duckdb.DuckDBPyConnection) -> None:
    """Take them out again; nothing else is in the tables yet."""
    for table in copied_tables(cursor):
        cursor.execute(sql_of("lake_no_row").replace("one_table", table))


def _any_row(cursor: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    run(cursor, "outbox_types", {"name": name})
    schema = cursor.to_arrow_table().schema
    return pa.Table.from_pylist([{field.name: _any_cell(field.type) for field in schema}], schema)


def _any_cell(kind: pa.DataType) -> object:
    """Give some value of a type; not null, for few columns may be. Days and moments are numbers too."""
    if pa.types.is_list(kind):
        return []
    if pa.types.is_boolean(kind):
        return False
    return "" if pa.types.is_string(kind) else 0
