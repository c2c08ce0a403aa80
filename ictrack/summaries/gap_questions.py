"""Questions for the discussion of a taskforce, from the gaps of a city or of a thematic area.

Each is made from a template, names the places and the identifiers behind it, and asks
what only people can answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ictrack.language import _, format_day, ngettext
from ictrack.summaries.gap_rules import current_limits
from ictrack.summaries.gap_sentences import names_in_words
from ictrack.summaries.gaps import GapCell, Gaps
from ictrack.vocabulary import GapState, RecordKind

# From what can be acted on to what is to be found out first.
ASKED_FIRST = (
    GapState.STALLED,
    GapState.SILENT,
    GapState.PLANNED_ONLY,
    GapState.THIN,
    GapState.NONE,
    GapState.ALL_COMPLETED,
    GapState.NOT_KNOWN,
)
# More identifiers than these are counted.
_MOST_IDENTIFIERS = 8


@dataclass(frozen=True)
class GapQuestion:
    """One question: whom it is about, what is asked, and the cells that it is about."""

    state: GapState
    subject: str
    question: str
    cells: tuple[GapCell, ...]

    @property
    def text(self) -> str:
        """Ask it of its subject."""
        return _("{subject}: {question}", subject=self.subject, question=self.question)


def questions_for_area(gaps: Gaps, area_id: str) -> tuple[GapQuestion, ...]:
    """Ask about the gaps of one thematic area, one question for each state, naming the cities."""
    return _questions([cell for cell in gaps.cells if cell.area_id == area_id], _area_name, _city_name)


def questions_for_city(gaps: Gaps, city_id: str) -> tuple[GapQuestion, ...]:
    """Ask about the gaps of one city, one question for each state, naming the thematic areas."""
    return _questions([cell for cell in gaps.cells if cell.city_id == city_id], _city_name, _area_name)


def _city_name(cell: GapCell) -> str:
    return cell.city_name


def _area_name(cell: GapCell) -> str:
    return cell.area_name


def _questions(
    cells: Sequence[GapCell], subject: Callable[[GapCell], str], place: Callable[[GapCell], str]
) -> tuple[GapQuestion, ...]:
    found = []
    for state in ASKED_FIRST:
        of_state = tuple(cell for cell in cells if cell.state is state)
        if of_state:
            found.append(GapQuestion(state, subject(of_state[0]), _ask(of_state, place), of_state))
    return tuple(found)


def _ask(cells: Sequence[GapCell], place: Callable[[GapCell], str]) -> str:
    where = names_in_words([place(cell) for cell in cells])
    which = _identifiers_in_words(
        [one for cell in cells for one in cell.open_identifiers or cell.identifiers]
    )
    ask: dict[GapState, Callable[[Sequence[GapCell], str, str], str]] = {
        GapState.STALLED: _ask_stalled,
        GapState.SILENT: _ask_silent,
        GapState.PLANNED_ONLY: _ask_planned,
        GapState.THIN: _ask_thin,
        GapState.NONE: _ask_none,
        GapState.ALL_COMPLETED: _ask_completed,
        GapState.NOT_KNOWN: _ask_not_known,
    }
    return ask[cells[0].state](cells, where, which)


def _identifiers_in_words(identifiers: Sequence[str]) -> str:
    if len(identifiers) <= _MOST_IDENTIFIERS:
        return ", ".join(identifiers)
    more = len(identifiers) - _MOST_IDENTIFIERS
    listed = ", ".join(identifiers[:_MOST_IDENTIFIERS])
    return ngettext("{listed} and {n} more", "{listed} and {n} more", more, listed=listed)


def _of_documents(cells: Sequence[GapCell]) -> bool:
    return all(cell.record_kind is RecordKind.PUBLIC_RECORD for cell in cells)


def _ask_stalled(cells: Sequence[GapCell], where: str, which: str) -> str:
    # Of several days the last holds for all places.
    day = format_day(max(cell.since_on for cell in cells if cell.since_on))
    if _of_documents(cells):
        return _(
            "no document says that anything moved forward in {where} since {day} ({which}). What stands in "
            "the way, and who could help?",
            where=where,
            day=day,
            which=which,
        )
    return _(
        "nothing has moved forward in {where} since {day} ({which}). What stands in the way, and who could "
        "help?",
        where=where,
        day=day,
        which=which,
    )


def _ask_silent(_cells: Sequence[GapCell], where: str, which: str) -> str:
    return _(
        "nothing recent is known of what is open in {where} ({which}). Where does it stand, and who can say?",
        where=where,
        which=which,
    )


def _ask_planned(cells: Sequence[GapCell], where: str, which: str) -> str:
    if _of_documents(cells):
        return _(
            "what is open in {where} was announced, and no document says that it began ({which}). Has it "
            "begun, and if not, what is missing?",
            where=where,
            which=which,
        )
    return _(
        "what is open in {where} has not started ({which}). What is missing, and who could help to begin?",
        where=where,
        which=which,
    )


def _ask_thin(cells: Sequence[GapCell], where: str, which: str) -> str:
    if current_limits().few > 1:
        return _(
            "only few initiatives are in {where} ({which}). Is that enough, and who else could take part?",
            where=where,
            which=which,
        )
    return ngettext(
        "only one initiative is in {where} ({which}). Is that enough, and who else could take part?",
        "only one initiative is in each of {where} ({which}). Is that enough, and who else could take part?",
        len(cells),
        where=where,
        which=which,
    )


def _ask_none(_cells: Sequence[GapCell], where: str, _which: str) -> str:
    return _(
        "there is no open or completed initiative in {where}. Is something needed there, and who could "
        "begin?",
        where=where,
    )


def _ask_completed(_cells: Sequence[GapCell], where: str, which: str) -> str:
    return _(
        "all initiatives in {where} are completed ({which}). What changed for people, and what comes next?",
        where=where,
        which=which,
    )


def _ask_not_known(_cells: Sequence[GapCell], where: str, _which: str) -> str:
    return _(
        "no open or completed initiative is known in {where}, and no action plan was read in full. Who can "
        "say what is planned or under way?",
        where=where,
    )
