"""`python -m ictrack report`: the files of a convening's report, with an app that runs and without."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from tests.unit.running_app import run_app, run_cli

NAMES = [f"ictrack-report-ev-10-2026-01-14.{form}" for form in ("docx", "html", "pdf", "pptx", "xlsx")]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented")
    write_demo(folder / "files", DemoSize(cities=4, initiatives=30, updates=150, seed=3))
    done = run_cli("load", folder / "files", "--replace-bundled", "--database", folder / "made.duckdb")
    assert done.returncode == 0, done.stderr
    return folder / "made.duckdb"


def report(database: Path, out: Path, *options: str) -> tuple[int, str]:
    """Ask for the report of a convening as known on a fixed day; give the exit code and what was said."""
    asked = ("report", "--convening", "EV-10", "--known-on", "2026-06-01", "--out", out)
    done = run_cli(*asked, *options, "--database", database)
    assert done.stdout == b""
    return done.returncode, done.stderr.decode()


def test_the_report_is_written_in_all_formats_and_the_same_again(database: Path, tmp_path: Path) -> None:
    code, said = report(database, tmp_path / "one")
    assert code == 0, said
    assert "as at 14 January 2026 · as known on 1 June 2026" in said
    assert "Invented data." in said
    written = sorted((tmp_path / "one").iterdir())
    assert [path.name for path in written] == NAMES
    assert report(database, tmp_path / "two")[0] == 0
    for path in written:
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_the_app_that_holds_the_database_makes_the_same_file(database: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(database, tmp_path / "own.duckdb"))
    assert report(own, tmp_path / "alone", "--format", "xlsx")[0] == 0
    with run_app(own):
        code, said = report(own, tmp_path / "passed", "--format", "xlsx")
    assert code == 0, said
    name = "ictrack-report-ev-10-2026-01-14.xlsx"
    assert (tmp_path / "alone" / name).read_bytes() == (tmp_path / "passed" / name).read_bytes()


def test_a_part_alone_for_everyone_on_another_day(database: Path, tmp_path: Path) -> None:
    options = ("--part", "LEADERS", "--audience", "public", "--as-at", "2025-12", "--format", "html")
    code, said = report(database, tmp_path, *options)
    assert code == 0, said
    (path,) = tmp_path.iterdir()
    assert path.name == "ictrack-report-ev-10-leaders-2025-12-31.html"
    assert "Only what is public." in path.read_text(encoding="utf-8")


def test_a_file_that_is_there_is_not_written_over(database: Path, tmp_path: Path) -> None:
    mine = tmp_path / "ictrack-report-ev-10-2026-01-14.docx"
    mine.write_text("what somebody wrote", encoding="utf-8")
    code, said = report(database, tmp_path, "--format", "xlsx,docx")
    assert code == 2
    assert "is there already" in said
    assert "Nothing was written." in said
    assert [path.name for path in tmp_path.iterdir()] == [mine.name]
    assert mine.read_text(encoding="utf-8") == "what somebody wrote"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--convening", "EV-99"), "--convening: 'EV-99' is not allowed. Use EV-01"),
        (("--format", "odt"), "--format: 'odt' is not allowed. Use docx, pptx, xlsx, html or pdf."),
        (("--part", "city:ZZZ"), "--part: 'city:ZZZ' is not allowed. Use leaders, "),
        (("--cities", "Atlantis"), "'Atlantis' is not allowed"),
        (("--as-at", "soon"), "--as-at: 'soon' is not allowed"),
        (("--plan-link", "maybe"), "'maybe' is not allowed"),
    ],
)
def test_what_is_not_known_is_named_with_what_is_allowed(
    database: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    code, told = report(database, tmp_path, *options)
    assert code == 2
    assert said in told
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(database: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, said = report(database, tmp_path / "file" / "inside")
    assert code == 2
    assert "is no folder and cannot be made one" in said
