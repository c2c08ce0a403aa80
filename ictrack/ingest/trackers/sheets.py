"""The sheets of a workbook that are trackers: their cells, their colours, what they hide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ictrack.ingest.gathering import Gathering
from ictrack.ingest.hidden_parts import with_hidden_parts
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.sheet_xml import Hidden, hidden_issues
from ictrack.ingest.source import RawTable
from ictrack.ingest.structure import ReadTable
from ictrack.ingest.trackers.shape import find_tracker, no_tracker

_FIRST_ROW = re.compile(r"[A-Z]+(\d+)")


def read_tracker_sheet(
    records: Sequence[RawRow], colours: Mapping[int, Mapping[int, str]], hidden: Hidden, empty: RawTable
) -> ReadTable:
    """Read a sheet as a tracker; `colours` are those of its cells, by row and place.

    What is merged or faulty above the row of column names is no part of the tracker.
    Raises StructureError where the sheet is none.
    """
    shaped = find_tracker(records, empty)
    table = shaped.table
    fills = {
        row.number: {
            shaped.names[place]: colour
            for place, colour in colours.get(row.number, {}).items()
            if place < len(shaped.names)
        }
        for row in table.rows
    }
    below = _from_row(table.header_row, hidden)
    coloured = replace(table, fills={number: found for number, found in fills.items() if found})
    return ReadTable(
        with_hidden_parts(coloured, shaped.names, hidden),
        (*shaped.issues, *hidden_issues(replace(table, header=shaped.names), below)),
    )


def _from_row(header_row: int, hidden: Hidden) -> Hidden:
    areas = [(area, _FIRST_ROW.match(area)) for area in hidden.merged]
    errors, uncached, links = (
        [cell for cell in cells if cell[0] >= header_row]
        for cells in (hidden.errors, hidden.uncached, hidden.links)
    )
    merged = [area for area, match in areas if match is None or int(match[1]) >= header_row]
    return replace(hidden, merged=merged, errors=errors, uncached=uncached, links=links)


def take_trackers(read: Mapping[str, ReadTable], gathering: Gathering) -> None:
    """Take the sheets that are trackers; a workbook without any is refused."""
    for sheet, found in read.items():
        gathering.tables[sheet] = found.table
        gathering.issues.extend(found.issues)
    if not read and not gathering.issues:
        gathering.refuse_all(no_tracker(RawTable("", gathering.path.name, None, (), ())))
