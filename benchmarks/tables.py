"""Read the tables that the benchmarks have written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = re.compile(r"-?[\d,]*\.?\d+")


@dataclass(frozen=True)
class Table:
    """Hold one table: the heading within its document that it stands under, its columns and cells."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def places_of(self, column: str) -> list[int]:
        """Say where the columns of a name stand; there may be several, or none."""
        return [place for place, name in enumerate(self.columns) if name == column]


def tables_in(document: str) -> Iterator[Table]:
    """Find the tables of a document, in order."""
    heading = ""
    lines: list[tuple[str, ...]] = []
    for line in [*document.splitlines(), ""]:
        if line.startswith("|"):
            lines.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if lines:
            yield Table(heading, lines[0], tuple(lines[2:]))
            lines = []
        if line.startswith("##"):
            heading = line.lstrip("# ")


def number_in(cell: str) -> float | None:
    """Read the number that a cell begins with; nothing where there is none."""
    found = _NUMBER.match(cell)
    return float(found[0].replace(",", "")) if found else None
