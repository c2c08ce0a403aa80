"""A table as it stands on a sheet: a mark in two columns, its letter and its words; long cells in parts.

A row on paper is no higher than Excel lets it be, so a text of many lines goes on in the
rows below it, where the name of the row stands again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from ictrack.escapes import clean_text, web_address
from ictrack.language import _
from ictrack.reports.document import Cell, Count, Grid, Link, Mark
from ictrack.reports.sheet_styles import SIZE
from ictrack.reports.text_width import break_lines, longest_word, text_width

# Points in one unit of a column's width, and what is free beside its text: some within, some added.
UNIT, ASIDE, BESIDE = 5.25, 1.5, 3.75
# How much of that words beside a letter are moved in.
INDENT = 1.5
LINE = 13.0
# More lines than this are higher than Excel lets a row be.
MOST_LINES = 30
_LEAST, _MOST, _NUMBER, _NARROW = 7.0, 55.0, 11.0, 16.0


@dataclass(frozen=True)
class Letter:
    """The letter of a mark, which has a cell of its own."""

    mark: Mark


# What a cell holds; a link that leads nowhere is text.
Value = str | int | Count | Letter | Link | None


@dataclass(frozen=True)
class SheetColumn:
    """One column: its label, whether it holds numbers, and whether letters stand before it."""

    label: str
    is_number: bool = False
    is_beside_letter: bool = False


@dataclass(frozen=True)
class SheetTable:
    """A table: its caption, columns and rows; so many columns from the left name a row."""

    caption: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    names: int = 1


def spread(grid: Grid) -> SheetTable:
    """Spread a table of the report over the columns of a sheet."""
    marked = {place for row in grid.rows for place, cell in enumerate(row) if isinstance(cell, Mark)}
    columns = []
    for place, heading in enumerate(grid.headings):
        label = clean_text(heading.label)
        if place in marked:
            columns.append(SheetColumn(_("{heading}: letter", heading=label)))
        columns.append(SheetColumn(label, heading.is_number, place in marked))
    rows = tuple(
        tuple(value for place, cell in enumerate(row) for value in _values(cell, in_two=place in marked))
        for row in grid.rows
    )
    return SheetTable(clean_text(grid.caption), tuple(columns), rows)


def _values(cell: Cell, *, in_two: bool) -> tuple[Value, ...]:
    if isinstance(cell, Mark):
        return Letter(cell), clean_text(cell.text)
    if isinstance(cell, Link):
        address = web_address(cell.url)
        value: Value = replace(cell, url=address) if address else clean_text(cell.text)
    else:
        value = clean_text(cell) if isinstance(cell, str) else cell
    return (None, value) if in_two else (value,)


def text_of(value: Value) -> str:
    """Give what a cell shows, as far as its width needs it."""
    match value:
        case None:
            return ""
        case Letter(mark=mark):
            return mark.standing.letter
        case Count(number=number):
            return f"{number:,}"
        case Link(text=text):
            return clean_text(text)
    return str(value)


def wished_widths(table: SheetTable) -> list[tuple[float, float]]:
    """Give the widths that the columns would like, and those that they can do with, in Excel's units."""
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    return [_wished(column, cells) for column, cells in zip(table.columns, columns, strict=True)]


def _wished(column: SheetColumn, cells: Sequence[Value]) -> tuple[float, float]:
    lines = (text_width(line, SIZE) for cell in cells for line in text_of(cell).split("\n"))
    word = longest_word(column.label, SIZE, bold=True)
    natural: float = ceil((max(word, *lines, 0.0) + ASIDE) / UNIT)
    natural += INDENT if column.is_beside_letter else 0
    width = min(max(natural, _NUMBER if column.is_number else _LEAST), _MOST)
    # Some programs do not break the words of a link.
    keeps = any(isinstance(cell, Link) for cell in cells)
    return width, width if keeps else min(width, _NARROW)


def lines_in(text: str, room: float, size: float = SIZE, *, bold: bool = False) -> list[str]:
    """Break a text in a width of points."""
    if "\n" not in text and text_width(text, size, bold=bold) <= room:
        return [text]
    return break_lines(text, room, size, bold=bold)


def parts_of(lines: Sequence[str]) -> list[str]:
    """Put lines together again, as many as one row can hold."""
    starts = range(0, len(lines), MOST_LINES)
    parts = ["".join(lines[start : start + MOST_LINES]) for start in starts]
    return [part.strip() for part in parts] if len(parts) > 1 else parts


def row_in_parts(row: Sequence[Value], rooms: Sequence[float], names: int) -> list[tuple[list[Value], int]]:
    """Give a row, or the rows in which it goes on, each with how many lines high it is."""
    broken = [lines_in(text_of(value), room) for value, room in zip(row, rooms, strict=True)]
    if all(len(lines) <= MOST_LINES for lines in broken):
        return [(list(row), max(map(len, broken), default=1))]
    parts = [
        parts_of(lines) if isinstance(value, str) else [value]
        for value, lines in zip(row, broken, strict=True)
    ]
    count = max(map(len, parts))
    return [
        ([_part(own, number, is_name=place < names) for place, own in enumerate(parts)], MOST_LINES)
        for number in range(count)
    ]


def _part(own: Sequence[Value], number: int, *, is_name: bool) -> Value:
    if number < len(own):
        return own[number]
    return own[0] if is_name and len(own) == 1 else None
