"""Compare what a database holds with what its outbox and its journal tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import duckdb

from ictrack.errors import JournalError
from ictrack.store.beginning import table_names
from ictrack.store.contents import TableContent, content_of
from ictrack.store.database import Database, open_blank
from ictrack.store.journal import Line, read_lines
from ictrack.store.journalling import BEFORE_ALL, lines_after
from ictrack.store.replay import replay_lines

_MOST_DIFFERENCES = 20


@dataclass(frozen=True)
class Verification:
    """Hold what a comparison found: how many changes there are, and each difference in words."""

    changes: int
    rows: int
    differences: tuple[str, ...]


def verify(database: Database) -> Verification:
    """Compare outbox and journal line by line, and the data with what the changes make again."""
    with database.held() as cursor:
        told = list(lines_after(cursor, BEFORE_ALL))
        stored = contents(cursor)
        journal = database.journal.path if database.journal else None
        differences = tuple(_compare_lines(told, journal)) if journal else ()
    remade = _remake(told)
    if isinstance(remade, str):
        differences = (*differences, remade)
    else:
        differences = (*differences, *_compare_contents(stored, remade))
    changes = len({line.change_id for line in told})
    rows = sum(content.stored_rows for content in stored.values())
    return Verification(changes, rows, differences[:_MOST_DIFFERENCES])


def contents(cursor: duckdb.DuckDBPyConnection) -> dict[str, TableContent]:
    """Say what each table holds that holds what was accepted."""
    return {table: content_of(cursor, name) for table, name in table_names(cursor).items()}


def _compare_lines(told: list[Line], journal: Path) -> Iterator[str]:
    try:
        lines = list(read_lines(journal))
    except FileNotFoundError:
        yield f"{journal.name}: there is no journal"
        return
    for number, (of_outbox, of_journal) in enumerate(zip_longest(told, lines), start=1):
        if of_outbox == of_journal:
            continue
        if number > len(told):
            what = "tells of a change that the database lacks"
        elif number > len(lines):
            what = "is missing"
        elif of_journal is None:
            what = "is not what was written"
        else:
            what = "differs from the outbox of the database"
        yield f"{journal.name}, line {number}: {what}"


def _remake(told: list[Line]) -> dict[str, TableContent] | str:
    """Make the data again from its changes, in memory; where that fails, say why."""
    again = open_blank()
    try:
        replay_lines(again, told)
        with again.cursor() as cursor:
            return contents(cursor)
    except (JournalError, duckdb.Error, KeyError, TypeError, ValueError) as error:
        return f"the changes cannot be made again ({type(error).__name__}: {error})"
    finally:
        again.close()


def _compare_contents(stored: dict[str, TableContent], remade: dict[str, TableContent]) -> Iterator[str]:
    for table in sorted({*stored, *remade}):
        held, made = stored.get(table), remade.get(table)
        if held != made:
            yield (
                f"table {table}: holds {held.stored_rows if held else 0} rows, and the changes make "
                f"{made.stored_rows if made else 0}; they are not the same"
            )
