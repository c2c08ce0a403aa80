"""The page Gaps: the matrix, then each state with its rule and its places, then questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ictrack.language import _, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.address_words import problem_of_choice
from ictrack.summaries.gap_questions import (
    ASKED_FIRST,
    GapQuestion,
    questions_for_area,
    questions_for_city,
)
from ictrack.summaries.gaps import GapCell, Gaps, StateCount, summarise_gaps
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import (
    Linked,
    open_area,
    open_city,
    open_gaps,
    open_initiative,
    open_whom_to_ask,
)
from ictrack.vocabulary import GapState

# First what can be acted on; last what moves.
_SECTIONS = (*ASKED_FIRST, GapState.MOVING)


@dataclass(frozen=True)
class Places:
    """Thematic areas of one city that have their state for the same reason, and their initiatives."""

    city: Linked
    areas: tuple[Linked, ...]
    reason: str
    notes: tuple[str, ...]
    initiatives: tuple[Linked, ...]
    whom_to_ask: tuple[Linked, ...]


@dataclass(frozen=True)
class StateSection:
    """One state: its name with how many places have it, its rule, and the places."""

    state: GapState
    title: str
    meaning: str
    places: tuple[Places, ...]


@dataclass(frozen=True)
class QuestionGroup:
    """What to ask of one thematic area, or of one city."""

    head: Linked
    questions: tuple[GapQuestion, ...]


@dataclass(frozen=True)
class GapPage:
    """Hold what the page says; with one state opened only that is explained, and `all_states` leads back.

    Whom to ask is said first where no state is opened and there is something to ask about; the
    sentence of the matrix is then `told` above it, else it opens the page.
    """

    gaps: Gaps
    asks_whom: bool
    told: tuple[str, ...]
    problems: tuple[str, ...]
    sections: tuple[StateSection, ...]
    all_states: Linked | None
    questions: tuple[QuestionGroup, ...]


def summarise_gap_page(database: Database, scope: Scope, setting: Setting, state: str) -> GapPage:
    """Explain the gaps of a scope: all states, or the one that the address names."""
    gaps = summarise_gaps(database, scope, setting)
    known = state in set(GapState)
    counts = {count.state: count for count in gaps.states}
    shown = [GapState(state)] if known else [one for one in _SECTIONS if counts[one].cells]
    asks_whom = not known and bool(setting.areas) and bool(setting.cities_of(scope))
    return GapPage(
        gaps=gaps,
        asks_whom=asks_whom,
        told=(gaps.sentence,) if asks_whom else (),
        problems=(problem_of_choice("state", state, GapState),) if state and not known else (),
        sections=tuple(_section(counts[one], gaps.of(one)) for one in shown) if gaps.cells else (),
        all_states=Linked(_("All states"), open_gaps()) if known and gaps.cells else None,
        questions=tuple(_questions(gaps)),
    )


def _section(count: StateCount, cells: Iterable[GapCell]) -> StateSection:
    places = ngettext("{n} place", "{n} places", count.cells)
    title = _("{state}: {places}", state=count.label, places=places)
    return StateSection(count.state, title, count.meaning, tuple(_places(cells)))


def _places(cells: Iterable[GapCell]) -> list[Places]:
    """Put places of a city side by side that have no initiative and one reason."""
    found: list[Places] = []
    for cell in cells:
        area = Linked(cell.area_name, open_area(cell.area_id))
        city = Linked(cell.city_name, open_city(cell.city_id))
        initiatives = tuple(Linked(one, open_initiative(one)) for one in cell.identifiers)
        one = Places(city, (area,), cell.reason, cell.notes, initiatives, _whom_to_ask(cell))
        last = found[-1] if found else None
        if last and not initiatives and replace(last, areas=one.areas, whom_to_ask=one.whom_to_ask) == one:
            both = (*last.whom_to_ask, *one.whom_to_ask)
            found[-1] = replace(last, areas=(*last.areas, area), whom_to_ask=both)
        else:
            found.append(one)
    return found


def _whom_to_ask(cell: GapCell) -> tuple[Linked, ...]:
    """Lead to whom the city could ask; where something moves nobody need be asked."""
    if cell.state is GapState.MOVING:
        return ()
    words = _("Whom to ask about {area}", area=cell.area_name)
    name = _("Whom {city} could ask about {area}", city=cell.city_name, area=cell.area_name)
    return (Linked(words, open_whom_to_ask(cell.city_id, cell.area_id), name),)


def _questions(gaps: Gaps) -> list[QuestionGroup]:
    """Ask by thematic area; where only one city is in view, ask by city."""
    cities = {cell.city_id: cell.city_name for cell in gaps.cells}
    areas = {cell.area_id: cell.area_name for cell in gaps.cells}
    if len(cities) == 1:
        asked = [
            QuestionGroup(Linked(name, open_city(city_id)), questions_for_city(gaps, city_id))
            for city_id, name in cities.items()
        ]
    else:
        asked = [
            QuestionGroup(Linked(name, open_area(area_id)), questions_for_area(gaps, area_id))
            for area_id, name in areas.items()
        ]
    return [group for group in asked if group.questions]
