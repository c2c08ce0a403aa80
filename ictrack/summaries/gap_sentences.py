"""What is said of the gap matrix as a whole: how many places have which state, and what is in none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ictrack.language import _, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.gap_queries import GapRow
from ictrack.store.queries import InitiativeAsAt
from ictrack.summaries.gap_rules import current_limits
from ictrack.summaries.sentences import day_in_words
from ictrack.summaries.setting import Setting, lower_first
from ictrack.vocabulary import GapState, RecordKind

# From what moves to what is not known.
MOVING_FIRST = tuple(reversed(GapState))


def sentence_of(rows: Sequence[GapRow], setting: Setting, scope: Scope) -> str:
    """Write the sentence that opens the page: every place is in it once."""
    day = day_in_words(setting, scope.as_at)
    if not any(not scope.areas or area.area_id in scope.areas for area in setting.areas):
        return _("At {day} no thematic area is in view, so there is no place to judge.", day=day)
    if not rows:
        of = lower_first(setting.phase_name(scope.phase)) if scope.phase else _("any phase")
        return _("At {day} none of the cities in view is a member in {phase}.", day=day, phase=of)
    cities, areas = len({row.city_id for row in rows}), len({row.area_id for row in rows})
    public = setting.record_kind_in(scope) is RecordKind.PUBLIC_RECORD
    numbers = Counter(GapState(row.state) for row in rows)
    told = [_number_in_words(state, numbers[state], public) for state in MOVING_FIRST if numbers[state]]
    return ngettext(
        "At {day} of {n} place, {cities} by {areas}, {told}.",
        "At {day} of {n} places, {cities} by {areas}, {told}.",
        len(rows),
        day=day,
        cities=ngettext("{n} city", "{n} cities", cities),
        areas=ngettext("{n} thematic area", "{n} thematic areas", areas),
        told=join_words(told),
    )


def _number_in_words(state: GapState, number: int, public: bool) -> str:
    few = current_limits().few
    return {
        GapState.MOVING: ngettext("{n} is moving", "{n} are moving", number),
        GapState.THIN: ngettext("{n} rests on only one initiative", "{n} rest on only one initiative", number)
        if few == 1
        else ngettext("{n} rests on few initiatives", "{n} rest on few initiatives", number),
        GapState.STALLED: ngettext("{n} is not moving", "{n} are not moving", number),
        GapState.PLANNED_ONLY: ngettext("{n} is announced only", "{n} are announced only", number)
        if public
        else ngettext("{n} has not started", "{n} have not started", number),
        GapState.SILENT: ngettext("{n} is not heard of", "{n} are not heard of", number),
        GapState.ALL_COMPLETED: ngettext("{n} has all completed", "{n} have all completed", number),
        GapState.NONE: ngettext("{n} has no initiative", "{n} have no initiative", number),
        GapState.NOT_KNOWN: ngettext("of {n} it is not known", "of {n} it is not known", number),
    }[state]


def limits_in_words(
    initiatives: Sequence[InitiativeAsAt], rows: Sequence[GapRow], setting: Setting
) -> tuple[str, ...]:
    """Say what a place is, and which initiatives of a scope are in none."""
    if not rows:
        return (_("Which city is a member of which phase stands in the file memberships."),)
    told = [
        _("A place is one thematic area of one city. It is judged by what moves, not by how good it is."),
        _left_out(rows),
        _without_area(initiatives),
        _no_members(initiatives, {row.city_id for row in rows}, setting),
    ]
    return tuple(note for note in told if note)


def _left_out(rows: Sequence[GapRow]) -> str:
    stopped, closed = sum(row.stopped for row in rows), sum(row.closed for row in rows)
    told = []
    if stopped:
        told.append(ngettext("{n} that was stopped", "{n} that were stopped", stopped))
    if closed:
        told.append(
            ngettext(
                "{n} that was still open when its phase ended",
                "{n} that were still open when their phase ended",
                closed,
            )
        )
    return _("No place counts {what}.", what=join_words(told)) if told else ""


def _without_area(initiatives: Sequence[InitiativeAsAt]) -> str:
    number = sum(initiative.area_id is None for initiative in initiatives)
    if not number:
        return ""
    return ngettext(
        "{n} initiative has no thematic area and is in no place.",
        "{n} initiatives have no thematic area and are in no place.",
        number,
    )


def _no_members(initiatives: Sequence[InitiativeAsAt], cities: set[str], setting: Setting) -> str:
    """Name the cities that have initiatives in view and are no member at the day."""
    others = sorted({i.city_id for i in initiatives if i.city_id not in cities}, key=setting.city_name)
    if not others:
        return ""
    return ngettext(
        "{cities} has initiatives and is no member at this day, so it is not in the table.",
        "{cities} have initiatives and are no members at this day, so they are not in the table.",
        len(others),
        cities=names_in_words([setting.city_name(city_id) for city_id in others]),
    )


def names_in_words(names: Sequence[str]) -> str:
    """Join names; with semicolons where a name has a comma itself."""
    return "; ".join(names) if any("," in name for name in names) else join_words(names)
