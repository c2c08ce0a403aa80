"""Write an invented programme: every file that ictrack reads, row by row, at any size."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import Any, TextIO

from ictrack.demo.chance import Chance, Deck
from ictrack.demo.copies import Lines, copy_pattern, divide, mark_places, pattern_of
from ictrack.demo.initiatives import Initiatives
from ictrack.demo.members import Membership, Rows
from ictrack.demo.places import Place, invent_places, more_places
from ictrack.demo.programme import (
    Cells,
    invent_areas,
    invent_events,
    invent_phases,
    invent_principles,
    invent_publications,
    invent_source,
)
from ictrack.demo.size import DemoSize
from ictrack.errors import UsageError
from ictrack.models import ROWS, columns_of


@dataclass(frozen=True)
class DemoReceipt:
    """Hold where an invented programme was written, and how many rows each file has."""

    target: Path
    size: DemoSize
    rows: dict[str, int]


def write_demo(target: Path, size: DemoSize) -> DemoReceipt:
    """Write an invented programme as CSV files (UTF-8, line feeds) into a new or empty folder.

    The same size and seed give the same bytes. Of a large one only a part is invented, and
    copied (`copies.py`). A file that would have no rows is left out, because a header alone
    cannot be loaded. Raises UsageError when the target holds anything already; nothing is
    written then.
    """
    _refuse_what_is_there(target)
    target.mkdir(parents=True, exist_ok=True)
    with Folder(target) as folder:
        for file, cells in invent_programme(size):
            folder.write(file, cells)
        for lines in copy_cities(size):
            folder.add(lines)
        return DemoReceipt(target, size, dict(folder.rows))


def invent_programme(size: DemoSize) -> Rows:
    """Give every row that is invented of a programme with the name of its file, in no great memory."""
    shared = {
        "source": invent_source(size),
        "phases": invent_phases(),
        "thematic_areas": invent_areas(),
        "principles": invent_principles(),
        "events": invent_events(),
        "publications": invent_publications(),
    }
    for file, rows in shared.items():
        yield from ((file, row) for row in rows)
    invented = divide(size).invented
    yield from invent_cities(invented, invent_places(invented.cities))


def invent_cities(size: DemoSize, places: Iterable[Place]) -> Rows:
    """Give every row of cities with the name of its file, one city after the other."""
    chance = Chance(size.seed)
    membership, initiatives = Membership(chance), Initiatives(chance)
    begun = 0
    updates = _updates_of_initiatives(chance, size)
    for place, number in zip(places, _initiatives_of_cities(chance, size), strict=True):
        member = membership.invent(place)
        yield from membership.rows_of(member)
        yield from initiatives.of_city(member, updates[begun : begun + number])
        begun += number


def copy_cities(size: DemoSize) -> Iterator[Lines]:
    """Give the lines of every city that is not invented, but a copy."""
    division = divide(size)
    if not division.copies:
        return
    cities = division.pattern.cities
    pattern = pattern_of(invent_cities(division.pattern, mark_places(cities)))
    places = more_places(division.invented.cities)
    for _copy in range(division.copies):
        yield from copy_pattern(pattern, tuple(islice(places, cities)))


def _initiatives_of_cities(chance: Chance, size: DemoSize) -> list[int]:
    return share_out([0.7 + 0.6 * chance.random() for _ in range(size.cities)], size.initiatives)


def _updates_of_initiatives(chance: Chance, size: DemoSize) -> list[int]:
    """Share the updates out; a share of the initiatives has none, as in life."""
    is_reported = Deck(chance, (True, 11), (False, 1))
    weights = [
        (0.3 + 1.7 * chance.random()) if is_reported.deal() or number == 0 else 0.0
        for number in range(size.initiatives)
    ]
    return share_out(weights, size.updates)


def share_out(weights: Sequence[float], total: int) -> list[int]:
    """Share a number out by weight, so that the parts add up to exactly that number."""
    # Added up one by one: how `sum` rounds differs between versions of Python.
    so_far = list(accumulate(weights))
    ends = [int(total * reached / so_far[-1] + 0.5) for reached in so_far]
    return [end - begin for begin, end in pairwise([0, *ends])]


def _refuse_what_is_there(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target}: is a file. Name a new or an empty folder. Nothing was written.")
    if target.is_dir() and any(target.iterdir()):
        raise UsageError(f"{target}: is not empty. Name a new or an empty folder. Nothing was written.")


class Folder:
    """A folder of CSV files, each opened when its first row comes."""

    def __init__(self, path: Path) -> None:
        """Take a folder to write into."""
        self._path = path
        self._open_files = ExitStack()
        self._columns = {row.file: columns_of(row) for row in ROWS}
        self._files: dict[str, TextIO] = {}
        self._writers: dict[str, Any] = {}
        self.rows: Counter[str] = Counter()

    def __enter__(self) -> Folder:
        """Begin to write."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every file."""
        self._open_files.close()

    def write(self, file: str, cells: Cells) -> None:
        """Write one row; cells that are not given are empty."""
        self._file(file)
        self._writers[file].writerow([cells.get(column, "") for column in self._columns[file]])
        self.rows[file] += 1

    def add(self, lines: Lines) -> None:
        """Write lines that are written already."""
        self._file(lines.file).write(lines.text)
        self.rows[lines.file] += lines.rows

    def _file(self, file: str) -> TextIO:
        """Give a file to write to, with its header in it."""
        if file not in self._files:
            path = self._path / f"{file}.csv"
            opened = self._open_files.enter_context(path.open("w", encoding="utf-8", newline=""))
            self._files[file] = opened
            self._writers[file] = csv.writer(opened, lineterminator="\n")
            self._writers[file].writerow(self._columns[file])
        return self._files[file]
