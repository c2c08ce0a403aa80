"""Look through a sheet's XML before anything spreads it out: its size, and what its values hide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from openpyxl.utils import column_index_from_string, get_column_letter

from ictrack.ingest.issues import Issue
from ictrack.ingest.limits import ReadingLimits
from ictrack.ingest.source import RawTable
from ictrack.ingest.structure import StructureError

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LINK = re.compile(r"\s*HYPERLINK\s*\(", re.IGNORECASE)
# More blank rows than this between two that say something are no table.
_BLANK_ROWS = 10_000
# Rows that only have a look are rows of the XML too.
_ROWS_WITH_A_LOOK = 4


@dataclass
class Hidden:
    """Hold what a sheet's values do not show: merged ranges, cells that hold no fact, what is hidden.

    `rows` are the numbers of hidden rows, `columns` the first and the last of hidden columns.
    """

    merged: list[str] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    uncached: list[tuple[int, int, str]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int]] = field(default_factory=list)

    def hides_column(self, place: int) -> bool:
        """Say whether a column is hidden; the first is 1."""
        return any(first <= place <= last for first, last in self.columns)


@dataclass
class _Extent:
    """Follow the places of rows and cells, and stop where a sheet claims more than it may."""

    empty: RawTable
    limits: ReadingLimits
    row: int = 0
    column: int = 0
    rows: int = 0

    def begin_row(self, element: ElementTree.Element) -> None:
        """Go to a row; raises StructureError where it is out of reach."""
        number = element.get("r", "")
        row = int(number) if number.isdigit() else self.row + 1
        self.rows += 1
        if row - self.row > _BLANK_ROWS:
            raise self._far_below(row)
        if self.limits.rows is not None and self.rows > _ROWS_WITH_A_LOOK * self.limits.rows:
            most = f"at most {self.limits.rows:,} rows; 'python -m ictrack load' takes any size"
            message = f"has more than {self.rows - 1:,} rows"
            raise StructureError(self.empty.issue("too_many_rows", message, allowed=most))
        self.row, self.column = row, 0

    def take_cell(self, element: ElementTree.Element) -> tuple[int, int] | None:
        """Give the row and the column of a cell; raises StructureError where it is out of reach."""
        match = _CELL.fullmatch(element.get("r", ""))
        self.column = column_index_from_string(match[1]) if match else self.column + 1
        if self.column > self.limits.columns:
            raise self._far_right()
        return (int(match[2]), self.column) if match else None

    def _far_below(self, row: int) -> StructureError:
        message = f"is far below the last row before it, row {self.row:,}"
        allowed = "rows that follow each other: delete the rows below the last one and save again"
        return StructureError(self.empty.issue("sheet_too_large", message, row=row, allowed=allowed))

    def _far_right(self) -> StructureError:
        message = f"is far to the right of a table: at most {self.limits.columns:,} columns are read"
        allowed = "columns that follow each other: delete the columns after the last one and save again"
        letters = get_column_letter(min(self.column, 18_278))
        row = self.row or None
        return StructureError(
            self.empty.issue("sheet_too_large", message, row=row, column=letters, allowed=allowed)
        )


def look_through(xml: Any, empty: RawTable, limits: ReadingLimits) -> Hidden:
    """Look through a sheet's XML; `empty` names the sheet.

    Raises StructureError where the sheet claims more rows or columns than it may: what
    spreads it out would need hundreds of gigabytes for a few kilobytes.
    """
    hidden, extent = Hidden(), _Extent(empty, limits)
    for event, element in ElementTree.iterparse(xml, events=("start", "end")):  # noqa: S314
        if event == "start":
            if element.tag == f"{_MAIN}row":
                extent.begin_row(element)
                if _is_hidden(element):
                    hidden.rows.add(extent.row)
        elif element.tag == f"{_MAIN}c":
            place = extent.take_cell(element)
            if place is not None:
                _look_at_cell(element, place, hidden)
            element.clear()
        else:
            _look_at_part(element, hidden)
    return hidden


def _is_hidden(element: ElementTree.Element) -> bool:
    return element.get("hidden") in {"1", "true"}


def _look_at_part(element: ElementTree.Element, hidden: Hidden) -> None:
    """Note what an element that is no cell says; a row that was looked through is let go of."""
    if element.tag == f"{_MAIN}col" and _is_hidden(element):
        hidden.columns.append((int(element.get("min", "0")), int(element.get("max", "0"))))
    elif element.tag == f"{_MAIN}mergeCell":
        hidden.merged.append(element.get("ref", ""))
    elif element.tag == f"{_MAIN}row":
        element.clear()


def _look_at_cell(cell: ElementTree.Element, place: tuple[int, int], hidden: Hidden) -> None:
    formula = cell.find(f"{_MAIN}f")
    value = cell.find(f"{_MAIN}v")
    said = (value.text if value is not None else None) or ""
    if cell.get("t") == "e":
        hidden.errors.append((*place, said or "an error"))
    elif formula is None:
        return
    elif cell.get("t") != "str" and not said:
        hidden.uncached.append((*place, f"={formula.text or ''}"))
    elif _LINK.match(formula.text or ""):
        hidden.links.append((*place, f"={formula.text}"))


def hidden_issues(table: RawTable, hidden: Hidden) -> Iterator[Issue]:
    """Name what a sheet's values do not show, each in its place."""
    for area in hidden.merged:
        match = _CELL.match(area)
        yield table.issue(
            "merged_cells",
            "are merged cells",
            row=int(match[2]) if match else None,
            value=area,
            allowed="one cell for each value: unmerge them and fill each",
        )
    for cells, code, message, allowed in (
        (hidden.errors, "error_cell", "is an error of the spreadsheet", "a value, or an empty cell"),
        (
            hidden.uncached,
            "formula_without_value",
            "is a formula whose value was not saved",
            "values: open the workbook in a spreadsheet and save it, or paste as values",
        ),
        (
            hidden.links,
            "formula_link",
            "is a formula, and the address in it is not read",
            "the text, or the address, as a plain value",
        ),
    ):
        for row, place, value in cells:
            column = _column_name(table, place)
            yield table.issue(code, message, row=row, column=column, value=value, allowed=allowed)


def _column_name(table: RawTable, place: int) -> str:
    named = table.header[place - 1] if place <= len(table.header) else ""
    return named or get_column_letter(place)
