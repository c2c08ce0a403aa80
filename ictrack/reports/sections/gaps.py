"""Gaps and questions for taskforces: where nothing or too little moves, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ictrack.language import _
from ictrack.reports.document import (
    Block,
    Cell,
    Commentary,
    Count,
    Grid,
    Heading,
    Paragraph,
    Section,
    Sentence,
)
from ictrack.reports.sections.basis import Basis
from ictrack.reports.wording import plain
from ictrack.summaries.gap_questions import GapQuestion, questions_for_area, questions_for_city
from ictrack.summaries.gaps import GapCell, Gaps
from ictrack.vocabulary import GapState

Questions = Mapping[str, tuple[Sentence, ...]]


def gaps_and_questions(gaps: Gaps) -> Section:
    """Show the gap matrix, and list every gap with its reason."""
    blocks: list[Block] = [Paragraph(plain(gaps.sentence), "lead"), Commentary("gaps")]
    blocks += [Paragraph(plain(note), "note") for note in gaps.notes]
    if gaps.rows:
        blocks.append(_matrix(gaps))
    told = [cell for cell in gaps.cells if cell.state not in {GapState.MOVING, GapState.NOT_KNOWN}]
    if told:
        blocks.append(_reasons(told))
    return Section("gaps", _("Gaps and questions for taskforces"), tuple(blocks))


def area_questions(basis: Basis, gaps: Gaps) -> Questions:
    """Ask about the gaps of each thematic area."""
    return {area.area_id: _asked(questions_for_area(gaps, area.area_id)) for area in basis.areas}


def city_questions(basis: Basis, gaps: Gaps) -> Questions:
    """Ask about the gaps of each city."""
    return {city.city_id: _asked(questions_for_city(gaps, city.city_id)) for city in basis.cities}


def _asked(questions: Sequence[GapQuestion]) -> tuple[Sentence, ...]:
    return tuple(plain(question.text) for question in questions)


def _matrix(gaps: Gaps) -> Grid:
    headings = (
        Heading("city", gaps.corner, weight=3),
        *(Heading(f"area_{place}", head.text, weight=3) for place, head in enumerate(gaps.columns)),
    )
    rows = tuple((head.text, *map(state_in_words, cells)) for head, cells in gaps.rows)
    return Grid(_("Gaps by city and thematic area"), headings, rows)


def state_in_words(cell: GapCell) -> str:
    """Write a state with its symbol: the same on every page, and without colour."""
    return f"{cell.state.symbol} {cell.label}"


def told_of(cell: GapCell) -> tuple[Cell, ...]:
    """Give the cells of a table that say which gap a place is, with how many initiatives, and why."""
    why = " ".join((cell.reason, *cell.notes))
    return (state_in_words(cell), Count(cell.initiatives, cell.identifiers), why)


def _reasons(cells: Sequence[GapCell]) -> Grid:
    headings = (
        Heading("city", _("City"), weight=2),
        Heading("thematic_area", _("Thematic area"), weight=3),
        Heading("state", _("What is shown"), weight=2),
        Heading("initiatives", _("Initiatives"), is_number=True, weight=2),
        Heading("reason", _("Why"), weight=7),
    )
    rows = tuple(
        (
            cell.city_name,
            cell.area_name,
            *told_of(cell),
        )
        for cell in cells
    )
    return Grid(_("The gaps, and why each is one"), headings, rows)
