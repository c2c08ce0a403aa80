"""Rows of several sheets that are loaded as one: their numbers, and the place that each stands for.

A row is stored with its number. Of sheets that were put together a number tells the sheet too, and
the load is noted as of all of them: `Plan.xlsx: Bristol / Cardiff`.
"""

from __future__ import annotations

from collections.abc import Sequence

# More than a spreadsheet has.
_ROWS_OF_A_SHEET = 2_000_000
# No name of a sheet can hold a slash.
_APART = " / "
_OF_WORKBOOK = ": "


def number_in(place: int, row: int) -> int:
    """Give a row of the sheet at a place, counted from 0, its number; those of the first keep theirs."""
    return place * _ROWS_OF_A_SHEET + row


def place_of(number: int) -> tuple[int, int]:
    """Give the place of the sheet, and the row in it, that a number stands for."""
    return divmod(number, _ROWS_OF_A_SHEET)


def name_of_sheets(workbook: str, sheets: Sequence[str]) -> str:
    """Name some sheets of a workbook, as a load of them is noted."""
    return f"{workbook}{_OF_WORKBOOK}{_APART.join(sheets)}"


def cited(file_name: str, number: int) -> tuple[str, int]:
    """Give the one sheet, and the row in it, of a row of a load that is noted under a name."""
    workbook, mark, sheet = file_name.rpartition(_OF_WORKBOOK)
    if not mark or _APART not in sheet:
        return file_name, number
    sheets = sheet.split(_APART)
    place, row = place_of(number)
    return name_of_sheets(workbook, sheets[place : place + 1]), row
