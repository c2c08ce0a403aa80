"""A report's content as text: what a golden file holds, and what a reader of a difference can read."""

from __future__ import annotations

from collections.abc import Iterator

from ictrack.reports.document import (
    Block,
    Bullets,
    Chart,
    Commentary,
    Grid,
    Mark,
    Paragraph,
    Report,
    Section,
    plain_cell,
)
from ictrack.reports.document import Cell as ReportCell


def content_text(report: Report) -> str:
    """Write the whole content, one line for each thing that it says."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {report.title}"
    yield report.subtitle
    yield report.stamp.line
    yield from report.stamp.warnings
    yield from (f"{name}: {value}" for name, value in report.stamp.facts)
    for depth, section in report.walk():
        yield from _of_section(section, depth)


def _of_section(section: Section, depth: int) -> Iterator[str]:
    yield ""
    marks = ("liftable", section.is_liftable), ("annex", section.is_annex)
    words = [section.key, *(name for name, is_so in marks if is_so)]
    yield f"{'#' * (depth + 1)} {section.title} [{' '.join(words)}]"
    for block in section.blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"({block.style}) {block.sentence.text}"
        case Bullets():
            yield f"* {block.title}"
            yield from (f"  - {item.text}" for item in block.items)
        case Grid():
            yield from _of_grid(block)
        case Chart():
            yield f"Chart: {block.title}. {block.sentence}"
            for series in block.series:
                yield f"  {series.name} ({series.paint}): {', '.join(map(str, series.values))}"
            yield from _of_grid(block.table)
        case Commentary():
            yield f"Commentary: {block.text}"


def _of_grid(grid: Grid) -> Iterator[str]:
    yield f"Table: {grid.caption}"
    yield "  " + " | ".join(heading.label for heading in grid.headings)
    for row in grid.rows:
        yield "  " + " | ".join(map(_cell, row))


def _cell(cell: ReportCell) -> str:
    letter = f"[{cell.standing.letter}] " if isinstance(cell, Mark) else ""
    told = plain_cell(cell)
    return letter + ("" if told is None else str(told).replace("\n", " / "))
