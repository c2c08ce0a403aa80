"""What the cities have sent for a convening: asked about, answered, waiting for review, not yet heard of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ictrack.language import _, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import list_memberships
from ictrack.store.return_queries import (
    AskedInitiative,
    SignedOff,
    list_asked_initiatives,
    list_sign_offs,
)
from ictrack.summaries.grouped import grouped
from ictrack.summaries.return_cycles import Cycle
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Linked, Target
from ictrack.words import fold

# What stands in the address for the returns of all cities.
ALL_CITIES = "all"


class Answer(StrEnum):
    """What came of asking about one initiative."""

    ANSWERED = "answered"
    WAITING = "waiting"
    MISSING = "missing"


class ReturnState(StrEnum):
    """What one city has sent for a convening."""

    NOTHING_ASKED = "nothing_asked"
    NOT_SENT = "not_sent"
    IN_PART = "in_part"
    WAITING = "waiting"
    COMPLETE = "complete"
    SIGNED_OFF = "signed_off"


def answer_of(asked: AskedInitiative) -> Answer:
    """Say what came of asking: an update in the cycle, a report that waits for review, nothing yet."""
    if asked.is_answered:
        return Answer.ANSWERED
    return Answer.WAITING if asked.waiting else Answer.MISSING


def answer_label(answer: Answer) -> str:
    """Name what came of asking."""
    return {
        Answer.ANSWERED: _("Answered"),
        Answer.WAITING: _("Waits for review"),
        Answer.MISSING: _("Nothing reported yet"),
    }[answer]


def state_label(state: ReturnState) -> str:
    """Name what a city has sent."""
    return {
        ReturnState.NOTHING_ASKED: _("Nothing is asked"),
        ReturnState.NOT_SENT: _("Not sent yet"),
        ReturnState.IN_PART: _("In part"),
        ReturnState.WAITING: _("Waits for review"),
        ReturnState.COMPLETE: _("Complete"),
        ReturnState.SIGNED_OFF: _("Signed off"),
    }[state]


@dataclass(frozen=True)
class CityReturn:
    """What one city is asked about for a convening, and what it has sent."""

    city_id: str
    city_name: str
    asked: tuple[AskedInitiative, ...]
    signed_off: SignedOff | None

    def of(self, *answers: Answer) -> tuple[AskedInitiative, ...]:
        """List the initiatives of which one of these came."""
        return tuple(one for one in self.asked if answer_of(one) in answers)

    def count(self, answer: Answer) -> int:
        """Count the initiatives of which this came."""
        return len(self.of(answer))

    @property
    def state(self) -> ReturnState:
        """Say what the city has sent; what waits for review was sent."""
        if self.signed_off:
            return ReturnState.SIGNED_OFF
        if not self.asked:
            return ReturnState.NOTHING_ASKED
        if self.count(Answer.MISSING) == len(self.asked):
            return ReturnState.NOT_SENT
        if self.count(Answer.MISSING):
            return ReturnState.IN_PART
        return ReturnState.WAITING if self.count(Answer.WAITING) else ReturnState.COMPLETE


def list_returns(database: Database, scope: Scope, setting: Setting, cycle: Cycle) -> tuple[CityReturn, ...]:
    """List the cities' returns for a convening, by city name.

    Which initiatives are asked about is defined in `store/sql/return_list.sql`: of the
    cities' own returns those that count at the last day of the cycle that is shown (its
    cut-off, or the scope's day where that is earlier), in the convening's phase; without
    those that were finished or closed with their phase both at the cut-off before and on
    that day, and had joined by then. Answered is what has an update in force, as known on
    the scope's day, that speaks of a day after the cut-off before and by that last day.
    A member of the phase that is asked about nothing has a return too, unless filters other
    than cities narrow the view.
    """
    asked = list_asked_initiatives(database, cycle.narrow(scope), cycle.convening.cut_off_before)
    signed = {one.city_id: one for one in list_sign_offs(database, cycle.event_id, scope.known_on)}
    names = {one.city_id: one.city_name for one in asked}
    for city_id in _members(database, scope, cycle):
        names.setdefault(city_id, setting.city_name(city_id))
    ordered = sorted(names, key=lambda city_id: (fold(names[city_id]), city_id))
    by_city = grouped(asked, lambda one: one.city_id)
    return tuple(
        CityReturn(city_id, names[city_id], tuple(by_city[city_id]), signed.get(city_id))
        for city_id in ordered
    )


def _members(database: Database, scope: Scope, cycle: Cycle) -> list[str]:
    if scope.areas or scope.plan_links or scope.sources:
        return []
    return [
        one.city_id
        for one in list_memberships(database)
        if one.phase_id == cycle.convening.phase_id
        and (not scope.cities or one.city_id in scope.cities)
        and (one.joined_on or date.min) <= cycle.as_at < (one.left_on or date.max)
    ]


def count_states(returns: Sequence[CityReturn]) -> Counter[ReturnState]:
    """Count the returns of each state."""
    return Counter(one.state for one in returns)


def open_returns(cycle: Cycle, city_id: str = ALL_CITIES, answer: Answer | None = None) -> Target:
    """Lead to what a city, or every city, is asked about; of one answer or of all."""
    opens = (("cycle", cycle.event_id), ("return", city_id), ("answer", str(answer or "")))
    return Target("returns", tuple((name, value) for name, value in opens if value))


def links_onward(waiting: int) -> tuple[Linked, ...]:
    """Lead to where a workbook that was sent back is read, and to the reports that wait for review."""
    links = [Linked(_("Load a workbook that was sent back"), Target("send_return"))]
    if waiting:
        words = ngettext("Review the {n} report that waits", "Review the {n} reports that wait", waiting)
        links.append(Linked(words, Target("review")))
    return tuple(links)
