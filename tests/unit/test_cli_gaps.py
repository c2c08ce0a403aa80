"""`python -m ictrack gaps`: what it prints, and how it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ictrack.store.database import open_database
from tests.properties.tables import fill
from tests.unit.test_gap_words import FILES

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gaps") / "small.duckdb"
    opened = open_database(path)
    fill(opened, FILES)
    opened.close()
    return path


def test_one_row_per_member_city_and_thematic_area_with_its_reason(run: Run, database: Path) -> None:
    code, out, err = run("gaps", "--database", database, "--as-at", "2020-03", "--format", "csv")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "city_id,area_id,state,initiatives,reason"
    rows = list(csv.DictReader(io.StringIO(out)))
    found = {(row["city_id"], row["area_id"]): (row["state"], row["initiatives"]) for row in rows}
    assert list(found.items()) == [
        (("BRI", "civic"), ("none", "0")),
        (("BRI", "jobs"), ("stalled", "2")),
        (("CAR", "civic"), ("thin", "1")),
        (("CAR", "jobs"), ("stalled", "1")),
        (("NMD", "civic"), ("not_known", "0")),
        (("NMD", "jobs"), ("not_known", "0")),
    ]
    assert rows[3]["reason"] == "The only open initiative here has not moved forward since 31 March 2019."


def test_the_same_as_json_and_as_a_table(run: Run, database: Path) -> None:
    asked = ("gaps", "--database", database, "--as-at", "2020-03")
    rows = json.loads(run(*asked, "--format", "json")[1])
    assert rows[1]["initiatives"] == 2
    assert len(rows) == 6
    assert len(run(*asked)[1].splitlines()) == 8


def test_what_was_recorded_later_is_not_known(run: Run, database: Path) -> None:
    asked = ("gaps", "--database", database, "--as-at", "2020-03", "--format", "json")
    then = json.loads(run(*asked, "--known-on", "2020-01-31")[1])
    assert then[2]["state"] == "silent"


def test_one_phase_and_where_no_city_is_a_member_why_there_is_no_row(run: Run, database: Path) -> None:
    asked = ("gaps", "--database", database, "--phase", "phase one", "--format", "csv")
    code, out, err = run(*asked, "--as-at", "2017")
    assert (code, out) == (0, "city_id,area_id,state,initiatives,reason\n")
    assert err == "At 31 December 2017, none of the cities in view is a member in phase one.\n"


@pytest.mark.parametrize(
    ("option", "value"), [("--as-at", "soon"), ("--known-on", "2019-13"), ("--phase", "three")]
)
def test_what_is_not_allowed_is_named_with_its_option(
    run: Run, database: Path, option: str, value: str
) -> None:
    code, out, err = run("gaps", "--database", database, option, value)
    assert (code, out) == (2, "")
    assert err.startswith(f"{option}: '{value}' is not allowed.")
