"""What all sections of a convening report are told from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import (
    ActionPlan,
    Change,
    City,
    Event,
    InitiativeAsAt,
    Membership,
    StatusSince,
    ThematicArea,
)
from ictrack.store.report_queries import Told
from ictrack.summaries.ledger import Opening
from ictrack.summaries.setting import Setting
from ictrack.vocabulary import Movement, RecordKind


class Audience(StrEnum):
    """For whom a report is made: the network of cities, or everyone."""

    NETWORK = "network"
    PUBLIC = "public"


_IsMine = Callable[[InitiativeAsAt | Change], bool]


@dataclass(frozen=True)
class Basis:
    """Hold what a report is told from.

    `opening` is the moment since which changes are told, `before` the convening of that
    moment if it is one; `then` are the initiatives that counted then. `told` is what was
    said since, `told_before` in the return cycle that ended with the opening.
    """

    database: Database
    setting: Setting
    scope: Scope
    audience: Audience
    convening: Event
    before: Event | None
    opening: Opening
    cities: tuple[City, ...]
    areas: tuple[ThematicArea, ...]
    now: tuple[InitiativeAsAt, ...]
    then: tuple[InitiativeAsAt, ...]
    changes: tuple[Change, ...]
    told: tuple[Told, ...]
    told_before: tuple[Told, ...]
    status_since: tuple[StatusSince, ...]
    unlinked: tuple[InitiativeAsAt, ...]
    memberships: tuple[Membership, ...]
    plans: tuple[ActionPlan, ...]

    @property
    def kind(self) -> RecordKind:
        """Say what kind of record the report is of."""
        return self.setting.record_kind_in(self.scope)

    @property
    def is_public_record(self) -> bool:
        """Say whether nobody was asked."""
        return self.kind is RecordKind.PUBLIC_RECORD

    @property
    def is_for_everyone(self) -> bool:
        """Say whether the report may hold only what is public."""
        return self.audience is Audience.PUBLIC

    def of_city(self, city_id: str) -> Basis:
        """Narrow what is told to one city."""
        return self._narrow(self.scope.of_city(city_id), lambda one: one.city_id == city_id)

    def of_area(self, area_id: str) -> Basis:
        """Narrow what is told to one thematic area."""
        return self._narrow(self.scope.of_area(area_id), lambda one: one.area_id == area_id)

    def _narrow(self, scope: Scope, is_mine: _IsMine) -> Basis:
        now, then = tuple(filter(is_mine, self.now)), tuple(filter(is_mine, self.then))
        mine = {one.initiative_id for one in (*now, *then)}
        return replace(
            self,
            scope=scope,
            now=now,
            then=then,
            changes=tuple(filter(is_mine, self.changes)),
            told=tuple(one for one in self.told if one.initiative_id in mine),
            told_before=tuple(one for one in self.told_before if one.initiative_id in mine),
            unlinked=tuple(filter(is_mine, self.unlinked)),
        )

    def moved(self, *movements: Movement) -> tuple[Change, ...]:
        """List the changes of some movements."""
        return tuple(one for one in self.changes if one.movement in movements)

    def find(self, initiative_id: str) -> InitiativeAsAt | None:
        """Give an initiative that counts now, or counted then."""
        both = {one.initiative_id: one for one in (*self.then, *self.now)}
        return both.get(initiative_id)
