"""Rows as parts of a payload: JSON that names the columns and their types, and back to rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from ictrack.store.asking import run
from ictrack.store.outbox import write_payload

ROWS_PER_PART = 5_000


def describe_columns(cursor: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    """Name the columns of a table and their types, as DuckDB writes them."""
    run(cursor, "outbox_types", {"name": name})
    return {column[0]: str(column[1]) for column in cursor.description or ()}


def write_rows(rows: list[str], columns: Mapping[str, str], head: Mapping[str, object]) -> str:
    """Write rows that are JSON already as one part; `head` says what they are."""
    opened = write_payload({**head, "columns": dict(columns)})
    return f'{opened[:-1]},"rows":[{",".join(rows)}]}}'


def write_table(cursor: duckdb.DuckDBPyConnection, name: str, head: Mapping[str, object]) -> Iterator[str]:
    """Write all rows of a table, in parts; none for an empty one."""
    columns = describe_columns(cursor, name)
    run(cursor, "outbox_stored", {"name": name})
    while rows := cursor.fetchmany(ROWS_PER_PART):
        yield write_rows([row[0] for row in rows], columns, head)


def write_accepted(cursor: duckdb.DuckDBPyConnection, file: str) -> Iterator[str]:
    """Write the accepted rows of one staged file, in parts; new and changed ones apart."""
    sent = f"sent_{file}"
    columns = describe_columns(cursor, sent)
    run(cursor, "outbox_accepted", {"file": file, "sent": sent})
    while rows := cursor.fetchmany(ROWS_PER_PART):
        for state in sorted({row[0] for row in rows}):
            own = [row[1] for row in rows if row[0] == state]
            yield write_rows(own, columns, {"file": file, "state": state})


def read_head(part: str) -> dict[str, Any]:
    """Give what a part says of its rows; the rows apart."""
    opened, found, _rows = part.partition(',"rows":[')
    head: dict[str, Any] = json.loads(opened + "}" if found else part)
    return head


def read_rows(cursor: duckdb.DuckDBPyConnection, part: str) -> pa.Table:
    """Read the rows of a part, of the types that they were written with."""
    structure = json.dumps([read_head(part)["columns"]])
    run(cursor, "outbox_rows", {"payload": part, "structure": structure})
    return cursor.to_arrow_table()
