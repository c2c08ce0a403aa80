"""Hold the rows of one load beside the store, so that one SQL question can see both.

What is put here belongs to one cursor and is gone with it; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from ictrack.store.asking import Parameters, fetch, run_statements, sql_of
from ictrack.store.database import Database
from ictrack.store.kept import keep_what_follows
from ictrack.store.tables import StoredTable, stored_tables, table_of_file


class Staging:
    """A cursor on which the rows of a load stand as tables beside those of the store."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Take over a cursor; the view `stored_row` lists what is stored, of every file."""
        self._cursor = cursor
        cursor.execute(sql_of("stored_row"))

    def put(self, name: str, table: pa.Table | pa.RecordBatchReader) -> None:
        """Name a table, such as `sent_cities`, in place of any of that name; a reader is read once."""
        self._cursor.register(name, table)

    def forget(self, *names: str) -> None:
        """Let tables that were named go."""
        for name in names:
            self._cursor.unregister(name)

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

    def find_wanted(self, wanted: str, parameters: Parameters) -> None:
        """Put what stored rows say into `found_row`; a named SQL file says which, in `wanted_row`."""
        self.run(wanted, parameters)
        self.run("begin_found_row")
        for row in self.ask_named("wanted_files"):
            self.run_for_table("find_wanted_row", table_of_file(row["file"]), {})

    def run(self, name: str, parameters: Parameters | None = None) -> None:
        """Run the statements of a named SQL file of the store, one after the other."""
        self._execute(sql_of(name), parameters)

    def run_for_each_table(
        self, name: str, parameters: Parameters, of_table: Mapping[str, Parameters] | None = None
    ) -> None:
        """Run a named statement of `one_table` for every table that holds a file of a source.

        `of_table` gives, by table, parameters of its own.
        """
        own = of_table or {}
        for stored in stored_tables():
            self.run_for_table(name, stored, {**parameters, **own.get(stored.table, {})})

    def run_for_table(self, name: str, stored: StoredTable, parameters: Parameters) -> None:
        """Run a named statement of `one_table` for one table."""
        self._execute(stored.statement(sql_of(name)), parameters)

    def keep_what_follows(self, load_id: int | None = None) -> None:
        """Judge anew what is kept beside the updates that a load concerns; without one, all of them."""
        keep_what_follows(self._cursor, load_id)

    def _execute(self, sql: str, parameters: Parameters | None) -> None:
        run_statements(self._cursor, sql, parameters)


class StoreChangedError(Exception):
    """Leave a write: the store is not what was looked at before it."""


def refuse_if_changed(staging: Staging, judged_at: int) -> int:
    """Raise StoreChangedError, within a write, unless it follows the version that was judged.

    Gives the number of the next load.
    """
    (moment,) = staging.ask_named("load_moment")
    # The write itself has counted the version up by one.
    if moment["version"] != judged_at + 1:
        raise StoreChangedError
    return int(moment["next_load_id"])


@contextmanager
def open_staging(database: Database) -> Iterator[Staging]:
    """Open a staging on a cursor of its own; it reads all that is stored, whoever may see it."""
    if not database.rights.reads_all:
        raise AssertionError("a staging is of the whole database, for an action that was allowed")
    with database.cursor() as cursor:
        yield Staging(cursor)
