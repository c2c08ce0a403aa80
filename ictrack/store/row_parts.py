"""Rows as parts of a payload: JSON that names the columns and their types, and back to rows.

Very many rows are packed: as an Arrow stream that is compressed by zstd and written in base64.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from ictrack.store.asking import run
from ictrack.store.cell_memory import pool_of_cells
from ictrack.store.outbox import write_payload

ROWS_PER_PART = 5_000
# So many rows DuckDB keeps together in a table: one row group.
ROWS_KEPT_TOGETHER = 122_880
# More rows of one kind than fit in one part are packed, so many at a time.
PACKED_ROWS = ROWS_KEPT_TOGETHER
_COMPRESSION = pa.Codec("zstd", compression_level=1)
_PACKED = ',"packed":"'


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


def count_parts(rows: pa.Table) -> int:
    """Say in how many parts `write_staged` writes rows."""
    return 1 if len(rows) <= ROWS_PER_PART else -(-len(rows) // PACKED_ROWS)


def write_staged(
    cursor: duckdb.DuckDBPyConnection, rows: pa.Table, head: Mapping[str, object]
) -> Iterator[str]:
    """Write the rows of a load in parts; `head` says what they are. There are some."""
    if len(rows) > ROWS_PER_PART:
        starts = range(0, len(rows), PACKED_ROWS)
        yield from (_pack(rows.slice(start, PACKED_ROWS), head) for start in starts)
        return
    cursor.register("sent_part", rows)
    columns = describe_columns(cursor, "sent_part")
    run(cursor, "outbox_staged")
    written = [row[0] for row in cursor.fetchall()]
    cursor.unregister("sent_part")
    yield write_rows(written, columns, head)


def _pack(rows: pa.Table, head: Mapping[str, object]) -> str:
    packed = pa.BufferOutputStream(pool_of_cells())
    options = pa.ipc.IpcWriteOptions(compression=_COMPRESSION)
    with pa.ipc.new_stream(packed, rows.schema, options=options) as stream:
        stream.write_table(rows.combine_chunks(pool_of_cells()))
    return f'{write_payload(head)[:-1]}{_PACKED}{b64encode(packed.getvalue()).decode()}"}}'


def read_head(part: str) -> dict[str, Any]:
    """Give what a part says of its rows; the rows apart."""
    opened, found, _packed = part.partition(_PACKED)
    if not found:
        opened, found, _rows = part.partition(',"rows":[')
    head: dict[str, Any] = json.loads(opened + "}" if found else part)
    return head


def read_rows(cursor: duckdb.DuckDBPyConnection, part: str) -> pa.Table:
    """Read the rows of a part, of the types that they were written with."""
    if _PACKED in part:
        return _unpack(cursor, part)
    structure = json.dumps([read_head(part)["columns"]])
    run(cursor, "outbox_rows", {"payload": part, "structure": structure})
    return cursor.to_arrow_table()


def _unpack(cursor: duckdb.DuckDBPyConnection, part: str) -> pa.Table:
    """Read packed rows, of the types that rows from JSON have."""
    with pa.ipc.open_stream(b64decode(json.loads(part)["packed"])) as stream:
        cursor.register("unpacked", stream.read_all())
    run(cursor, "outbox_unpacked")
    return cursor.to_arrow_table()
