"""Hidden sheets, rows and columns of a workbook: read like the others, and told of."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Outcome, Receipt
from ictrack.actions.send_return import preview_return
from ictrack.commands.receipts import TextFormat, print_receipt
from ictrack.ingest.contained import read_contained
from ictrack.ingest.gather import gather_bytes
from ictrack.reports.load_preview import preview_load
from tests.engines import OpenNew
from tests.unit.ingest.bad_workbook import good_workbook, save
from tests.unit.returns_programme import ANSWERS, fill_in, make_programme, saved, sent, workbook_of

ONE = ("City", "Initiative", "Status", "Date")


def one_sheet() -> Workbook:
    """Make a workbook of one sheet with five rows."""
    book = Workbook()
    book.worksheets[0].title = "Actions"
    book.worksheets[0].append(ONE)
    for number in range(2, 7):
        book.worksheets[0].append(("Cardiff", f"No. {number}", "Done", "2019"))
    return book


Loaded = Callable[[Workbook, Path], Receipt]


@pytest.fixture
def loaded(open_new: OpenNew) -> Loaded:
    """Load workbooks, each into a database of its own."""
    return lambda book, folder: load_source(open_new(), LoadSource(save(book, folder)))


def told(receipt: Receipt) -> list[str]:
    """List what is told beside the problems."""
    return [notice.sentence() for notice in receipt.notices]


def test_hidden_rows_and_columns_are_read_and_told_of(loaded: Loaded, tmp_path: Path) -> None:
    book = one_sheet()
    sheet = book.worksheets[0]
    for number in (2, 4, 5, 6, 9):
        sheet.row_dimensions[number].hidden = True
    for letter in "CDF":
        sheet.column_dimensions[letter].hidden = True
    receipt = loaded(book, tmp_path)
    assert (receipt.outcome, receipt.total("new")) == (Outcome.LOADED, 5)
    assert told(receipt) == [
        "4 rows of the sheet Actions are hidden: 2 and 4–6. They were read too.",
        "2 columns of the sheet Actions are hidden: Status and Date. They were read too.",
    ]
    for sentence in told(receipt):
        assert sentence in preview_load(receipt).notes
        assert sentence in print_receipt(TextFormat.TEXT, receipt).splitlines()
        assert sentence in [notice["sentence"] for notice in receipt.to_json()["notices"]]


def test_where_nothing_is_hidden_nothing_is_told(loaded: Loaded, tmp_path: Path) -> None:
    assert told(loaded(one_sheet(), tmp_path)) == []


def test_one_of_each_is_told_of_as_one(loaded: Loaded, tmp_path: Path) -> None:
    book = one_sheet()
    book.worksheets[0].row_dimensions[3].hidden = True
    book.worksheets[0].column_dimensions["D"].hidden = True
    assert told(loaded(book, tmp_path)) == [
        "1 row of the sheet Actions is hidden: 3. It was read too.",
        "1 column of the sheet Actions is hidden: Date. It was read too.",
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_that_is_a_table_is_read_and_told_of(
    loaded: Loaded, tmp_path: Path, state: str
) -> None:
    book = good_workbook()
    book["initiatives"].sheet_state = state
    receipt = loaded(book, tmp_path)
    assert receipt.outcome is Outcome.LOADED
    assert {file.file: file.new for file in receipt.files}["initiatives"] == 3
    assert told(receipt) == ["The sheet initiatives is hidden. It was read too."]


def _words(sheet: Any) -> None:
    for word in ("Done", "Paused"):
        sheet.append((word, None, "x"))


def _faulty(sheet: Any) -> None:
    sheet["XFD1048576"] = "x"


@pytest.mark.parametrize("write", [_words, _faulty])
def test_a_hidden_sheet_of_something_else_is_left_aside_and_named(
    loaded: Loaded, tmp_path: Path, write: Any
) -> None:
    book = one_sheet()
    write(book.create_sheet("Lists"))
    book["Lists"].sheet_state = "hidden"
    receipt = loaded(book, tmp_path)
    assert (receipt.outcome, receipt.total("new"), told(receipt)) == (Outcome.LOADED, 5, [])
    assert receipt.ignored_files == ("Lists (a hidden sheet)",)


def test_the_one_sheet_with_initiatives_may_be_hidden_itself(loaded: Loaded, tmp_path: Path) -> None:
    book = one_sheet()
    book.create_sheet("Empty")
    book["Actions"].sheet_state = "hidden"
    receipt = loaded(book, tmp_path)
    assert receipt.outcome is Outcome.LOADED
    assert told(receipt) == ["The sheet Actions is hidden. It was read too."]


def test_a_second_sheet_of_initiatives_is_asked_about_although_it_is_hidden(
    loaded: Loaded, tmp_path: Path
) -> None:
    book = one_sheet()
    book.create_sheet("Last year").append(ONE)
    book["Last year"].append(("Cardiff", "Other", "Done", "2018"))
    book["Last year"].sheet_state = "hidden"
    assert loaded(book, tmp_path).outcome is Outcome.REFUSED


def test_it_is_told_of_a_returned_workbook_too(tmp_path: Path) -> None:
    database = make_programme(tmp_path / "files")
    book = io.BytesIO(fill_in(workbook_of(database), {"BRI-01": {"Status now": "Paused"}}))
    filled = load_workbook(book)
    filled[ANSWERS].row_dimensions[2].hidden = True
    preview = preview_return(database, sent(saved(filled)))
    database.close()
    assert len(preview.reading.fresh) == 1
    assert told(preview.receipt) == ["1 row of the sheet Your answers is hidden: 2. It was read too."]


def test_of_a_workbook_of_trackers_only_what_is_seen_is_read(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("Now", "Before"):
        sheet = book.create_sheet(name)
        sheet.append(("City", "Initiative", "March 2019"))
        sheet.append(("Cardiff", "Choir", "Done"))
        sheet.column_dimensions["B"].hidden = True
    book.remove(book.worksheets[0])
    book["Before"].sheet_state = "hidden"
    raw = gather_bytes(save(book, tmp_path).read_bytes(), Path("t.xlsx"), is_tracker=True)
    assert list(raw.tables) == ["Now"]
    assert raw.ignored_files == ("Before (a hidden sheet)",)
    assert [notice.sentence() for notice in raw.notices] == [
        "1 column of the sheet Now is hidden: Initiative. It was read too."
    ]


def test_what_was_hidden_comes_through_the_child_that_reads(tmp_path: Path) -> None:
    book = one_sheet()
    book.worksheets[0].row_dimensions[3].hidden = True
    data = save(book, tmp_path).read_bytes()
    assert read_contained(data, "a.xlsx").notices == gather_bytes(data, Path("a.xlsx")).notices != ()
