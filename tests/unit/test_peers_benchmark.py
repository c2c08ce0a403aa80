"""The peers answer as ictrack does, and one that does not is told; how long it takes is not for a test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg
import pytest

from benchmarks.peer.asked import QUESTIONS, Kind, Peer, Question, Row
from benchmarks.peer.checking import OtherAnswerError, check_answers
from benchmarks.peer.in_ictrack import InIctrack
from benchmarks.peer.in_pandas import InPandas
from benchmarks.peer.in_polars import InPolars
from benchmarks.peer.in_sqlite import InSqlite
from benchmarks.peer.rows import Rows, rows_of
from benchmarks.peers import QUICK, measure, measure_beside, write_table
from benchmarks.programme import make_programme
from ictrack.store.database import Database
from tests.unit.postgres_server import find_binaries, postgres_server

without_postgresql = pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    made = make_programme(tmp_path_factory.mktemp("peers") / "programme.duckdb", QUICK)
    yield made
    made.close()


@pytest.fixture(scope="module")
def rows(database: Database) -> Rows:
    return rows_of(database)


class Forgetful(InSqlite):
    """A peer that loses a row of one of its answers."""

    def tell(self, question: Question, answer: list[Row]) -> Iterable[Row]:
        told = list(super().tell(question, answer))
        return told[1:] if question.kind is Kind.MOVEMENT else told


def test_pandas_polars_and_sqlite_answer_as_ictrack_does(
    database: Database, rows: Rows, tmp_path: Path
) -> None:
    peers: list[Peer] = [InPandas(rows), InPolars(rows), InSqlite(tmp_path, rows)]
    measured = measure_beside(InIctrack(database), peers, rounds=1)
    assert [one.question for one in measured] == list(QUESTIONS)
    assert all(one.rows > 0 and len(one.pairs) == len(peers) for one in measured)
    peers[-1].close()


def test_an_answer_that_differs_is_told_and_nothing_is_measured(
    database: Database, rows: Rows, tmp_path: Path
) -> None:
    peer = Forgetful(tmp_path, rows)
    with pytest.raises(OtherAnswerError, match=r"answers 'movement.*It lacks 1 rows, such as \('.*besides 0"):
        check_answers(InIctrack(database), [peer], QUESTIONS)
    peer.close()


def test_the_rows_hold_what_could_be_answered_wrongly(rows: Rows) -> None:
    """Chains of corrections, updates without a day, parts and initiatives that left are among them."""
    updates = rows.updates.to_pandas()
    chained = updates["corrects"].notna() & updates["corrected_by"].notna()
    assert chained.any()
    assert (updates["reported_on"].astype(str) == "9999-12-31").any()
    initiatives = rows.initiatives.to_pandas()
    assert initiatives["is_part"].any()
    assert (initiatives["removed_on"].astype(str) != "9999-12-31").any()


@pytest.mark.system
@without_postgresql
def test_postgresql_answers_as_they_do_and_the_table_names_all() -> None:
    table = write_table([measure(QUICK, rounds=1)], rounds=1)
    assert "8 cities, 160 initiatives, 1,600 status updates" in table
    head = next(line for line in table.splitlines() if line.startswith("| question |"))
    assert all(name in head for name in ("pandas 3", "polars 2", "SQLite 3", "PostgreSQL 1"))
    assert all(f"| {question.name} |" in table for question in QUESTIONS)


@pytest.mark.system
@without_postgresql
def test_the_server_is_gone_after_a_failure() -> None:
    addresses: list[str] = []
    with pytest.raises(OtherAnswerError):
        _fail_beside_a_server(addresses)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(addresses[0])


def _fail_beside_a_server(addresses: list[str]) -> None:
    with postgres_server() as server:
        psycopg.connect(server.address).close()
        addresses.append(server.address)
        raise OtherAnswerError
