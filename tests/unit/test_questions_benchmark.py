"""The benchmark of the questions runs on a sound programme; how long anything takes is not for a test."""

from __future__ import annotations

from pathlib import Path

from benchmarks.programme import Size, make_programme
from benchmarks.questions import OF_ALL, OF_FEW, QUICK, measure, questions, write_table
from benchmarks.scans import scan_of
from ictrack.store.invariants import find_breaches


def test_it_measures_every_question_and_a_city_is_told_the_same_among_more_others(tmp_path: Path) -> None:
    of_all = measure(tmp_path, QUICK[-1:], OF_ALL, rounds=1)
    fewer, more = measure(tmp_path, QUICK, OF_FEW, rounds=1)
    assert [one.question.name for one in of_all[0].measured] == [name for name, _asked in OF_ALL]
    assert [one.rows for one in fewer.measured] == [one.rows for one in more.measured]
    table = write_table(of_all, [fewer, more], rounds=1)
    assert "16 cities, 80 initiatives, 320 status updates" in table
    assert table.count("| summary |") == 2


def test_a_programme_that_was_copied_is_sound_and_of_its_size(tmp_path: Path) -> None:
    size = Size(cities=6, initiatives=60, updates=300, copies=3)
    database = make_programme(tmp_path / "programme.duckdb", size)
    assert list(find_breaches(database)) == []
    for table, rows in (("city", 6), ("initiative", 60), ("status_update", 300)):
        with database.cursor() as cursor:
            assert cursor.execute(f"select count(*) from db.{table}").fetchone() == (rows,)
    database.close()


def test_a_scan_looks_at_the_columns_that_the_question_reads(tmp_path: Path) -> None:
    database = make_programme(tmp_path / "programme.duckdb", QUICK[0])
    (question,) = questions([("initiative_names", {"city": None})])
    with database.cursor() as cursor:
        scan = scan_of(cursor, question.name, question.asked)
    assert scan == ("select max(strlen(initiative_id)), max(strlen(title)) from db.initiative",)
    database.close()
