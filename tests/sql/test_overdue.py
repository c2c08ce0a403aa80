"""When an initiative is past its target date: both sides of each boundary."""

from __future__ import annotations

import pytest

from ictrack.store.database import Database
from tests.engines import OpenNew
from tests.sql.rows import initiative, look, update

UNDER_WAY = [update("U1", "2018-06-01", "in_progress")]


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def test_it_falls_due_the_day_after_its_target(database: Database) -> None:
    rows = [initiative(target_on="2019-03-14")]
    assert look(database, "2019-03-14", initiatives=rows, updates=UNDER_WAY)["standing"] == "in_progress"
    found = look(database, "2019-03-15", initiatives=rows, updates=UNDER_WAY)
    assert (found["standing"], found["standing_reason"]) == ("behind", "past_target")


def test_a_target_of_a_year_passes_with_the_year(database: Database) -> None:
    rows = [initiative(target_on="2018")]
    assert not look(database, "2018-12-31", initiatives=rows, updates=UNDER_WAY)["is_overdue"]
    assert look(database, "2019-01-01", initiatives=rows, updates=UNDER_WAY)["is_overdue"]


@pytest.mark.parametrize(
    ("target", "standing"),
    [("2019-12-30", "behind"), ("2019-12-31", "in_progress"), ("2020-01-01", "in_progress")],
)
def test_what_had_not_fallen_due_when_its_phase_ended_can_no_longer(
    database: Database, target: str, standing: str
) -> None:
    rows = [initiative(target_on=target)]
    assert look(database, "2021-06-30", initiatives=rows, updates=UNDER_WAY)["standing"] == standing


@pytest.mark.parametrize(("target", "standing"), [("2021-12-30", "behind"), ("2021-12-31", "in_progress")])
def test_without_a_phase_the_end_of_the_programme_is_the_limit(
    database: Database, target: str, standing: str
) -> None:
    rows = [initiative(phase_id="", target_on=target)]
    assert look(database, "2023-01-01", initiatives=rows, updates=UNDER_WAY)["standing"] == standing


def test_a_phase_without_an_end_sets_no_limit(database: Database) -> None:
    phases = [{"phase_id": "1", "name": "One", "starts_on": "2018-01", "ends_on": ""}]
    rows = [initiative(target_on="2025-06-30")]
    assert not look(database, "2025-06-30", initiatives=rows, updates=UNDER_WAY, phases=phases)["is_overdue"]
    assert look(database, "2025-07-01", initiatives=rows, updates=UNDER_WAY, phases=phases)["is_overdue"]


@pytest.mark.parametrize(
    ("schedule", "overdue"),
    [("", True), ("dated", True), ("undated", True), ("ongoing", False), ("recurring", False)],
)
def test_what_goes_on_or_recurs_never_falls_due(database: Database, schedule: str, overdue: bool) -> None:
    rows = [initiative(target_on="2018-12-31", schedule=schedule)]
    assert look(database, "2019-06-30", initiatives=rows, updates=UNDER_WAY)["is_overdue"] is overdue


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("completed", "completed"),
        ("stopped", "stopped"),
        ("paused", "paused"),
        ("not_started", "behind"),
        ("in_progress", "behind"),
    ],
)
def test_only_what_is_neither_finished_nor_paused_stands_behind(
    database: Database, status: str, standing: str
) -> None:
    rows = [initiative(target_on="2018-12-31")]
    found = look(database, "2019-06-30", initiatives=rows, updates=[update("U1", "2018-06-01", status)])
    assert found["standing"] == standing


def test_without_a_report_it_is_not_reported_even_past_its_target(database: Database) -> None:
    rows = [initiative(target_on="2018-12-31")]
    assert look(database, "2019-06-30", initiatives=rows)["standing"] == "not_reported"


def test_a_target_moved_later_after_it_passed_lifts_what_was_behind(database: Database) -> None:
    rows = [initiative(target_on="2018-12-31")]
    updates = [*UNDER_WAY, update("U2", "2019-02-01", revised_target_on="2019-06-30")]
    days = ("2019-01-01", "2019-01-31", "2019-02-01", "2019-06-30", "2019-07-01")
    found = [look(database, day, initiatives=rows, updates=updates)["is_overdue"] for day in days]
    assert found == [True, True, False, False, True]


def test_a_target_moved_earlier_makes_it_fall_due_earlier(database: Database) -> None:
    rows = [initiative(target_on="2019-06-30")]
    updates = [*UNDER_WAY, update("U2", "2019-02-01", revised_target_on="2019-01-15")]
    assert not look(database, "2019-01-31", initiatives=rows, updates=updates)["is_overdue"]
    assert look(database, "2019-02-01", initiatives=rows, updates=updates)["is_overdue"]


def test_off_track_is_named_as_the_reason_only_where_the_target_has_not_passed(database: Database) -> None:
    rows = [initiative(target_on="2018-12-31")]
    updates = [update("U1", "2018-06-01", "in_progress", confidence="off_track")]
    reasons = [
        look(database, day, initiatives=rows, updates=updates)["standing_reason"]
        for day in ("2018-12-31", "2019-01-01")
    ]
    assert reasons == ["off_track", "past_target"]
