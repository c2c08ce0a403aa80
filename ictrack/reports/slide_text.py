"""Text of slides as it is set: sizes, how high it becomes, and how it parts. All in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from ictrack.language import _
from ictrack.reports.text_width import break_lines

LINE_HEIGHT = 1.2
# The width of a slide between its margins.
WIDTH = 872.0
# What is free under a table, a chart or a box.
GAP = 14.0
BOX_PADDING = 12.0
# What fits a slide of its own is not parted once this share of a slide is taken.
_TAKEN = 0.45


@dataclass(frozen=True)
class TextStyle:
    """How a paragraph is set; `after` is the space under it."""

    size: float
    after: float
    bold: bool = False
    quiet: bool = False
    bullet: bool = False

    @property
    def indent(self) -> float:
        """Give how far its lines begin from the left."""
        return 16 if self.bullet else 0


LEAD = TextStyle(20, after=12)
PLAIN = TextStyle(16, after=10)
NOTE = TextStyle(14, after=10, quiet=True)
HEADING = TextStyle(16, after=5, bold=True)
ITEM = TextStyle(16, after=6, bullet=True)
CAPTION = TextStyle(14, after=4, bold=True)
LAST_ITEM = TextStyle(16, after=14, bullet=True)
SAID_OF_CHART = TextStyle(14, after=6)
LABEL = TextStyle(14, after=4, bold=True, quiet=True)


@dataclass(frozen=True)
class Para:
    """One paragraph, and what its notes say."""

    text: str
    style: TextStyle
    notes: tuple[str, ...] = ()

    def lines(self, width: float) -> list[str]:
        """Break it into lines; joined they are its text."""
        style = self.style
        return break_lines(self.text, width - style.indent, style.size, bold=style.bold)

    def height(self, width: float) -> float:
        """Give its height, with the space under it."""
        return self.bare_height(width) + self.style.after

    def bare_height(self, width: float) -> float:
        """Give its height without the space under it."""
        return len(self.lines(width)) * self.style.size * LINE_HEIGHT

    def cut(self, width: float, height: float) -> tuple[Para, Para | None]:
        """Part it where a height ends, after one line at least."""
        lines = self.lines(width)
        fitting = max(1, int(height // (self.style.size * LINE_HEIGHT)))
        first = "".join(lines[:fitting]).rstrip()
        rest = "".join(lines[fitting:]).strip()
        after = replace(self, text=rest, style=replace(self.style, bullet=False)) if rest else None
        return replace(self, text=first), after


def height_of(paras: tuple[Para, ...], width: float) -> float:
    """Give the height of paragraphs under each other."""
    return sum(para.height(width) for para in paras)


def even_share(left: float, heights: Sequence[float]) -> float:
    """Give less of a slide to what needs more than one, so that no scrap is left on the last."""
    total = sum(heights)
    if total <= left or left <= 0:
        return left
    return min(left, total / ceil(total / left) + max(heights) / 2)


@dataclass(frozen=True)
class Space:
    """What is left of a slide, and what a fresh one has."""

    left: float
    room: float

    @property
    def is_fresh(self) -> bool:
        """Say whether nothing is on the slide yet."""
        return self.left >= self.room

    def is_better_fresh(self, height: float) -> bool:
        """Say whether what does not fit should stay whole on the next slide: if much is taken of this."""
        return self.left < height <= self.room and self.left < self.room * (1 - _TAKEN)


@dataclass(frozen=True)
class TextPiece:
    """Paragraphs, under a title that is said again where they go on; in a box if they are commentary."""

    paras: tuple[Para, ...]
    title: Para | None = None
    is_boxed: bool = False
    goes_on: bool = False

    @cached_property
    def text(self) -> tuple[Para, ...]:
        """Give all paragraphs in their order."""
        return (*title_lines(self.title, goes_on=self.goes_on), *self.paras)

    @property
    def width(self) -> float:
        """Give the width that its lines have."""
        return WIDTH - 2 * BOX_PADDING if self.is_boxed else WIDTH

    @property
    def height(self) -> float:
        """Give its height."""
        return height_of(self.text, self.width) + (2 * BOX_PADDING + GAP if self.is_boxed else 0)

    @property
    def notes(self) -> tuple[str, ...]:
        """Give what the speaker reads."""
        return tuple(note for para in self.text for note in para.notes)

    def split(self, space: Space) -> tuple[TextPiece | None, TextPiece | None]:
        """Give what fits, and what is left; a title does not stand alone, and a list stays together."""
        if self.title and space.is_better_fresh(self.height - GAP):
            return None, self
        left = space.left - (2 * BOX_PADDING if self.is_boxed else 0)
        left -= height_of(title_lines(self.title, goes_on=self.goes_on), self.width)
        if space.is_fresh:
            left = even_share(left, [para.height(self.width) for para in self.paras])
        for place, para in enumerate(self.paras):
            if para.bare_height(self.width) > left:
                return self._part(place, left, is_fresh=space.is_fresh)
            left -= para.height(self.width)
        return self, None

    def _part(self, place: int, left: float, *, is_fresh: bool) -> tuple[TextPiece | None, TextPiece | None]:
        before, after = self.paras[:place], self.paras[place:]
        if before:
            return replace(self, paras=before), replace(self, paras=after, goes_on=True)
        if not is_fresh:
            return None, self
        first, rest = after[0].cut(self.width, left)
        remaining = (*((rest,) if rest else ()), *after[1:])
        going_on = replace(self, paras=remaining, goes_on=True) if remaining else None
        return replace(self, paras=(first,)), going_on


def title_lines(title: Para | None, *, goes_on: bool) -> tuple[Para, ...]:
    """Give a title, or say that it goes on."""
    if title is None:
        return ()
    return (replace(title, text=_("{title}, continued", title=title.text)) if goes_on else title,)
