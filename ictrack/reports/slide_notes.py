"""What the speaker reads beside a slide: its sentences in full, and the initiatives behind its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ictrack.language import _, ngettext
from ictrack.reports.cell_text import cell_text
from ictrack.reports.document import Cell, Count, Heading, Sentence

# More identifiers than this are read in the workbook.
_MOST_IDENTIFIERS = 40


def sentence_notes(sentence: Sentence) -> tuple[str, ...]:
    """Give a sentence, and a line for each of its numbers that can be traced."""
    figures = (_traced(figure.words, figure.identifiers) for figure in sentence.figures if figure.identifiers)
    return (sentence.text, *figures)


def row_notes(caption: str, headings: Sequence[Heading], row: Sequence[Cell]) -> tuple[str, ...]:
    """Give a line for each number of a row that can be traced."""
    return tuple(_row_notes(caption, headings, row))


def _row_notes(caption: str, headings: Sequence[Heading], row: Sequence[Cell]) -> Iterator[str]:
    for heading, cell in zip(headings, row, strict=True):
        if isinstance(cell, Count) and cell.identifiers:
            number = cell_text(cell, heading)
            name = cell_text(row[0], headings[0])
            yield _traced(f"{caption}: {name}, {heading.label}: {number}", cell.identifiers)


def _traced(words: str, identifiers: Sequence[str]) -> str:
    listed = ", ".join(identifiers[:_MOST_IDENTIFIERS])
    more = len(identifiers) - _MOST_IDENTIFIERS
    if more > 0:
        listed = ngettext(
            "{identifiers} and {n} more, in the workbook",
            "{identifiers} and {n} more, in the workbook",
            more,
            identifiers=listed,
        )
    return _("{words}: {identifiers}", words=words, identifiers=listed)
