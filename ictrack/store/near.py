"""A copy of a lake near at hand, of which questions are asked: a file of this process alone.

Of a lake DuckLake asks PostgreSQL several times for each table that a question names, and a question
names up to a hundred. So an app that serves many keeps a copy of what questions read. Before each
question the catalogue is asked which state is the newest, and what was changed since the last is taken
over first: nobody is told what is older than what the lake holds. Who people are is not copied, and of
the outbox only which kinds of changes there were; what is asked of them is asked of the lake.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import duckdb

from ictrack.store.asking import fetch, run, sql_of
from ictrack.store.attaching import Attachment
from ictrack.store.beginning import table_names
from ictrack.store.copying import put_rows, put_told
from ictrack.store.pictures import Pictures, count_rows
from ictrack.store.tables import StoredTable, stored_tables
from ictrack.store.transacting import one_transaction, version_of

# A state that no lake is in.
_NONE = -1
_LOCK = {"write_lock": "db.main.write_lock"}
# A table of no more rows is copied anew in less time than it takes to find out which were written.
_FEW_ROWS = 5_000


class NearCopy:
    """The copy of one open lake, and the pictures that are kept of it."""

    def __init__(self, lake: Attachment, copy: Attachment) -> None:
        """Begin with an empty copy; what the lake holds is taken over before the first question."""
        self._lake = lake
        self._copy = copy
        self._changing = threading.Lock()
        self._state = _NONE
        self.pictures = Pictures()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor on the copy, once it holds what the lake does.

        Raises DatabaseUnreachableError while PostgreSQL does not answer, DiskFullError where there is
        no room for the copy.
        """
        self._bring_up()
        with self._copy.cursor() as cursor:
            yield cursor

    def version(self) -> int:
        """Give the number of the lake that grows with every write."""
        with self.cursor() as cursor:
            return version_of(cursor)

    def forget_old(self) -> None:
        """Let the pictures go that are of older data than the lake holds."""
        with self.cursor() as cursor:
            self.pictures.forget_old(cursor)

    def close(self) -> None:
        """Let the copy go."""
        self._copy.close()

    def _bring_up(self) -> None:
        with self._lake.cursor() as lake:
            run(lake, "near_newest")
            newest = fetch(lake)[0]["state"]
            if self._state >= newest:
                return
            with self._changing:
                # Another thread may have done it while this one waited.
                if self._state < newest:
                    self._take_over(lake)

    def _take_over(self, lake: duckdb.DuckDBPyConnection) -> None:
        """Take over what was changed since the last time: all of it or nothing."""
        with one_transaction(lake), self._copy.cursor() as copy:
            run(lake, "lake_state")
            states = {"taken_over": self._state, **fetch(lake)[0]}
            with one_transaction(copy):
                for table in _touched(lake, {**table_names(copy), **_LOCK}, states):
                    _take_over_table(lake, copy, table, states)
                _take_over_changes(lake, copy)
            self._state = states["state"]


def _touched(
    lake: duckdb.DuckDBPyConnection, copied: Collection[str], states: Mapping[str, int]
) -> list[str]:
    """List the tables of a copy that may differ; all of them, where it cannot be told any more."""
    run(lake, "near_touched", states)
    found = {row["table_name"] for row in fetch(lake)}
    return [table for table in copied if table in found or None not in found]


def _take_over_changes(lake: duckdb.DuckDBPyConnection, copy: duckdb.DuckDBPyConnection) -> None:
    """Note which kinds of changes there were since, by which a picture is carried on (`carrying.py`)."""
    run(copy, "outbox_next")
    known = int(fetch(copy)[0]["next_change_id"]) - 1
    run(lake, "near_changes", {"change_id": known})
    put_told(lake, copy, sql_of("near_put_changes"))


def _take_over_table(
    lake: duckdb.DuckDBPyConnection, copy: duckdb.DuckDBPyConnection, table: str, states: Mapping[str, int]
) -> None:
    keyed = next((each for each in stored_tables() if each.table == table), None)
    if keyed is None or count_rows(copy, table) <= _FEW_ROWS:
        put_rows(lake, copy, f"db.main.{table}")
    else:
        _take_over_rows(lake, copy, keyed, states)


def _take_over_rows(
    lake: duckdb.DuckDBPyConnection,
    copy: duckdb.DuckDBPyConnection,
    table: StoredTable,
    states: Mapping[str, int],
) -> None:
    """Put the rows that were written in the place of what they were, and remove what was deleted.

    Once the first is done the copy holds what the lake does, and perhaps more: as many is the same.
    """
    lake.execute(table.statement(sql_of("near_written")), {"taken_over": states["taken_over"]})
    put_told(lake, copy, table.statement(sql_of("near_put")))
    rows = count_rows(lake, table.table)
    if count_rows(copy, table.table) != rows:
        lake.execute(table.statement(sql_of("near_keys")))
        put_told(lake, copy, table.statement(sql_of("near_remove")))
    # Where two rows have one key, which the commit of every write rules out, there is no telling them apart.
    if count_rows(copy, table.table) != rows:
        put_rows(lake, copy, f"db.main.{table.table}")
