"""`python -m ictrack load` and `check`: what they print, write and end with."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from ictrack.settings import PUBLIC_RECORD, current_settings
from tests.unit.ingest.bad_archive import GOOD_FILES, pack
from tests.unit.ingest.programme import GOOD as GOOD_SOURCE
from tests.unit.ingest.programme import write_source

Run = Callable[..., tuple[int, str, str]]
GOOD = "City,Initiative,Status,Date,Comment\nCardiff,Welcome pack,Done,2021-05,good\nCaerdydd,Advice,,,\n"
HALF = GOOD + "Cardif,Language café,Complte,2021-06,\n"
BAD = "City,Initiative,Status\nCardif,Language café,Complte\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def default_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the default at a file that is not there yet, and work in a folder of one's own."""
    path = tmp_path / "default.duckdb"
    monkeypatch.setenv("ICTRACK_DATABASE", str(path))
    monkeypatch.chdir(tmp_path)
    current_settings.cache_clear()
    return path


@pytest.fixture(autouse=True)
def _settings_as_they_were() -> Iterator[None]:
    yield
    current_settings.cache_clear()


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "returns.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def count(run: Run, *arguments: str | Path) -> int:
    _code, out, _err = run("summary", "--format", "json", *arguments)
    return int(json.loads(out)[0]["initiatives"])


def test_the_default_database_holds_the_public_record_from_its_first_use_and_says_so(
    run: Run, default_database: Path
) -> None:
    code, out, err = run("summary", "--format", "json")
    assert (code, json.loads(out)[0]["initiatives"]) == (0, 96)
    assert err == "Nothing was loaded yet: the public record of the programme was loaded first.\n"
    assert default_database.exists()
    assert run("summary")[2] == ""


def test_a_load_makes_the_database_that_it_names_and_puts_only_the_source_into_it(
    run: Run, sheet: Callable[[str], Path], tmp_path: Path
) -> None:
    code, out, err = run("load", sheet(GOOD), "--database", tmp_path / "new" / "own.duckdb")
    assert (code, err) == (0, "")
    assert out.startswith("Loaded returns.csv. 2 rows: 2 new.")
    assert out.endswith(
        "What was read as something else than it says (--format json lists all):\n"
        "  Status: 'Done' as completed\n"
        "  City: 'Caerdydd' as CAR, and 1 more\n"
    )
    assert count(run, "--database", tmp_path / "new" / "own.duckdb") == 2


def test_with_nobody_to_ask_the_first_load_replaces_the_public_record_and_says_so(
    run: Run, sheet: Callable[[str], Path]
) -> None:
    run("summary")
    code, out, err = run("load", sheet(GOOD))
    assert code == 0
    assert err == "Your data replaces the public record; --keep-bundled keeps it as well.\n"
    assert "The public record was replaced." in out
    assert count(run) == 2


@pytest.mark.parametrize(("option", "counted"), [("--keep-bundled", 98), ("--replace-bundled", 2)])
def test_what_becomes_of_the_public_record_can_be_said(
    run: Run, sheet: Callable[[str], Path], option: str, counted: int
) -> None:
    run("summary")
    code, _out, err = run("load", sheet(GOOD), option)
    assert (code, err) == (0, "")
    assert count(run) == counted


@pytest.mark.parametrize(("answer", "counted"), [("\n", 2), ("y\n", 2), ("n\n", 98)])
def test_at_a_terminal_the_first_load_asks(
    run: Run,
    sheet: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    counted: int,
) -> None:
    run("summary")
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    code, _out, err = run("load", sheet(GOOD))
    assert code == 0
    assert "Replace the public record of the programme by your data? (No keeps both.) [Y/n]" in err
    assert count(run) == counted


def test_the_second_load_asks_nothing(run: Run, sheet: Callable[[str], Path]) -> None:
    run("load", sheet(GOOD), "--keep-bundled")
    code, _out, err = run("load", sheet(GOOD.replace("good", "better").replace("2021-05", "2021-07")))
    assert (code, err) == (0, "")


def test_the_same_file_twice_changes_nothing(run: Run, sheet: Callable[[str], Path], tmp_path: Path) -> None:
    own = tmp_path / "own.duckdb"
    run("load", sheet(GOOD), "--database", own)
    code, out, _err = run("load", sheet(GOOD), "--database", own, "--format", "json")
    receipt = json.loads(out)
    assert (code, receipt["outcome"], receipt["load_id"]) == (0, "nothing_new", None)


def test_a_preview_writes_nothing_and_makes_no_file(
    run: Run, sheet: Callable[[str], Path], tmp_path: Path, default_database: Path
) -> None:
    for named in ((), ("--database", tmp_path / "own.duckdb")):
        code, out, _err = run("load", sheet(GOOD), "--dry-run", *named)
        assert code == 0
        assert out.startswith("Previewed returns.csv; nothing was written. 2 rows: 2 new.")
        assert [line for line in out.splitlines() if line.startswith("+")] == [
            "+ returns.csv, row 2: initiative CAR-001: city_id: CAR; title: Welcome pack",
            "+ returns.csv, row 3: initiative CAR-002: city_id: CAR; title: Advice",
            (
                "+ returns.csv, row 2: status update CAR-001-U001: initiative_id: CAR-001; kind: status; "
                "reported_on: 2021-05; status: completed; summary: good"
            ),
        ]
    assert not default_database.exists()
    assert not (tmp_path / "own.duckdb").exists()


def test_a_refused_load_ends_with_3_and_says_the_first_problem_in_one_line(
    run: Run, sheet: Callable[[str], Path]
) -> None:
    run("summary")
    code, out, err = run("load", sheet(HALF))
    assert code == 3
    assert out.startswith("Nothing of returns.csv was loaded.")
    assert err.count("\n") == 1
    assert err.startswith("returns.csv, row 4, column ")
    assert "Nothing was loaded. 1 more: 'python -m ictrack check " in err
    assert count(run) == 96


def test_good_rows_can_be_loaded_and_the_others_are_written_down_once(
    run: Run, sheet: Callable[[str], Path], tmp_path: Path
) -> None:
    own = tmp_path / "own.duckdb"
    code, _out, err = run("load", sheet(HALF), "--accept-valid", "--database", own)
    assert code == 0
    assert f"Mend them in {tmp_path / 'returns-to-mend'} (returns.csv)" in err
    rejected = (tmp_path / "returns-to-mend" / "returns.csv").read_text(encoding="utf-8-sig")
    assert "Language café" in rejected
    assert "Welcome pack" not in rejected
    assert count(run, "--database", own) == 2
    code, _out, err = run("load", sheet(HALF), "--accept-valid", "--database", own)
    assert code == 2
    assert "'returns-to-mend' is there already. Nothing was loaded." in err


def test_where_rejected_rows_go_can_be_said(run: Run, sheet: Callable[[str], Path], tmp_path: Path) -> None:
    asked = ("--accept-valid", "--rejects", tmp_path / "a" / "b", "--database", tmp_path / "own.duckdb")
    assert run("load", sheet(HALF), *asked)[0] == 0
    assert (tmp_path / "a" / "b" / "returns.csv").exists()
    assert not (tmp_path / "returns-to-mend").exists()


def test_one_sheet_comes_back_with_its_identifiers(
    run: Run, sheet: Callable[[str], Path], tmp_path: Path
) -> None:
    own, filled = tmp_path / "own.duckdb", tmp_path / "filled.csv"
    assert run("load", sheet(GOOD), "--filled-in", filled, "--database", own)[0] == 0
    assert "CAR-" in filled.read_text(encoding="utf-8-sig")
    code, out, _err = run("load", filled, "--database", own, "--format", "json")
    assert (code, json.loads(out)["outcome"]) == (0, "nothing_new")
    code, _out, err = run("load", sheet(GOOD), "--filled-in", filled, "--database", own)
    assert (code, "is there already" in err) == (2, True)


def test_check_lists_every_problem_with_its_place_and_ends_with_3(
    run: Run, sheet: Callable[[str], Path]
) -> None:
    code, out, err = run("check", sheet(BAD), "--format", "json")
    problems = json.loads(out)
    assert code == 3
    assert {(problem["column"], problem["value"]) for problem in problems} == {
        ("City", "Cardif"),
        ("Status", "Complte"),
    }
    for problem in problems:
        assert (problem["file"], problem["sheet"], problem["row"]) == ("returns.csv", None, 2)
        assert set(problem) == {
            *("file", "sheet", "row", "column", "value", "code", "message", "allowed", "suggestion")
        }
    assert {problem["suggestion"] for problem in problems} == {"Cardiff", "completed"}
    assert err == "returns.csv: 2 problems in 1 row. Nothing was changed.\n"


def test_check_as_text_gives_each_problem_a_line(run: Run, sheet: Callable[[str], Path]) -> None:
    code, out, _err = run("check", sheet(BAD))
    assert code == 3
    assert len(out.splitlines()) == 2
    assert all(line.startswith("returns.csv, row 2, column ") for line in out.splitlines())


@pytest.mark.parametrize(("form", "nothing"), [("text", ""), ("json", "[]\n")])
def test_check_of_a_good_source_prints_nothing_ends_with_0_and_changes_nothing(
    run: Run, sheet: Callable[[str], Path], default_database: Path, form: str, nothing: str
) -> None:
    code, out, err = run("check", sheet(GOOD), "--format", form)
    assert (code, out) == (0, nothing)
    assert err == "returns.csv: no problem in 2 rows. Nothing was changed.\n"
    assert not default_database.exists()


def workbook(folder: Path, **sheets: list[tuple[object, ...]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


SAID = ("City", "Initiative", "Status")
NOTES: list[tuple[object, ...]] = [("Whom to ask: the council",)]


def test_where_no_row_is_good_the_reason_is_one_of_a_row_and_not_the_notes_beside(
    run: Run, tmp_path: Path
) -> None:
    path = workbook(tmp_path, Notes=NOTES, Tracker=[SAID, ("Cardif", "Choir", "done")])
    code, _out, err = run("load", path, "--replace-bundled")
    assert code == 3
    assert "plan.xlsx, sheet Notes: stands beside the sheet 'Tracker'" in err
    code, _out, err = run("load", path, "--replace-bundled", "--accept-valid", "--dry-run")
    assert code == 3
    assert "plan.xlsx, sheet Tracker, row 2, column City: 'Cardif' is not a city." in err
    assert "No row can be loaded as it is. Nothing was loaded. 1 more" in err
    assert "stands beside" not in err


@pytest.mark.parametrize(
    "notes", [NOTES, [(None,), ("x", None, "y")], [("Plan",), (None,), ("City", "Status")]]
)
def test_notes_beside_a_sheet_keep_no_good_row_out_and_no_city_unread(
    run: Run, tmp_path: Path, notes: list[tuple[object, ...]]
) -> None:
    path = workbook(tmp_path, Notes=notes, Tracker=[SAID, ("Cardiff", "Choir", "done")])
    code, out, _err = run("load", path, "--replace-bundled", "--accept-valid", "--dry-run")
    assert code == 0
    assert "+ plan.xlsx, row 2: initiative CAR-001: city_id: CAR; title: Choir" in out
    assert "From the public record: phases, cities" in out


def test_a_preview_is_not_refused_for_a_file_that_it_does_not_write(run: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path, Tracker=[SAID, ("Cardiff", "Choir", "done"), ("Cardif", "Fair", "done")])
    asked = ("load", path, "--replace-bundled", "--accept-valid", "--filled-in", tmp_path / "filled.xlsx")
    (tmp_path / "plan-to-mend").mkdir()
    (tmp_path / "filled.xlsx").write_bytes(b"mine")
    assert run(*asked, "--dry-run")[0] == 0
    code, _out, err = run(*asked)
    assert (code, err.partition(":")[0]) == (2, "--rejects")
    assert (tmp_path / "filled.xlsx").read_bytes() == b"mine"


def test_what_was_all_taken_back_stays_away(run: Run) -> None:
    assert "the public record of the programme was loaded first" in run("summary")[2]
    assert run("undo", "1")[0] == 0
    for _time in range(2):
        code, out, err = run("summary", "--by", "city", "--format", "csv")
        assert (code, len(out.splitlines())) == (0, 1)
        assert err.startswith("Every load was taken back, so nothing is loaded. 'python -m ictrack load ")
    assert run("load", PUBLIC_RECORD)[0] == 0
    assert len(run("summary", "--by", "city", "--format", "csv")[1].splitlines()) > 1


def test_a_file_that_cannot_be_read_is_said_to_be_that(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "returns.xlsx"
    path.write_bytes(b"no workbook")
    code, _out, err = run("check", path)
    assert (code, err) == (3, "returns.xlsx: could not be read. 1 problem. Nothing was changed.\n")
    code, out, _err = run("load", path)
    assert code == 3
    assert out.startswith("returns.xlsx could not be read; nothing of it was loaded. 1 problem.\n")
    assert " 0 rows" not in out


def test_a_file_without_a_row_was_read(run: Run, sheet: Callable[[str], Path]) -> None:
    code, _out, err = run("check", sheet("City,Initiative,Status\n"))
    assert (code, err) == (3, "returns.csv: 1 problem in 0 rows. Nothing was changed.\n")


def test_check_of_the_public_record_finds_no_problem(run: Run) -> None:
    code, out, _err = run("check", PUBLIC_RECORD)
    assert (code, out) == (0, "")


@pytest.mark.parametrize("command", ["load", "check"])
def test_a_source_that_is_not_there_ends_with_2(run: Run, tmp_path: Path, command: str) -> None:
    code, out, err = run(command, tmp_path / "none.csv", "--database", tmp_path / "own.duckdb")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_slashes_can_be_said_to_have_the_day_first(
    run: Run, sheet: Callable[[str], Path], tmp_path: Path
) -> None:
    ambiguous = sheet(GOOD.replace("2021-05", "01/02/2021"))
    assert run("check", ambiguous)[0] == 3
    assert run("check", ambiguous, "--day-first")[0] == 0
    own = tmp_path / "own.duckdb"
    assert run("load", ambiguous, "--day-first", "--database", own)[0] == 0
    for as_at, completed in (("2021-01-31", 0), ("2021-02-01", 1)):
        _code, out, _err = run("summary", "--as-at", as_at, "--format", "json", "--database", own)
        assert json.loads(out)[0]["completed"] == completed


@pytest.mark.parametrize(("mode", "completed"), [("reported", 1), ("today", 0)])
def test_a_blank_recorded_day_is_that_of_the_report_or_of_the_load(
    run: Run, sheet: Callable[[str], Path], tmp_path: Path, mode: str, completed: int
) -> None:
    own = tmp_path / "own.duckdb"
    assert run("load", sheet(GOOD), "--recorded-on", mode, "--database", own)[0] == 0
    asked = ("--as-at", "2021-12-31", "--known-on", "2021-12-31", "--format", "json")
    _code, out, _err = run("summary", *asked, "--database", own)
    assert json.loads(out)[0]["completed"] == completed


def test_a_close_title_is_told_of_by_load_and_check_right_under_the_result(
    run: Run, sheet: Callable[[str], Path], tmp_path: Path
) -> None:
    own = ("--database", tmp_path / "own.duckdb")
    run("load", sheet(GOOD), *own)
    mended = sheet(GOOD.replace("Welcome pack", "Welcome packs"))
    code, out, _err = run("load", mended, "--dry-run", *own)
    lines = out.splitlines()
    assert code == 0
    assert lines[0].endswith("New: 1 initiative, 1 status update.")
    assert lines[1].startswith("returns.csv, row 2: 'Welcome packs' would be a new initiative (CAR-003).")
    assert "--filled-in" in lines[2]
    code, out, err = run("check", mended, *own)
    assert (code, out) == (0, "")
    assert err.splitlines()[1:] == lines[1:3]


def test_a_preview_says_that_it_writes_no_filled_in_sheet(
    run: Run, sheet: Callable[[str], Path], tmp_path: Path
) -> None:
    filled = tmp_path / "filled.csv"
    _code, _out, err = run("load", sheet(GOOD), "--dry-run", "--filled-in", filled)
    assert "a preview writes no file; 'filled.csv' comes with the load" in err
    assert not filled.exists()


def test_a_zip_of_a_folder_is_checked_and_loaded(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "returns.zip"
    path.write_bytes(pack(GOOD_FILES, "returns/"))
    code, printed, said = run("check", path)
    assert (code, printed) == (0, "")
    assert "returns.zip: no problem in" in said
    code, printed, _said = run("load", path, "--replace-bundled")
    assert code == 0
    assert printed.startswith("Loaded returns.zip.")


def test_a_preview_prints_new_changed_and_conflicting_rows(run: Run, tmp_path: Path) -> None:
    run("load", write_source(tmp_path / "first"), "--replace-bundled")
    files = {
        "initiatives": GOOD_SOURCE["initiatives"].replace("Jobs fair", "Job fair"),
        "status_updates": GOOD_SOURCE["status_updates"].replace("Printed", "Printed twice")
        + "U5,BRI-1,,2021,paused,,,\n",
    }
    code, printed, said = run("load", write_source(tmp_path / "second", files), "--dry-run")
    assert code == 3
    assert said.startswith("status_updates.csv, row 3, column update_id: 'U2' was loaded before")
    assert [line for line in printed.splitlines() if line[:2] in {"! ", "~ ", "+ "}] == [
        "! status_updates U2: summary: 'Printed' → 'Printed twice'",
        "~ initiatives CAR-2: title: 'Jobs fair' → 'Job fair'",
        "+ status_updates U5: initiative_id: BRI-1; kind: status; reported_on: 2021; status: paused",
    ]
    assert "1 in conflict" in printed.splitlines()[0]
    header, of_updates = (
        line.split() for line in printed.splitlines() if line.startswith(("file ", "status_updates "))
    )
    counted = dict(zip(header, of_updates, strict=True))
    assert (counted["in_conflict"], counted["rejected"]) == ("1", "0")
    assert "These rows are good, and wait for the others" in printed


def test_a_tracker_that_was_not_mapped_says_how_to_write_the_mapping(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tracker.csv").write_text("City,Initiative,03/04/2019\nCardiff,A,Done\n", encoding="utf-8")
    code, _out, said = run("load", "tracker.csv", "--wide", "--replace-bundled")
    assert code == 3
    assert "tracker.csv tracker.toml' writes the mapping to answer in; then load it with --wide" in said
    assert run("mapping", "tracker.csv", "tracker.toml")[0] == 0
    mapping = Path("tracker.toml")
    mapping.write_text(mapping.read_text("utf-8").replace('"?"', '"2019-04-03"'), encoding="utf-8")
    assert run("load", "tracker.csv", "--wide", "tracker.toml", "--replace-bundled")[0] == 0
    # The answer is remembered when the next column comes, and no mapping has to be named.
    Path("tracker.csv").write_text(
        "City,Initiative,03/04/2019,June 2019\nCardiff,A,Done,Done\n", encoding="utf-8"
    )
    code, printed, said = run("load", "tracker.csv", "--wide")
    assert (code, said) == (0, "")
    assert "1 status update" in printed
