"""A programme whose every text is one of the nasty ones, as files that a source really has."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from ictrack.actions.load import BundledChoice, LoadSource, load_source
from ictrack.actions.receipt import Outcome
from ictrack.escapes import guard
from ictrack.store.database import Database
from tests.nasty import ACCEPTED, LINKS
from tests.properties.tables import Cells
from tests.unit.ingest.programme import write_source

TODAY = date(2026, 6, 1)
CONVENING = "E2"
# So many thematic areas, or a table of them would hold little else.
_AREAS = 6
_STATUSES = ("in_progress", "completed", "not_started", "paused")


def _name(text: str) -> str:
    """Give a text where it may have no line break and not much length, as names are written."""
    return " ".join(text.split())[:120]


def nasty_files(texts: Mapping[str, str] = ACCEPTED) -> dict[str, list[Cells]]:
    """Make the rows of a source: a city, an initiative and an update for each text."""
    listed = list(texts.values())
    links = list(LINKS)
    cities = [f"C{number:02}" for number in range(len(listed))]
    return {
        "phases": [{"phase_id": "1", "name": listed[0], "starts_on": "2019-01", "ends_on": "2027-12"}],
        "cities": [
            {"city_id": city, "name": _name(text), "name_cy": text, "council": text}
            for city, text in zip(cities, listed, strict=True)
        ],
        "thematic_areas": [
            {"area_id": f"a{number}", "name": _name(text), "short_name": text[:40], "sort_order": str(number)}
            for number, text in enumerate(listed[:_AREAS], start=1)
        ],
        "memberships": [
            {"city_id": city, "phase_id": "1", "role": "founder", "note": text, "source_title": text}
            for city, text in zip(cities, listed, strict=True)
        ],
        "events": [
            {"event_id": event, "kind": "convening", "phase_id": "1", "starts_on": day, "title": _name(text)}
            for event, text, day in (("E1", listed[1], "2019-06-30"), (CONVENING, listed[0], "2020-06-30"))
        ],
        "action_plans": [
            {
                "plan_id": f"P{number:02}",
                "city_id": city,
                "phase_id": "1",
                "title": text,
                "source_url": links[number % len(links)],
            }
            for number, (city, text) in enumerate(zip(cities, listed, strict=True))
        ],
        "initiatives": [
            {
                "initiative_id": f"{city}-1",
                "city_id": city,
                "phase_id": "1",
                "area_id": f"a{number % _AREAS + 1}",
                "title": text,
                "description": text,
                "lead_organisation": text,
                "champion": text,
                "visibility": "public",
                "target_on": "2020-03",
                "source_title": text,
                "source_url": links[number % len(links)],
                "source_locator": text,
            }
            for number, (city, text) in enumerate(zip(cities, listed, strict=True))
        ],
        "status_updates": [
            {
                "update_id": f"U{number:02}",
                "initiative_id": f"{city}-1",
                "reported_on": "2020-01-31",
                "status": _STATUSES[number % len(_STATUSES)],
                "confidence": "" if number % 4 == 1 else "at_risk",
                "reason": text,
                "summary": text,
                "challenges": text,
                "next_steps": text,
                "help_wanted": text,
                "help_offered": text,
                "evidence_title": text,
                "evidence_url": links[number % len(links)],
            }
            for number, (city, text) in enumerate(zip(cities, listed, strict=True))
        ],
    }


def csv_of(rows: Sequence[Cells]) -> str:
    """Write rows as a file that people would send."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: guard(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()


def write_nasty(folder: Path) -> Path:
    """Write the programme as a folder of CSV files."""
    return write_source(folder, {name: csv_of(rows) for name, rows in nasty_files().items()})


def load_nasty(database: Database, folder: Path) -> None:
    """Load the programme as any other source is loaded."""
    command = LoadSource(
        write_nasty(folder), bundled_choice=BundledChoice.REPLACE, loaded_by="a test", today=TODAY
    )
    receipt = load_source(database, command)
    assert receipt.outcome is Outcome.LOADED, [issue.sentence() for issue in receipt.issues][:10]
