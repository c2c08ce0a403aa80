"""`python -m ictrack changes`: what it prints, and how it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.small_programme import make_database

Run = Callable[..., tuple[int, str, str]]
HEADER = (
    "initiative_id,city_id,area_id,phase_id,movement,from_standing,to_standing,"
    "worst_between,from_target,to_target"
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("changes") / "small.duckdb")


def test_one_row_per_initiative_that_counts_on_either_day(run: Run, database: Path) -> None:
    days = ("--since", "2019-07-31", "--until", "2020")
    code, out, err = run("changes", "--database", database, *days, "--format", "csv")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == HEADER
    # B1 was completed on 31 August 2019; B2 is of phase two, which had not begun in July.
    assert "B1,BRI,jobs,1,first_update,not_reported,completed,completed,," in lines
    assert "B2,BRI,civic,2,joined,,in_progress,,," in lines


def test_what_was_recorded_later_is_not_known_at_the_opening(run: Run, database: Path) -> None:
    days = ("--since", "2019-09-30", "--until", "2020", "--format", "json")
    known_now = json.loads(run("changes", "--database", database, *days)[1])
    asked_then = ("--known-since", "2019-09-30")
    known_then = json.loads(run("changes", "--database", database, *days, *asked_then)[1])
    movement = {row["initiative_id"]: row["movement"] for row in known_now}
    movement_then = {row["initiative_id"]: row["movement"] for row in known_then}
    # B1's completion in August was recorded on 1 October.
    assert movement["B1"] == "finished_earlier"
    assert movement_then["B1"] == "first_update"


def test_one_phase_only(run: Run, database: Path) -> None:
    days = ("--since", "2018", "--until", "2020", "--format", "json")
    rows = json.loads(run("changes", "--database", database, *days, "--phase", "phase two")[1])
    assert {row["phase_id"] for row in rows} == {"2"}


def test_a_first_day_after_the_last_is_refused(run: Run, database: Path) -> None:
    code, out, err = run("changes", "--database", database, "--since", "2020", "--until", "2019")
    assert (code, out) == (2, "")
    assert err == "--since: '2020' is not allowed. Use a day that is not after 2019-12-31.\n"


def test_the_same_day_twice_has_no_movement_but_silence_and_what_was_finished(
    run: Run, database: Path
) -> None:
    days = ("--since", "2020", "--until", "2020", "--format", "json")
    rows = json.loads(run("changes", "--database", database, *days)[1])
    assert {row["movement"] for row in rows} <= {"silent", "finished_earlier"}
    assert len(rows) > 0


@pytest.mark.parametrize("option", ["--since", "--until", "--known-on", "--known-since"])
def test_what_is_not_a_day_is_named_with_its_option(run: Run, database: Path, option: str) -> None:
    days = {"--since": "2019", "--until": "2020"} | {option: "soon"}
    arguments = [word for pair in days.items() for word in pair]
    code, _out, err = run("changes", "--database", database, *arguments)
    assert code == 2
    assert err.startswith(f"{option}: 'soon' is not allowed.")
