"""What the page of returns asks of the store: one typed function per question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ictrack.dates import end_of_day
from ictrack.scope import Scope
from ictrack.store.database import Database


@dataclass(frozen=True)
class ReturnConvening:
    """A convening that cities send returns for: its cycle runs from just after one cut-off to its own."""

    event_id: str
    title: str
    phase_id: str
    cut_off_on: date
    due_on: date
    cut_off_before: date | None


@dataclass(frozen=True)
class AskedInitiative:
    """One initiative that a city is asked about for a convening, and what came of it.

    `waiting` is how many reports of the cycle wait for review.
    """

    initiative_id: str
    title: str
    city_id: str
    city_name: str
    standing: str
    standing_reason: str
    status: str | None
    is_closed: bool
    plan_link: str
    record_kind: str
    last_reported_on_written: str | None
    is_answered: bool
    waiting: int


@dataclass(frozen=True)
class SignedOff:
    """When and by whom a city's return was signed off."""

    city_id: str
    signed_at: datetime
    signed_by: str


def list_return_convenings(database: Database) -> tuple[ReturnConvening, ...]:
    """List the convenings of a phase, the one with the last cut-off first."""
    return database.read("return_convenings", {}, ReturnConvening)


def list_asked_initiatives(
    database: Database, scope: Scope, cut_off_before: date | None
) -> tuple[AskedInitiative, ...]:
    """List the initiatives that are asked about, by city name and title.

    The scope is of the convening's phase, as at the last day of its cycle that is shown.
    """
    parameters = {
        **scope.parameters,
        "cut_off_before": cut_off_before,
        "cycle_begins": end_of_day(cut_off_before) if cut_off_before else None,
        "cycle_ends": end_of_day(scope.as_at),
    }
    return database.read("return_list", parameters, AskedInitiative)


def list_sign_offs(database: Database, event_id: str, known_on: date) -> tuple[SignedOff, ...]:
    """List the returns for a convening that had been signed off by a day."""
    return database.read("sign_off_list", {"event": event_id, "known_until": end_of_day(known_on)}, SignedOff)
