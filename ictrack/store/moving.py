"""Copy a database to another place, between a file and a lake or between two of a kind: all that it holds.

One table follows the other, each in a transaction of its own; one that is there whole is left as it is,
so that a move that broke off goes on where it was. Until the last is there nobody can open the copy.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from ictrack.errors import UsageError
from ictrack.location import Location
from ictrack.store.contents import TableContent, content_of
from ictrack.store.copying import put_rows, set_version, tables_of
from ictrack.store.database import UNFINISHED, Database, open_blank, open_database
from ictrack.store.transacting import in_turn, one_transaction, version_of

# Others may write to a lake while it is copied: what changed is copied again, so often at most.
_MOST_ROUNDS = 5


@dataclass(frozen=True)
class Moved:
    """What was copied: how many tables and rows, and how many of the tables were there already."""

    tables: int
    rows: int
    were_there: int


def move_database(source: Location, target: Location) -> Moved:
    """Copy all that is stored from one place to another, compare both, and let the copy be opened.

    Raises UsageError where the source is not there, or the target is the source or holds another
    database, and what `open_database` raises of either. The source is left as it is.
    """
    if source == target:
        raise UsageError(f"'{source}' is both what is moved and where to. Nothing was done.")
    if isinstance(source, Path) and not source.is_file():
        raise UsageError(
            f"There is no file '{source}'. Nothing was done. Name the database that is to be moved."
        )
    with closing(open_database(source)) as original, closing(open_blank(target)) as copy:
        _begin(original, copy, target)
        moved = _copy_all(original, copy)
        _finish(original, copy)
    # Whoever opens it brings its journal up.
    open_database(target).close()
    return moved


def _begin(original: Database, copy: Database, target: Location) -> None:
    """See that the copy may be filled, and keep everybody from opening it until it is.

    Raises UsageError where it holds anything else than the same, or than what a move left.
    """
    with original.cursor() as from_, copy.cursor() as to:
        if version_of(to) == UNFINISHED or _are_alike(from_, to):
            return
        if any(content_of(to, name).stored_rows for name in tables_of(to)):
            raise UsageError(
                f"'{target}' holds a database already, and not the same. Nothing was changed. Name a place "
                "that is empty."
            )
        with one_transaction(to):
            set_version(to, UNFINISHED)


def _are_alike(from_: duckdb.DuckDBPyConnection, to: duckdb.DuckDBPyConnection) -> bool:
    return all(content_of(from_, name) == content_of(to, name) for name in tables_of(from_))


def _copy_all(original: Database, copy: Database) -> Moved:
    """Copy every table that differs, until nothing was written to the original meanwhile."""
    for _round in range(_MOST_ROUNDS):
        version = original.version()
        moved = _copy_tables(original, copy)
        if original.version() == version:
            return moved
    raise UsageError(
        "The database that is copied is written to all the time. What was copied stays; stop those who write "
        "and run the command again. Nobody can open the copy until then."
    )


def _copy_tables(original: Database, copy: Database) -> Moved:
    with original.cursor() as from_, copy.cursor() as to:
        names = tables_of(from_)
        were_there, rows = 0, 0
        for name in names:
            wanted = content_of(from_, name)
            if content_of(to, name) == wanted:
                were_there += 1
            else:
                in_turn(partial(_copy_table, from_, to, name))
                if content_of(to, name) != wanted:
                    _refuse_other_rows(name, from_, wanted)
            rows += wanted.stored_rows
    return Moved(len(names), rows, were_there)


def _refuse_other_rows(name: str, from_: duckdb.DuckDBPyConnection, wanted: TableContent) -> None:
    """Raise where a copied table is not what the original holds, unless that has changed meanwhile."""
    if content_of(from_, name) == wanted:
        raise AssertionError(f"the copy of {name} is not what was copied")


def _copy_table(from_: duckdb.DuckDBPyConnection, to: duckdb.DuckDBPyConnection, name: str) -> None:
    """Put all rows of a table in the place of those that are there."""
    with one_transaction(to):
        put_rows(from_, to, name)


def _finish(original: Database, copy: Database) -> None:
    """Let the copy be opened: it is as far as the original."""
    with copy.cursor() as cursor, one_transaction(cursor):
        set_version(cursor, original.version())
