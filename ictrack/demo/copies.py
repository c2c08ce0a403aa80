"""Make a large programme of a small one: its cities are copied under other names.

To invent a row takes longer than to write one. So of a large programme only a part is invented,
and the rest are copies of a pattern: cities whose names and identifiers are marks, which are
exchanged in whole texts at once. Every oddity comes as often in the copies as in what is invented.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ictrack.demo.members import Rows
from ictrack.demo.places import Place
from ictrack.demo.programme import Cells
from ictrack.demo.size import DemoSize
from ictrack.models import ROWS, columns_of

# How many initiatives and updates a pattern has, about; and how many cities, at the least.
ROWS_OF_PATTERN = 40_000
_CITIES_OF_PATTERN = 4
_COLUMNS = {row.file: columns_of(row) for row in ROWS}


@dataclass(frozen=True)
class Division:
    """Hold how a programme is made: what is invented of it, and what is copied how often."""

    invented: DemoSize
    pattern: DemoSize
    copies: int


@dataclass(frozen=True)
class Lines:
    """Hold consecutive lines of one file, and the places of the cities that they name."""

    file: str
    text: str
    rows: int
    named: tuple[int, ...]


def divide(size: DemoSize) -> Division:
    """Divide a programme into parts of about the same size; the first also takes what is left over."""
    parts = min(
        (size.initiatives + size.updates) // ROWS_OF_PATTERN,
        size.cities // _CITIES_OF_PATTERN,
        size.initiatives,
    )
    copies = max(parts - 1, 0)
    pattern = replace(
        size,
        cities=size.cities // (copies + 1),
        initiatives=size.initiatives // (copies + 1),
        updates=size.updates // (copies + 1),
        seed=size.seed + 1,
    )
    invented = replace(
        size,
        cities=size.cities - copies * pattern.cities,
        initiatives=size.initiatives - copies * pattern.initiatives,
        updates=size.updates - copies * pattern.updates,
    )
    return Division(invented, pattern, copies)


def mark_places(number: int) -> Iterator[Place]:
    """Give that many places whose identifiers and names are marks."""
    for place in range(number):
        name = _name_mark(place)
        yield Place(_id_mark(place), name, f"{name} Council", "England")


def pattern_of(rows: Rows) -> tuple[Lines, ...]:
    """Write the rows of marked places, city by city, as lines to be copied."""
    cells: dict[tuple[str, int], list[Cells]] = {}
    city = -1
    for file, row in rows:
        city += file == "cities"
        cells.setdefault((file, city), []).append(row)
    return tuple(_lines(file, of_city, city + 1) for (file, _city), of_city in cells.items())


def copy_pattern(pattern: Iterable[Lines], places: Sequence[Place]) -> Iterator[Lines]:
    """Give the lines of a pattern with places in place of its marks."""
    for lines in pattern:
        text = lines.text
        for number in lines.named:
            place = places[number]
            text = text.replace(_id_mark(number), place.city_id)
            text = text.replace(_name_mark(number), place.name)
        yield replace(lines, text=text)


def _lines(file: str, rows: Sequence[Cells], cities: int) -> Lines:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerows([row.get(column, "") for column in _COLUMNS[file]] for row in rows)
    text = written.getvalue()
    named = tuple(city for city in range(cities) if _id_mark(city) in text or _name_mark(city) in text)
    return Lines(file, text, len(rows), named)


def _id_mark(city: int) -> str:
    return f"§{city}§"


def _name_mark(city: int) -> str:
    return f"¶{city}¶"
