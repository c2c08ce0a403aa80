"""Both engines answer alike, and one that does not is told; how long it takes is not for a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.engines import (
    CHANGES,
    QUICK,
    Engines,
    OtherAnswerError,
    compare,
    measure,
    sizes_up_to,
    write_table,
)
from benchmarks.programme import make_programme
from benchmarks.questions import OF_ALL, OF_FEW, questions
from ictrack.store.database import Database, open_database
from tests.unit.postgres_server import find_binaries, postgres_server


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Database]:
    with closing(make_programme(tmp_path / "programme.duckdb", QUICK)) as made:
        yield made


@pytest.mark.system
@pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")
def test_every_question_is_answered_alike_by_both_and_the_table_names_all() -> None:
    with postgres_server() as server:
        measured = measure(QUICK, server, rounds=1)
    assert [one.question.name for one in measured.measured] == [name for name, _asked in (*OF_ALL, *OF_FEW)]
    assert {one.of_one for one in measured.measured} == {"all", "city", "initiative"}
    table = write_table([measured], 1, "PostgreSQL 15")
    assert "8 cities, 40 initiatives, 320 status updates" in table
    assert "| link_list | initiative | 0 |" in table
    assert all(f"| {name} |" in table for name, _change in CHANGES)


def test_an_answer_that_differs_is_told(file: Database) -> None:
    (question,) = questions([("initiative_names", {"city": None})])
    with (
        closing(open_database()) as other,
        pytest.raises(OtherAnswerError, match=r"file has 40 rows, the lake 0"),
    ):
        compare(Engines(file, other), question)
    assert compare(Engines(file, file), question) == 40


def test_every_small_change_is_a_new_one_each_time(file: Database) -> None:
    before = file.version()
    for number in range(2):
        for _name, change in CHANGES:
            change(file, number=number)
    assert file.version() == before + 2 * len(CHANGES)


def test_the_largest_size_is_the_one_that_was_asked_for() -> None:
    assert [size.updates for size in sizes_up_to(1_000_000)] == [100_000, 1_000_000]
    assert [size.updates for size in sizes_up_to(20_000)] == [20_000]
