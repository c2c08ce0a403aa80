"""What cities may learn from each other: whom to ask about an area, what help is asked for and offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.scope import Scope
from ictrack.store.database import Database


@dataclass(frozen=True)
class Elsewhere:
    """An initiative of another city that is completed or under way, and why it may help.

    What is shared is shared with the city's own initiatives in the area: `shared_words` the most
    telling first, `shared_audiences` in small letters. `asked_words` is how many of the words that
    were asked for it holds. `of_all` is how many initiatives there were to choose from. What it
    says is the last that was reported in each field.
    """

    initiative_id: str
    title: str
    city_id: str
    city_name: str
    standing: str
    is_closed: bool
    plan_link: str
    record_kind: str
    is_own_area: bool
    asked_words: int
    shared_words: Sequence[str]
    shared_audiences: Sequence[str]
    shared_sectors: Sequence[str]
    description: str | None
    summary: str | None
    achievements: str | None
    challenges: str | None
    help_offered: str | None
    evidence_title: str | None
    evidence_url: str | None
    evidence_on_written: str | None
    last_reported_on_written: str | None
    lead_organisation: str | None
    contact_role: str | None
    city_lead_role: str | None
    council: str | None
    of_all: int


@dataclass(frozen=True)
class Help:
    """What an initiative asks for or offers, as it was last said; `kind` is `ask` or `offer`."""

    kind: str
    initiative_id: str
    title: str
    city_id: str
    city_name: str
    area_id: str | None
    further_areas: Sequence[str]
    record_kind: str
    text: str
    said_on: date
    said_on_written: str
    is_recent: bool
    words: Sequence[str]


def list_elsewhere(
    database: Database, scope: Scope, city_id: str, area_id: str, asked_words: str, most: int
) -> tuple[Elsewhere, ...]:
    """List what other cities have completed or under way in an area, the most relevant, newest first.

    The cities and areas of the scope are not heeded.
    """
    asked = {"city": city_id, "area": area_id, "asked_words": asked_words, "most": most}
    lists = ("shared_words", "shared_audiences", "shared_sectors")
    rows = database.ask("elsewhere_list", {**scope.parameters, **asked})
    return tuple(Elsewhere(**{**row, **{name: tuple(row[name]) for name in lists}}) for row in rows)


def list_help(database: Database, scope: Scope, months: int) -> tuple[Help, ...]:
    """List what the initiatives of a scope ask for and offer, newest first; recent is of so many months."""
    lists = ("further_areas", "words")
    rows = database.ask("help_list", {**scope.parameters, "gap_months": months})
    return tuple(Help(**{**row, **{name: tuple(row[name]) for name in lists}}) for row in rows)
