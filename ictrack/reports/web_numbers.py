"""Where each number of a report comes from, in HTML.

A number in a sentence is a link to its row in the last section, which names the initiatives
that it counts. A table has those of its numbers folded under it. An initiative is a link to
its row in the annex, where it has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from re import escape, finditer

from markupsafe import Markup

from ictrack.language import _, format_count, ngettext
from ictrack.markup import element, joined
from ictrack.reports.document import (
    Count,
    Figure,
    Grid,
    Report,
    Section,
    Sentence,
    plain_cell,
    traced_numbers,
)
from ictrack.reports.web_places import place_of_initiative, place_of_number, place_of_sentence

# A number that counts more is not read one by one; the others are counted.
MOST_IDENTIFIERS = 120


@dataclass
class Traces:
    """Gather the numbers of sentences while they are drawn, and give initiatives their place.

    `rows` are the initiatives that have a row in the annex.
    """

    rows: frozenset[str]
    told: list[tuple[Section, Figure]] = field(default_factory=list)
    _placed: set[str] = field(default_factory=set)

    def link_numbers(self, section: Section, sentence: Sentence) -> Markup:
        """Draw a sentence, each of its numbers a link to where it comes from."""
        return joined(*(self._piece(section, piece) for piece in pieces_of(sentence)))

    def _piece(self, section: Section, piece: str | Figure) -> object:
        if isinstance(piece, str):
            return piece
        self.told.append((section, piece))
        number = len(self.told)
        href = f"#{place_of_number(number)}"
        return element("a", piece.words, href=href, id=place_of_sentence(number), class_="ic-traced")

    def place_row(self, identifier: object) -> str | None:
        """Give a row of the annex the place to which the links of its initiative lead, once."""
        if identifier not in self.rows or identifier in self._placed:
            return None
        self._placed.add(str(identifier))
        return place_of_initiative(str(identifier))

    def list_initiatives(self, identifiers: tuple[str, ...]) -> Markup:
        """List initiatives side by side, those beyond the most that are read one by one as a count."""
        parts: list[object] = [self._initiative(one) for one in identifiers[:MOST_IDENTIFIERS]]
        if more := len(identifiers) - len(parts):
            parts.append(ngettext("and {n} more", "and {n} more", more))
        return joined(*_with_commas(parts)) if parts else joined(_("none"))

    def _initiative(self, identifier: str) -> object:
        is_linked = identifier in self.rows
        href = f"#{place_of_initiative(identifier)}" if is_linked else None
        return element("a" if is_linked else "span", identifier, href=href, class_="ic-id")


def trace(report: Report) -> Traces:
    """Find which initiatives that a number counts have a row in the annex."""
    counted = {name for number in traced_numbers(report) for name in number.identifiers}
    firsts = {row[0] for grid in _annex_grids(report.sections) for row in grid.rows if row}
    return Traces(frozenset(name for name in counted if name in firsts))


def _annex_grids(sections: Iterable[Section], *, in_annex: bool = False) -> Iterator[Grid]:
    for section in sections:
        is_annex = in_annex or section.is_annex
        yield from (block for block in section.blocks if is_annex and isinstance(block, Grid))
        yield from _annex_grids(section.sections, in_annex=is_annex)


def pieces_of(sentence: Sentence) -> Iterator[str | Figure]:
    """Part a sentence into text and the numbers that stand in it."""
    end = 0
    for (start, after), figure in sorted(_spans_of(sentence), key=lambda found: found[0]):
        yield sentence.text[end:start]
        yield figure
        end = after
    yield sentence.text[end:]


def _spans_of(sentence: Sentence) -> list[tuple[tuple[int, int], Figure]]:
    """Find where each number stands: after the one before it, else anywhere that is free.

    It is a word of its own: the 3 of "31 March" and that of "1,300" is none.
    """
    found: list[tuple[tuple[int, int], Figure]] = []
    for figure in sentence.figures:
        pattern = rf"(?<!\w)(?<!\d[.,]){escape(figure.words)}(?!\w)(?![.,]\d)"
        spans = [match.span() for match in finditer(pattern, sentence.text)]
        free = [span for span in spans if not any(_overlap(span, taken) for taken, _figure in found)]
        last = found[-1][0][1] if found else 0
        chosen = next((span for span in free if span[0] >= last), free[0] if free else None)
        found += [(chosen, figure)] if chosen else []
    return found


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def draw_counted(grid: Grid, traces: Traces) -> Markup:
    """Draw the initiatives behind the numbers of a table, folded; nothing where none are known."""
    items = [
        element("li", element("strong", name), " ", traces.list_initiatives(count.identifiers))
        for name, count in _counts_of(grid)
    ]
    if not items:
        return joined()
    summary = element("summary", _("Initiatives behind these numbers"))
    return element("details", summary, element("ul", *items), class_="ic-counted")


def _counts_of(grid: Grid) -> Iterator[tuple[str, Count]]:
    for row in grid.rows:
        for heading, cell in zip(grid.headings, row, strict=True):
            if isinstance(cell, Count) and cell.identifiers:
                number, of_row = format_count(cell.number), plain_cell(row[0])
                yield _("{row}, {column}: {number}", row=of_row, column=heading.label, number=number), cell


def link_back(number: int, figure: Figure) -> Markup:
    """Draw a number in the last section, a link to the sentence that tells it."""
    return element("a", figure.words, href=f"#{place_of_sentence(number)}")


def _with_commas(parts: list[object]) -> Iterator[object]:
    for place, part in enumerate(parts):
        yield from (", ", part) if place else (part,)
