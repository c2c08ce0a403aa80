"""The index of the search: built in memory from what is stored when a search finds it behind.

It is a copy of nothing that is not stored, so it may be thrown away at any time. A write leaves
it behind; the next search builds it anew, and others wait for that one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

import duckdb
import pyarrow as pa

from ictrack.scope import Scope
from ictrack.search_words import entries_of, form_of, letters_of
from ictrack.store.asking import fetch, run, run_statements, sql_of
from ictrack.store.database import Database

# For each, up to every holder is noted.
_MOST_DAYS = 4


@contextmanager
def searching(database: Database, scope: Scope) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a cursor that sees the data of one moment, and an index of the words of just that.

    The index knows what is not to be read on the days of the scope. It is of all that is stored: who
    searches says which initiatives may be found, and in which places.
    """
    database = database.whole
    with database.cursor() as cursor:
        cursor.begin()
        try:
            if _reached(cursor, scope) is _Reached.DAYS:
                yield cursor
                return
        finally:
            cursor.rollback()
    with _building(database, scope) as cursor:
        yield cursor


class _Reached(Enum):
    """How much of the index there is: none of this version of the data, its words, or the days too."""

    NOTHING = 0
    WORDS = 1
    DAYS = 2


@contextmanager
def _building(database: Database, scope: Scope) -> Iterator[duckdb.DuckDBPyConnection]:
    """Build what there is not, unless another did while this one waited, and search in that transaction.

    However often others write meanwhile, so no search has to begin again.
    """
    with database.indexing(), database.cursor() as cursor:
        if _reached(cursor, scope) is _Reached.NOTHING:
            # The index that is behind goes first, so that the memory never holds two.
            run_statements(cursor, sql_of("search_tables"))
        cursor.begin()
        try:
            if _reached(cursor, scope) is _Reached.NOTHING:
                _build(cursor)
            if _reached(cursor, scope) is not _Reached.DAYS:
                run_statements(cursor, sql_of("search_hide"), {**scope.parameters, "most": _MOST_DAYS})
            yield cursor
            cursor.commit()
        except BaseException:
            cursor.rollback()
            raise


def _reached(cursor: duckdb.DuckDBPyConnection, scope: Scope) -> _Reached:
    run(cursor, "search_versions", scope.parameters)
    (found,) = fetch(cursor)
    if found["stored"] != found["indexed"]:
        return _Reached.NOTHING
    return _Reached.DAYS if found["has_days"] else _Reached.WORDS


def _build(cursor: duckdb.DuckDBPyConnection) -> None:
    run(cursor, "search_runs")
    runs = cursor.to_arrow_table().column("run").to_pylist()
    words, of_runs = _words_of(runs)
    cursor.register("found_words", words)
    cursor.register("found_runs", of_runs)
    run_statements(cursor, sql_of("search_build"))


def _words_of(runs: list[str]) -> tuple[pa.Table, pa.Table]:
    """Give the words of all runs, numbered in their order, and which of them each run has."""
    entries = {run: entries_of(run) for run in runs}
    written: dict[str, str] = {}
    for of_run in entries.values():
        for text, shown in of_run:
            # Small letters come after capitals, and letters with an accent after both.
            written[text] = max(shown, written.get(text, ""))
    texts = sorted(written)
    numbers = {text: number for number, text in enumerate(texts)}
    pairs = [(run, numbers[text]) for run, of_run in entries.items() for text, _shown in of_run]
    words = pa.table(
        {
            "word": pa.array(range(len(texts)), pa.int32()),
            "text": pa.array(texts, pa.string()),
            "form": pa.array([form_of(text.split(" ")[0]) for text in texts], pa.string()),
            "letters": pa.array([letters_of(text) for text in texts], pa.int64()),
            "written": pa.array([written[text] for text in texts], pa.string()),
        }
    )
    of_runs = pa.table(
        {
            "run": pa.array([run for run, _number in pairs], pa.string()),
            "word": pa.array([number for _run, number in pairs], pa.int32()),
        }
    )
    return words, of_runs
