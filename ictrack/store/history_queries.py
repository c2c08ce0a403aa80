"""What the history of initiatives asks of the store: one typed function per question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.scope import Scope
from ictrack.store.database import Database


@dataclass(frozen=True)
class StandingThen:
    """Where one initiative stood at a day on which it counted."""

    initiative_id: str
    title: str
    city_id: str
    city_name: str
    as_at: date
    standing: str
    standing_reason: str
    is_closed: bool
    is_silent: bool
    plan_link: str
    record_kind: str


@dataclass(frozen=True)
class StandingOfOne:
    """Where one initiative stood at a day, and whether it counted; and what was known of that then."""

    as_at: date
    counts: bool
    standing: str
    standing_reason: str
    is_closed: bool
    counted_then: bool
    standing_then: str
    standing_reason_then: str


@dataclass(frozen=True)
class TakenIn:
    """The day on which the history of a source was taken in at once: `updates` of its `of_all`."""

    source_id: str
    recorded_on: date
    of_all: int
    updates: int


def list_standing_history(
    database: Database, scope: Scope, moments: Sequence[date], initiatives: Sequence[str] | None = None
) -> tuple[StandingThen, ...]:
    """Say where initiatives of a scope stood at each of a list of days, by city name and identifier.

    `scope.as_at` is not used. `initiatives` narrows the answer to some identifiers.
    """
    chosen = None if initiatives is None else list(initiatives)
    parameters = {**scope.parameters, "moments": list(moments), "initiatives": chosen}
    return database.read("standing_history", parameters, StandingThen)


def list_standings_of(
    database: Database, scope: Scope, initiative_id: str, moments: Sequence[date]
) -> tuple[StandingOfOne, ...]:
    """Say where one initiative stood at each of a list of days, the earliest first."""
    parameters = {**scope.parameters, "initiative": initiative_id, "moments": list(moments)}
    return database.read("standing_moments", parameters, StandingOfOne)


def list_taken_in(database: Database, scope: Scope, initiative_id: str) -> tuple[TakenIn, ...]:
    """Say which sources of an initiative's updates had their history taken in at once, and when."""
    parameters = {"initiative": initiative_id, "known_on": scope.known_on}
    return database.read("taken_in_at_once", parameters, TakenIn)
