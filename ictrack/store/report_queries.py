"""What the convening report asks of the store: commentary, freezes, and what was told in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ictrack.scope import Scope
from ictrack.store.database import Database


@dataclass(frozen=True)
class WrittenCommentary:
    """What was written last beside one section of a report; an empty text was taken back."""

    section: str
    text: str
    written_at: datetime
    written_by: str


@dataclass(frozen=True)
class Freeze:
    """When a convening's report was frozen and by whom; `ended_at` is when it was unfrozen."""

    freeze_id: str
    event_id: str
    as_at: date
    known_on: date
    frozen_at: datetime
    frozen_by: str
    ended_at: datetime | None
    ended_by: str | None


@dataclass(frozen=True)
class Told:
    """What one report in force tells in words."""

    update_id: str
    initiative_id: str
    reported_on: date
    reported_on_written: str
    summary: str | None
    achievements: str | None
    challenges: str | None
    next_steps: str | None
    help_wanted: str | None
    help_offered: str | None
    evidence_title: str | None
    evidence_url: str | None


def list_commentary(database: Database, event_id: str) -> tuple[WrittenCommentary, ...]:
    """List what was written last beside each section of a convening's report."""
    return database.read("commentary_list", {"event": event_id}, WrittenCommentary)


def list_freezes(database: Database, event_id: str) -> tuple[Freeze, ...]:
    """List the freezes of a convening's report, the newest first."""
    return database.read("freeze_list", {"event": event_id}, Freeze)


def find_freeze(database: Database, event_id: str) -> Freeze | None:
    """Give the freeze that holds now, if the convening's report is frozen."""
    return next((one for one in list_freezes(database, event_id) if one.ended_at is None), None)


def read_frozen(database: Database, freeze_id: str, audience: str) -> str | None:
    """Give what a freeze keeps for an audience, as it was put in; nothing where it keeps none."""
    rows = database.ask("frozen_content", {"freeze_id": freeze_id, "audience": audience})
    return str(rows[0]["content"]) if rows else None


def list_told(database: Database, scope: Scope, since: date) -> tuple[Told, ...]:
    """List what was told in words on days after `since`, up to the scope's day."""
    return database.read("told_list", {**scope.parameters, "since": since}, Told)
