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
