"""The rights of one reader as a frozen value: part of every question and of every cache key.

The person is no part of it, so that two people who may see the same share what was computed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from ictrack.access.columns import OPEN_COLUMNS, SHARED_COLUMNS
from ictrack.access.roles import ROLES_OF_A_CITY, TABLE, Action, Reach, Role
from ictrack.errors import NotPermittedError
from ictrack.vocabulary import Visibility

_SHARED = frozenset({Visibility.PUBLIC, Visibility.NETWORK})


@dataclass(frozen=True)
class Grant:
    """One role that somebody has, and of which city; no city for a role of the programme."""

    role: Role
    city_id: str | None = None


@dataclass(frozen=True)
class Rights:
    """What somebody may see and do.

    Of `full_cities` they see everything, of other cities the initiatives of these
    `visibilities` in these `columns`, named as `table.column`. With `reads_all` they see all of
    every city. `actions` are each with the city that it is allowed for, none for every city.
    """

    reads_all: bool = False
    full_cities: frozenset[str] = frozenset()
    visibilities: frozenset[Visibility] = frozenset()
    columns: frozenset[str] = frozenset()
    actions: frozenset[tuple[Action, str | None]] = frozenset()

    def may(self, action: Action, city_id: str | None = None) -> bool:
        """Say whether an action is allowed: on a city, or with none on the programme as a whole."""
        return (action, None) in self.actions or (city_id is not None and (action, city_id) in self.actions)

    def may_somewhere(self, action: Action) -> bool:
        """Say whether an action is allowed for any city: whether its page is shown."""
        return any(allowed is action for allowed, _city in self.actions)

    def cities_for(self, action: Action) -> frozenset[str] | None:
        """Give the cities for which an action is allowed; nothing for all of them."""
        if (action, None) in self.actions:
            return None
        return frozenset(city for allowed, city in self.actions if allowed is action and city)

    def require(self, action: Action, *city_ids: str | None) -> None:
        """Raise NotPermittedError unless an action is allowed on each of these cities.

        Without a city it is asked for the programme as a whole.
        """
        for city_id in city_ids or (None,):
            if not self.may(action, city_id):
                raise NotPermittedError(action.value, city_id or "")

    @property
    def key(self) -> str:
        """Give a text that is the same for the same rights only."""
        told = (
            self.reads_all,
            sorted(self.full_cities),
            sorted(self.visibilities),
            sorted(self.columns),
            sorted((action.value, city or "") for action, city in self.actions),
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


NOTHING = Rights()


def rights_of(grants: Iterable[Grant]) -> Rights:
    """Resolve roles to rights: all that any of them allows; nothing without a role."""
    rights = NOTHING
    for grant in grants:
        rights = _join(rights, _of_one(grant))
    return rights


def _of_one(grant: Grant) -> Rights:
    allowed = TABLE[grant.role]
    if grant.role in ROLES_OF_A_CITY and not grant.city_id:
        return NOTHING
    reach = allowed.get(Action.READ, frozenset())
    is_shared = Reach.SHARED in reach
    return Rights(
        reads_all=Reach.ALL in reach,
        full_cities=frozenset({grant.city_id} if grant.city_id and Reach.OWN_CITY in reach else ()),
        visibilities=_SHARED if is_shared else frozenset({Visibility.PUBLIC} if reach else ()),
        columns=SHARED_COLUMNS if is_shared else OPEN_COLUMNS if reach else frozenset(),
        actions=frozenset(
            (action, None if Reach.OWN_CITY not in reaches else grant.city_id)
            for action, reaches in allowed.items()
        ),
    )


def _join(one: Rights, other: Rights) -> Rights:
    return Rights(
        one.reads_all or other.reads_all,
        one.full_cities | other.full_cities,
        one.visibilities | other.visibilities,
        one.columns | other.columns,
        one.actions | other.actions,
    )


EVERYTHING = rights_of([Grant(Role.ADMINISTRATOR)])
# What anybody may see: of what is made for everybody no more is told, whoever makes it.
EVERYBODY = rights_of([Grant(Role.PUBLIC)])
