"""What the cities have sent for a convening, as a page shows it: in words, and city by city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ictrack.language import _, format_day, format_moment, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.return_queries import AskedInitiative
from ictrack.summaries.nothing import list_lifted_filters
from ictrack.summaries.return_cycles import Cycle
from ictrack.summaries.returns import (
    ALL_CITIES,
    Answer,
    CityReturn,
    ReturnState,
    answer_label,
    answer_of,
    count_states,
    links_onward,
    list_returns,
    open_returns,
    state_label,
)
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Table
from ictrack.vocabulary import RecordKind


@dataclass(frozen=True)
class Returns:
    """Hold what the cities have sent for a convening: in words, by city, and what is explained."""

    sentence: str
    notes: str
    links: tuple[Linked, ...]
    by_city: Table
    explained: tuple[str, ...]
    cities: tuple[tuple[str, str], ...]

    @property
    def choices(self) -> dict[str, str]:
        """Name whose return can be opened: all of them together, then each city's."""
        return {ALL_CITIES: _("All cities"), **dict(self.cities)}


def summarise_returns(database: Database, scope: Scope, setting: Setting, cycle: Cycle) -> Returns:
    """Say which cities have sent what for a convening."""
    returns = list_returns(database, scope, setting, cycle)
    return Returns(
        sentence=_sentence(returns, cycle),
        notes=_notes(scope, setting, cycle),
        links=_links(database, scope, setting, cycle, returns),
        by_city=_by_city(returns, cycle),
        explained=_explained(cycle),
        cities=tuple((one.city_id, one.city_name) for one in returns),
    )


def _links(
    database: Database, scope: Scope, setting: Setting, cycle: Cycle, returns: Sequence[CityReturn]
) -> tuple[Linked, ...]:
    """Lead to where returns are read; where there is none, to what a lifted filter would show."""
    if not returns:
        return list_lifted_filters(database, scope, setting, open_returns(cycle))
    return links_onward(sum(one.waiting for city in returns for one in city.asked))


def _sentence(returns: Sequence[CityReturn], cycle: Cycle) -> str:
    title = cycle.convening.title
    asked = [one for city in returns for one in city.asked]
    if not asked:
        return _("For {convening} no city is asked about anything here.", convening=title)
    answers = [answer_of(one) for one in asked]
    told = ngettext(
        "For {convening}, {x} of {n} initiative is answered",
        "For {convening}, {x} of {n} initiatives are answered",
        len(asked),
        convening=title,
        x=answers.count(Answer.ANSWERED),
    )
    if waiting := answers.count(Answer.WAITING):
        waits = ngettext("{n} waits for review", "{n} wait for review", waiting)
        told = _("{told}, and {waiting}", told=told, waiting=waits)
    return f"{told}. {_states_in_words(returns)}"


def _states_in_words(returns: Sequence[CityReturn]) -> str:
    """Say how many returns have come, those that are furthest first; cities that are asked nothing apart."""
    counted = count_states(returns)
    signed, complete = counted[ReturnState.SIGNED_OFF], counted[ReturnState.COMPLETE]
    waiting, part = counted[ReturnState.WAITING], counted[ReturnState.IN_PART]
    missing = counted[ReturnState.NOT_SENT]
    words = [
        (signed, ngettext("{n} is signed off", "{n} are signed off", signed)),
        (complete, ngettext("{n} is complete", "{n} are complete", complete)),
        (waiting, ngettext("{n} waits for review", "{n} wait for review", waiting)),
        (part, ngettext("{n} came in part", "{n} came in part", part)),
        (missing, ngettext("{n} is not sent yet", "{n} are not sent yet", missing)),
    ]
    cities = counted.total() - counted[ReturnState.NOTHING_ASKED]
    told = join_words([text for count, text in words if count])
    return ngettext("Of {n} return {told}.", "Of {n} returns {told}.", cities, told=told)


def _notes(scope: Scope, setting: Setting, cycle: Cycle) -> str:
    due = format_day(cycle.due_on)
    told = [
        _("Returns were due on {day}.", day=due)
        if cycle.is_past_due
        else _("Returns are due on {day}.", day=due)
    ]
    if not cycle.is_asked_for:
        told.append(_("A later convening is being prepared, so nothing is asked for this one any more."))
    if setting.record_kinds_in(scope) > {RecordKind.RETURNS}:
        told.append(_("Initiatives compiled from public documents are left out: nobody is asked."))
    return " ".join(told)


def _explained(cycle: Cycle) -> tuple[str, ...]:
    before = cycle.convening.cut_off_before
    period = (
        _(
            "The cycle of this convening runs from the day after {first}, up to which the one before was "
            "prepared, to {last}.",
            first=format_day(before),
            last=format_day(cycle.convening.cut_off_on),
        )
        if before
        else _(
            "This is the first convening: its cycle has no beginning and runs to {last}.",
            last=format_day(cycle.convening.cut_off_on),
        )
    )
    return (
        period,
        _(
            "Asked about, here and in the returns workbook, are the initiatives of the cities' own returns "
            "in the convening's phase that count on the last day of its cycle, or on the day that is shown "
            "where that is earlier. Left out are those that were completed, stopped or closed with their "
            "phase before the cycle began, and still are. What joined in the cycle, or was finished in it, "
            "is asked about."
        ),
        _(
            "Answered is an initiative with a dated update that speaks of a day of the cycle. “Reviewed, no "
            "change” is an answer. An update without a day is none."
        ),
        _(
            "What was sent and waits for review is shown apart: it does not count yet, and the city has "
            "reported it."
        ),
        _(
            "A return is complete when every initiative is answered. Signed off means that the city's lead "
            "stands by it as it is; it can be taken back."
        ),
    )


def _by_city(returns: Sequence[CityReturn], cycle: Cycle) -> Table:
    columns = (
        Column("city", _("City")),
        Column("return", _("Return")),
        Column("asked", _("Asked about"), is_number=True),
        *(Column(str(answer), answer_label(answer), is_number=True) for answer in Answer),
        Column("signed_off", _("Signed off")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            Linked(
                one.city_name, open_returns(cycle, one.city_id), _("Return of {city}", city=one.city_name)
            ),
            _state_in_words(one),
            *_counts(one.city_name, one.asked, cycle, one.city_id),
            format_moment(one.signed_off.signed_at) if one.signed_off else None,
        )
        for one in returns
    ]
    everyone = _("All cities")
    asked = [one for city in returns for one in city.asked]
    rows.append((everyone, None, *_counts(everyone, asked, cycle, ALL_CITIES), None))
    return Table(_("What each city has sent"), columns, tuple(rows))


def _state_in_words(one: CityReturn) -> str:
    if one.state in {ReturnState.NOTHING_ASKED, ReturnState.NOT_SENT, ReturnState.COMPLETE}:
        return state_label(one.state)
    return _(
        "{state}: {x} of {n} answered",
        state=state_label(one.state),
        x=one.count(Answer.ANSWERED),
        n=len(one.asked),
    )


def _counts(name: str, asked: Sequence[AskedInitiative], cycle: Cycle, city_id: str) -> tuple[Cell, ...]:
    """Count what is asked about and what came of it; each number leads to its initiatives."""
    answers = [answer_of(one) for one in asked]
    whole = _link(len(asked), name, _("Asked about"), cycle, city_id, None)
    parts = [
        _link(answers.count(answer), name, answer_label(answer), cycle, city_id, answer) for answer in Answer
    ]
    return (whole, *parts)


def _link(
    number: int, name: str, label: str, cycle: Cycle, city_id: str, answer: Answer | None
) -> Linked | int:
    if not number:
        return 0
    said = _("{city}, {label}: {n}", city=name, label=label, n=number)
    return Linked(str(number), open_returns(cycle, city_id, answer), said)
