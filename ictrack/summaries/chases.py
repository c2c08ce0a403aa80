"""Whom to ask first: which reports, if they came, would narrow the bounds of the shares most.

A share of what is completed lies between bounds, because nothing is known of some
initiatives. A report on one of those narrows the bounds of the programme, of its city and of
its thematic area, whatever it says: the width of bounds is a number of initiatives over those
that can be completed, and one fewer of them is not known of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ictrack.store.queries import InitiativeAsAt
from ictrack.summaries.progress import count_progress
from ictrack.words import fold


@dataclass(frozen=True)
class Bounds:
    """How many of how many are completed at least, and at most if those not known of are too."""

    low: int
    high: int
    of: int

    @property
    def width(self) -> Fraction:
        """Give how far the bounds of the share are apart; 0 where nothing can be completed."""
        return Fraction(self.high - self.low, self.of) if self.of else Fraction(0)

    def narrowed(self) -> Bounds:
        """Give the bounds once one more is known of, and is not completed."""
        return replace(self, high=self.high - 1)


@dataclass(frozen=True)
class Narrowed:
    """The bounds of one share before and after a report."""

    before: Bounds
    after: Bounds


@dataclass(frozen=True)
class Chase:
    """One report to ask for: what it would do, after those before it in the list have come.

    `fall` is by how much the sum of the widths falls; no thematic area where it has none.
    """

    initiative: InitiativeAsAt
    fall: Fraction
    programme: Narrowed
    city: Narrowed
    area: Narrowed | None


# A group of initiatives that has a share: its kind, and its identifier.
_Group = tuple[str, str]
_ALL: _Group = ("programme", "")


def bounds_of_groups(initiatives: Iterable[InitiativeAsAt], as_at: date) -> dict[_Group, Bounds]:
    """Give the bounds of the share of the programme, of each city and of each thematic area."""
    members: dict[_Group, list[InitiativeAsAt]] = {}
    for initiative in initiatives:
        for group in _groups_of(initiative):
            members.setdefault(group, []).append(initiative)
    return {group: _bounds(of_group, as_at) for group, of_group in members.items()}


def _groups_of(initiative: InitiativeAsAt) -> tuple[_Group, ...]:
    """List the groups that an initiative belongs to; one without a thematic area is in none."""
    groups = (_ALL, ("city", initiative.city_id))
    return (*groups, ("area", initiative.area_id)) if initiative.area_id else groups


def _bounds(initiatives: Sequence[InitiativeAsAt], as_at: date) -> Bounds:
    counts = count_progress(initiatives, as_at)
    return Bounds(counts.delivered, counts.delivered_at_most, counts.deliverable)


def order_chases(
    initiatives: Sequence[InitiativeAsAt], as_at: date, asked: Collection[str]
) -> tuple[Chase, ...]:
    """Put the reports to ask for in order: each time the one that narrows the bounds most.

    Only of what is `asked` about by identifier, still open, and not known of. What a report
    narrows does not depend on those that came before it, because none changes how many can
    be completed: so the greedy order is that of what each narrows alone. Ties fall to the
    city's name, then the title, then the identifier.
    """
    bounds = bounds_of_groups(initiatives, as_at)
    falls = {
        one.initiative_id: sum((Fraction(1, bounds[group].of) for group in _groups_of(one)), Fraction(0))
        for one in initiatives
        if one.initiative_id in asked and _is_worth_asking(one, as_at)
    }
    candidates = [one for one in initiatives if one.initiative_id in falls]
    candidates.sort(key=lambda one: (-falls[one.initiative_id], *_in_order(one)))
    chases = []
    for one in candidates:
        narrowed = {kind: _narrow(bounds, (kind, identifier)) for kind, identifier in _groups_of(one)}
        chases.append(
            Chase(
                one,
                falls[one.initiative_id],
                narrowed["programme"],
                narrowed["city"],
                narrowed.get("area"),
            )
        )
    return tuple(chases)


def _is_worth_asking(initiative: InitiativeAsAt, as_at: date) -> bool:
    """Say whether a report would narrow bounds: it can still be completed, and nothing is known of it."""
    alone = _bounds([initiative], as_at)
    return alone.high > alone.low and not initiative.is_closed


def _in_order(initiative: InitiativeAsAt) -> tuple[str, str, str]:
    return fold(initiative.city_name), fold(initiative.title), initiative.initiative_id


def _narrow(bounds: dict[_Group, Bounds], group: _Group) -> Narrowed:
    before = bounds[group]
    bounds[group] = before.narrowed()
    return Narrowed(before, bounds[group])
