"""The rows of the summary: which ones there are, in which order, under which filter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.vocabulary import PlanLink
from tests.engines import OpenNew
from tests.properties.tables import fill
from tests.sql.rows import LATER, PHASES, initiative

DAY = date(2021, 6, 30)
INITIATIVES = [
    initiative(initiative_id="A", city_id="bri", area_id="growth", plan_link="unconfirmed"),
    initiative(initiative_id="B", city_id="Éire", area_id="", plan_link="listed_strategy"),
    initiative(initiative_id="C", city_id="BRI", area_id="services", phase_id=""),
    initiative(initiative_id="D", city_id="BRI", area_id="growth", phase_id="2"),
    initiative(initiative_id="E", city_id="BRI", area_id="growth", phase_id="2"),
    initiative(initiative_id="F", city_id="Far", area_id="growth", removed_on="2019"),
]


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    opened = open_shared()
    fill(opened, {"phases": PHASES, "initiatives": INITIATIVES})
    return opened


def ask(database: Database, scope: Scope, *by: str) -> list[dict[str, Any]]:
    """Ask for the summary, divided by the words given."""
    divisions = {f"by_{word}": word in by for word in ("city", "area", "phase")}
    return database.ask("summary", scope.parameters | divisions)


def test_without_a_key_there_is_one_row(database: Database) -> None:
    (row,) = ask(database, Scope(DAY, LATER))
    assert (row["city_id"], row["initiatives"], row["not_reported"]) == (None, 5, 5)


def test_without_a_key_there_is_one_row_even_when_nothing_counts(database: Database) -> None:
    (row,) = ask(database, Scope(date(2017, 1, 1), LATER))
    assert {key: value for key, value in row.items() if value} == {}
    assert (row["initiatives"], row["completed"]) == (0, 0)


def test_with_a_key_nothing_that_counts_gives_no_row(database: Database) -> None:
    assert ask(database, Scope(date(2017, 1, 1), LATER), "city") == []


def test_cities_are_sorted_as_text_and_one_without_initiatives_that_count_has_no_row(
    database: Database,
) -> None:
    rows = ask(database, Scope(DAY, LATER), "city")
    assert [(row["city_id"], row["initiatives"]) for row in rows] == [("BRI", 3), ("bri", 1), ("Éire", 1)]


def test_an_empty_key_comes_last(database: Database) -> None:
    rows = ask(database, Scope(DAY, LATER), "area")
    assert [(row["area_id"], row["initiatives"]) for row in rows] == [
        ("growth", 3),
        ("services", 1),
        (None, 1),
    ]


def test_several_keys_give_only_the_combinations_that_occur(database: Database) -> None:
    rows = ask(database, Scope(DAY, LATER), "city", "phase")
    found = [(row["city_id"], row["phase_id"], row["initiatives"]) for row in rows]
    assert found == [("BRI", "2", 2), ("BRI", None, 1), ("bri", "1", 1), ("Éire", "1", 1)]


def test_an_initiative_without_a_phase_counts_only_where_all_phases_are_asked_for(database: Database) -> None:
    totals = [ask(database, Scope(DAY, LATER, phase))[0]["initiatives"] for phase in (None, "1", "2", "3")]
    assert totals == [5, 2, 2, 0]


def test_a_blank_plan_link_means_in_the_plan(database: Database) -> None:
    links = (PlanLink.PROGRAMME_DOCUMENT, PlanLink.LISTED_STRATEGY, PlanLink.UNCONFIRMED)
    totals = [ask(database, Scope(DAY, LATER, plan_links=(link,)))[0]["initiatives"] for link in links]
    assert totals == [3, 1, 1]


def test_cities_and_areas_narrow_the_count(database: Database) -> None:
    scope = Scope(DAY, LATER, cities=("BRI", "bri"), areas=("growth",))
    assert ask(database, scope)[0]["initiatives"] == 3
