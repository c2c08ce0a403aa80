"""The tables that hold the files of a source, and statements that are run for each of them.

A statement that does the same to every table stands in one SQL file, in which `one_table`,
`one_file` and `one_key` stand for a table, its file and its key.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ictrack.models import ROWS, SourceRow, key_columns_of


@dataclass(frozen=True)
class StoredTable:
    """Name the table of one file, and the SQL of its key: several columns joined by chr(31)."""

    file: str
    table: str
    key: str

    def statement(self, sql: str) -> str:
        """Give a statement of `one_table` for this table."""
        return (
            sql.replace("one_table", self.table).replace("one_file", self.file).replace("one_key", self.key)
        )


def _stored(file: str, keys: tuple[str, ...]) -> StoredTable:
    table = "city" if file == "cities" else file.removesuffix("s")
    return StoredTable(file, table, " || chr(31) || ".join(f"{table}.{key}" for key in keys))


@cache
def stored_tables() -> tuple[StoredTable, ...]:
    """List the tables in the order in which a source's files build on each other."""
    return tuple(_stored(row.file, key_columns_of(row)) for row in ROWS if row is not SourceRow)


def table_of_file(file: str) -> StoredTable:
    """Give the table of a file."""
    return next(stored for stored in stored_tables() if stored.file == file)
