"""`python -m ictrack summary`: what it prints, and how it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.small_programme import make_database

Run = Callable[..., tuple[int, str, str]]
HEADER = "initiatives,completed,stopped,not_reported,paused,behind,at_risk,in_progress,not_started"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("cli") / "small.duckdb")


def test_without_keys_there_is_one_row(run: Run, database: Path) -> None:
    code, out, err = run("summary", "--database", database, "--format", "csv")
    assert (code, err) == (0, "")
    assert out == f"{HEADER}\n5,1,1,2,0,0,0,1,0\n"


def test_one_row_of_zeros_where_nothing_counts_yet(run: Run, database: Path) -> None:
    _code, out, _err = run("summary", "--database", database, "--format", "csv", "--as-at", "2016-12-31")
    assert out == f"{HEADER}\n0,0,0,0,0,0,0,0,0\n"


def test_with_keys_there_is_no_row_where_nothing_counts_yet(run: Run, database: Path) -> None:
    asked = ("--by", "city", "--format", "csv", "--as-at", "2016-12-31")
    _code, out, _err = run("summary", "--database", database, *asked)
    assert out == f"city_id,{HEADER}\n"


def test_rows_are_sorted_by_their_keys_as_text_and_empty_keys_come_last(run: Run, database: Path) -> None:
    _code, out, _err = run("summary", "--database", database, "--by", "area,city", "--format", "csv")
    assert [line.rsplit(",", 9)[0] for line in out.splitlines()] == [
        "area_id,city_id",
        "civic,BRI",
        "jobs,'=1",
        "jobs,BRI",
        'jobs,"a,b"',
        ",ŵ",
    ]


def test_keys_stand_in_the_order_asked_for_and_may_be_given_one_by_one(run: Run, database: Path) -> None:
    together = run("summary", "--database", database, "--by", "phase,city", "--format", "csv")
    apart = run("summary", "--database", database, "--by", "phase", "--by", "city", "--format", "csv")
    assert together == apart
    assert together[1].startswith("phase_id,city_id,initiatives,")


def test_json_is_a_list_of_objects_with_null_for_an_empty_key(run: Run, database: Path) -> None:
    _code, out, _err = run("summary", "--database", database, "--by", "area,city", "--format", "json")
    rows = json.loads(out)
    assert [(row["area_id"], row["city_id"], row["initiatives"]) for row in rows][-1] == (None, "ŵ", 1)
    assert list(rows[0]) == ["area_id", "city_id", *HEADER.split(",")]
    assert rows[1]["city_id"] == "=1"


def test_a_table_lines_up(run: Run, database: Path) -> None:
    _code, out, _err = run("summary", "--database", database, "--by", "city")
    lines = out.splitlines()
    assert lines[0].split() == ["city_id", *HEADER.split(",")]
    assert {len(line) for line in lines} == {len(lines[0])}
    assert lines[3].split()[:2] == ["BRI", "2"]


@pytest.mark.parametrize(("as_at", "completed"), [("2019-08-30", 0), ("2019-08-31", 1), ("2019-08", 1)])
def test_a_report_counts_from_the_last_day_of_its_period_and_so_does_the_day_asked_for(
    run: Run, database: Path, as_at: str, completed: int
) -> None:
    asked = ("--as-at", as_at, "--phase", "1", "--format", "json")
    _code, out, _err = run("summary", "--database", database, *asked)
    assert json.loads(out)[0]["completed"] == completed


@pytest.mark.parametrize(("known_on", "completed"), [("2019-09-30", 0), ("2019-09", 0), ("2019-10-01", 1)])
def test_a_report_is_known_from_the_day_it_was_recorded(
    run: Run, database: Path, known_on: str, completed: int
) -> None:
    asked = ("--as-at", "2019", "--known-on", known_on, "--phase", "1", "--format", "json")
    _code, out, _err = run("summary", "--database", database, *asked)
    assert json.loads(out)[0]["completed"] == completed


def test_the_picture_is_of_the_last_phases_last_day_once_that_has_passed(run: Run, database: Path) -> None:
    by_default = run("summary", "--database", database, "--format", "csv")
    assert by_default == run("summary", "--database", database, "--format", "csv", "--as-at", "2023-12-31")


@pytest.mark.parametrize(
    ("filters", "counted"),
    [
        (("--phase", "2"), 3),
        (("--phase", "phase TWO"), 3),
        (("--city", "BRI"), 2),
        (("--city", "bri", "--city", "LLYN"), 3),
        (("--area", "employment"), 3),
        (("--area", ""), 1),
        (("--plan-link", "unconfirmed"), 1),
        (("--city", "BRI", "--area", "jobs"), 1),
    ],
)
def test_filters_take_identifiers_and_names_case_and_accents_apart(
    run: Run, database: Path, filters: tuple[str, ...], counted: int
) -> None:
    _code, out, _err = run("summary", "--database", database, "--format", "json", *filters)
    assert json.loads(out)[0]["initiatives"] == counted


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--by", "citty"), "--by: 'citty' is not allowed. Use city, area or phase. Did you mean 'city'?"),
        (("--by", ""), "--by: '' is not allowed. Use city, area or phase."),
        (("--by", "city,city"), "--by: 'city,city' is not allowed. Use each of city, area and phase once."),
        (("--phase", "3"), "--phase: '3' is not allowed. Use 1 or 2."),
        (("--phase", "phase tow"), "Use 1 or 2. Did you mean '2'?"),
        (("--city", "Bristle"), "Did you mean 'BRI'?"),
        (("--as-at", "2019-02-31"), "--as-at: '2019-02-31' is not allowed. Use 2019, 2019-03 or 2019-03-14"),
        (("--known-on", "31/12/2019"), "--known-on: '31/12/2019' is not allowed."),
        (("--format", "xml"), "'xml' is not one of 'table', 'csv', 'json'."),
        (("--plan-link", "maybe"), "Use programme_document, listed_strategy or unconfirmed."),
    ],
)
def test_a_word_that_is_not_allowed_ends_with_2_and_one_line_that_says_what_is(
    run: Run, database: Path, asked: tuple[str, ...], said: str
) -> None:
    code, out, err = run("summary", "--database", database, *asked)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_database_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "none.duckdb"
    code, out, err = run("summary", "--database", missing)
    assert (code, out) == (2, "")
    assert f"there is no file '{missing}'" in err
    assert "load SOURCE --database" in err
    assert not missing.exists()


def test_a_file_that_is_no_database_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database " * 100, encoding="utf-8")
    code, out, err = run("summary", "--database", other)
    assert (code, out) == (5, "")
    assert "is not a database that ictrack can read" in err
    assert other.read_text(encoding="utf-8") == "not a database " * 100


def test_a_command_that_there_is_not_ends_with_2_and_a_suggestion(run: Run) -> None:
    code, _out, err = run("summry")
    assert code == 2
    assert "Did you mean 'summary'?" in err


@pytest.mark.parametrize("command", ["summary", "load", "check", "demo", "serve"])
def test_help_of_each_command_shows_an_example(run: Run, command: str) -> None:
    code, out, err = run(command, "--help")
    assert (code, err) == (0, "")
    assert f"python -m ictrack {command} " in out.split("Example")[1]


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    code, _out, err = run()
    assert code == 2
    assert "summary" in err


def test_the_version_is_told(run: Run) -> None:
    code, out, _err = run("--version")
    assert code == 0
    assert out.startswith("ictrack, version ")
