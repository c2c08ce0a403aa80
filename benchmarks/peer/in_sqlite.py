"""The questions in SQLite, from a file with its rows in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from benchmarks.peer.asked import AS_AT, KNOWN_ON, MOMENTS, SINCE, Kind, Question, Row
from benchmarks.peer.calendar import calendar_of, number_of
from benchmarks.peer.rows import Rows
from benchmarks.peer.sql_words import CONFIDENCES, IN_PLACES, KINDS, STATUSES, filled

_SQL = Path(__file__).with_name("sqlite")
_BATCH = 100_000
_Given = Mapping[str, Sequence[str]]
# How a day, an update and what it says become one number.
_SAYS = {
    "status": '((one.reported_on << 26) + one."update" << 5) + 3 * one.status + coalesce(one.confidence, 2)',
    "target": '((one.reported_on << 26) + one."update" << 15) + one.revised_target_on',
    "city_id": ":city",
    "area_id": ":area",
    "materialized": "materialized",
    "rank_told": "reported.status & 31",
    "target_told": "reported.target & 32767",
    "rank_so_far": "max(status) over so_far & 31",
    "target_so_far": "max(target) over so_far & 32767",
    "least": "min",
    "greatest": "max",
}


class InSqlite:
    """SQLite with one connection, all of the file in its cache."""

    name = f"SQLite {sqlite3.sqlite_version}"
    holds = (
        "a file, the updates in a table that is its own index by initiative and day (`without rowid`), "
        "the corrections in another, analysed; 2 GB of cache, mapped into memory"
    )

    def __init__(self, folder: Path, rows: Rows) -> None:
        """Write the rows to a file in a folder."""
        self._connection = sqlite3.connect(folder / "peer.sqlite", isolation_level=None)
        for name, value in (
            *(("journal_mode", "off"), ("synchronous", "off"), ("cache_size", -2_000_000)),
            *(("mmap_size", 8_000_000_000), ("temp_store", "memory")),
        ):
            self._connection.execute(f"pragma {name} = {value}")
        self._connection.executescript((_SQL / "schema.sql").read_text(encoding="utf-8"))
        self._connection.execute("begin")
        _put(self._connection, rows)
        self._connection.executemany(
            "insert into calendar values (?, ?)",
            ((number_of(day), place) for day, place in calendar_of(MOMENTS)),
        )
        self._connection.execute("commit")
        self._connection.executescript((_SQL / "indexes.sql").read_text(encoding="utf-8"))

    def ask(self, question: Question) -> list[Row]:
        """Answer a question as a list of tuples."""
        sql = filled(_SQL, question.kind, question, **_SAYS)
        given = {
            "as_at": number_of(AS_AT),
            "known_on": number_of(KNOWN_ON),
            "since": number_of(SINCE),
            "last": number_of(MOMENTS[-1]),
            "after": len(MOMENTS) + 1,
            "city": question.city,
            "area": question.area,
        }
        return self._connection.execute(sql, given).fetchall()

    def tell(self, question: Question, answer: list[Row]) -> Iterable[Row]:
        """Give an answer with its days as days."""
        if question.kind is Kind.SERIES:
            return [(MOMENTS[place - 1], standing, number) for place, standing, number in answer]
        return answer

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _put(connection: sqlite3.Connection, rows: Rows) -> None:
    words = {"kinds": KINDS, "statuses": STATUSES, "confidences": CONFIDENCES}
    with duckdb.connect() as apart:
        apart.register("initiatives", rows.initiatives)
        apart.register("updates", rows.updates)
        _insert(connection, "initiative", apart, "from initiatives", {})
        _insert(connection, "status_update", apart, IN_PLACES, words)


def _insert(
    connection: sqlite3.Connection, table: str, apart: duckdb.DuckDBPyConnection, sql: str, given: _Given
) -> None:
    """Insert what a question gives, its days as numbers."""
    described = apart.execute(f"describe {sql}", given).fetchall()
    columns = [
        f"#{place} - date '1970-01-01'" if kind == "DATE" else f"#{place}"
        for place, (_name, kind, *_rest) in enumerate(described, start=1)
    ]
    apart.execute(f"select {', '.join(columns)} from ({sql})", given)
    places = ", ".join("?" for _ in columns)
    while batch := apart.fetchmany(_BATCH):
        connection.executemany(f"insert into {table} values ({places})", batch)
