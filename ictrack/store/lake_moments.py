"""Take a lake as it is at one moment, and put another in its place at one: others never see half of it."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

import duckdb

from ictrack.store.attaching import remove_files
from ictrack.store.beginning import copied_tables
from ictrack.store.contents import content_of
from ictrack.store.copying import put_all_rows, set_version, tables_of
from ictrack.store.database import UNFINISHED, Database, open_blank, unfinished
from ictrack.store.lake import is_file_gone
from ictrack.store.transacting import in_turn, one_transaction, version_of

# Somebody may be erased while it is copied, which removes files that are being read: then it begins anew.
_MOST_ROUNDS = 3


def copy_moment(database: Database, path: Path) -> int:
    """Copy all that a lake holds at one moment into a new file, while others write; give its rows.

    Raises what DuckDB says where it cannot be read, or the file cannot be written.
    """
    for _round in range(1, _MOST_ROUNDS):
        try:
            return _copy_once(database, path)
        except duckdb.IOException as error:
            if not is_file_gone(error):
                raise
            remove_files(path)
    return _copy_once(database, path)


def _copy_once(database: Database, path: Path) -> int:
    with closing(open_blank(path)) as copy, database.cursor() as from_, copy.cursor() as to:
        with one_transaction(from_):
            # What is asked first settles the state that all of the transaction reads.
            version = version_of(from_)
            with one_transaction(to):
                put_all_rows(from_, to)
                set_version(to, version)
        to.execute("checkpoint db")
        return sum(content_of(to, name).stored_rows for name in copied_tables(to).values())


def holds_anything(database: Database) -> bool:
    """Say whether anything was ever stored in it."""
    with database.cursor() as cursor:
        return any(content_of(cursor, name).stored_rows for name in tables_of(cursor))


def see_that_it_is_ended(database: Database) -> None:
    """Raise UsageError where a move into it has not ended."""
    if database.version() == UNFINISHED:
        raise unfinished()


def replace_lake(database: Database, source: Database) -> None:
    """Put all that another database holds in the place of what a lake holds, in one transaction.

    Its version is then above both, so that whoever has it open sees that it changed.
    """
    with source.cursor() as from_, database.cursor() as to:
        in_turn(partial(_replace_once, from_, to))


def _replace_once(from_: duckdb.DuckDBPyConnection, to: duckdb.DuckDBPyConnection) -> None:
    with one_transaction(to):
        # As every writer, it first touches the row that all of them touch.
        set_version(to, max(version_of(from_), version_of(to)) + 1)
        put_all_rows(from_, to)
