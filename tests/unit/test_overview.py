"""What the Overview shows of publications."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.overview import Overview, summarise_overview
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import Outward
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

TODAY = date(2024, 1, 1)

FILES: Files = {
    "phases": [
        {"phase_id": "1", "name": "Phase one", "starts_on": "2017-01", "ends_on": "2019-05"},
        {"phase_id": "2", "name": "Phase two", "starts_on": "2019-06", "ends_on": "2023"},
    ],
    "cities": [{"city_id": "BRI", "name": "Bristol"}],
    "initiatives": [
        {"initiative_id": "B1", "city_id": "BRI", "phase_id": "1", "title": "B1"},
        {"initiative_id": "B2", "city_id": "BRI", "phase_id": "2", "title": "B2"},
    ],
}
PUBLICATIONS = (
    ("D1", "city_action_plan", "1", "2018-03-31"),
    ("D2", "city_covid-19_briefing", "2", "2020-05-01"),
    ("D3", "city_covid-19_briefing", "2", "2020-07-01"),
    ("D4", "city_action_plan", "2", "2020-09-01"),
)


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    database = open_shared()
    fill(database, FILES)
    with database.cursor() as cursor:
        for identifier, kind, phase, day in PUBLICATIONS:
            cursor.execute(
                "insert into db.publication values "
                "(?, 't', ?, 'BRI', ?, ?, ?, null, null, 'https://example.org', 'S', 1, 2, '')",
                [identifier, kind, phase, date.fromisoformat(day), day],
            )
    return database


def overview(database: Database, as_at: date, phase: str | None = None) -> Overview:
    return summarise_overview(database, Scope(as_at, TODAY, phase), summarise_setting(database, TODAY))


def shown(view: Overview) -> list[object]:
    return [cell.text if isinstance(cell, Outward) else cell for cell in view.publications.rows[0][1:]]


def test_a_publication_is_shown_from_its_day_on(database: Database) -> None:
    before, after = overview(database, date(2020, 8, 31)), overview(database, date(2020, 9, 1))
    assert shown(before) == ["31 March 2018", None, "1 May 2020, +1", None]
    assert shown(after) == ["31 March 2018", "1 September 2020", "1 May 2020, +1", None]
    assert before.publications_sentence == "Found so far: 1 city action plan and 2 COVID-19 briefings."
    assert after.publications_sentence == "Found so far: 2 city action plans and 2 COVID-19 briefings."


def test_of_two_documents_of_one_kind_the_second_is_counted(database: Database) -> None:
    assert shown(overview(database, date(2020, 6, 30)))[2] == "1 May 2020"
    assert shown(overview(database, date(2020, 7, 1)))[2] == "1 May 2020, +1"


def test_a_phase_shows_its_own_publications_only(database: Database) -> None:
    view = overview(database, date(2020, 9, 1), "1")
    assert [column.label for column in view.publications.columns] == [
        "City",
        "Phase one plan",
        "COVID-19 briefing",
        "Other",
    ]
    assert shown(view) == ["31 March 2018", None, None]
    assert view.publications_sentence == "Found so far: 1 city action plan and 0 COVID-19 briefings."
