"""What a mapping leaves open, and what in it cannot be: each a problem that says what to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ictrack.dates import PartialDay, parse_partial_day
from ictrack.ingest.issues import Issue
from ictrack.ingest.source import RawTable
from ictrack.ingest.trackers.mapping import NO_REPORT, NOTHING, OPEN, TrackerColumn, TrackerMapping
from ictrack.ingest.trackers.proposal import texts_of
from ictrack.vocabulary import DeliveryStatus
from ictrack.words import match_word

_ANY_STATUS = ", ".join(f'"{status}"' for status in DeliveryStatus)


def days_of_columns(mapping: TrackerMapping) -> dict[str, PartialDay]:
    """Give the day that each column of updates speaks of: its own, or that of the column beside it."""
    written = {column.header: column.day for column in mapping.column}
    days = {
        column.header: parse_partial_day(column.day or written.get(column.beside or "") or "")
        for column in mapping.column
        if column.is_of_update
    }
    return {header: day for header, day in days.items() if day is not None}


def open_questions(table: RawTable, mapping: TrackerMapping, today: date) -> Iterator[Issue]:
    """List everything that keeps a tracker from being read as its mapping says."""
    yield from _open_columns(table, mapping)
    yield from _missing_columns(table, mapping)
    yield from _two_of_one(table, mapping)
    yield from _days_to_come(table, mapping, today)
    yield from _open_colours(table, mapping)


def _header_issue(
    table: RawTable, column: str, code: str, message: str, allowed: str, value: str | None = None
) -> Issue:
    return table.issue(
        code, message, row=table.header_row, column=column, value=value or column, allowed=allowed
    )


def _open_columns(table: RawTable, mapping: TrackerMapping) -> Iterator[Issue]:
    written = {column.header: column for column in mapping.column}
    for column in mapping.column:
        if column.holds == OPEN:
            yield _header_issue(
                table,
                column.header,
                "unknown_column",
                "is not known as a column",
                'holds = "summary", or another column of initiatives or status_updates, '
                'or holds = "nothing" to leave it out, in the mapping',
            )
        elif column.is_of_update:
            yield from _open_day(table, column, written)


def _open_day(
    table: RawTable, column: TrackerColumn, written: Mapping[str, TrackerColumn]
) -> Iterator[Issue]:
    if column.day == OPEN and len(column.choices) > 1:
        choices = " or ".join(f'day = "{choice}"' for choice in column.choices)
        yield _header_issue(
            table, column.header, "ambiguous_day", "can be two days", f"{choices} in the mapping"
        )
    elif column.day == OPEN:
        yield _header_issue(table, column.header, "unknown_day", *_how_to_give_a_day(column))
    elif column.day is None and not (
        column.beside and column.beside in written and written[column.beside].day
    ):
        yield _header_issue(table, column.header, "no_day", *_how_to_give_a_day(column))


def _how_to_give_a_day(column: TrackerColumn) -> tuple[str, str]:
    examples = column.choices or ("2019-03-31", "2019-03", "2019")
    allowed = " or ".join(f'day = "{day}"' for day in examples)
    named = "beside names no column with a day" if column.beside else "does not say which day it speaks of"
    return named, f"{allowed} in the mapping"


def _missing_columns(table: RawTable, mapping: TrackerMapping) -> Iterator[Issue]:
    held = {column.holds for column in mapping.column} | {
        column for column, value in mapping.every_row.items() if value != OPEN
    }
    if "initiative_id" in held:
        return
    needed = {
        "city_id": ("city", 'a column of cities, or city_id = "CAR" under [every_row] of the mapping'),
        "title": ("initiative", 'a column of titles: holds = "title" for it in the mapping'),
    }
    for column, (word, allowed) in needed.items():
        if column not in held:
            yield table.issue(
                "missing_column", "is missing", row=table.header_row, column=word, allowed=allowed
            )


def _two_of_one(table: RawTable, mapping: TrackerMapping) -> Iterator[Issue]:
    """Name each column that says the same thing, of the same day, as one before it."""
    days = days_of_columns(mapping)
    first: dict[tuple[str, date | None], str] = {}
    for column in mapping.column:
        if column.holds in {OPEN, NOTHING} or (column.is_of_update and column.header not in days):
            continue
        day = days[column.header].last if column.is_of_update else None
        other = first.setdefault((column.holds, day), column.header)
        if other != column.header:
            code, what = (
                ("two_columns_of_one_day", "speaks of the same day as")
                if day
                else (
                    "doubled_column",
                    "means the same as",
                )
            )
            yield _header_issue(
                table,
                column.header,
                code,
                f"{what} the column '{other}'",
                'another day, or holds = "nothing" for one of them in the mapping',
            )


def _days_to_come(table: RawTable, mapping: TrackerMapping, today: date) -> Iterator[Issue]:
    """Name each column that reports on a day that is yet to come; one without reports is no harm."""
    days = days_of_columns(mapping)
    for column in mapping.column:
        if column.header in days and column.holds == "status" and days[column.header].first > today:
            place = table.header.index(column.header) if column.header in table.header else None
            reports = {
                row.cells[place]
                for row in table.rows
                if place is not None and mapping.means_report(row.cells[place])
            }
            if reports:
                yield _header_issue(
                    table,
                    column.header,
                    "day_to_come",
                    f"is a day that is yet to come, and already says '{min(reports)}'",
                    'a day that has passed, or holds = "nothing" to leave the plan out, in the mapping',
                )


def unknown_words(table: RawTable, mapping: TrackerMapping) -> Iterator[Issue]:
    """Name each word of a status whose meaning nobody has stated, where it stands first."""
    texts = texts_of(table, mapping.column)
    for word, cells in texts.words.items():
        if mapping.meaning_of(word) == OPEN:
            counted = "" if cells == 1 else f" ({cells:,} cells, this the first)"
            yield table.issue(
                "unknown_status",
                f"is not known as a status{counted}",
                row=texts.rows[word],
                column=texts.columns[word],
                value=word,
                allowed=f'{_ANY_STATUS} or "{NO_REPORT}" for it under [words] of the mapping',
                suggestion=match_word(DeliveryStatus, word).suggestion,
            )


def _open_colours(table: RawTable, mapping: TrackerMapping) -> Iterator[Issue]:
    texts = texts_of(table, mapping.column)
    for colour, meaning in mapping.colours.items():
        if meaning == OPEN and colour in texts.colours:
            cells = texts.colours[colour]
            counted = "1 cell" if cells == 1 else f"{cells:,} cells"
            yield table.issue(
                "unknown_colour",
                f"is a colour whose meaning is not stated ({counted}, this the first)",
                row=texts.rows[colour],
                column=texts.columns[colour],
                value=colour,
                allowed='"on_track", "at_risk", "off_track" or "nothing" for it, '
                "under [colours] of the mapping",
            )
