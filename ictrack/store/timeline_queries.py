"""What the timeline and the pace ask of the store: one typed function per question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.scope import Scope
from ictrack.store.database import Database


@dataclass(frozen=True)
class TimelineCounts:
    """Of how many initiatives of a scope a date is known, and how many targets moved."""

    initiatives: int
    dated: int
    heard_of: int
    with_target: int
    moved_later: int
    moved_earlier: int


@dataclass(frozen=True)
class TimelineInitiative:
    """One initiative of which a date is known, with its days as they were written."""

    initiative_id: str
    title: str
    city_id: str
    city_name: str
    area_id: str | None
    area_name: str | None
    plan_link: str
    standing: str
    standing_reason: str
    is_closed: bool
    is_silent: bool
    record_kind: str
    starts_on_written: str | None
    first_target_on_written: str | None
    current_target_on_written: str | None


@dataclass(frozen=True)
class TimelineReport:
    """One dated report in force on an initiative."""

    initiative_id: str
    update_id: str
    reported_on_written: str
    status: str | None


@dataclass(frozen=True)
class HeardOf:
    """How many initiatives of a city, or of a thematic area, were last heard of in a year."""

    head_id: str | None
    head_name: str | None
    last_year: int | None
    initiatives: int


@dataclass(frozen=True)
class UndatedInitiative:
    """One initiative that has no date to show it at."""

    initiative_id: str
    title: str
    city_id: str
    city_name: str
    standing: str
    standing_reason: str
    plan_link: str
    is_closed: bool
    is_silent: bool
    record_kind: str
    undated_reports: int


@dataclass(frozen=True)
class FellDue:
    """One initiative whose first target had passed, and the earliest day on which it was done."""

    initiative_id: str
    title: str
    city_id: str
    city_name: str
    standing: str
    is_open_ended: bool
    target_on: date
    target_on_written: str
    done_on_written: str | None


def count_dated(database: Database, scope: Scope) -> TimelineCounts:
    """Count the initiatives of a scope by what is known of their dates."""
    return database.read("timeline_counts", scope.parameters, TimelineCounts)[0]


def list_dated(database: Database, scope: Scope, *, by_area: bool) -> tuple[TimelineInitiative, ...]:
    """List the dated initiatives of a scope, by city or by thematic area, the earliest first."""
    return database.read("timeline_dated", {**scope.parameters, "by_area": by_area}, TimelineInitiative)


def list_reports_on(
    database: Database, scope: Scope, initiative_ids: Sequence[str]
) -> tuple[TimelineReport, ...]:
    """List the dated reports in force on some initiatives, the earliest first."""
    parameters = {**scope.parameters, "initiatives": list(initiative_ids)}
    return database.read("timeline_marks", parameters, TimelineReport)


def count_heard_of(database: Database, scope: Scope, *, by_area: bool) -> tuple[HeardOf, ...]:
    """Count the initiatives of each city, or thematic area, by the year of their last evidence."""
    return database.read("timeline_years", {**scope.parameters, "by_area": by_area}, HeardOf)


def list_undated(database: Database, scope: Scope, *, evidence_only: bool) -> tuple[UndatedInitiative, ...]:
    """List the initiatives without any date, or without any dated evidence."""
    asked = {"evidence_only": evidence_only}
    return database.read("timeline_undated", {**scope.parameters, **asked}, UndatedInitiative)


def list_fallen_due(database: Database, scope: Scope, due_by: date) -> tuple[FellDue, ...]:
    """List the initiatives of a scope whose first target is on a day or before it."""
    return database.read("pace", {**scope.parameters, "due_by": due_by}, FellDue)
