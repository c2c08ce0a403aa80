"""What a question is held against: one plain scan of the columns that it reads.

Which these are is read from the plan that DuckDB makes of the question, so that no list of them
can fall behind. Each value is looked at once; what a question reads twice, the scan reads once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from ictrack.store.asking import Parameters, sql_of

Scan = tuple[str, ...]
_LOOKED_AT = {"VARCHAR": "max(strlen({column}))", "VARCHAR[]": "max(len({column}))"}
_TYPES = """
select table_name, column_name, data_type
from duckdb_columns()
where database_name = 'db'
"""


def scan_of(cursor: duckdb.DuckDBPyConnection, name: str, parameters: Parameters) -> Scan:
    """Give the statements that scan what a named question reads, one for each table."""
    types = {(table, column): kind for table, column, kind in cursor.execute(_TYPES).fetchall()}
    read: dict[str, set[str]] = {}
    for table, columns in _scans_in(_plan(cursor, name, parameters)):
        read.setdefault(table, set()).update(column for column in columns if (table, column) in types)
    return tuple(
        _statement(table, {column: types[table, column] for column in sorted(columns)})
        for table, columns in sorted(read.items())
    )


def _statement(table: str, columns: Mapping[str, str]) -> str:
    looks = [_LOOKED_AT.get(kind, "max({column})").format(column=column) for column, kind in columns.items()]
    return f"select {', '.join(looks) or 'count(*)'} from db.{table}"


def _plan(cursor: duckdb.DuckDBPyConnection, name: str, parameters: Parameters) -> Any:
    sql = sql_of(name)
    used = {one: value for one, value in parameters.items() if re.search(rf"\${one}\b", sql)}
    (row,) = cursor.execute(f"explain (format json) {sql}", used).fetchall()
    return json.loads(row[1])


def _scans_in(plan: Any) -> Iterator[tuple[str, list[str]]]:
    """Find each scan of a stored table in a plan, with its columns."""
    for node in plan:
        told = node.get("extra_info", {})
        if "Table" in told:
            columns = told.get("Projections", [])
            yield str(told["Table"]).rpartition(".")[2], [columns] if isinstance(columns, str) else columns
        yield from _scans_in(node.get("children", []))
