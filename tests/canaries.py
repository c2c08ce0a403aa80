"""A programme in which every field that the public may not read holds a word of its own.

The word says which field it is of, so that a test that finds one says what was told. Beside a
public initiative each city has one for the network and one of its own, with a word in every text.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ictrack.access.columns import LIMITED_TABLES, OPEN_COLUMNS
from ictrack.store.database import Database, open_database
from tests.properties.tables import Cells, Files, fill

CANARY = "Kanarienvogel"
# Texts that are drawn stand side by side: where one ends is known by its form.
FOUND = re.compile(rf"{CANARY}-[a-z_]+-[a-z_]+(?:-[A-Z]{{3}}-(?:network|internal))?")
TODAY = date(2021, 6, 1)
CONVENING = "E2"
_AT = datetime(2020, 3, 1, tzinfo=UTC).replace(tzinfo=None)
_CITIES = ("BRI", "CAR")
_VISIBILITIES = ("public", "network", "internal")
_IDS = tuple(f"{city}-{visibility}" for city in _CITIES for visibility in _VISIBILITIES)
# Texts that are of a vocabulary, or name a row: another word in them would be no data.
_WORDS = frozenset(
    """
    initiative_id city_id phase_id area_id area_mapped_by secondary_areas principles schedule plan_link
    visibility children_and_young_people source_id update_id kind status status_read_by confidence
    corrects_update_id milestone_id from_id to_id sectors sector member_id champions_areas event_id
    submission_id file_fingerprint state freeze_id audience section recorded_mode row_key file change
    """.split()  # noqa: SIM905 - names side by side are read faster than a column of them
)
# Tables that hold people, or what is not for everyone, and no initiative's own columns.
_OTHERS = (
    *("submission", "sign_off", "commentary", "taskforce_member", "city_lead", "load", "load_undo"),
    *("report_freeze", "history", "undone_status_update"),
)


def _files() -> Files:
    of_phase = {"phase_id": "1"}
    return {
        "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2019-01", "ends_on": "2021-12"}],
        "cities": [{"city_id": city, "name": f"City of {city}"} for city in _CITIES],
        "thematic_areas": [
            {"area_id": "jobs", "name": "Work", "sort_order": "1"},
            {"area_id": "story", "name": "Story", "sort_order": "2"},
        ],
        "memberships": [{"city_id": city, "role": "founder", **of_phase} for city in _CITIES],
        "events": [
            {"event_id": event, "kind": "convening", "title": event, "starts_on": day, **of_phase}
            for event, day in (("E1", "2019-06-30"), (CONVENING, "2020-06-30"))
        ],
        "action_plans": [
            {"plan_id": f"P-{city}", "city_id": city, "title": "Plan", **of_phase} for city in _CITIES
        ],
        "initiatives": [_initiative(number, one) for number, one in enumerate(_IDS)],
        "milestones": [
            {"milestone_id": f"M-{one}", "initiative_id": one, "title": "Step", "due_on": "2020-01"}
            for one in _IDS
        ],
        "status_updates": [update for one in _IDS for update in _updates(one)],
        "initiative_links": [
            {"from_id": "CAR-public", "to_id": to, "kind": "evolved_from"}
            for to in ("BRI-public", "CAR-internal")
        ],
        "city_leads": [
            {"city_id": city, "kind": "senior", "role": "x", "starts_on": "2019-01"} for city in _CITIES
        ],
        "taskforce_members": [
            {"member_id": city, "city_id": city, "role": "x", "organisation": "x", "sector": "business"}
            for city in _CITIES
        ],
    }


def _initiative(number: int, one: str) -> Cells:
    return {
        "initiative_id": one,
        "city_id": one[:3],
        "phase_id": "1",
        "area_id": ("jobs", "story")[number % 2],
        "title": f"Initiative {number}",
        "description": "What it is",
        "sectors": "business",
        "visibility": one[4:],
        "starts_on": "2019-02",
        "target_on": "2020-03",
    }


def _updates(one: str) -> tuple[Cells, Cells]:
    first = {"update_id": f"{one}-U1", "reported_on": "2019-06-01", "status": "in_progress"}
    then = {"update_id": f"{one}-U2", "reported_on": "2020-05-01", "status": "paused"}
    return (
        {**first, "initiative_id": one, "confidence": "at_risk", "summary": "Begun"},
        {**then, "initiative_id": one, "summary": "It rests"},
    )


def open_with_canaries(path: Path | None = None) -> Database:
    """Open a database in which every text that is not for everyone is a canary."""
    database = open_database(path)
    fill(database, _files())
    with database.cursor() as cursor:
        _put_rows(cursor)
        for table in (*LIMITED_TABLES, *_OTHERS):
            for column, kind in _texts_of(cursor, table):
                _put_canary(cursor, table, column, kind)
    return database


def _put_canary(cursor: Any, table: str, column: str, kind: str) -> None:
    """Put a word into a column: into all of it, or, where it is open, into what is not public."""
    told = f"{CANARY}-{table}-{column}"
    words = {told: ""}
    if f"{table}.{column}" in OPEN_COLUMNS:
        whose = "to_id" if table == "initiative_link" else "initiative_id"
        words = {f"{told}-{one}": f" where {whose} = '{one}'" for one in _IDS if not one.endswith("-public")}
    for word, where in words.items():
        cell = f'{{"summary": "{word}"}}' if column in {"cells", "former"} else word
        cursor.execute(
            f"update db.{table} set {column} = ?{where}", [[cell] if kind.endswith("[]") else cell]
        )


def _put_rows(cursor: Any) -> None:
    """Put what no source holds: loads, one of them taken back, drafts, sign-offs, commentary, a freeze."""
    for load in (1, 2):
        cursor.execute(
            "insert into db.load values (?, 'S', ?, 'x', 'x', 'f', 'reported', 1, 0, 0, 0, 0)", [load, _AT]
        )
    cursor.execute("insert into db.load_undo values (2, ?, ?, 'x')", [_AT, date(2020, 12, 1)])
    cursor.execute(
        "insert into db.undone_status_update by name select date '2020-12-01' as undone_on, * "
        "replace (update_id || '-undone' as update_id, 2 as load_id) from db.status_update"
    )
    for state in ("draft", "submitted", "returned"):
        cursor.execute(
            "insert into db.submission by name select ? || '-' || initiative_id as submission_id, "
            "initiative_id, ? as state, 'x' as cells, ? as made_at, 'x' as made_by, 'x' as note "
            "from db.initiative",
            [state, state, _AT],
        )
    cursor.execute("insert into db.sign_off select ?, city_id, ?, 'x' from db.city", [CONVENING, _AT])
    for section in ("leaders", "changed", "network", "city:BRI"):
        cursor.execute("insert into db.commentary values (?, ?, 'x', ?, 'x')", [CONVENING, section, _AT])
    cursor.execute(
        "insert into db.report_freeze values ('F', 'E1', ?, ?, ?, 'x', null, null)",
        [date(2019, 6, 30), date(2019, 7, 1), _AT],
    )
    cursor.execute(
        "insert into db.history values (1, ?, 'status_updates', 'CAR-public-U1', 'changed', 'x')", [_AT]
    )


def _texts_of(cursor: Any, table: str) -> list[tuple[str, str]]:
    """List the columns of a table that hold texts in anybody's words, with their types."""
    found = cursor.execute(
        "select column_name, data_type from duckdb_columns() where database_name = 'db' "
        "and table_name = ? and data_type like 'VARCHAR%'",
        [table],
    ).fetchall()
    return [(name, kind) for name, kind in found if name not in _WORDS and not name.endswith("_written")]
