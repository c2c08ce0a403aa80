"""Hold the rows of one load beside the store, so that one SQL question can see both.

What is put here belongs to one cursor and is gone with it; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from ictrack.store.database import Database, Parameters, fetch, sql_of
from ictrack.store.tables import for_each_table


class Staging:
    """A cursor on which the rows of a load stand as tables beside those of the store."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Take over a cursor; the view `stored_row` lists what is stored, of every file."""
        self._cursor = cursor
        cursor.execute(sql_of("stored_row"))

    def put(self, name: str, table: pa.Table) -> None:
        """Name a table, such as `sent_cities`, in place of any of that name."""
        self._cursor.register(name, table)

    def ask(self, sql: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
        """Run a question over the staged and the stored rows, and give its rows."""
        self._execute(sql, parameters)
        return fetch(self._cursor)

    def table(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        """Run a question over the staged and the stored rows, and give an Arrow table."""
        self._execute(sql, parameters)
        return self._cursor.to_arrow_table()

    def ask_named(self, name: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
        """Run a named question of the store, and give its rows."""
        return self.ask(sql_of(name), parameters)

    def run(self, name: str, parameters: Parameters | None = None) -> None:
        """Run the statements of a named SQL file of the store, one after the other."""
        self._execute(sql_of(name), parameters)

    def run_for_each_table(self, name: str, parameters: Parameters | None = None) -> None:
        """Run a named statement of `one_table` for every table that holds a file of a source."""
        for statement in for_each_table(sql_of(name)):
            self._execute(statement, parameters)

    def _execute(self, sql: str, parameters: Parameters | None) -> None:
        given = parameters or {}
        for statement in self._cursor.extract_statements(sql):
            self._cursor.execute(statement, {name: given[name] for name in statement.named_parameters})


@contextmanager
def open_staging(database: Database) -> Iterator[Staging]:
    """Open a staging on a cursor of its own."""
    with database.cursor() as cursor:
        yield Staging(cursor)
