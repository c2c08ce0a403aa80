"""A row is cited by the file that its sender knows: name, sheet and row of what was sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import list_contradictions
from ictrack.summaries.initiative import OneInitiative, summarise_initiative
from ictrack.summaries.setting import summarise_setting
from tests.engines import OpenNew
from tests.unit.actions.loading import TODAY, load
from tests.unit.ingest.programme import rows_of, write_source

SCOPE = Scope(date(2023, 12, 31), TODAY)
SHEET = "City,Initiative,Status,Date\nBristol,Choir,done,2020\nBristol,Choir,,\n"
FILES = {
    "initiatives": "initiative_id,city_id,title\nBRI-001,BRI,Choir\n",
    "status_updates": "update_id,initiative_id,reported_on,status\nBRI-001-U1,BRI-001,2020,done\n",
}


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new()


def workbook(path: Path, sheets: dict[str, str]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, text in sheets.items():
        page = book.create_sheet(name)
        for row in rows_of(text):
            page.append(row)
    book.save(path)
    return path


def csv_file(path: Path) -> Path:
    path.write_text(SHEET, encoding="utf-8")
    return path


def cited(database: Database) -> tuple[set[str], set[str]]:
    """Give the files that the things to check name, and what the initiative's update says of its row."""
    listed = {f"{one.file}, row {one.file_row}" for one in list_contradictions(database, SCOPE)}
    found = summarise_initiative(database, SCOPE, summarise_setting(database, TODAY), "BRI-001")
    assert isinstance(found, OneInitiative)
    return listed, {str(said.trail[-1]) for said in found.history.dated if said.trail}


def test_one_sheet_is_cited_by_its_own_name(database: Database, tmp_path: Path) -> None:
    load(database, csv_file(tmp_path / "My tracker.csv"))
    listed, told = cited(database)
    assert listed == {"My tracker.csv, row 2"}
    assert told == {"My tracker.csv, row 2"}


def test_the_one_sheet_of_a_workbook_is_cited_by_its_own_name(database: Database, tmp_path: Path) -> None:
    load(database, workbook(tmp_path / "Plan.xlsx", {"Action plan": SHEET}))
    listed, told = cited(database)
    assert listed == {"Plan.xlsx: Action plan, row 2"}
    assert told == {"Plan.xlsx, sheet Action plan, row 2"}


def test_a_workbook_of_the_full_form_is_cited_by_its_sheets(database: Database, tmp_path: Path) -> None:
    load(database, workbook(tmp_path / "Returns.xlsx", FILES))
    listed, told = cited(database)
    assert listed == {
        "Returns.xlsx: initiatives, row 2",
        "Returns.xlsx: status_updates, row 2",
    }
    assert told == {"Returns.xlsx, sheet status_updates, row 2"}


def test_a_folder_is_cited_by_its_files(database: Database, tmp_path: Path) -> None:
    load(database, write_source(tmp_path / "returns", FILES))
    listed, told = cited(database)
    assert listed == {"initiatives.csv, row 2", "status_updates.csv, row 2"}
    assert told == {"status_updates.csv, row 2"}
