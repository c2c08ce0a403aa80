"""What tests ask of pictures: which are kept, and what would be told without any."""

from __future__ import annotations

from typing import Any

import duckdb

from ictrack.store.asking import fetch, run
from ictrack.store.database import Database


def picture_schemas(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """Name the schemas in which pictures are kept, and those in which some are read together."""
    found = cursor.execute(
        "select schema_name from information_schema.schemata where schema_name like 'picture_%'"
    ).fetchall()
    return [row[0] for row in found]


def schemas_of(database: Database) -> list[str]:
    """Name the schemas of the pictures that are kept of a database."""
    with database.cursor() as cursor:
        return picture_schemas(cursor)


def worked_out(database: Database, name: str, asked: dict[str, object]) -> list[dict[str, Any]]:
    """Ask without any picture."""
    with database.cursor() as cursor:
        run(cursor, name, asked)
        return fetch(cursor)
