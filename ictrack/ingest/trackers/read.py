"""Turn a tracker with a column per day into initiatives and status updates, one per cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ictrack.dates import PartialDay
from ictrack.ingest.issues import Issue
from ictrack.ingest.one_sheet import SheetReading, reading_of, unread
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.sheet_groups import Cells, Grouping, Known, table_of_rows
from ictrack.ingest.source import RawSource, RawTable, Reading
from ictrack.ingest.trackers.mapping import (
    NO_REPORT,
    NOTHING,
    OF_INITIATIVE,
    OPEN,
    ChangedCells,
    TrackerColumn,
    TrackerMapping,
    read_words,
)
from ictrack.ingest.trackers.questions import days_of_columns, unknown_words
from ictrack.vocabulary import Confidence, DeliveryStatus, UpdateKind
from ictrack.words import is_blank_status, match_word

# A colour beside one of these says nothing more: there is nothing left to be confident of.
_FINISHED = frozenset({DeliveryStatus.COMPLETED, DeliveryStatus.STOPPED})


@dataclass(frozen=True)
class StoredReport:
    """Hold what counts of one day of an initiative: the cells of a stored update that say it."""

    update_id: str
    initiative_id: str
    day: date
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Report:
    """Hold one report of a tracker: its row, its day, its cells, and the header of each."""

    row: int
    day: PartialDay
    cells: Cells
    words: Mapping[str, str]
    written: str


@dataclass
class _Judged:
    """Collect the reports of a tracker, and what is wrong with its cells."""

    reports: list[Report] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    readings: Counter[tuple[str, str, str]] = field(default_factory=Counter)


def read_tracker(
    raw: RawSource,
    sheet: RawTable,
    mapping: TrackerMapping,
    known: Known,
    stored: Iterable[StoredReport],
) -> SheetReading:
    """Turn a tracker into the files `initiatives` and `status_updates`, as its mapping says.

    A report that the store holds already makes no update; one that says something else of
    its day is a problem, or a correction where the mapping asks for one. While nobody has
    said which city or initiative a row is of, no row is read.
    """
    if any(issue.code == "missing_column" for issue in raw.issues):
        return unread(sheet, list(unknown_words(sheet, mapping)))
    places = {header: place for place, header in enumerate(sheet.header)}
    columns = [column for column in mapping.column if column.header in places]
    own = {column.holds: column.header for column in columns if column.holds in OF_INITIATIVE}
    rows = [(row.number, _initiative_cells(row, own, places, mapping)) for row in sheet.rows]
    grouping = Grouping(sheet, own, known)
    grouping.take(rows)
    judged = _Judged()
    reader = _CellReader(sheet, mapping, places, judged)
    for row in sheet.rows:
        reader.read_row(row)
    judged.issues.extend(unknown_words(sheet, mapping))
    updates = _updates_of(sheet, mapping, grouping, judged, stored)
    pairs = [(report.row, report.cells) for report in updates]
    table = table_of_rows(sheet, grouping.update_rows(pairs), {})
    reading = reading_of(sheet, grouping, replace(table, words_of_rows=tuple(r.words for r in updates)))
    return replace(
        reading,
        issues=(*reading.issues, *judged.issues),
        identifiers={row.number: (grouping.initiative_of(row.number), None) for row in sheet.rows},
        refused=reading.refused | judged.refused,
        readings=(*_readings_of(columns, judged), *reading.readings),
    )


def _initiative_cells(
    row: RawRow, own: Mapping[str, str], places: Mapping[str, int], mapping: TrackerMapping
) -> Cells:
    said = {column: row.cells[places[header]] for column, header in own.items()}
    return {**mapping.every_row, **{column: cell for column, cell in said.items() if cell}}


class _CellReader:
    """Read the cells of each row day by day; what is wrong with them goes to `judged`."""

    def __init__(
        self, sheet: RawTable, mapping: TrackerMapping, places: Mapping[str, int], judged: _Judged
    ) -> None:
        self.sheet = sheet
        self.mapping = mapping
        self.judged = judged
        self._places = places
        self._days: dict[date, tuple[PartialDay, dict[str, str]]] = {}
        days = days_of_columns(mapping)
        for column in mapping.column:
            if column.header in days and column.header in places:
                day = days[column.header]
                held = self._days.setdefault(day.last, (day, {}))[1]
                held[column.holds] = column.header

    def read_row(self, row: RawRow) -> None:
        """Read the reports of one row, one for each day that it says something of."""
        for day, words in self._days.values():
            written = {column: row.cells[self._places[header]] for column, header in words.items()}
            cells = self._cells_of(row.number, written, words)
            if cells:
                said = written.get("status") or next(iter(cells.values()))
                cells["reported_on"] = str(day)
                shown = {"reported_on": words.get("status", next(iter(words.values()))), **words}
                self.judged.reports.append(Report(row.number, day, cells, shown, said))

    def _cells_of(self, number: int, written: Mapping[str, str], words: Mapping[str, str]) -> Cells:
        cells = {
            column: cell
            for column, cell in written.items()
            if cell and not (column == "confidence" and is_blank_status(cell))
        }
        text = cells.pop("status", "")
        meaning = self.mapping.meaning_of(text)
        if text:
            self.judged.readings["status", text, meaning] += 1
        if meaning == OPEN:
            self.judged.refused.add(number)
            return {}
        if meaning != NO_REPORT:
            cells |= self._status_cells(number, cells, meaning, words["status"])
        return cells

    def _status_cells(self, number: int, cells: Cells, meaning: str, header: str) -> Cells:
        """Give a status, and a confidence where its word, a cell beside it or its colour says one."""
        read = read_words(meaning)
        if read is None:
            return {}
        status, confidence = read
        beside = cells.get("confidence")
        said = match_word(Confidence, beside).member if beside else confidence
        if status not in _FINISHED:
            said = self._with_colour(number, said, header)
        confidence_cell = beside or (str(said) if said else "")
        return {"status": str(status), **({"confidence": confidence_cell} if confidence_cell else {})}

    def _with_colour(self, number: int, said: Confidence | None, header: str) -> Confidence | None:
        colour = self.sheet.fills.get(number, {}).get(header, "")
        meaning = self.mapping.colours.get(colour, NOTHING) if colour else NOTHING
        if meaning in {NOTHING, OPEN}:
            return said
        if said is None:
            self.judged.readings["colour", colour, meaning] += 1
            return Confidence(meaning)
        if said != meaning:
            self.judged.refused.add(number)
            self.judged.issues.append(
                self.sheet.issue(
                    "colour_contradicts",
                    f"is the colour of a cell that says {said}; the mapping reads it as {meaning}",
                    row=number,
                    column=header,
                    value=colour,
                    allowed='one of the two; or "nothing" for the colour under [colours] of the mapping',
                )
            )
        return said


def _updates_of(
    sheet: RawTable,
    mapping: TrackerMapping,
    grouping: Grouping,
    judged: _Judged,
    stored: Iterable[StoredReport],
) -> list[Report]:
    """Keep the reports that are new; one that changes its day is a problem or a correction."""
    by_day: dict[tuple[str, date], list[StoredReport]] = defaultdict(list)
    for one in stored:
        by_day[one.initiative_id, one.day].append(one)
    updates: list[Report] = []
    for report in judged.reports:
        initiative_id = grouping.initiative_of(report.row)
        if initiative_id is None:
            continue
        before = by_day[initiative_id, report.day.last]
        if not before:
            updates.append(report)
        elif not any(_says_the_same(report.cells, other) for other in before):
            updates += _changed(sheet, mapping, judged, report, before)
    return updates


def _says_the_same(cells: Cells, stored: StoredReport) -> bool:
    return all(
        _canonical(column, cell) == stored.cells.get(column, "")
        for column, cell in cells.items()
        if column != "reported_on"
    )


def _canonical(column: str, cell: str) -> str:
    if column == "confidence":
        return str(match_word(Confidence, cell).member or cell)
    return cell


def _changed(
    sheet: RawTable,
    mapping: TrackerMapping,
    judged: _Judged,
    report: Report,
    before: Sequence[StoredReport],
) -> Iterator[Report]:
    last = max(before, key=lambda stored: stored.update_id)
    if mapping.changed_cells is ChangedCells.CORRECT:
        follows = {"kind": str(UpdateKind.CORRECTION), "corrects_update_id": last.update_id}
        yield replace(report, cells={**report.cells, **follows})
        return
    column = next(
        column
        for column, cell in report.cells.items()
        if column != "reported_on" and _canonical(column, cell) != last.cells.get(column, "")
    )
    former = last.cells.get(column)
    said = f"said '{former}'" if former else "said nothing here"
    judged.refused.add(report.row)
    judged.issues.append(
        sheet.issue(
            "changed_cell",
            f"was loaded before and {said} of {report.day} ({last.update_id}); "
            "a status update is never edited",
            row=report.row,
            column=report.words[column],
            value=report.written if column == "status" else report.cells[column],
            allowed='what it said; or changed_cells = "correct" in the mapping, '
            "which sends what it says now as a correction",
        )
    )


def _readings_of(columns: Iterable[TrackerColumn], judged: _Judged) -> Iterator[Reading]:
    """List what was read as what: headers as days, words as statuses, colours as confidences."""
    for column in columns:
        if column.is_of_update and column.day and column.day not in {OPEN, column.header}:
            yield Reading("status_updates", "column names", column.header, column.day, 1)
    for (column_name, written, read_as), count in sorted(judged.readings.items()):
        if read_as not in {written, OPEN}:
            yield Reading("status_updates", column_name, written, read_as, count)
