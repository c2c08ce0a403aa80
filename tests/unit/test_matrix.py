"""What an empty cell of cities by thematic areas says."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.matrix import Matrix, MatrixCell
from ictrack.summaries.overview import summarise_overview
from ictrack.summaries.setting import summarise_setting
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

TODAY = date(2024, 1, 1)
# Abertawe's plan for phase one was read, its plan for phase two was not; Bangor's was read
# in part; of Caerdydd none is known.
FILES: Files = {
    "phases": [
        {"phase_id": "1", "name": "Phase one", "starts_on": "2017-01", "ends_on": "2019-05"},
        {"phase_id": "2", "name": "Phase two", "starts_on": "2019-06", "ends_on": "2023"},
    ],
    "cities": [
        {"city_id": "A", "name": "Abertawe"},
        {"city_id": "B", "name": "Bangor"},
        {"city_id": "C", "name": "Caerdydd"},
    ],
    "thematic_areas": [
        {"area_id": "jobs", "name": "Jobs", "short_name": "Jobs", "sort_order": "1"},
        {"area_id": "civic", "name": "Civic", "short_name": "Civic", "sort_order": "2"},
    ],
    "action_plans": [
        {"plan_id": "P1", "city_id": "A", "phase_id": "1", "title": "t", "coverage": "read"},
        {"plan_id": "P2", "city_id": "A", "phase_id": "2", "title": "t", "coverage": "not_read"},
        {"plan_id": "P3", "city_id": "B", "phase_id": "2", "title": "t", "coverage": "part"},
    ],
    "initiatives": [
        {
            "initiative_id": f"{city}{phase}",
            "city_id": city,
            "phase_id": phase,
            "area_id": "jobs",
            "title": "t",
        }
        for city in "ABC"
        for phase in "12"
    ],
}


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    database = open_shared()
    fill(database, FILES)
    return database


def matrix(database: Database, phase: str | None = None, cities: tuple[str, ...] = ()) -> Matrix:
    scope = Scope(TODAY, TODAY, phase, cities)
    return summarise_overview(database, scope, summarise_setting(database, TODAY)).matrix


def civic(shown: Matrix) -> dict[str, MatrixCell]:
    return {head.text: cells[1] for head, cells in shown.rows}


def test_none_stands_only_where_a_plan_was_read(database: Database) -> None:
    cells = civic(matrix(database))
    assert [cell.empty for cell in cells.values()] == ["none", "not known", "not known"]
    assert cells["Abertawe"].name == "Abertawe, Civic: none"
    assert cells["Bangor"].name == "Bangor, Civic: not known; plan read in part only"
    assert cells["Caerdydd"].name == "Caerdydd, Civic: not known; no action plan is known"


def test_a_phase_asks_for_the_plan_of_that_phase(database: Database) -> None:
    assert civic(matrix(database, "1"))["Abertawe"].empty == "none"
    assert civic(matrix(database, "2"))["Abertawe"].name == "Abertawe, Civic: not known; plan not read"


def test_the_note_says_once_of_how_many_cities_it_is_not_known(database: Database) -> None:
    assert matrix(database).note == (
        "Not known: the plans of 1 of 3 cities were not read in full; no plan of 1 of 3 cities is known, "
        "so there may be initiatives that are not here."
    )
    assert matrix(database, "1", ("A",)).note == ""
