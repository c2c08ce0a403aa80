"""The questions in PostgreSQL, from a server of its own on this computer."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import duckdb
import psycopg

from benchmarks.peer.asked import AS_AT, KNOWN_ON, MOMENTS, SINCE, Kind, Question, Row
from benchmarks.peer.calendar import calendar_of
from benchmarks.peer.rows import Rows
from benchmarks.peer.sql_words import CONFIDENCES, IN_PLACES, KINDS, STATUSES, filled
from tests.unit.postgres_server import PostgresServer

# What its server is told: as much memory as a machine of some use has, and every core.
SERVER: Mapping[str, str] = {
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "work_mem": "512MB",
    "maintenance_work_mem": "1GB",
    "max_parallel_workers_per_gather": str(os.cpu_count() or 1),
    "random_page_cost": "1.1",
    # Compiling costs more here than it saves.
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}
_SQL = Path(__file__).with_name("postgresql")
_BATCH = 100_000
_PARAMETER = re.compile(r"(?<!:):([a-z_]+)")
_DAY = "cast(one.reported_on - date '1970-01-01' as bigint)"
# How a day, an update and what it says become one number.
_SAYS = {
    "status": f'(({_DAY} << 26) + one."update" << 5) + 3 * one.status + coalesce(one.confidence, 2)',
    "target": f"(({_DAY} << 26) + one.\"update\" << 15) + (one.revised_target_on - date '1970-01-01')",
    "city_id": ":city",
    "area_id": ":area",
    "rank_told": "cast(reported.status & 31 as integer)",
    "target_told": "date '1970-01-01' + cast(reported.target & 32767 as integer)",
    "rank_so_far": "cast(max(status) over so_far & 31 as integer)",
    "target_so_far": "date '1970-01-01' + cast(max(target) over so_far & 32767 as integer)",
    "least": "least",
    "greatest": "greatest",
}


class InPostgresql:
    """PostgreSQL with one connection to a server that was set up for it."""

    holds = (
        "unlogged tables in the order of initiative and day, indexed by both, by update, city and area, the "
        "corrections in a table of their own, vacuumed and analysed; 2 GB of shared buffers, 512 MB for each "
        "sort or hash, a worker for each core"
    )

    def __init__(self, server: PostgresServer, rows: Rows) -> None:
        """Copy the rows to a server."""
        self._connection = psycopg.connect(
            server.address, autocommit=True, cursor_factory=psycopg.ClientCursor
        )
        version = self._connection.info.server_version
        self.name = f"PostgreSQL {version // 10_000}.{version % 10_000}"
        self._run("schema")
        self._put(rows)
        self._run("indexes")
        self._connection.execute("vacuum analyze")

    def ask(self, question: Question) -> list[Row]:
        """Answer a question as a list of tuples."""
        given = {
            "as_at": AS_AT,
            "known_on": KNOWN_ON,
            "since": SINCE,
            "after": len(MOMENTS) + 1,
            "city": question.city,
            "area": question.area,
        }
        sql = filled(_SQL, question.kind, question, **_SAYS).replace("%", "%%")
        return self._connection.execute(_PARAMETER.sub(r"%(\1)s", sql).encode(), given).fetchall()

    def tell(self, question: Question, answer: list[Row]) -> Iterable[Row]:
        """Give an answer with its days as days."""
        if question.kind is Kind.SERIES:
            return [(MOMENTS[place - 1], standing, int(number)) for place, standing, number in answer]
        return answer

    def close(self) -> None:
        """Close the connection; the server is stopped by whoever started it."""
        self._connection.close()

    def _run(self, name: str) -> None:
        self._connection.execute((_SQL / f"{name}.sql").read_bytes())

    def _put(self, rows: Rows) -> None:
        with duckdb.connect() as apart:
            apart.register("initiatives", rows.initiatives)
            apart.register("updates", rows.updates)
            words = {"kinds": KINDS, "statuses": STATUSES, "confidences": CONFIDENCES}
            self._copy("initiative", _rows_in(apart.execute("from initiatives")))
            self._copy("status_update", _rows_in(apart.execute(IN_PLACES, words)))
        self._copy("calendar", calendar_of(MOMENTS))

    def _copy(self, table: str, rows: Iterable[Row]) -> None:
        with self._connection.cursor() as cursor, cursor.copy(f"copy {table} from stdin".encode()) as copy:
            for row in rows:
                copy.write_row(row)


def _rows_in(cursor: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    while batch := cursor.fetchmany(_BATCH):
        yield from batch
