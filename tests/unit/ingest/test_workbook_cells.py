"""What a workbook's cells can hold beside plain values: days of either calendar, links made by formulas."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from ictrack.ingest.check import check_source
from ictrack.ingest.gather import gather_bytes
from tests.unit.ingest.bad_workbook import save
from tests.unit.ingest.test_contained import TWO_ROWS, workbook_with


@pytest.mark.parametrize("calendar", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_a_day_is_the_same_in_both_calendars_of_spreadsheets(calendar: object, tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = calendar
    book.worksheets[0].append(["City", "Initiative", "Status", "Date"])
    book.worksheets[0].append(["Cardiff", "Choir", "Done", date(2019, 3, 14)])
    checked = check_source(save(book, tmp_path))
    assert checked.issues == ()
    assert checked.rows["status_updates"].column("reported_on").to_pylist() == [date(2019, 3, 14)]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.5, "0%", "50%"),
        (1, "0%", "100%"),
        (0.07, "0%", "7%"),
        (0.125, "0.0%", "12.5%"),
        (0.125, "0.00%", "12.50%"),
        (0.125, "0%", "13%"),
        (-0.25, "0%;[Red]-0%", "-25%"),
        (0.5, "General", "0.5"),
        (0.5, '0.0"%"', "0.5"),
        (0.5, "0.0\\%", "0.5"),
        (3, "0", "3"),
    ],
)
def test_a_percent_is_what_the_cell_shows(
    value: float, number_format: str, shown: str, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["City", "Initiative", "Status", "Comment"])
    sheet.append(["Cardiff", "Choir", "Done", value])
    sheet["D2"].number_format = number_format
    checked = check_source(save(book, tmp_path))
    assert checked.issues == ()
    assert checked.rows["status_updates"].column("summary").to_pylist() == [shown]


def test_a_percent_in_place_of_a_status_is_told_as_it_is_shown(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["City", "Initiative", "Status"])
    sheet.append(["Cardiff", "Choir", 0.5])
    sheet["C2"].number_format = "0%"
    (issue,) = check_source(save(book, tmp_path)).issues
    assert issue.value == "50%"


def test_the_address_in_a_formula_is_not_lost_in_silence() -> None:
    formula = '<f>HYPERLINK("https://example.org/fair","Fair")</f><v>Fair</v>'
    city = '<c r="A3" t="inlineStr"><is><t>Cardiff</t></is></c>'
    link = f'<row r="3">{city}<c r="B3" t="str">{formula}</c></row>'
    read = gather_bytes(workbook_with(TWO_ROWS + link), Path("returns.xlsx"))
    (issue,) = read.issues
    assert issue.sentence() == (
        "returns.xlsx, sheet returns, row 3, column Initiative: "
        '\'=HYPERLINK("https://example.org/fair","Fair")\' is a formula, and the address in it is not read. '
        "Use the text, or the address, as a plain value."
    )
