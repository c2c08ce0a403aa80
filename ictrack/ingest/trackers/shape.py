"""Find the row of column names in a tracker, and give each column a name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from openpyxl.utils import get_column_letter

from ictrack.ingest.issues import Issue
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.sheet_words import INITIATIVE_COLUMNS, header_words
from ictrack.ingest.source import RawTable
from ictrack.ingest.structure import StructureError, refuse_other_separator, shape
from ictrack.ingest.trackers.header_days import read_header_day
from ictrack.words import fold

_LOOKED_AT = 30
_LONGEST_HEADER = 100


NO_TRACKER = "no_tracker"


@dataclass(frozen=True)
class ShapedTracker:
    """Hold a tracker as a table, the name of each place of its header, and what is wrong with it."""

    table: RawTable
    names: tuple[str, ...]
    issues: list[Issue]


def shape_tracker(records: Sequence[RawRow], empty: RawTable) -> tuple[RawTable, list[Issue]]:
    """Make a table of the records of a CSV file that is a tracker.

    Raises StructureError where no row names a day beside columns that are known.
    """
    refuse_other_separator(max((record.cells for record in records), key=len), empty)
    shaped = find_tracker(records, empty)
    return shaped.table, shaped.issues


def find_tracker(records: Sequence[RawRow], empty: RawTable) -> ShapedTracker:
    """Make a table of the rows of a tracker: its columns under names that are unique.

    Raises StructureError where no row names a day beside columns that are known.
    """
    place = _place_of_header(records, empty.epoch)
    if place is None:
        raise StructureError(no_tracker(empty))
    _refuse_two_rows_of_names(records[place : place + 2], empty)
    header = records[place].cells
    below = tuple(records[place + 1 :])
    if empty.sheet is not None:
        # The cells of a sheet end where nothing more is said; those of a CSV file are given.
        width = max(column for column, cell in enumerate(header, 1) if cell)
        header = header[:width]
        below = tuple(RawRow(row.number, _fitted(row.cells, width)) for row in below)
    names = names_of_columns(header, below)
    table, issues = shape(replace(empty, header=names, rows=below))
    return ShapedTracker(replace(table, header_row=records[place].number), names, issues)


def no_tracker(empty: RawTable) -> Issue:
    """Make the problem of a sheet that has no column for a day."""
    return empty.issue(
        NO_TRACKER,
        "has no row of column names with a day in one of them",
        allowed="a row such as: City, Initiative, March 2019, September 2019",
    )


def _refuse_two_rows_of_names(rows: Sequence[RawRow], empty: RawTable) -> None:
    """Raise StructureError where days stand in one row and the other column names in the next."""
    of_days, *below = rows
    if not below or _known_names(of_days, INITIATIVE_COLUMNS):
        return
    if (
        _known_names(below[0], INITIATIVE_COLUMNS)
        and _known_names(below[0], tuple(header_words().values())) > 1
    ):
        raise StructureError(
            empty.issue(
                "two_header_rows",
                f"holds the days, and row {below[0].number} the other column names",
                row=of_days.number,
                allowed="one row of column names, such as: City, Initiative, March 2022 status, "
                "March 2022 comment",
            )
        )


def _known_names(record: RawRow, columns: Sequence[str]) -> int:
    """Count the cells of a row that name one of some columns."""
    return sum(header_words().get(fold(cell)) in columns for cell in record.cells if cell)


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    said = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    return cells[:said] + ("",) * (width - said)


def _place_of_header(records: Sequence[RawRow], epoch: date | None) -> int | None:
    """Find the row that names days beside columns that are known, else the first with two days."""
    with_days: list[int] = []
    for place, record in enumerate(records[:_LOOKED_AT]):
        cells = [cell for cell in record.cells if cell and len(cell) <= _LONGEST_HEADER]
        days = sum(
            fold(cell) not in header_words() and read_header_day(cell, epoch=epoch) is not None
            for cell in cells
        )
        if days and any(header_words().get(fold(cell)) in INITIATIVE_COLUMNS for cell in cells):
            return place
        if days > 1:
            with_days.append(place)
    return with_days[0] if with_days else None


def names_of_columns(header: Sequence[str], rows: Sequence[RawRow]) -> tuple[str, ...]:
    """Name each column by its header; a second one of a name also by the column before it.

    So the name of a column stays what it is when columns are added after it. A column
    without a header that says something is named by its letter; one that says nothing stays blank.
    """
    often = Counter(header)
    names: list[str] = []
    for place, cell in enumerate(header):
        if not cell:
            says = any(place < len(row.cells) and row.cells[place] for row in rows)
            names.append(f"column {get_column_letter(place + 1)}" if says else "")
        elif often[cell] > 1:
            before = next((name for name in reversed(names) if name), "")
            name = f"{cell} (after {before})" if before else cell
            names.append(name if name not in names else f"{cell} (column {get_column_letter(place + 1)})")
        else:
            names.append(cell)
    return tuple(names)
