"""One thematic area across the cities: who is at work, where there is none, who takes part."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.actions.load import load_bundled
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.areas import AreaView, area_choices, first_area, summarise_area
from ictrack.summaries.setting import Setting, summarise_setting
from ictrack.summaries.table import Linked, Target, plain
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

TODAY = date(2024, 6, 1)
AS_AT = date(2021, 6, 30)


def initiative(identifier: str, city: str, **cells: str) -> dict[str, str]:
    row = {"initiative_id": identifier, "city_id": city, "phase_id": "1", "area_id": "jobs"}
    return {**row, "title": identifier, "starts_on": "2020-01-01", **cells}


def plan(city: str, coverage: str, phase: str = "1") -> dict[str, str]:
    row = {"plan_id": f"{city}{phase}", "city_id": city, "phase_id": phase}
    return {**row, "title": "Plan", "coverage": coverage}


CITIES = ("ARM", "BRI", "CAR", "DER", "EDI", "LATE")
FILES: Files = {
    "phases": [
        {"phase_id": "1", "name": "Phase one", "starts_on": "2019-01", "ends_on": "2022-12"},
        {"phase_id": "2", "name": "Phase two", "starts_on": "2023-01", "ends_on": "2025-12"},
    ],
    "cities": [{"city_id": city, "name": city.title()} for city in CITIES],
    "thematic_areas": [
        {"area_id": "jobs", "name": "Jobs and enterprise", "short_name": "Jobs", "sort_order": "1"},
        {"area_id": "story", "name": "Story", "sort_order": "2"},
    ],
    "memberships": [
        *({"city_id": city, "phase_id": "1", "role": "member"} for city in CITIES[:5]),
        {"city_id": "LATE", "phase_id": "1", "role": "member", "joined_on": "2021-07-01"},
    ],
    "action_plans": [
        plan("BRI", "not_read"),
        plan("CAR", "part"),
        plan("DER", "not_read"),
        plan("DER", "read", "2"),
        plan("EDI", "not_read"),
    ],
    "initiatives": [
        initiative(
            "A1", "ARM", sectors="business;health;business", audiences="pupils", area_mapped_by="editor"
        ),
        initiative("A2", "ARM", sectors="business;guilds", area_mapped_by="source"),
        initiative("A3", "ARM", audiences="pupils;elders", area_mapped_by="editor"),
        initiative("S1", "BRI", area_id="story", sectors="business", audiences="elders"),
        initiative("X1", "EDI", area_id="", sectors="faith"),
    ],
    "status_updates": [
        {"update_id": "U1", "initiative_id": "A1", "reported_on": "2021-06", "status": "completed"},
        {"update_id": "U2", "initiative_id": "A2", "reported_on": "2021-07", "status": "completed"},
    ],
}


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    database = open_shared()
    fill(database, FILES)
    return database


@pytest.fixture(scope="module")
def setting(database: Database) -> Setting:
    return summarise_setting(database, TODAY)


@pytest.fixture(scope="module")
def jobs(database: Database, setting: Setting) -> AreaView:
    return summarise_area(database, Scope(AS_AT, TODAY), setting, "jobs")


@pytest.fixture(scope="module")
def growth(open_shared: OpenNew) -> AreaView:
    database = open_shared()
    load_bundled(database)
    scope = Scope(date(2023, 12, 31), TODAY)
    return summarise_area(database, scope, summarise_setting(database, TODAY), "growth")


def cells(area: AreaView) -> list[tuple[object, ...]]:
    return [tuple(map(plain, row)) for row in area.absent.rows]


def test_the_sentence_says_in_how_many_cities_and_in_which_there_is_none(jobs: AreaView) -> None:
    assert jobs.sentence == (
        "Jobs: at 30 June 2021, the cities report on 3 initiatives in 1 of 5 cities: 1 completed; "
        "2 are not reported. None in Bri, Car, Der and Edi. "
        "1 of 3 completed; between 1 and 3 if those not reported, and those not heard of for 12 months, are."
    )


def test_a_city_counts_from_the_day_it_joined(database: Database, setting: Setting) -> None:
    assert "of 5 cities" in summarise_area(database, Scope(AS_AT, TODAY), setting, "jobs").sentence
    later = Scope(date(2021, 7, 1), TODAY)
    assert "of 6 cities" in summarise_area(database, later, setting, "jobs").sentence


def test_what_it_means_that_a_city_has_none_depends_on_its_plan(jobs: AreaView) -> None:
    assert cells(jobs) == [
        ("Bri", "Not known: its action plan was not read."),
        ("Car", "Not known: its action plan was read in part only."),
        ("Der", "Not known: its action plan was not read."),
        ("Edi", "Not known: its action plan was not read."),
    ]


def test_a_plan_that_was_read_makes_it_none(database: Database, setting: Setting) -> None:
    scope = Scope(date(2023, 1, 1), TODAY)
    area = summarise_area(database, scope, setting, "story")
    meanings = {row[0]: row[1] for row in cells(area)}
    assert meanings["Der"] == "None: its action plan was read and holds nothing here."
    assert meanings["Arm"] == "No action plan is known, so this says nothing of the city."


def test_squares_have_a_row_for_every_city_and_lead_to_its_initiatives(jobs: AreaView) -> None:
    assert [(row.head.text, len(row.squares)) for row in jobs.by_city] == [
        ("Arm", 3),
        ("Bri", 0),
        ("Car", 0),
        ("Der", 0),
        ("Edi", 0),
    ]
    assert jobs.by_city[0].target == Target("initiatives", (("cities", "ARM"), ("areas", "jobs")))


def test_it_says_who_mapped_the_initiatives(jobs: AreaView, growth: AreaView) -> None:
    assert jobs.mapped == "Mapped to this thematic area by the editor for 2, by the source for 1."
    assert growth.mapped == "Mapped to this thematic area by the editor for 10, by the source for 1."


def test_sectors_are_counted_once_per_initiative_and_unknown_ones_kept(jobs: AreaView) -> None:
    rows = {row[0]: row[1:] for row in jobs.sectors.table.rows}
    assert rows["Business"] == (3, 2)
    assert rows["Health"] == (1, 1)
    assert rows["guilds"] == (1, 1)
    assert rows["Faith"] == (1, 0)
    assert rows["Not stated"] == (1, 1)
    assert jobs.sectors.sentence.startswith("Business is named in 3 of 5, 2 of them here. Not named here: ")


def test_the_public_record_names_business_in_nine_of_96(growth: AreaView) -> None:
    assert growth.sectors.sentence.startswith("Business is named in 9 of 96, 5 of them here.")
    assert "11 initiatives in 8 of 13 cities" in growth.sentence
    assert "None in Belfast; Brighton & Hove; Newport; Newry, Mourne and Down; Sheffield." in growth.sentence


def test_audiences_named_most_often_here_come_first(jobs: AreaView) -> None:
    assert jobs.audiences.table.rows == (("pupils", 2, 2), ("elders", 2, 1), ("Not stated", 2, 1))


def test_without_sectors_it_says_how_to_supply_them(open_new: OpenNew, setting: Setting) -> None:
    database = open_new()
    fill(database, {**FILES, "initiatives": [initiative("A1", "ARM")]})
    area = summarise_area(database, Scope(AS_AT, TODAY), setting, "jobs")
    assert area.sectors.table.rows == ()
    assert area.sectors.sentence == (
        "No initiative names the sectors that take part. To show them, fill the column 'sectors' "
        "of the file 'initiatives', several separated by ';'."
    )


def test_none_shows_those_without_an_area(database: Database, setting: Setting) -> None:
    area = summarise_area(database, Scope(AS_AT, TODAY), setting, "none")
    assert area.sentence.startswith(
        "No thematic area: at 30 June 2021, the cities report on 1 initiative in 1 of"
    )
    assert [plain(row[0]) for row in area.initiatives.rows] == ["X1"]
    assert area.absent.rows == ()
    assert area.by_city[-1].target == Target("initiatives", (("cities", "EDI"), ("areas", "none")))


def test_a_filter_for_other_areas_is_named_and_one_for_cities_narrows(
    database: Database, setting: Setting
) -> None:
    scope = Scope(AS_AT, TODAY, areas=("story",), cities=("BRI",))
    area = summarise_area(database, scope, setting, "jobs")
    assert area.notes[0] == "The filter names other thematic areas; this page shows Jobs."
    lifted = Target("area", (("area", "jobs"), ("cities", "")))
    assert area.lifted == (Linked("Show all cities: 3 initiatives", lifted),)


def test_a_report_counts_from_the_last_day_of_its_month(database: Database, setting: Setting) -> None:
    before = summarise_area(database, Scope(date(2021, 7, 30), TODAY), setting, "jobs")
    after = summarise_area(database, Scope(date(2021, 7, 31), TODAY), setting, "jobs")
    assert ("1 completed" in before.sentence, "2 completed" in after.sentence) == (True, True)
    assert len(after.updates.table.rows) - len(before.updates.table.rows) == 1


def test_the_choices_are_the_areas_in_their_order_then_none(setting: Setting) -> None:
    assert area_choices(setting) == {"jobs": "Jobs", "story": "Story", "none": "No thematic area"}
    assert first_area(Scope(AS_AT, TODAY, areas=("", "jobs"))) == "none"
    assert first_area(Scope(AS_AT, TODAY)) is None
