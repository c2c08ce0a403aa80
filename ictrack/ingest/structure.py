"""Prove that the bytes of a CSV file are a rectangle of text, before anything reads a cell.

Readers lose data in silence: they shift columns when a row is too wide, drop blank lines,
guess a separator. So this pass looks at encoding, NUL, line ends, quotes, the separator
and the number of cells of each record, and names every fault that it finds.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ictrack.ingest.header_row import late_header
from ictrack.ingest.issues import Issue
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.source import RawTable
from ictrack.ingest.text import clean

UTF8_MARK = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENDS = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}
_LONGEST_FIELD = 1 << 24
_UTF8 = "UTF-8, with or without a byte order mark (in Excel: save as 'CSV UTF-8')"


class StructureError(Exception):
    """Say that bytes are not a table; the issue says why."""

    def __init__(self, issue: Issue) -> None:
        """Take the one issue that stops the file from being read."""
        super().__init__(issue.sentence())
        self.issue = issue


@dataclass(frozen=True)
class ReadTable:
    """Hold a table that was read, and the faults of its structure that do not hide its rows."""

    table: RawTable
    issues: tuple[Issue, ...]


Shaper = Callable[[Sequence[RawRow], RawTable], tuple[RawTable, list[Issue]]]


def first_row_is_header(records: Sequence[RawRow], empty: RawTable) -> tuple[RawTable, list[Issue]]:
    """Make a table of records, the first of which names the columns."""
    refuse_other_separator(records[0].cells, empty)
    refuse_late_header(records, empty)
    return shape(replace(empty, header=records[0].cells, rows=tuple(records[1:])))


def read_csv_bytes(data: bytes, *, name: str, file: str, shaper: Shaper = first_row_is_header) -> ReadTable:
    """Read the bytes of one CSV file.

    Raises StructureError when they cannot be a table at all: another encoding, an
    unclosed quote, no header. Rows of a wrong width are issues, the others are kept.
    """
    empty = RawTable(name, file, None, (), ())
    text = _decode(data, empty)
    records, line_ends = _split_records(text, empty)
    if not any(any(record.cells) for record in records):
        raise StructureError(empty.issue("empty_file", "is empty", allowed="a first row of column names"))
    table, issues = shaper(records, empty)
    return ReadTable(table, (*line_ends, *issues))


def refuse_late_header(rows: Sequence[RawRow], empty: RawTable) -> None:
    """Raise StructureError where the first row holds no column names, and say which row does."""
    first = rows[0]
    said = next((cell for cell in first.cells if cell), None)
    late = late_header([row.cells for row in rows])
    if late is not None:
        message = "is not a column name" if said else "is blank"
        where = f"the column names seem to stand in row {rows[late].number}"
        allowed = "column names in the first row: delete the rows above them"
        raise StructureError(
            empty.issue("late_header", f"{message}; {where}", row=1, value=said, allowed=allowed)
        )
    if said is None:
        raise StructureError(
            empty.issue("no_header", "is blank", row=1, allowed="column names in the first row")
        )


def shape(table: RawTable) -> tuple[RawTable, list[Issue]]:
    """Set aside the rows of a table whose width is not the header's; drop blank rows.

    Columns without a name in which no row says anything are dropped as well.
    """
    width = len(table.header)
    kept = [row for row in table.rows if any(row.cells)]
    even = tuple(row for row in kept if len(row.cells) == width)
    odd = tuple(row for row in kept if len(row.cells) != width)
    issues = [width_issue(table, row) for row in odd]
    if not kept:
        issues.append(
            table.issue(
                "header_only", "has a header and no rows", allowed="at least one row, or leave the file out"
            )
        )
    return _without_unnamed(table, even, odd), issues


def width_issue(table: RawTable, row: RawRow) -> Issue:
    """Word that a row is wider or narrower than the header."""
    width = len(table.header)
    kind = "wide" if len(row.cells) > width else "narrow"
    return table.issue(
        f"row_too_{kind}",
        f"has {_cells(len(row.cells))}, the header has {width}",
        row=row.number,
        allowed="as many cells as the header; a cell that holds a comma stands in quotation marks",
    )


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _without_unnamed(table: RawTable, even: tuple[RawRow, ...], odd: tuple[RawRow, ...]) -> RawTable:
    unnamed = {place for place, column in enumerate(table.header) if not column}
    dropped = {place for place in unnamed if not any(row.cells[place] for row in even)}
    if dropped:
        header = _without(table.header, dropped)
        even = tuple(RawRow(row.number, _without(row.cells, dropped)) for row in even)
    else:
        header = table.header
    return RawTable(table.name, table.file, table.sheet, header, even, odd, table.epoch)


def _without(cells: tuple[str, ...], dropped: set[int]) -> tuple[str, ...]:
    return tuple(cell for place, cell in enumerate(cells) if place not in dropped)


def _decode(data: bytes, empty: RawTable) -> str:
    if not data.strip():
        raise StructureError(empty.issue("empty_file", "is empty", allowed="a first row of column names"))
    if data.startswith(b"PK\x03\x04"):
        raise StructureError(
            empty.issue(
                "workbook",
                "is a workbook, not a CSV file",
                allowed="the ending .xlsx, or save it as CSV UTF-8",
            )
        )
    if data.startswith(_UTF16) or _looks_like_utf16(data):
        raise StructureError(empty.issue("encoding", "is encoded as UTF-16", allowed=_UTF8))
    if b"\x00" in data:
        row = data[: data.index(b"\x00")].count(b"\n") + 1
        raise StructureError(empty.issue("nul", "holds a NUL character", row=row, allowed="text"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StructureError(_encoding_issue(data, error, empty)) from None


def _looks_like_utf16(data: bytes) -> bool:
    start = data[:2000]
    return start.count(b"\x00") > len(start) // 4


def _encoding_issue(data: bytes, error: UnicodeDecodeError, empty: RawTable) -> Issue:
    row = data[: error.start].count(b"\n") + 1
    try:
        line = data.splitlines()[row - 1].decode("cp1252")
    except UnicodeDecodeError:
        return empty.issue("encoding", "is not encoded as UTF-8", row=row, allowed=_UTF8)
    seen = next((word for word in re.split(r'[\s,;"]+', line) if not word.isascii()), None)
    return empty.issue(
        "encoding",
        "is not UTF-8; the file looks like Windows-1252",
        row=row,
        value=seen,
        allowed=_UTF8,
    )


class _Lines:
    """Give the lines of a text one by one, and remember how the last one ended."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.end = ""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.end = "\r\n" if line.endswith("\r\n") else line[-1]
        return line


def _split_records(text: str, empty: RawTable) -> tuple[list[RawRow], list[Issue]]:
    """Split a text into records; line ends inside quotation marks belong to their cell."""
    csv.field_size_limit(_LONGEST_FIELD)
    lines = _Lines(text)
    records: list[RawRow] = []
    ends: dict[str, int] = {}
    try:
        for number, cells in enumerate(csv.reader(lines, strict=True), start=1):
            records.append(RawRow(number, tuple(map(clean, cells))))
            if lines.end in _ENDS:
                ends.setdefault(lines.end, number)
    except csv.Error:
        raise StructureError(
            empty.issue(
                "quote",
                "has a quotation mark that is not closed, or text after a closing one",
                row=len(records) + 1,
                allowed='one " before and one " after a cell, and "" for a quotation mark within it',
            )
        ) from None
    return records, [_mixed_issue(empty, ends)] if len(ends) > 1 else []


def _mixed_issue(empty: RawTable, ends: dict[str, int]) -> Issue:
    (first, _), (other, row) = list(ends.items())[:2]
    return empty.issue(
        "mixed_line_ends",
        f"ends with {_ENDS[other]}, the rows before it end with {_ENDS[first]}",
        row=row,
        allowed="one kind of line end in the whole file: open it in a spreadsheet and save it as CSV",
    )


def refuse_other_separator(header: Sequence[str], empty: RawTable) -> None:
    """Raise StructureError where the one cell of a header holds another separator than a comma."""
    if len(header) != 1:
        return
    for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        if mark in header[0]:
            allowed = "commas; or save it as a workbook (.xlsx), in which nothing has to be separated"
            raise StructureError(empty.issue("separator", f"separates its cells by {name}", allowed=allowed))
