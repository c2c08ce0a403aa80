"""Run SQL by the name of its file, with bound parameters, and fetch what it gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import duckdb

Parameters = Mapping[str, object]
Row = TypeVar("Row")
_SQL = Path(__file__).parent / "sql"
_PARAMETER = re.compile(r"\$([a-z_]+)")


@cache
def sql_of(name: str) -> str:
    """Read the SQL file of a question, such as `summary`."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


@cache
def _parameters_of(sql: str) -> frozenset[str]:
    """Name the parameters that an SQL text uses; comments apart."""
    code = "\n".join(line.split("--")[0] for line in sql.splitlines())
    return frozenset(_PARAMETER.findall(code))


def run(cursor: duckdb.DuckDBPyConnection, name: str, parameters: Parameters | None = None) -> None:
    """Run a named SQL file on a cursor, with those of the parameters that it uses."""
    sql = sql_of(name)
    given = parameters or {}
    cursor.execute(sql, {key: given[key] for key in _parameters_of(sql)})


def run_statements(cursor: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters | None = None) -> None:
    """Run the statements of an SQL text one after the other, each with the parameters that it uses."""
    given = parameters or {}
    for statement in cursor.extract_statements(sql):
        cursor.execute(statement, {name: given[name] for name in statement.named_parameters})


def fetch(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Fetch what a cursor's last statement gave: one dictionary per row."""
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def fetch_as(kind: type[Row], cursor: duckdb.DuckDBPyConnection) -> tuple[Row, ...]:
    """Fetch what a cursor's last statement gave as rows of a dataclass, column by column.

    Each of its fields is a column of that name; lists come as tuples.
    """
    names = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    if not rows:
        return ()
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    return tuple(map(kind, *(_unchanging(columns[field.name]) for field in fields(kind))))  # type: ignore[arg-type]


def _unchanging(cells: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give the cells of a column; lists as tuples."""
    told = next((cell for cell in cells if cell is not None), None)
    if not isinstance(told, list):
        return cells
    return tuple(None if cell is None else tuple(cell) for cell in cells)
