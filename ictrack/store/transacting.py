"""One transaction: all of it, or none; and again where another writer was first."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TypeVar

import duckdb

from ictrack.store.access_errors import is_conflict
from ictrack.store.asking import Parameters

R_ = TypeVar("R_")

_TRIES = 30
# The longest pause after the first of several tries, in seconds; after the second it is twice that.
_PAUSE = 0.02


def version_of(cursor: duckdb.DuckDBPyConnection) -> int:
    """Read the number that grows with every write."""
    (version,) = cursor.execute("select version from db.write_lock").fetchall()[0]
    return int(version)


def take_turn(cursor: duckdb.DuckDBPyConnection, grows: int) -> None:
    """Touch the row that all writers touch, so that of two at once one waits or is refused."""
    cursor.execute("update db.write_lock set version = version + $grows", {"grows": grows})


@contextmanager
def one_transaction(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what is done in the block, or roll it back where anything is raised."""
    cursor.begin()
    try:
        yield
        cursor.commit()
    except BaseException:
        # What a failed commit has rolled back already cannot be rolled back again.
        with suppress(duckdb.Error):
            cursor.rollback()
        raise


def in_turn(work: Callable[[], R_]) -> R_:
    """Do a piece of work, and do it again where another writer was in its way, after a pause by chance.

    Raises what DuckDB says of it where others were in the way each time.
    """
    for attempt in range(1, _TRIES):
        try:
            return work()
        except duckdb.Error as error:
            if not is_conflict(error):
                raise
        time.sleep(random.uniform(0, _PAUSE * attempt))  # noqa: S311 - no secret
    return work()


def run_each_in_turn(
    cursor: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters | None = None
) -> None:
    """Run the statements of an SQL text, each in a transaction that it begins itself."""
    given = parameters or {}
    for statement in cursor.extract_statements(sql):
        own = {name: given[name] for name in statement.named_parameters}
        in_turn(partial(cursor.execute, statement, own))
