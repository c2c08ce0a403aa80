"""The returns workbook in a real LibreOffice: opened, filled in, saved, and taken in again."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ictrack.actions.send_return import ReturnOutcome, preview_return, send_return
from ictrack.store.database import Database
from tests.system.libreoffice import Typed, fill_in_calc, print_in_calc
from tests.unit.actions.loading import stored
from tests.unit.returns_programme import ANSWERS, make_programme, sent, workbook_of

pytestmark = pytest.mark.system
# What a person types, by the row of the sheet, counted from nought, and the words above the column.
TYPED = {
    1: {"Status now": "Completed", "Completed on": "14/03/2021", "What is new": "Said: “done” & <dusted>"},
    3: {"No change": "Yes"},
    4: {"Status now": "Under way", "Confidence": "At risk", "Why": "Two\npeople left", "Help wanted": "=1+1"},
    5: {
        "Initiative": "Llŷn desks",
        "Thematic area": "Jobs, skills and work",
        "New target date": "2022-05-01",
    },
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = make_programme(tmp_path / "files")
    yield opened
    opened.close()


@pytest.fixture
def sent_out(database: Database, tmp_path: Path) -> Path:
    path = tmp_path / "sent out.xlsx"
    path.write_bytes(workbook_of(database))
    return path


@pytest.fixture
def returned(sent_out: Path, tmp_path: Path) -> Path:
    """Fill the workbook in as a person does in LibreOffice."""
    columns = {cell.value: cell.column - 1 for cell in load_workbook(sent_out)[ANSWERS][1]}
    typed = [
        Typed(row, columns[label], text.replace("=", "'=").replace("\n", " "))
        for row, cells in TYPED.items()
        for label, text in cells.items()
    ]
    path = tmp_path / "returned.xlsx"
    fill_in_calc(sent_out, path, ANSWERS, typed, tmp_path / "profile")
    return path


def test_what_was_typed_in_libreoffice_is_taken_in_as_it_was_typed(
    database: Database, returned: Path
) -> None:
    command = sent(returned.read_bytes())
    preview = preview_return(database, command)
    assert [issue.sentence() for issue in preview.issues] == []
    receipt = send_return(database, command)
    assert (receipt.outcome, receipt.updates, receipt.initiatives) == (ReturnOutcome.LOADED, 3, 1)
    columns = ("initiative_id", "kind", "status", "reported_on_written", "summary", "reason", "help_wanted")
    assert stored(database, "status_update", *columns, where="load_id > 1") == [
        ("BRI-01", "status", "completed", "2021-03-14", "Said: “done” & <dusted>", None, None),
        ("BRI-04", "reviewed_no_change", None, "2021-06-30", None, None, None),
        ("BRI-06", "status", "in_progress", "2021-06-30", None, "Two people left", "=1+1"),
    ]
    new = stored(database, "initiative", "title", "area_id", "target_on_written", where="load_id > 1")
    assert new == [("Llŷn desks", "jobs", "2022-05-01")]


def test_saved_once_more_in_libreoffice_it_changes_nothing(
    database: Database, returned: Path, tmp_path: Path
) -> None:
    send_return(database, sent(returned.read_bytes()))
    again = tmp_path / "again.xlsx"
    fill_in_calc(returned, again, ANSWERS, [], tmp_path / "profile")
    assert again.read_bytes() != returned.read_bytes()
    assert send_return(database, sent(again.read_bytes())).outcome is ReturnOutcome.ALREADY_TAKEN


def test_a_locked_cell_that_a_program_wrote_over_is_named(
    database: Database, sent_out: Path, tmp_path: Path
) -> None:
    path = tmp_path / "returned.xlsx"
    typed = [Typed(1, 1, "Another title"), Typed(1, 11, "Paused")]
    fill_in_calc(sent_out, path, ANSWERS, typed, tmp_path / "profile")
    issues = preview_return(database, sent(path.read_bytes())).issues
    assert [(issue.code, issue.row, issue.column) for issue in issues] == [("locked_cell", 2, "Initiative")]


def test_lists_locks_and_stamp_are_still_there_after_libreoffice_saved_it(returned: Path) -> None:
    book = load_workbook(returned)
    sheet = book[ANSWERS]
    assert sheet.protection.sheet
    assert [sheet.cell(2, column).protection.locked for column in (1, 2, 12)] == [True, True, False]
    lists = [each for each in sheet.data_validations.dataValidation if each.type == "list"]
    assert len(lists) == 4
    assert sheet.freeze_panes == "C2"


def test_on_paper_no_column_is_cut_and_every_sheet_of_paper_bears_the_titles(
    sent_out: Path, tmp_path: Path
) -> None:
    pdf = print_in_calc(sent_out, tmp_path, tmp_path / "profile")
    pages = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, text=True
    ).stdout.split("\f")
    answers = [page for page in pages if "Jobs fair" in page]
    assert len(answers) == 4
    for label in ("Last time: target date", "Status now", "What is new", "Help offered", "Row stamp"):
        assert sum(label in page for page in answers) == 1, label
