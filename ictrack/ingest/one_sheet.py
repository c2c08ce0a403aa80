"""One sheet, one row per update or initiative, turned into the files of the full form.

Rows of one city, title and phase are one initiative. An identifier that is blank is the
one that the same row got in an earlier load, else the next free one. A blank cell says
nothing: it takes nothing away from what is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ictrack.escapes import web_address
from ictrack.ingest.columns import doubled_columns, unknown_columns
from ictrack.ingest.issues import Issue
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.sheet_groups import Cells, Grouping, Known, has_update, table_of_rows
from ictrack.ingest.sheet_words import (
    CUSTOMARY,
    INITIATIVE_COLUMNS,
    RAG_WORDS,
    columns_of_sheet,
    header_words,
)
from ictrack.ingest.source import RawTable, Reading
from ictrack.ingest.trackers.header_days import read_header_day


@dataclass(frozen=True)
class SheetReading:
    """Hold a sheet as files of the full form, and the identifiers of each of its rows.

    `refused` are rows that contradict another row of their initiative.
    """

    tables: Mapping[str, RawTable]
    issues: tuple[Issue, ...]
    absent: tuple[str, ...]
    identifiers: Mapping[int, tuple[str | None, str | None]]
    refused: frozenset[int]
    readings: tuple[Reading, ...] = ()


def read_sheet(sheet: RawTable, known: Known) -> SheetReading:
    """Turn a sheet into the files `initiatives` and `status_updates`."""
    columns = columns_of_sheet(sheet.header)
    issues = [
        *doubled_columns(sheet, columns),
        *map(
            _as_day, unknown_columns(sheet, columns, {word: word for word in (*header_words(), *RAG_WORDS)})
        ),
        *_missing(sheet, columns),
    ]
    words = {column: header for column, header in zip(columns, sheet.header, strict=True) if column}
    if issues:
        return unread(sheet, issues)
    rows = [(row.number, _cells(columns, row)) for row in sheet.rows]
    grouping = Grouping(sheet, words, known)
    grouping.take(rows)
    absent = tuple(word for column, word in CUSTOMARY.items() if column not in columns)
    reading = reading_of(sheet, grouping, table_of_rows(sheet, grouping.update_rows(rows), words))
    return replace(reading, absent=absent, readings=(*_blank_statuses(rows, words), *reading.readings))


def unread(sheet: RawTable, issues: list[Issue]) -> SheetReading:
    """Give the reading of a sheet of which no row can be read, but for what is wrong with it."""
    rows = tuple(RawRow(row.number, ()) for row in (*sheet.rows, *sheet.narrow_or_wide))
    table = RawTable(
        "initiatives", sheet.file, sheet.sheet, INITIATIVE_COLUMNS, (), rows, sheets=sheet.sheets
    )
    return SheetReading({"initiatives": table}, tuple(issues), (), {}, frozenset())


def reading_of(sheet: RawTable, grouping: Grouping, updates: RawTable) -> SheetReading:
    """Give the reading of a sheet whose rows were gathered by initiative."""
    unplaced = tuple(RawRow(row.number, ()) for row in (*sheet.narrow_or_wide, *grouping.unplaced))
    initiatives = table_of_rows(sheet, grouping.initiative_rows(), grouping.words, of_updates=False)
    return SheetReading(
        {"initiatives": replace(initiatives, narrow_or_wide=unplaced), "status_updates": updates},
        tuple(grouping.issues),
        (),
        grouping.identifiers,
        frozenset(grouping.refused),
        grouping.readings(),
    )


def _as_day(issue: Issue) -> Issue:
    """Advise, where an unknown column is named after a day, to load the sheet as a tracker."""
    if issue.value is None or read_header_day(issue.value, epoch=None) is None:
        return issue
    advice = "A tracker with a column for each date is loaded with --wide, or on the page Tracker."
    return replace(issue, suggestion=advice)


def _blank_statuses(rows: list[tuple[int, Cells]], words: Mapping[str, str]) -> tuple[Reading, ...]:
    """List the words that say that nothing was reported, of rows that become no update."""
    blank = Counter(cells["status"] for _, cells in rows if "status" in cells and not has_update(cells))
    return tuple(
        Reading("status_updates", words["status"], word, "(no status)", count)
        for word, count in sorted(blank.items())
    )


def _missing(sheet: RawTable, columns: tuple[str | None, ...]) -> list[Issue]:
    if "initiative_id" in columns:
        return []
    needed = {"city_id": "city", "title": "initiative"}
    return [
        sheet.issue(
            "missing_column",
            "is missing",
            row=1,
            column=word,
            allowed="a column of that name in the first row",
        )
        for column, word in needed.items()
        if column not in columns
    ]


def _cells(columns: tuple[str | None, ...], row: RawRow) -> Cells:
    cells = {column: cell for column, cell in zip(columns, row.cells, strict=True) if column and cell}
    evidence = cells.get("evidence_title", "")
    if web_address(evidence) and "evidence_url" not in cells:
        cells["evidence_url"] = cells.pop("evidence_title")
    return cells
