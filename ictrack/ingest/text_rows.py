"""Rows of a large CSV file as columns of text, read at once, where nothing in its bytes is in doubt.

What `ictrack.ingest.structure` would read of the same bytes is what is read here, or nothing is:
then that reads them, and words every fault. The file is read in blocks of whole rows, so that it
may be larger than the memory. A row is made only when somebody asks for it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from ictrack.ingest.ahead import ahead
from ictrack.ingest.gathering import is_full_form
from ictrack.ingest.raw_rows import FILE_ROW, RawRow, TextRows, rows_of
from ictrack.ingest.sent_bytes import STEP, HeldBytes, SentBytes
from ictrack.ingest.source import RawTable
from ictrack.ingest.structure import (
    UTF8_MARK,
    ReadTable,
    refuse_late_header,
    refuse_other_separator,
    width_issue,
)
from ictrack.ingest.text import AROUND, CELL_SEPARATOR, clean
from ictrack.store.cell_memory import pool_of_cells

# A smaller file than this is read as quickly one row at a time.
FEWEST_BYTES = 1 << 17
# No cell may hold what tells them apart.
_SEPARATOR = CELL_SEPARATOR.encode()
# So many bytes of a file are held once they were read; any further ones are read again when needed.
_HELD = 1 << 28
_LOOKED_AT = 30
_QUOTE, _COMMA, _LINE_FEED, _RETURN = b'",\n\r'

_Places = np.ndarray[tuple[int], np.dtype[np.int64]]


def read_text_columns(
    sent: SentBytes | bytes, *, name: str, file: str, fewest_bytes: int = FEWEST_BYTES, step: int = STEP
) -> ReadTable | None:
    """Read the bytes of one CSV file of the full form; nothing where they must be looked at closely.

    Raises StructureError where the header is not one, as reading it one row at a time does.
    """
    sent = HeldBytes(sent) if isinstance(sent, bytes) else sent
    if sent.size < fewest_bytes:
        return None
    start = sent.read(0, STEP)
    header, body = _header(start)
    empty = RawTable(name, file, None, (), ())
    if not all(header) or not is_full_form(RawTable(name, file, None, header, ()), name):
        return None
    end = b"\r\n" if start[:body].endswith(b"\r\n") else b"\n"
    blocks = _blocks(sent, _Form(len(header), end), body, step)
    if not blocks:
        return None
    refuse_other_separator(header, empty)
    first = [*rows_of(blocks[0].parsed().slice(0, _LOOKED_AT)), *blocks[0].odd]
    by_number = sorted(first, key=lambda row: row.number)
    refuse_late_header([RawRow(1, header), *by_number[: _LOOKED_AT - 1]], empty)
    rows = TextRows([block for block in blocks if block.rows])
    odd = tuple(row for block in blocks for row in block.odd)
    table = RawTable(name, file, None, header, rows, odd)
    return ReadTable(table, tuple(width_issue(table, row) for row in odd)) if len(rows) else None


def _header(start: bytes) -> tuple[tuple[str, ...], int]:
    """Read the first line as the names of columns, and say where it ends; no names where it is not one."""
    mark = len(UTF8_MARK) if start.startswith(UTF8_MARK) else 0
    end = start.find(b"\n") + 1
    line = start[mark:end]
    if not line or line.count(b'"') % 2 or b"\x00" in line or _SEPARATOR in line:
        return ("",), end
    if b"\r" in line[:-2] or line.count(b"\r") != line.endswith(b"\r\n"):
        return ("",), end
    try:
        text = line.decode()
        cells = next(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return ("",), end
    if not _has_regular_quotes(np.frombuffer(line, np.uint8), _quotes(line)):
        return ("",), end
    return tuple(map(clean, cells)), end


@dataclass(frozen=True)
class _Form:
    """Hold how many cells a row has, and how it ends."""

    width: int
    end: bytes


@dataclass(frozen=True)
class _Parsed:
    """Hold the rows of a block, those of another width apart; `count` is that of both, blank ones too."""

    table: pa.Table
    odd: tuple[RawRow, ...]
    count: int


@dataclass
class _FileBlock:
    """Hold where some whole rows stand in a file, and the rows themselves until they are read."""

    sent: SentBytes
    form: _Form
    start: int
    end: int
    first_row: int = 1
    rows: int = 0
    odd: tuple[RawRow, ...] = ()
    held: pa.Table | None = field(default=None, repr=False, compare=False)

    def read(self) -> pa.Table:
        """Give the rows in which any cell says something; what was held is let go."""
        table, self.held = self.parsed(), None
        return _without_blank(table)

    def parsed(self) -> pa.Table:
        """Give all rows; they were proven to be such before."""
        if self.held is not None:
            return self.held
        parsed = _parse(self.sent.read(self.start, self.end), self.first_row, self.form.width)
        if parsed is None:
            raise AssertionError("what was read as a table is one")
        return parsed.table


def _blocks(sent: SentBytes, form: _Form, body: int, step: int) -> list[_FileBlock]:
    """Part a file into blocks of whole rows; none where any of them must be looked at closely."""
    blocks: list[_FileBlock] = []
    number = 2
    for block, parsed in ahead(_proven, _parts(sent, form, body, step)):
        if parsed is None:
            return []
        block.first_row = number
        block.odd = tuple(RawRow(number + row.number, row.cells) for row in parsed.odd)
        block.held = _numbered_from(number, parsed.table)
        block.rows = _without_blank(block.held).num_rows
        if block.end > _HELD:
            block.held = None
        number += parsed.count
        blocks.append(block)
    return blocks


def _numbered_from(number: int, table: pa.Table) -> pa.Table:
    """Give rows that are numbered from 0 the numbers that they have in the file."""
    place = table.column_names.index(FILE_ROW)
    return table.set_column(place, FILE_ROW, pc.add(table[FILE_ROW], number))


@dataclass(frozen=True)
class _Part:
    """Hold the bytes of a block, and where quotation marks stand in them."""

    block: _FileBlock
    data: bytes
    quotes: _Places


def _parts(sent: SentBytes, form: _Form, body: int, step: int) -> Iterator[_Part]:
    """Part the bytes after the header where rows end: behind an even number of quotation marks."""
    start = body
    size = step
    while start < sent.size:
        data = sent.read(start, start + size)
        quotes = _quotes(data)
        length = len(data) if start + size >= sent.size else _whole_rows(data, quotes)
        if not length:
            size *= 2
            continue
        block = _FileBlock(sent, form, start, start + length)
        yield _Part(block, data[:length], quotes[: np.searchsorted(quotes, length)])
        start += length
        size = step


def _quotes(data: bytes) -> _Places:
    """Say where quotation marks stand."""
    if b'"' not in data:
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.frombuffer(data, np.uint8) == _QUOTE)


def _whole_rows(data: bytes, quotes: _Places) -> int:
    """Say how many bytes at the beginning are whole rows."""
    end = len(data)
    while end:
        place = data.rfind(b"\n", 0, end)
        if np.searchsorted(quotes, place) % 2 == 0:
            return place + 1
        end = max(place, 0)
    return 0


def _proven(part: _Part) -> tuple[_FileBlock, _Parsed | None]:
    """Give the rows of a block; nothing where its bytes must be looked at closely."""
    form = part.block.form
    return part.block, _parse(part.data, 0, form.width) if _is_regular(part, form.end) else None


def _is_regular(part: _Part, end: bytes) -> bool:
    """Say whether bytes have one kind of line end, and quotation marks where they belong."""
    data = part.data
    if end == b"\n":
        if b"\r" in data:
            return False
    elif not data.count(b"\r") == data.count(b"\n") == data.count(end):
        return False
    if b"\x00" in data or _SEPARATOR in data:
        return False
    return not len(part.quotes) or _has_regular_quotes(np.frombuffer(data, np.uint8), part.quotes)


def _has_regular_quotes(signs: np.ndarray[tuple[int], np.dtype[np.uint8]], places: _Places) -> bool:
    """Say whether quotation marks, which stand at some places, open and close whole cells.

    Within cells they are doubled. Of the marks every second one closes; one that opens right after
    one that closed doubles it.
    """
    if len(places) % 2:
        return False
    opens, closes = places[::2], places[1::2]
    before = signs[np.maximum(opens - 1, 0)]
    after = signs[np.minimum(closes + 1, len(signs) - 1)]
    doubled = opens[1:] == closes[:-1] + 1
    begins = (opens == 0) | (before == _COMMA) | (before == _LINE_FEED)
    ends = (closes == len(signs) - 1) | (after == _COMMA) | (after == _LINE_FEED) | (after == _RETURN)
    begins[1:] |= doubled
    ends[:-1] |= doubled
    return bool(begins.all() and ends.all())


def _parse(data: bytes, first_row: int, width: int) -> _Parsed | None:
    """Give the rows; nothing where a line is blank, or they are no rows of text."""
    names = [str(place) for place in range(width)]
    odd: list[tuple[int, str]] = []

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        odd.append((row.number - 1, row.text))
        return "skip"

    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(data),
            arrow_csv.ReadOptions(column_names=names, block_size=len(data) + 1, use_threads=False),
            arrow_csv.ParseOptions(
                newlines_in_values=b'"' in data, ignore_empty_lines=False, invalid_row_handler=set_aside
            ),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), null_values=[]),
            memory_pool=pool_of_cells(),
        )
        others = [RawRow(first_row + place, _cells(text)) for place, text in odd]
    except (pa.ArrowInvalid, csv.Error, _BlankLineError):
        return None
    is_even = np.ones(table.num_rows + len(odd), np.bool_)
    is_even[[place for place, _ in odd]] = False
    numbers = np.flatnonzero(is_even).astype(np.int64) + first_row
    said = tuple(row for row in others if any(row.cells))
    return _Parsed(table.append_column(FILE_ROW, pa.array(numbers)), said, len(is_even))


class _BlankLineError(Exception):
    """Say that a line holds nothing, which is no row of a table."""


def _cells(line: str) -> tuple[str, ...]:
    """Read the cells of a row of another width than its header's."""
    if not line:
        raise _BlankLineError
    return tuple(map(clean, next(csv.reader(io.StringIO(line, newline=""), strict=True))))


def _without_blank(table: pa.Table) -> pa.Table:
    """Drop the rows in which no cell says anything."""
    first = pc.utf8_trim(table.column(0), characters=AROUND)
    is_perhaps = pc.equal(first, "")
    if not pc.any(is_perhaps).as_py():
        return table
    blank = [row.number for row in rows_of(table.filter(is_perhaps)) if not any(row.cells)]
    return table.filter(pc.invert(pc.is_in(table[FILE_ROW], pa.array(blank, pa.int64()))))
