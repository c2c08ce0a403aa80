"""When an initiative joins and leaves, and which ones are counted at all."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.store.database import Database
from tests.engines import OpenNew
from tests.properties.tables import Cells
from tests.sql.rows import PHASES, initiative, look, update


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def plan(published_on: str, city_id: str = "BRI", phase_id: str = "1", plan_id: str = "P") -> Cells:
    """Make the plan of a city for a phase."""
    named = {"plan_id": plan_id, "city_id": city_id, "phase_id": phase_id}
    return {**named, "title": "Plan", "published_on": published_on}


def test_it_counts_on_the_day_it_was_added_and_not_before(database: Database) -> None:
    rows = [initiative(added_on="2018-09-10")]
    assert not look(database, "2018-09-09", initiatives=rows)["counts"]
    assert look(database, "2018-09-10", initiatives=rows)["counts"]


def test_it_no_longer_counts_on_the_day_it_was_removed(database: Database) -> None:
    rows = [initiative(removed_on="2018-09-10")]
    assert look(database, "2018-09-09", initiatives=rows)["counts"]
    assert not look(database, "2018-09-10", initiatives=rows)["counts"]


def test_a_removal_known_to_the_month_takes_effect_on_its_last_day(database: Database) -> None:
    rows = [initiative(removed_on="2018-09")]
    assert look(database, "2018-09-29", initiatives=rows)["counts"]
    assert not look(database, "2018-09-30", initiatives=rows)["counts"]


def test_added_on_decides_even_where_start_plan_and_report_are_earlier(database: Database) -> None:
    rows = [initiative(added_on="2019-06-01", starts_on="2018-02-01")]
    updates = [update("U1", "2018-03-01", "in_progress")]
    found = look(database, "2019-12-31", initiatives=rows, updates=updates, plans=[plan("2018-02")])
    assert found["joined_on"] == date(2019, 6, 1)


def test_it_joins_on_the_earliest_of_start_plan_and_first_report(database: Database) -> None:
    updates = [update("U1", "2018-06-01", "in_progress")]
    rows = [initiative(starts_on="2018-07-01")]
    plans = [plan("2018-08"), plan("2018-05-15", plan_id="Q")]
    assert look(database, "2019-12-31", initiatives=rows)["joined_on"] == date(2018, 7, 1)
    assert look(database, "2019-12-31", initiatives=rows, updates=updates)["joined_on"] == date(2018, 6, 1)
    found = look(database, "2019-12-31", initiatives=rows, updates=updates, plans=plans)
    assert found["joined_on"] == date(2018, 5, 15)


def test_a_report_without_a_status_is_a_report_for_joining(database: Database) -> None:
    updates = [update("U1", "2018-06-01", kind="reviewed_no_change")]
    rows = [initiative(starts_on="2018-07-01")]
    assert look(database, "2019-12-31", initiatives=rows, updates=updates)["joined_on"] == date(2018, 6, 1)


def test_a_report_counts_for_joining_only_once_it_is_known(database: Database) -> None:
    updates = [update("U1", "2018-06-01", "in_progress", recorded_on="2019-01-01")]
    rows = [initiative(starts_on="2018-07-01")]
    assert not look(database, "2018-06-30", "2018-12-31", initiatives=rows, updates=updates)["counts"]
    assert look(database, "2018-06-30", "2019-01-01", initiatives=rows, updates=updates)["counts"]


def test_the_plan_of_another_city_or_phase_says_nothing(database: Database) -> None:
    plans = [plan("2018-02", city_id="CAR"), plan("2018-02", phase_id="2", plan_id="Q")]
    rows = [initiative(starts_on="2018-07-01")]
    assert look(database, "2019-12-31", initiatives=rows, plans=plans)["joined_on"] == date(2018, 7, 1)


def test_a_plan_without_a_date_is_a_blank(database: Database) -> None:
    updates = [update("U1", "2019-06-01", "in_progress")]
    found = look(database, "2019-12-31", plans=[plan("")], updates=updates)
    assert found["joined_on"] == date(2018, 1, 1)


def test_without_start_and_plan_it_joins_on_the_first_day_of_its_phase(database: Database) -> None:
    updates = [update("U1", "2019-06-01", "in_progress")]
    assert not look(database, "2017-12-31", updates=updates)["counts"]
    assert look(database, "2018-01-01", updates=updates)["counts"]


def test_without_a_phase_it_joins_with_the_programme(database: Database) -> None:
    rows = [initiative(phase_id="")]
    found = look(database, "2018-01-01", initiatives=rows, phases=tuple(reversed(PHASES)))
    assert (found["counts"], found["joined_on"]) == (True, date(2018, 1, 1))


@pytest.mark.parametrize("column", ["added_on", "starts_on"])
def test_it_never_joins_before_the_first_day_of_its_phase(database: Database, column: str) -> None:
    rows = [initiative(phase_id="2", **{column: "2018-06"})]
    assert not look(database, "2019-12-31", initiatives=rows)["counts"]
    assert look(database, "2020-01-01", initiatives=rows)["counts"]


def test_a_phase_that_starts_in_a_year_starts_on_its_first_day(database: Database) -> None:
    phases = [{"phase_id": "1", "name": "One", "starts_on": "2018", "ends_on": ""}]
    assert not look(database, "2017-12-31", phases=phases)["counts"]
    assert look(database, "2018-01-01", phases=phases)["counts"]


def test_a_part_of_another_is_not_counted_and_a_joint_one_is(database: Database) -> None:
    rows = [initiative(), initiative(initiative_id="J")]
    part = [{"from_id": "I", "to_id": "J", "kind": "part_of"}]
    joint = [{"from_id": "I", "to_id": "J", "kind": "joint_with"}]
    assert not look(database, "2019-01-01", initiatives=rows, links=part)["counts"]
    assert look(database, "2019-01-01", initiatives=rows, links=joint)["counts"]


def test_an_initiative_still_open_is_closed_the_day_after_its_phase_ended(database: Database) -> None:
    updates = [update("U1", "2019-06-01", "in_progress")]
    assert not look(database, "2019-12-31", updates=updates)["is_closed"]
    found = look(database, "2020-01-01", updates=updates)
    assert (found["is_closed"], found["standing"], found["counts"]) == (True, "in_progress", True)


def test_a_finished_initiative_is_not_closed_with_its_phase(database: Database) -> None:
    updates = [update("U1", "2019-06-01", "completed")]
    assert not look(database, "2020-01-01", updates=updates)["is_closed"]
