"""Propose how a tracker is read, and take over what was answered before.

What can be read in one way only is proposed; what can be read in several ways is left
open, for somebody to answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ictrack.ingest.columns import PROBLEMS_COLUMN
from ictrack.ingest.sheet_words import RAG_WORDS, header_words
from ictrack.ingest.source import RawTable
from ictrack.ingest.trackers.colours import confidence_of_colour, name_of_colour
from ictrack.ingest.trackers.header_days import HeaderDay, read_header_day
from ictrack.ingest.trackers.mapping import (
    NO_REPORT,
    OF_INITIATIVE,
    OF_UPDATE,
    OPEN,
    TrackerColumn,
    TrackerMapping,
)
from ictrack.vocabulary import DeliveryStatus
from ictrack.words import fold, is_blank_status, match_word

# What tells columns of one name apart is no part of what they are called.
_TOLD_APART = re.compile(r" \((?:after|column) .*\)$", re.DOTALL)
# Words of a header that say nothing of what its column holds.
_FILLING = frozenset({"as", "at", "of", "on", "for", "the", "end", "position", "in", "to"})
_STATUS_WORDS = frozenset({"", "status", "progress", "state", "delivery status"})
_LIGHT = "light"
_LONGEST_STATUS = 25


@dataclass(frozen=True)
class ProposalOptions:
    """Hold how a proposal is made.

    `day_first` says that 03/04/2019 is 3 April. `offers_colours` proposes a confidence for
    colours of traffic lights; without it each colour is asked about.
    """

    day_first: bool | None = None
    offers_colours: bool = True


def propose_mapping(
    name: str,
    table: RawTable,
    answers: TrackerMapping | None = None,
    options: ProposalOptions | None = None,
) -> TrackerMapping:
    """Say how a tracker is read: as it was answered, else as its own words propose."""
    options = options or ProposalOptions()
    columns = _with_answers(_propose_columns(table, options.day_first), answers)
    held = {column.holds for column in columns}
    every_row = dict(answers.every_row) if answers else {}
    if not {"city_id", "initiative_id"} & (held | every_row.keys()):
        every_row["city_id"] = OPEN
    texts = texts_of(table, columns)
    return TrackerMapping(
        tracker=answers.tracker if answers else name,
        sheet=table.sheet,
        **({"changed_cells": answers.changed_cells} if answers else {}),
        every_row=every_row,
        column=columns,
        words=_propose_words(texts.words, answers.words if answers else {}),
        colours=_propose_colours(texts.colours, answers.colours if answers else {}, options),
    )


@dataclass
class StatusTexts:
    """Count the words and the colours of the cells that hold a status; the first row of each."""

    words: Counter[str] = field(default_factory=Counter)
    colours: Counter[str] = field(default_factory=Counter)
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    def take(self, row: int, column: str, text: str, colour: str) -> None:
        """Count one cell; a colour without a word says nothing."""
        self.words[text] += 1
        if colour and not is_blank_status(text):
            self.colours[colour] += 1
        for said in (text, colour):
            self.rows.setdefault(said, row)
            self.columns.setdefault(said, column)


def texts_of(table: RawTable, columns: Iterable[TrackerColumn]) -> StatusTexts:
    """Collect what the cells of status columns say, and their colours."""
    names = [column.header for column in columns if column.holds == "status"]
    places = [(table.header.index(name), name) for name in names if name in table.header]
    texts = StatusTexts()
    for row in table.rows:
        fills = table.fills.get(row.number, {})
        for place, name in places:
            if row.cells[place]:
                texts.take(row.number, name, row.cells[place], fills.get(name, ""))
    return texts


def _propose_columns(table: RawTable, day_first: bool | None) -> tuple[TrackerColumn, ...]:
    """Propose each column that says anything, from the left to the right."""
    proposed: list[TrackerColumn] = []
    for place, name in enumerate(table.header):
        cells = [row.cells[place] for row in table.rows if row.cells[place]]
        if cells and fold(name) != PROBLEMS_COLUMN:
            header = _TOLD_APART.sub("", name)
            found = (
                None
                if fold(header) in header_words()
                else read_header_day(header, epoch=table.epoch, day_first=day_first)
            )
            column = _dated(name, found, cells) if found else _undated(name, fold(header), proposed)
            proposed.append(column)
    return tuple(_beside_status(column, proposed) for column in proposed)


def _dated(name: str, found: HeaderDay, cells: list[str]) -> TrackerColumn:
    holds = _held_by(_without_filling(found.rest))
    if holds == "status" and _is_text(cells):
        holds = "summary"
    return TrackerColumn.model_construct(
        header=name, holds=holds, day=found.day or OPEN, beside=None, choices=found.choices
    )


def _without_filling(rest: str) -> str:
    words = fold(re.sub(r"[^\w\s]", " ", rest)).split()
    return " ".join(word for word in words if word not in _FILLING)


def _held_by(rest: str) -> str:
    """Say what a column of a day holds, by the other words of its header."""
    if rest in RAG_WORDS:
        return _LIGHT
    if rest in _STATUS_WORDS:
        return "status"
    known = header_words().get(rest, OPEN)
    return known if known in OF_UPDATE else OPEN


def _is_text(cells: list[str]) -> bool:
    """Say whether cells are sentences: none is a status word, and they are long."""
    if any(is_blank_status(cell) or match_word(DeliveryStatus, cell).member for cell in cells):
        return False
    return sum(map(len, cells)) > _LONGEST_STATUS * len(cells)


def _undated(name: str, header: str, before: list[TrackerColumn]) -> TrackerColumn:
    """Propose a column whose header names no day: of the initiative, or of the day before it."""
    known = header_words().get(header, OPEN)
    if known in OF_INITIATIVE:
        return TrackerColumn(header=name, holds=known)
    dated = next((column.header for column in reversed(before) if column.day), None)
    if dated is not None and header in RAG_WORDS:
        return TrackerColumn.model_construct(header=name, holds=_LIGHT, day=None, beside=dated, choices=())
    if dated is not None and known in OF_UPDATE:
        return TrackerColumn(header=name, holds=known, beside=dated)
    return TrackerColumn(header=name, holds=OPEN)


def _beside_status(column: TrackerColumn, columns: list[TrackerColumn]) -> TrackerColumn:
    """Let a column share the day of the status column of the same day; a light is its confidence."""
    status = next(
        (
            other
            for other in columns
            if other.holds == "status" and other.header != column.header and _of_one_day(column, other)
        ),
        None,
    )
    if column.holds == _LIGHT:
        holds = "confidence" if status else "status"
        if status is None:
            return column.model_copy(update={"holds": holds})
        return TrackerColumn(header=column.header, holds=holds, beside=status.header)
    if column.day is None or column.holds == "status" or status is None:
        return column
    return TrackerColumn(header=column.header, holds=column.holds, beside=status.header)


def _of_one_day(column: TrackerColumn, other: TrackerColumn) -> bool:
    if column.beside is not None:
        return column.beside == other.header
    is_told = column.day != OPEN or bool(column.choices)
    return is_told and (column.day, column.choices) == (other.day, other.choices)


def _with_answers(
    proposed: tuple[TrackerColumn, ...], answers: TrackerMapping | None
) -> tuple[TrackerColumn, ...]:
    """Take what was answered for a column in place of what is proposed."""
    answered = {column.header: column for column in answers.column} if answers else {}
    return tuple(
        answered[column.header].model_copy(update={"choices": column.choices})
        if column.header in answered and not answered[column.header].is_open
        else column
        for column in proposed
    )


def _propose_words(words: Iterable[str], answered: Mapping[str, str]) -> dict[str, str]:
    known = {fold(word): meaning for word, meaning in answered.items() if meaning != OPEN}
    proposed: dict[str, str] = {}
    seen: set[str] = set()
    for word in words:
        if fold(word) not in seen:
            seen.add(fold(word))
            proposed[word] = known.get(fold(word)) or _meaning_of(word)
    return proposed


def _meaning_of(word: str) -> str:
    if is_blank_status(word):
        return NO_REPORT
    match = match_word(DeliveryStatus, word)
    if match.member is None:
        return OPEN
    return f"{match.member}, {match.confidence}" if match.confidence else str(match.member)


def _propose_colours(
    colours: Iterable[str], answered: Mapping[str, str], options: ProposalOptions
) -> dict[str, str]:
    known = {name: meaning for name, meaning in answered.items() if meaning != OPEN}
    return {
        colour: known.get(colour)
        or known.get(name_of_colour(colour))
        or (confidence_of_colour(colour) if options.offers_colours else OPEN)
        for colour in colours
    }
