"""A workbook with a sheet for each city: read as one, each sheet's name as the city of its rows."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ictrack.actions.receipt import Outcome, Receipt, filled_in_sheet
from ictrack.commands.receipts import TextFormat, print_receipt
from ictrack.ingest.contained import read_contained
from ictrack.ingest.gather import gather, gather_bytes
from ictrack.ingest.mended import mend_source, suggested_cells
from ictrack.reports.load_preview import preview_load
from ictrack.scope import Scope
from ictrack.store.cited_rows import cited, name_of_sheets, number_in
from ictrack.store.database import Database
from ictrack.store.queries import list_contradictions
from ictrack.summaries.initiative import OneInitiative, summarise_initiative
from ictrack.summaries.setting import summarise_setting
from tests.engines import OpenNew
from tests.unit.actions.loading import TODAY, load, sentences, stored

Rows = Sequence[Sequence[object]]
HEADER = ("Initiative", "Status", "Date")
PLAN: Mapping[str, Rows] = {
    "Bristol": (HEADER, ("Choir", "done", "2020"), ("Fair", "paused", "2021")),
    "Caerdydd": (("Date", "Initiative", "Status"), ("2019", "Guide", "done")),
}


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new()


def workbook(folder: Path, sheets: Mapping[str, Rows], name: str = "Plan.xlsx") -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        for row in rows:
            (book[title] if title in book.sheetnames else book.create_sheet(title)).append(row)
    book.save(folder / name)
    return folder / name


def told(receipt: Receipt) -> list[str]:
    return [notice.sentence() for notice in receipt.notices]


def test_each_sheet_is_of_the_city_that_it_is_named_after(database: Database, tmp_path: Path) -> None:
    receipt = load(database, workbook(tmp_path, PLAN))
    assert (sentences(receipt), receipt.outcome) == ([], Outcome.LOADED)
    columns = ("initiative_id", "city_id", "title")
    assert stored(database, "initiative", *columns) == [
        ("BRI-001", "BRI", "Choir"),
        ("BRI-002", "BRI", "Fair"),
        ("CAR-001", "CAR", "Guide"),
    ]
    assert ("CAR-001", "completed", "2019") in stored(
        database, "status_update", "initiative_id", "status", "reported_on_written"
    )
    assert told(receipt) == [
        "2 sheets with the same columns are read as one: Bristol and Caerdydd.",
        "3 rows say no city: the name of the sheet is taken for it.",
    ]
    assert load(database, workbook(tmp_path, PLAN)).outcome is Outcome.NOTHING_NEW


def test_a_preview_says_so_and_names_the_sheet_of_each_row(database: Database, tmp_path: Path) -> None:
    receipt = load(database, workbook(tmp_path, PLAN), dry_run=True)
    preview = preview_load(receipt)
    assert set(told(receipt)) <= set(preview.notes)
    rows = {(row["identifier"], row["sheet"], row["row"]) for row in preview.new.plain_rows()}
    assert ("BRI-002", "Bristol", 3) in rows
    assert ("CAR-001", "Caerdydd", 2) in rows
    printed = print_receipt(TextFormat.TEXT, receipt)
    assert "+ Plan.xlsx, sheet Caerdydd, row 2: initiative CAR-001: " in printed
    places = [(one["sheet"], one["row"]) for one in receipt.to_json()["differences"]]
    assert ("Caerdydd", 2) in places


def test_a_row_that_says_its_city_keeps_it(database: Database, tmp_path: Path) -> None:
    header = ("City", *HEADER)
    sheets = {
        "Bristol": (header, ("Cardiff", "Choir", "done", "2020")),
        "Cardiff": (header, (None, "Guide", "done", "2019")),
    }
    receipt = load(database, workbook(tmp_path, sheets))
    assert sentences(receipt) == []
    assert stored(database, "initiative", "city_id", "title") == [("CAR", "Choir"), ("CAR", "Guide")]
    assert told(receipt)[1:] == ["1 row says no city: the name of its sheet is taken for it."]


@pytest.mark.parametrize("other", ["2019", "Bristol (old)", "Cardif"])
def test_sheets_of_which_one_is_no_city_are_not_read_as_one(
    database: Database, tmp_path: Path, other: str
) -> None:
    header = ("City", *HEADER)
    sheets = {
        "Bristol": (header, ("Bristol", "Choir", "underway", "2019")),
        other: (header, ("Bristol", "Choir", "done", "2020")),
    }
    receipt = load(database, workbook(tmp_path, sheets))
    assert receipt.outcome is Outcome.REFUSED
    assert [(issue.code, issue.sheet) for issue in receipt.issues] == [("sheet_of_no_city", other)]
    assert (receipt.total("rejected"), receipt.total("withheld")) == (1, 1)
    assert load(database, workbook(tmp_path, sheets), accept_valid=True).total("new") == 1


def test_one_sheet_alone_may_be_named_after_its_city_too(database: Database, tmp_path: Path) -> None:
    receipt = load(database, workbook(tmp_path, {"Cardiff": PLAN["Bristol"]}))
    assert sentences(receipt) == []
    assert stored(database, "initiative", "city_id", "title") == [("CAR", "Choir"), ("CAR", "Fair")]
    assert told(receipt) == ["2 rows say no city: the name of the sheet is taken for it."]


def test_one_sheet_of_another_name_is_asked_for_its_cities(database: Database, tmp_path: Path) -> None:
    receipt = load(database, workbook(tmp_path, {"Actions": PLAN["Bristol"]}))
    assert [(issue.code, issue.column) for issue in receipt.issues] == [("missing_column", "city")]


def test_a_city_sheet_without_rows_yet_is_no_problem(database: Database, tmp_path: Path) -> None:
    receipt = load(database, workbook(tmp_path, {**PLAN, "London": (HEADER,)}))
    assert (sentences(receipt), receipt.total("new")) == ([], 3)


def test_a_problem_names_the_sheet_and_the_row_in_it_and_its_suggestion_is_put_in(
    database: Database, tmp_path: Path
) -> None:
    sheets = {**PLAN, "Caerdydd": (HEADER, ("Guide", "Complted", "2019"), ("Walk", "done", "2018"))}
    path = workbook(tmp_path, sheets)
    receipt = load(database, path)
    (issue,) = receipt.issues
    assert issue.place == "Plan.xlsx, sheet Caerdydd, row 2, column Status"
    raw = gather(path)
    (cell,) = suggested_cells(raw, receipt.issues)
    mended = mend_source(raw, (cell,)).sheet
    assert mended is not None
    assert [row.cells[1] for row in mended.rows] == ["done", "paused", "completed", "done"]


def test_bad_rows_of_a_sheet_come_back_to_be_mended(database: Database, tmp_path: Path) -> None:
    sheets = {**PLAN, "Caerdydd": (HEADER, ("Guide", "Complted", "2019"), ("Walk", "done", "2018"))}
    receipt = load(database, workbook(tmp_path, sheets), accept_valid=True)
    assert (receipt.outcome, receipt.total("rejected")) == (Outcome.LOADED, 1)
    (line,) = receipt.to_mend["Plan.csv"].decode("utf-8-sig").splitlines()[1:]
    assert "'Complted' is not allowed." in line
    assert line.endswith(",Guide,Complted,2019,Caerdydd")


def test_a_row_is_cited_by_its_own_sheet(database: Database, tmp_path: Path) -> None:
    load(database, workbook(tmp_path, PLAN))
    scope = Scope(TODAY, TODAY)
    found = {f"{one.file}, row {one.file_row}" for one in list_contradictions(database, scope)}
    assert found == {"Plan.xlsx: Bristol, row 2", "Plan.xlsx: Bristol, row 3", "Plan.xlsx: Caerdydd, row 2"}
    setting = summarise_setting(database, TODAY)
    one = summarise_initiative(database, scope, setting, "CAR-001")
    assert isinstance(one, OneInitiative)
    trails = {str(said.trail[-1]) for said in one.history.dated if said.trail}
    assert trails == {"Plan.xlsx, sheet Caerdydd, row 2"}


def test_it_comes_back_as_one_sheet_with_identifiers_and_cities(database: Database, tmp_path: Path) -> None:
    receipt = load(database, workbook(tmp_path, PLAN))
    data = filled_in_sheet(receipt)
    (sheet,) = load_workbook(io.BytesIO(data))
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("initiative id", "update id", *HEADER, "City")
    assert rows[3] == ("CAR-001", "CAR-001-U001", "Guide", "done", "2019", "Caerdydd")
    (tmp_path / "back.xlsx").write_bytes(data)
    assert load(database, tmp_path / "back.xlsx").outcome is Outcome.NOTHING_NEW


def test_a_close_title_is_told_of_with_its_sheet(database: Database, tmp_path: Path) -> None:
    load(database, workbook(tmp_path, PLAN))
    sheets = {**PLAN, "Caerdydd": (HEADER, ("Guides", "done", "2021"))}
    (said,) = load(database, workbook(tmp_path, sheets)).close_title_sentences()
    assert said.startswith("Plan.xlsx, sheet Caerdydd, row 2: 'Guides' is a new initiative")


def test_the_child_that_reads_gives_the_same(tmp_path: Path) -> None:
    data = workbook(tmp_path, PLAN).read_bytes()
    assert read_contained(data, "Plan.xlsx") == gather_bytes(data, Path("Plan.xlsx"))


@pytest.mark.parametrize(("place", "row"), [(0, 1), (0, 1_048_576), (1, 1), (12, 1_048_576)])
def test_a_number_stands_for_one_row_of_one_sheet(place: int, row: int) -> None:
    sheets = [f"City {number}" for number in range(13)]
    noted = name_of_sheets("Plan.xlsx", sheets)
    assert cited(noted, number_in(place, row)) == (f"Plan.xlsx: City {place}", row)


@pytest.mark.parametrize("name", ["returns.csv", "Plan.xlsx", "Plan.xlsx: Action plan"])
def test_a_row_of_one_file_or_sheet_is_what_its_number_says(name: str) -> None:
    assert cited(name, 3_000_001) == (name, 3_000_001)
