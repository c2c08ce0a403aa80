"""Small programmes for tests of one definition each: a phase, a city, one initiative."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ictrack.store.database import Database, fetch
from tests.properties.tables import Cells, fill

LATER = date(2030, 1, 1)
PHASES: tuple[Cells, ...] = (
    {"phase_id": "1", "name": "Phase one", "starts_on": "2018-01", "ends_on": "2019-12"},
    {"phase_id": "2", "name": "Phase two", "starts_on": "2020-01", "ends_on": "2021-12"},
)


def initiative(**cells: str) -> Cells:
    """Make an initiative of the city `BRI` in phase one; any cell can be given."""
    return {"initiative_id": "I", "city_id": "BRI", "phase_id": "1", "title": "Initiative", **cells}


def update(update_id: str, reported_on: str, status: str = "", **cells: str) -> Cells:
    """Make a status update of the initiative `I`, recorded on the day it speaks of."""
    row = {"update_id": update_id, "initiative_id": "I", "reported_on": reported_on, "status": status}
    return {**row, **cells}


def correction(update_id: str, names: str, recorded_on: str, status: str = "", **cells: str) -> Cells:
    """Make a correction of another update of the initiative `I`."""
    named = {"kind": "correction", "corrects_update_id": names, "recorded_on": recorded_on}
    return {"update_id": update_id, "initiative_id": "I", "status": status, **named, **cells}


def withdrawal(update_id: str, names: str, recorded_on: str, **cells: str) -> Cells:
    """Make a withdrawal of another update of the initiative `I`."""
    return {**correction(update_id, names, recorded_on), "kind": "withdrawal", **cells}


def look(
    database: Database,
    as_at: str,
    known_on: str = "",
    *,
    updates: Iterable[Cells] = (),
    initiatives: Iterable[Cells] = (initiative(),),
    plans: Iterable[Cells] = (),
    links: Iterable[Cells] = (),
    phases: Iterable[Cells] = PHASES,
) -> dict[str, Any]:
    """Store a programme and give what the store says of its first initiative at (D, K)."""
    rows = list(initiatives)
    files = {
        "phases": list(phases),
        "initiatives": rows,
        "action_plans": list(plans),
        "status_updates": list(updates),
        "initiative_links": list(links),
    }
    fill(database, files)
    days = {
        "as_at": date.fromisoformat(as_at),
        "known_on": date.fromisoformat(known_on) if known_on else LATER,
    }
    with database.cursor() as cursor:
        cursor.execute("from initiative_as_at($as_at, $known_on)", days)
        found = {row["initiative_id"]: row for row in fetch(cursor)}
    return found[rows[0]["initiative_id"]]
