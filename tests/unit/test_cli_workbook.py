"""`python -m ictrack workbook`, and `load` of what comes back, with an app that runs and without."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.returns_programme import fill_in, make_programme
from tests.unit.running_app import run_app, run_cli

ASKED = ("workbook", "--city", "BRI", "--convening", "EV-2")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programme")
    make_programme(folder / "files", folder / "made.duckdb").close()
    return folder / "made.duckdb"


def test_a_workbook_is_made_and_what_comes_back_is_loaded_once(database: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(database, tmp_path / "own.duckdb"))
    out = tmp_path / "bristol.xlsx"
    made = run_cli(*ASKED, out, "--database", own)
    assert (made.returncode, made.stdout) == (0, b"")
    assert b"bristol.xlsx: asks about 4 initiatives, and has rows for new ones; ready" in made.stderr
    out.write_bytes(fill_in(out.read_bytes(), {"BRI-01": {"Status now": "Paused"}}))
    previewed = run_cli("load", out, "--dry-run", "--database", own)
    assert b"Previewed bristol.xlsx; nothing was written. 1 row: 1 new." in previewed.stdout
    assert b"Loaded bristol.xlsx. 1 row: 1 new." in run_cli("load", out, "--database", own).stdout
    again = run_cli("load", out, "--database", own)
    assert b"bristol.xlsx holds nothing new; nothing was written. 1 row: 1 unchanged." in again.stdout


def test_check_lists_the_problems_of_what_came_back(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "bristol.xlsx"
    run_cli(*ASKED, out, "--database", database)
    out.write_bytes(fill_in(out.read_bytes(), {"BRI-01": {"No change": "Yes", "Status now": "Paused"}}))
    checked = run_cli("check", out, "--database", database)
    assert checked.returncode == 3
    assert checked.stdout.decode() == (
        "bristol.xlsx, sheet Your answers, row 2, column Status now: 'Paused' stands beside a tick for "
        "'No change'. Use either the tick, or what has changed.\n"
    )


def test_a_file_that_is_there_is_not_written_over(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "bristol.xlsx"
    out.write_bytes(b"mine")
    refused = run_cli(*ASKED, out, "--database", database)
    assert (refused.returncode, out.read_bytes()) == (2, b"mine")
    assert b"is there already" in refused.stderr


def test_on_the_public_record_alone_nobody_is_asked(tmp_path: Path) -> None:
    asked = ("workbook", "--city", "BRI", "--convening", "EV-07", tmp_path / "x.xlsx")
    refused = run_cli(*asked, ICTRACK_DATABASE=str(tmp_path / "new.duckdb"))
    assert (refused.returncode, (tmp_path / "x.xlsx").exists()) == (2, False)
    assert b"no city was asked to report. No workbook was made." in refused.stderr


def test_a_city_that_is_not_known_is_named_with_one_that_is_close(database: Path, tmp_path: Path) -> None:
    asked = ("workbook", "--city", "Bristl", "--convening", "EV-2", tmp_path / "x.xlsx")
    refused = run_cli(*asked, "--database", database)
    assert refused.returncode == 2
    assert refused.stderr == b"city: 'Bristl' is not allowed. Use BRI or CAR. Did you mean 'BRI'?\n"


def test_the_app_that_holds_the_database_makes_the_same_workbook(database: Path, tmp_path: Path) -> None:
    alone, held = tmp_path / "alone.xlsx", tmp_path / "held.xlsx"
    run_cli(*ASKED, alone, "--database", database)
    own = Path(shutil.copy(database, tmp_path / "own.duckdb"))
    with run_app(own) as app:
        made = run_cli(*ASKED, held, "--database", app.database)
    assert b"carried this out" in made.stderr
    assert held.read_bytes() == alone.read_bytes()


def test_answers_that_are_left_out_are_to_be_mended_in_the_workbook(database: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(database, tmp_path / "own.duckdb"))
    out = tmp_path / "bristol.xlsx"
    run_cli(*ASKED, out, "--database", own)
    workbook = out.read_bytes()
    answers = {"BRI-01": {"Status now": "Completd"}, "BRI-02": {"Status now": "Paused"}}
    out.write_bytes(fill_in(workbook, answers))
    rejects = tmp_path / "why"
    loaded = run_cli("load", out, "--accept-valid", "--rejects", rejects, "--database", own)
    assert b"2 rows: 1 new, 1 rejected." in loaded.stdout
    assert b"Mend them in the workbook and load it again" in loaded.stderr
    assert "Did you mean 'Completed'?" in (rejects / "bristol.csv").read_text(encoding="utf-8-sig")
    out.write_bytes(fill_in(workbook, {**answers, "BRI-01": {"Status now": "Completed"}}))
    assert b"2 rows: 1 new, 1 unchanged." in run_cli("load", out, "--database", own).stdout
