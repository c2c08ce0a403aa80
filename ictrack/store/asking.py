"""Run SQL by the name of its file, with bound parameters, and fetch what it gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

Parameters = Mapping[str, object]
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
