"""A programme small enough to count by hand, in a database file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ictrack.store.database import open_database
from tests.properties.tables import Files, fill

# Phase 1 ended on 31 August 2019, phase 2 on 31 December 2023. The Llŷn city sorts after
# Z, as text; its name bears an accent. N2 has neither a thematic area nor a phase.
FILES: Files = {
    "phases": [
        {"phase_id": "1", "name": "Phase one", "starts_on": "2017-01", "ends_on": "2019-08-31"},
        {"phase_id": "2", "name": "Phase two", "starts_on": "2019-09-01", "ends_on": "2023"},
    ],
    "cities": [
        {"city_id": "BRI", "name": "Bristol"},
        {"city_id": "a,b", "name": "Newport"},
        {"city_id": "ŵ", "name": "Llŷn"},
        {"city_id": "=1", "name": "Newry"},
    ],
    "thematic_areas": [
        {
            "area_id": "jobs",
            "name": "Employment and enterprise",
            "short_name": "Employment",
            "sort_order": "1",
        },
        {"area_id": "civic", "name": "Civic participation", "sort_order": "2"},
    ],
    "initiatives": [
        {"initiative_id": "B1", "city_id": "BRI", "phase_id": "1", "area_id": "jobs", "title": "t"},
        {"initiative_id": "B2", "city_id": "BRI", "phase_id": "2", "area_id": "civic", "title": "t"},
        {"initiative_id": "N1", "city_id": "a,b", "phase_id": "2", "area_id": "jobs", "title": "t"},
        {
            "initiative_id": "N2",
            "city_id": "ŵ",
            "title": "t",
            "plan_link": "unconfirmed",
        },
        {"initiative_id": "N3", "city_id": "=1", "phase_id": "2", "area_id": "jobs", "title": "t"},
    ],
    "status_updates": [
        {
            "update_id": "U1",
            "initiative_id": "B1",
            "reported_on": "2019-08",
            "recorded_on": "2019-10-01",
            "status": "completed",
        },
        {
            "update_id": "U2",
            "initiative_id": "B2",
            "reported_on": "2020",
            "recorded_on": "2021-01-01",
            "status": "in_progress",
        },
        {
            "update_id": "U3",
            "initiative_id": "N1",
            "reported_on": "2020-05-05",
            "recorded_on": "2020-05-05",
            "status": "stopped",
        },
    ],
}
FILLED = partial(fill, files=FILES)


def make_database(path: Path) -> Path:
    """Put the programme into a new database file, and close it."""
    database = open_database(path)
    fill(database, FILES)
    database.close()
    return path
