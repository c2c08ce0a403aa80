"""A table as a piece of slides: widths of columns, heights of rows, and how it parts. All in points.

Columns are as wide as their weights say, but no narrower than a word; rows are as high as
the words in them need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ictrack.escapes import clean_text
from ictrack.reports.cell_text import cell_text
from ictrack.reports.document import Cell, Grid, Heading, Link, Mark
from ictrack.reports.slide_notes import row_notes
from ictrack.reports.slide_text import (
    CAPTION,
    GAP,
    LINE_HEIGHT,
    WIDTH,
    Para,
    Space,
    even_share,
    height_of,
    title_lines,
)
from ictrack.reports.text_width import break_lines, longest_word, text_width

CELL_SIZE = 12.0
CELL_PADDING = 4.0
CELL_MARGIN = 5.0
# A word longer than this share of the table is broken.
_LONGEST_WORD = 0.3
_LEAST_TABLE = 0.3


@dataclass(frozen=True)
class TablePiece:
    """A table, or some of its rows; the widths are those of the whole."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    header_height: float
    heights: tuple[float, ...]
    goes_on: bool = False

    @cached_property
    def text(self) -> tuple[Para, ...]:
        """Give the caption."""
        return title_lines(Para(clean_text(self.caption), CAPTION), goes_on=self.goes_on)

    @property
    def height(self) -> float:
        """Give its height, with the caption and the space under it."""
        return height_of(self.text, WIDTH) + self.header_height + sum(self.heights) + GAP

    @property
    def notes(self) -> tuple[str, ...]:
        """Give the caption, and what is behind its numbers."""
        lines = (line for row in self.rows for line in row_notes(self.caption, self.headings, row))
        return (self.text[0].text, *lines)

    def split(self, space: Space) -> tuple[TablePiece | None, TablePiece | None]:
        """Give the rows that fit, and the rest under the same header."""
        height = self.height - GAP
        if height <= space.left:
            return self, None
        if space.is_better_fresh(height):
            return None, self
        left = space.left - height_of(self.text, WIDTH) - self.header_height
        fitting = self._fitting(even_share(left, self.heights) if space.is_fresh else left)
        if fitting > 1 or (fitting == 1 and space.is_fresh):
            return self._cut(fitting)
        return self._cut_first_row(left) if space.is_fresh else (None, self)

    def _fitting(self, left: float) -> int:
        for place, height in enumerate(self.heights):
            left -= height
            if left < 0:
                return place
        return len(self.rows)

    def _cut(self, place: int) -> tuple[TablePiece, TablePiece]:
        first = replace(self, rows=self.rows[:place], heights=self.heights[:place])
        return first, replace(self, rows=self.rows[place:], heights=self.heights[place:], goes_on=True)

    def _cut_first_row(self, left: float) -> tuple[TablePiece, TablePiece]:
        """Part a row that is higher than a slide: its cells go on in a row of their own."""
        lines = max(1, int((left - 2 * CELL_PADDING) // (CELL_SIZE * LINE_HEIGHT)))
        parts = [
            _cut_cell(cell, width - 2 * CELL_MARGIN, lines)
            for cell, width in zip(self.rows[0], self.widths, strict=True)
        ]
        rows = [tuple(part[place] for part in parts) for place in (0, 1)]
        first, rest = ((_row_height(shown_row(row, self.headings), self.widths)) for row in rows)
        return replace(self, rows=(rows[0],), heights=(first,)), replace(
            self, rows=(rows[1], *self.rows[1:]), heights=(rest, *self.heights[1:]), goes_on=True
        )


def table_piece(grid: Grid) -> TablePiece:
    """Make the piece of a table."""
    labels = [clean_text(heading.label) for heading in grid.headings]
    texts = [shown_row(row, grid.headings) for row in grid.rows]
    widths = _column_widths(grid.headings, labels, texts)
    heights = tuple(_row_height(row, widths) for row in texts)
    header_height = _row_height(labels, widths, bold=True)
    return TablePiece(grid.caption, grid.headings, grid.rows, widths, header_height, heights)


def shown_row(row: Sequence[Cell], headings: Sequence[Heading]) -> list[str]:
    """Write the cells of a row, with the letters that stand before marks."""
    return [_shown(cell, heading) for cell, heading in zip(row, headings, strict=True)]


def _shown(cell: Cell, heading: Heading) -> str:
    text = cell_text(cell, heading)
    return f"{chip_text(cell)} {text}" if isinstance(cell, Mark) else text


def chip_text(mark: Mark) -> str:
    """Write the letter of a mark with the room around it; hollow ones are in brackets."""
    letter = mark.standing.letter
    return f"[{letter}]" if mark.is_hollow else f"\u00a0{letter}\u00a0"


def _row_height(texts: Sequence[str], widths: Sequence[float], *, bold: bool = False) -> float:
    lines = (
        _count_lines(text, width - 2 * CELL_MARGIN, bold=bold)
        for text, width in zip(texts, widths, strict=True)
    )
    return max(lines) * CELL_SIZE * LINE_HEIGHT + 2 * CELL_PADDING


def _count_lines(text: str, width: float, *, bold: bool) -> int:
    if "\n" not in text and text_width(text, CELL_SIZE, bold=bold) <= width:
        return 1
    return len(break_lines(text, width, CELL_SIZE, bold=bold))


def _cut_cell(cell: Cell, width: float, lines: int) -> tuple[Cell, Cell]:
    """Part a cell after some lines; a number stays where it is."""
    if not isinstance(cell, str | Mark | Link):
        return cell, None
    text = clean_text(cell if isinstance(cell, str) else cell.text)
    chip = text_width(f"{chip_text(cell)} ", CELL_SIZE) if isinstance(cell, Mark) else 0
    broken = break_lines(text, width - chip, CELL_SIZE)
    first, rest = "".join(broken[:lines]).rstrip(), "".join(broken[lines:]).strip()
    if isinstance(cell, str):
        return first, rest or None
    return replace(cell, text=first), replace(cell, text=rest) if rest else None


def _column_widths(
    headings: Sequence[Heading], labels: Sequence[str], texts: Sequence[Sequence[str]]
) -> tuple[float, ...]:
    """Share out the width by weight; a table is no wider than its words need at those weights."""
    columns = list(zip(*texts, strict=True)) or [()] * len(labels)
    least = [_least(label, column) for label, column in zip(labels, columns, strict=True)]
    wanted = [_wanted(label, column) for label, column in zip(labels, columns, strict=True)]
    weights = [heading.weight for heading in headings]
    needed = max(width * sum(weights) / weight for width, weight in zip(wanted, weights, strict=True))
    total = min(WIDTH, max(needed, sum(least), WIDTH * _LEAST_TABLE))
    return _share_out([total * weight / sum(weights) for weight in weights], least)


def _least(label: str, column: Sequence[str]) -> float:
    """Give the width of the longest word, which is not to be broken."""
    words = max((longest_word(text, CELL_SIZE) for text in column), default=0.0)
    return min(max(words, longest_word(label, CELL_SIZE, bold=True)), WIDTH * _LONGEST_WORD) + 2 * CELL_MARGIN


def _wanted(label: str, column: Sequence[str]) -> float:
    """Give the width in which no line breaks."""
    lines = max((text_width(line, CELL_SIZE) for text in column for line in text.split("\n")), default=0.0)
    return max(lines, text_width(label, CELL_SIZE, bold=True)) + 2 * CELL_MARGIN


def _share_out(shares: Sequence[float], least: Sequence[float]) -> tuple[float, ...]:
    """Widen the columns that are narrower than a word, at the cost of those that have more."""
    short = sum(max(0.0, low - share) for low, share in zip(least, shares, strict=True))
    spare = sum(max(0.0, share - low) for low, share in zip(least, shares, strict=True))
    if short > spare:
        return tuple(low * sum(shares) / sum(least) for low in least)
    given = short / spare if spare else 0.0
    return tuple(
        max(low, share - max(0.0, share - low) * given) for low, share in zip(least, shares, strict=True)
    )
