"""What a returns workbook asks of the store: one typed function per question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ictrack.store.database import Database


@dataclass(frozen=True)
class WorkbookRow:
    """One initiative that a return speaks of, and what was last said of it; days as written."""

    initiative_id: str
    title: str
    area_name: str | None
    lead_organisation: str | None
    starts_on_written: str | None
    status: str | None
    reported_on_written: str | None
    confidence: str | None
    current_target_on_written: str | None
    summary: str | None
    update_id: str | None


@dataclass(frozen=True)
class WorkbookConvening:
    """The convening that a return is for; `cut_off_before` is that of the one before it."""

    event_id: str
    title: str
    phase_id: str
    starts_on_written: str
    cut_off_on: date
    returns_due_on_written: str | None
    cut_off_before: date | None


@dataclass(frozen=True)
class ReturnAsked:
    """Hold which return is asked for: of a city, for a convening's phase, as known on a day.

    Asked about is what counts at `as_at`; it is shown as it stands at `shown_at`.
    """

    city_id: str
    phase_id: str
    as_at: date
    shown_at: date
    known_on: date
    cut_off_before: date | None


def find_convening(database: Database, event_id: str) -> WorkbookConvening | None:
    """Give one convening of a phase; nothing where there is none such."""
    rows = database.ask("workbook_convening", {"event": event_id})
    return WorkbookConvening(**rows[0]) if rows else None


def list_workbook_rows(database: Database, asked: ReturnAsked) -> tuple[WorkbookRow, ...]:
    """List the initiatives that a city is asked about, by identifier."""
    parameters = {
        "city": asked.city_id,
        "phase": asked.phase_id,
        "as_at": asked.as_at,
        "shown_at": asked.shown_at,
        "known_on": asked.known_on,
        "cut_off_before": asked.cut_off_before,
    }
    return database.read("workbook_rows", parameters, WorkbookRow)


def read_last_load(database: Database) -> int:
    """Give the number of the last load; 0 for none."""
    return int(database.ask("last_load")[0]["load_id"])
