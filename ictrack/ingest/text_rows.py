"""Rows of a large CSV file as columns of text, read at once, where nothing in its bytes is in doubt.

What `ictrack.ingest.structure` would read of the same bytes is what is read here, or nothing is:
then that reads them, and words every fault. A row is made only when somebody asks for it.
"""

from __future__ import annotations

import csv
import io

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from ictrack.ingest.gathering import is_full_form
from ictrack.ingest.raw_rows import FILE_ROW, RawRow, TextRows
from ictrack.ingest.source import RawTable
from ictrack.ingest.structure import (
    UTF8_MARK,
    ReadTable,
    refuse_late_header,
    refuse_other_separator,
)
from ictrack.ingest.text import AROUND, clean

# A smaller file than this is read as quickly one row at a time.
FEWEST_BYTES = 1 << 17
# What tells the cells of a row apart where they are joined, so no cell may hold it.
SEPARATOR = b"\x1f"
_BLOCK = 1 << 20
_LOOKED_AT = 30
_QUOTE, _COMMA, _LINE_FEED, _RETURN = b'",\n\r'


def read_text_columns(
    data: bytes, *, name: str, file: str, fewest_bytes: int = FEWEST_BYTES
) -> ReadTable | None:
    """Read the bytes of one CSV file of the full form; nothing where they must be looked at closely.

    Raises StructureError where the header is not one, as reading it one row at a time does.
    """
    if len(data) < fewest_bytes:
        return None
    start = len(UTF8_MARK) if data.startswith(UTF8_MARK) else 0
    end_of_header = data.find(b"\n") + 1
    header = _header(data[start:end_of_header])
    empty = RawTable(name, file, None, (), ())
    if not all(header) or not is_full_form(RawTable(name, file, None, header, ()), name):
        return None
    if not _is_regular(data):
        return None
    table = _columns(memoryview(data)[end_of_header:], len(header), has_quotes=b'"' in data)
    if table is None:
        return None
    rows = TextRows(table)
    refuse_other_separator(header, empty)
    refuse_late_header([RawRow(1, header), *rows[:_LOOKED_AT]], empty)
    rows = _without_blank(rows)
    return ReadTable(RawTable(name, file, None, header, rows), ()) if len(rows) else None


def _header(line: bytes) -> tuple[str, ...]:
    """Read the first line as the names of columns; nothing where it is not one whole record."""
    if not line or line.count(b'"') % 2:
        return ()
    try:
        text = line.decode()
        return tuple(map(clean, next(csv.reader(io.StringIO(text, newline=""), strict=True))))
    except (UnicodeDecodeError, csv.Error):
        return ()


def _is_regular(data: bytes) -> bool:
    """Say whether bytes have one kind of line end, no blank line, and quotation marks where they belong."""
    returns = data.count(b"\r")
    end = b"\r\n" if returns else b"\n"
    if returns and not returns == data.count(b"\n") == data.count(b"\r\n"):
        return False
    if b"\x00" in data or SEPARATOR in data or end + end in data:
        return False
    return b'"' not in data or _has_regular_quotes(np.frombuffer(data, np.uint8))


def _has_regular_quotes(signs: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> bool:
    """Say whether quotation marks open and close whole cells, and are doubled within them.

    Of the marks every second one closes; one that opens right after one that closed doubles it.
    """
    places = np.concatenate(
        [
            np.flatnonzero(signs[start : start + _BLOCK] == _QUOTE) + start
            for start in range(0, len(signs), _BLOCK)
        ]
    )
    if len(places) % 2:
        return False
    opens, closes = places[::2], places[1::2]
    before = signs[np.maximum(opens - 1, 0)]
    after = signs[np.minimum(closes + 1, len(signs) - 1)]
    doubled = opens[1:] == closes[:-1] + 1
    begins = (opens == 0) | np.isin(before, (_COMMA, _LINE_FEED))
    ends = (closes == len(signs) - 1) | np.isin(after, (_COMMA, _LINE_FEED, _RETURN))
    begins[1:] |= doubled
    ends[:-1] |= doubled
    return bool(begins.all() and ends.all())


def _columns(data: memoryview, width: int, *, has_quotes: bool) -> pa.Table | None:
    names = [str(place) for place in range(width)]
    if not data:
        return None
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(data)),
            arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK),
            arrow_csv.ParseOptions(newlines_in_values=has_quotes, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), null_values=[]),
        )
    except pa.ArrowInvalid:
        return None
    numbers = pa.array(np.arange(2, table.num_rows + 2), pa.int64())
    return table.append_column(FILE_ROW, numbers)


def _without_blank(rows: TextRows) -> TextRows:
    """Drop the rows in which no cell says anything."""
    first = pc.utf8_trim(rows.table.column(0), characters=AROUND)
    perhaps = TextRows(rows.table.filter(pc.equal(first, "")))
    blank = [row.number for row in perhaps if not any(row.cells)]
    if not blank:
        return rows
    is_blank = pc.is_in(rows.table[FILE_ROW], pa.array(blank, pa.int64()))
    return TextRows(rows.table.filter(pc.invert(is_blank)))
