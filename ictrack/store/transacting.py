"""One transaction: all of it, or none; and again where another writer was first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import duckdb

_TRIES = 20


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


def in_turn(cursor: duckdb.DuckDBPyConnection, work: Callable[[], None]) -> None:
    """Do a piece of work in one transaction, and again on what another writer has done meanwhile."""
    for attempt in range(_TRIES):
        try:
            with one_transaction(cursor):
                work()
        except duckdb.TransactionException:
            if attempt == _TRIES - 1:
                raise
        else:
            return
