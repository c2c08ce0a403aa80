"""What one table holds, told so that two of them can be compared wherever they are."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from ictrack.store.asking import fetch_as, run


@dataclass(frozen=True)
class TableContent:
    """Say what a table holds: how many rows, and a text that changes with any of their cells."""

    stored_rows: int
    fingerprint: str


def content_of(cursor: duckdb.DuckDBPyConnection, name: str) -> TableContent:
    """Read all of a table, by its full name, and say what it holds."""
    run(cursor, "outbox_fingerprint", {"name": name})
    (content,) = fetch_as(TableContent, cursor)
    return content
