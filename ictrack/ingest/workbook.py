"""Read a workbook's sheets as text, and name what a workbook can hide.

Nothing in it is run. Merged cells, error cells, formulas without a value, macros and links to
other files are problems: each would put a guess in place of a fact. Hidden sheets, rows and
columns are read like the others, and that is told; a hidden sheet that is no table, such as one
of words to choose from, is left aside and named.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from posixpath import normpath
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ictrack.ingest.days import EPOCH_1900, EPOCH_1904
from ictrack.ingest.declarations import declares
from ictrack.ingest.gathering import Gathering, name_of_sheet
from ictrack.ingest.hidden_parts import of_hidden_sheet, with_hidden_parts
from ictrack.ingest.issues import Issue
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.sheet_xml import Hidden, hidden_issues, look_through
from ictrack.ingest.sort_sheets import leave_aside, sort_sheets
from ictrack.ingest.source import RawTable
from ictrack.ingest.structure import ReadTable, StructureError, refuse_late_header, shape
from ictrack.ingest.text import clean
from ictrack.ingest.trackers.fills import Fills
from ictrack.ingest.trackers.shape import NO_TRACKER
from ictrack.ingest.trackers.sheets import read_tracker_sheet, take_trackers
from ictrack.models import ROW_OF_FILE

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SAVE_AS = "a workbook saved as .xlsx, without a password"
_QUOTED_OR_BRACKETED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


# What the libraries that unpack and parse a workbook raise where its bytes are not what
# they say; seen by damaging workbooks at random.
_FAULTS_OF_DAMAGED_BYTES = (
    ElementTree.ParseError,
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class _Part:
    """Hold one sheet of a workbook: its name, whether it is hidden, its part of the archive."""

    name: str
    is_hidden: bool
    path: str


def gather_workbook(data: bytes, gathering: Gathering) -> None:
    """Read every sheet of a workbook into a gathering, or say why it cannot be read."""
    file = gathering.path.name
    try:
        refusal = _refuse(data, gathering)
        if refusal is None:
            with warnings.catch_warnings():
                # What openpyxl leaves aside (drop-downs, styles) is no part of a source.
                warnings.simplefilter("ignore", UserWarning)
                _gather_sheets(data, gathering)
    except _FAULTS_OF_DAMAGED_BYTES:
        refusal = _not_readable(file, "is damaged, and cannot be read as a workbook")
    if refusal is not None:
        gathering.refuse_all(refusal)


def _gather_sheets(data: bytes, gathering: Gathering) -> None:
    file = gathering.path.name
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = _parts(archive)
        tables = dict(_tables(data, archive, parts, gathering))
        gathering.issues.extend(_named_contents(archive, file))
    hidden = [part.name for part in parts if part.is_hidden]
    if gathering.is_tracker:
        for sheet in hidden:
            leave_aside(sheet, gathering)
        take_trackers(tables, gathering)
    else:
        sort_sheets(tables, frozenset(hidden), gathering)


def _refuse(data: bytes, gathering: Gathering) -> Issue | None:
    """Say why the bytes are no workbook that can be opened safely, if they are not."""
    file = gathering.path.name
    if not data:
        return _not_readable(file, "is empty", "empty_file")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return _not_readable(file, "is protected with a password", "password")
        return _not_readable(file, "is a workbook of the old kind, .xls", "old_workbook")
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return _not_readable(file, "is not a workbook")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _refuse_archive(archive, gathering)


def _refuse_archive(archive: zipfile.ZipFile, gathering: Gathering) -> Issue | None:
    """Sum up what an archive unpacks to: a small one can ask for hundreds of gigabytes."""
    file, limits = gathering.path.name, gathering.limits
    entries = archive.infolist()
    if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        message = f"unpacks to more than {limits.unpacked_bytes // 1024**2} MB"
        return Issue(file, None, None, None, None, "workbook_too_large", message, "a smaller workbook")
    if any(entry.flag_bits & 1 for entry in entries):
        return _not_readable(file, "is protected with a password", "password")
    names = archive.namelist()
    if "xl/workbook.xml" not in names:
        return _not_readable(file, "is not a workbook of the kind .xlsx")
    # Every part, whatever its name: a relationship can lead to any.
    if any(_has_declarations(archive, name) for name in names):
        return _not_readable(
            file,
            "holds instructions to fetch or repeat text, which no spreadsheet writes",
            "declarations",
            "a workbook that a spreadsheet saved as .xlsx",
        )
    return None


def _has_declarations(archive: zipfile.ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        return declares(part)


def _not_readable(file: str, message: str, code: str = "not_a_workbook", allowed: str = _SAVE_AS) -> Issue:
    return Issue(file, None, None, None, None, code, message, allowed)


def _named_contents(archive: zipfile.ZipFile, file: str) -> Iterator[Issue]:
    names = archive.namelist()
    if any(name.endswith("vbaProject.bin") for name in names):
        yield Issue(
            file,
            None,
            None,
            None,
            None,
            "macros",
            "holds macros",
            "a workbook saved as .xlsx, without macros",
        )
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield Issue(
            file,
            None,
            None,
            None,
            None,
            "external_links",
            "takes values from other files",
            "values instead of links",
        )


def _parts(archive: zipfile.ZipFile) -> list[_Part]:
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    }
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    return [
        _Part(
            sheet.get("name", ""),
            sheet.get("state", "visible") != "visible",
            _path_of(targets[sheet.get(_RELATION, "")]),
        )
        for sheet in book.iter(f"{_MAIN}sheet")
    ]


def _path_of(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")


def _tables(
    data: bytes, archive: zipfile.ZipFile, parts: list[_Part], gathering: Gathering
) -> Iterator[tuple[str, ReadTable]]:
    """Read the sheets that hold anything; as trackers only those that can be seen."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    epoch = EPOCH_1904 if book.epoch == CALENDAR_MAC_1904 else EPOCH_1900
    try:
        for part in parts:
            sheet = book[part.name]
            if not hasattr(sheet, "reset_dimensions") or (part.is_hidden and gathering.is_tracker):
                continue
            fills = Fills(book.loaded_theme) if gathering.is_tracker else None
            read = _read_sheet(sheet, archive, part, fills, epoch, gathering)
            if read is not None and part.is_hidden:
                yield part.name, replace(read, table=of_hidden_sheet(read.table))
            elif read is not None:
                yield part.name, read
    finally:
        book.close()


def _read_sheet(
    sheet: Any,
    archive: zipfile.ZipFile,
    part: _Part,
    fills: Fills | None,
    epoch: date,
    gathering: Gathering,
) -> ReadTable | None:
    """Read one sheet; nothing where it is empty, or has no structure that can be read."""
    empty = RawTable(name_of_sheet(part.name), gathering.path.name, part.name, (), (), epoch=epoch)
    try:
        with archive.open(part.path) as xml:
            hidden = look_through(xml, empty, gathering.limits)
        sheet.reset_dimensions()
        if fills is not None:
            return _read_tracker(sheet, fills, hidden, empty)
        rows = [tuple(map(_text_of, row)) for row in sheet.iter_rows()]
        if any(any(row) for row in rows):
            return _read_table(rows, hidden, empty)
        gathering.ignored.append(f"{part.name} (an empty sheet)")
    except StructureError as error:
        if error.issue.code == NO_TRACKER:
            gathering.ignored.append(f"{part.name} (no column for a day)")
        elif gathering.is_tracker:
            gathering.refuse_all(error.issue)
        elif empty.name in ROW_OF_FILE:
            gathering.refuse(error.issue, empty.name)
        else:
            gathering.faulty[part.name] = error.issue
    return None


def _read_tracker(sheet: Any, fills: Fills, hidden: Hidden, empty: RawTable) -> ReadTable:
    """Read one sheet as a tracker, with the colours of its cells."""
    records, colours = [], {}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        records.append(RawRow(number, tuple(map(_text_of, row))))
        found = {place: fills.of(cell) for place, cell in enumerate(row)}
        colours[number] = {place: colour for place, colour in found.items() if colour}
    return read_tracker_sheet(records, colours, hidden, empty)


def _read_table(rows: list[tuple[str, ...]], hidden: Hidden, empty: RawTable) -> ReadTable:
    refuse_late_header([RawRow(number, cells) for number, cells in enumerate(rows, start=1)], empty)
    header = _trimmed(rows[0])
    raw = tuple(RawRow(number, _fitted(row, len(header))) for number, row in enumerate(rows[1:], start=2))
    table, issues = shape(replace(empty, header=header, rows=raw))
    return ReadTable(with_hidden_parts(table, header, hidden), (*issues, *hidden_issues(table, hidden)))


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    width = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    return cells[:width]


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Fit a row to the header: empty cells at its end are none, in a sheet."""
    cells = _trimmed(cells)
    return cells + ("",) * (width - len(cells))


def _text_of(cell: Any) -> str:
    """Write a cell's value as a CSV file would hold it."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number_of(value, cell.number_format)
    if isinstance(value, datetime):
        return _day_of(value, cell.number_format)
    return str(value)


def _number_of(value: float, number_format: str) -> str:
    """Write a number; one that is shown as a percent as the cell shows it."""
    shown = _QUOTED_OR_BRACKETED.sub("", number_format).split(";")[0]
    if "%" in shown:
        digits = re.search(r"\.([0#?]+)", shown)
        smallest = Decimal(1).scaleb(-len(digits[1]) if digits else 0)
        # Halves go up, as spreadsheets round.
        return f"{(Decimal(str(value)) * 100).quantize(smallest, ROUND_HALF_UP):f}%"
    return repr(int(value) if float(value).is_integer() else value)


def _day_of(value: datetime, number_format: str) -> str:
    """Write a date cell with no more than its format shows: `Mar 2019` is a month."""
    if (value.hour, value.minute, value.second) != (0, 0, 0):
        return value.isoformat(sep=" ", timespec="seconds")
    shown = _QUOTED_OR_BRACKETED.sub("", number_format.casefold())
    if "d" in shown or "y" not in shown:
        return value.date().isoformat()
    return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
