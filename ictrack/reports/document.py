"""The convening report as a document: sections of sentences, tables and charts, before any format.

`content.py` computes it, the writers of the formats render it and compute nothing, so no
two formats can differ in a number. It can be written as JSON and read again: that is how a
frozen convening keeps its numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from ictrack.vocabulary import Standing


@dataclass(frozen=True)
class Figure:
    """Hold a number in a sentence: its `words` as they stand there, and the initiatives behind it."""

    words: str
    identifiers: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """Hold one or more sentences of text, and the numbers in them that can be traced."""

    text: str
    figures: tuple[Figure, ...] = ()

    def __str__(self) -> str:
        """Give the text, so that a part can be put into the place of another text."""
        return self.text


@dataclass(frozen=True)
class Count:
    """A number in a table, and the identifiers of what it counts."""

    number: int
    identifiers: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """Words for an initiative's progress, drawn with the letter and the colour of its standing.

    `is_hollow`: its link to the programme is unconfirmed; `is_closed`: with its phase.
    """

    text: str
    standing: Standing
    is_hollow: bool = False
    is_closed: bool = False


@dataclass(frozen=True)
class Link:
    """Text that leads to a document on the web; `url` begins with http:// or https://."""

    text: str
    url: str


# The section that lists the numbers of sentences with what they count.
NUMBERS_SECTION = "annex:numbers"

Cell = str | int | None | Count | Mark | Link


@dataclass(frozen=True)
class Heading:
    """Name a column: its key, its words, whether it holds numbers, and its share of the width."""

    key: str
    label: str
    is_number: bool = False
    weight: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Words: `lead` is what one came for and is set large, `note` is set small."""

    sentence: Sentence
    style: Literal["lead", "plain", "note"] = "plain"
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """A list of short sentences, under a few words that say of what."""

    title: str
    items: tuple[Sentence, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class Grid:
    """A table: the first cell of each row names the row; `caption` is unique in its section."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: Literal["grid"] = "grid"


class Paint(StrEnum):
    """How a series of a chart is drawn, where it is not of a standing."""

    HIDDEN = "hidden"
    TOTAL = "total"
    ADDED = "added"
    TAKEN = "taken"


@dataclass(frozen=True)
class ChartSeries:
    """One colour of stacked bars: its name, how it is drawn, and a number for each label."""

    name: str
    paint: Standing | Paint
    values: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """Stacked bars: horizontal ones from top to bottom, or upright ones from left to right.

    A series that is hidden is only the place on which the others stand. `sentence` says what
    the chart shows and is its alternative text; `table` has the same numbers.
    """

    key: str
    title: str
    sentence: str
    axis: str
    is_upright: bool
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    table: Grid
    kind: Literal["chart"] = "chart"


@dataclass(frozen=True)
class Commentary:
    """What the project manager wrote beside the numbers; empty until it is put in."""

    section: str
    text: str = ""
    kind: Literal["commentary"] = "commentary"


Block = Annotated[Paragraph | Bullets | Grid | Chart | Commentary, Field(discriminator="kind")]


@dataclass(frozen=True)
class Section:
    """A part of the report under one heading; `key` is unique, such as `leaders` or `city:CAR`.

    `is_liftable`: it can be handed out alone, and starts a page of its own. `is_annex`: long
    lists, which slides leave out.
    """

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    is_liftable: bool = False
    is_annex: bool = False


@dataclass(frozen=True)
class Stamp:
    """What the report is of; days are ISO 8601.

    `line` stands on every page; `warnings` too, such as that it is a reconstruction. `facts`
    are what the stamp says in full, as names and values.
    """

    event_id: str
    as_at: str
    known_on: str
    fingerprint: str
    definitions: str
    version: str
    line: str
    warnings: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Report:
    """The whole report, or a part that was lifted out of it."""

    title: str
    subtitle: str
    language: str
    stamp: Stamp
    sections: tuple[Section, ...]
    # What stands in tables and charts for each standing that occurs, in their order.
    legend: tuple[tuple[Standing, str], ...] = field(default=())

    def walk(self) -> Iterator[tuple[int, Section]]:
        """Give every section with its depth from 1, each before the sections in it."""
        for section in self.sections:
            yield from _walk(section, 1)

    def find(self, key: str) -> Section | None:
        """Find a section by its key."""
        return next((section for _depth, section in self.walk() if section.key == key), None)

    def lift(self, key: str) -> Report:
        """Give one section alone, with the stamp; raises KeyError where it cannot be lifted out."""
        section = self.find(key)
        if section is None or not section.is_liftable:
            raise KeyError(key)
        return replace(self, subtitle=self.title, title=section.title, sections=(section,))

    def with_commentary(self, texts: Mapping[str, str]) -> Report:
        """Put in what was written, by the key of the section that it speaks of."""

        def put(block: Block) -> Block:
            if isinstance(block, Commentary):
                return replace(block, text=texts.get(block.section, ""))
            return block

        return replace(self, sections=tuple(_map_blocks(section, put) for section in self.sections))

    def without(self, key: str) -> Report:
        """Leave out a section and those in it."""
        return replace(self, sections=_without(self.sections, key))

    def with_section(self, section: Section) -> Report:
        """Add a section at the end."""
        return replace(self, sections=(*self.sections, section))

    def charts(self) -> tuple[Chart, ...]:
        """List the charts, in their order."""
        blocks = (block for _depth, section in self.walk() for block in section.blocks)
        return tuple(block for block in blocks if isinstance(block, Chart))


def _walk(section: Section, depth: int) -> Iterator[tuple[int, Section]]:
    yield depth, section
    for inner in section.sections:
        yield from _walk(inner, depth + 1)


def _without(sections: tuple[Section, ...], key: str) -> tuple[Section, ...]:
    kept = (section for section in sections if section.key != key)
    return tuple(replace(section, sections=_without(section.sections, key)) for section in kept)


def _map_blocks(section: Section, change: Callable[[Block], Block]) -> Section:
    return replace(
        section,
        blocks=tuple(map(change, section.blocks)),
        sections=tuple(_map_blocks(inner, change) for inner in section.sections),
    )


_REPORT: TypeAdapter[Report] = TypeAdapter(Report)


def report_json(report: Report) -> str:
    """Write a report as JSON; the same report, the same text."""
    return _REPORT.dump_json(report).decode()


def read_report(text: str) -> Report:
    """Read a report from JSON; raises pydantic's ValidationError where it is none."""
    return _REPORT.validate_json(text)


def plain_cell(cell: Cell) -> str | int | None:
    """Give what a cell says: its text, its number or nothing."""
    match cell:
        case Count(number=number):
            return number
        case Mark(text=text) | Link(text=text):
            return text
    return cell


@dataclass(frozen=True)
class TracedNumber:
    """One number of the report and what it counts: where it stands, and the identifiers behind it."""

    section: str
    where: str
    words: str
    identifiers: tuple[str, ...]


def traced_numbers(report: Report) -> tuple[TracedNumber, ...]:
    """List every number that can be traced, of sentences and of tables, in the report's order."""
    return tuple(number for _depth, section in report.walk() for number in _of_section(section))


def traced_sentences(report: Report) -> tuple[TracedNumber, ...]:
    """List the numbers in sentences alone."""
    sections = (section for _depth, section in report.walk())
    return tuple(number for section in sections for number in _in_sentences(section))


def _in_sentences(section: Section) -> Iterator[TracedNumber]:
    for block in section.blocks:
        if isinstance(block, Paragraph | Bullets):
            yield from _of_block(section, block)


def _of_section(section: Section) -> Iterator[TracedNumber]:
    for block in section.blocks:
        yield from _of_block(section, block)


def _of_block(section: Section, block: Block) -> Iterator[TracedNumber]:
    match block:
        case Paragraph(sentence=sentence):
            yield from _of_sentence(section, sentence)
        case Bullets(items=items):
            for item in items:
                yield from _of_sentence(section, item)
        case Grid():
            yield from _of_grid(section, block)
        case Chart(table=table):
            yield from _of_grid(section, table)


def _of_sentence(section: Section, sentence: Sentence) -> Iterator[TracedNumber]:
    for figure in sentence.figures:
        yield TracedNumber(section.title, sentence.text, figure.words, figure.identifiers)


def _of_grid(section: Section, grid: Grid) -> Iterator[TracedNumber]:
    for row in grid.rows:
        for heading, cell in zip(grid.headings, row, strict=True):
            if isinstance(cell, Count):
                where = f"{grid.caption}: {plain_cell(row[0])}, {heading.label}"
                yield TracedNumber(section.title, where, str(cell.number), cell.identifiers)
