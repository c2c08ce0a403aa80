"""Which report is in force at a day, as known on a day: both sides of each boundary."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.store.database import Database
from tests.engines import OpenNew
from tests.sql.rows import initiative, look, update


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def test_a_report_counts_on_its_day_and_not_before(database: Database) -> None:
    updates = [update("U1", "2019-03-14", "completed")]
    assert look(database, "2019-03-13", updates=updates)["standing"] == "not_reported"
    assert look(database, "2019-03-14", updates=updates)["standing"] == "completed"


def test_a_report_is_known_on_the_day_of_its_recording_and_not_before(database: Database) -> None:
    updates = [update("U1", "2019-03-14", "completed", recorded_on="2019-06-01")]
    assert look(database, "2019-12-31", "2019-05-31", updates=updates)["standing"] == "not_reported"
    assert look(database, "2019-12-31", "2019-06-01", updates=updates)["standing"] == "completed"


def test_a_report_recorded_before_the_day_it_speaks_of_counts_from_that_day(database: Database) -> None:
    updates = [update("U1", "2019-03-14", "completed", recorded_on="2019-01-01")]
    assert look(database, "2019-03-13", updates=updates)["standing"] == "not_reported"
    assert look(database, "2019-03-14", "2019-01-01", updates=updates)["standing"] == "completed"


@pytest.mark.parametrize(
    ("written", "before", "certain"),
    [
        ("2018", "2018-12-30", "2018-12-31"),
        ("2019-02", "2019-02-27", "2019-02-28"),
        ("2020-02", "2020-02-28", "2020-02-29"),
    ],
)
def test_a_partial_date_counts_from_the_last_day_of_its_period(
    database: Database, written: str, before: str, certain: str
) -> None:
    updates = [update("U1", written, "in_progress")]
    assert look(database, before, updates=updates)["standing"] == "not_reported"
    assert look(database, certain, updates=updates)["standing"] == "in_progress"


def test_what_is_shown_of_a_partial_date_is_what_was_written(database: Database) -> None:
    row = look(database, "2019-12-31", updates=[update("U1", "2019-03", "in_progress")])
    assert row["last_reported_on_written"] == "2019-03"
    assert row["last_reported_on"] == date(2019, 3, 31)


def test_of_two_reports_on_one_day_the_greater_identifier_as_text_is_in_force(database: Database) -> None:
    updates = [update("U9", "2019-03", "paused"), update("U10", "2019-03-31", "completed")]
    assert look(database, "2019-12-31", updates=updates)["standing"] == "paused"


def test_identifiers_are_compared_as_text_with_capitals_first_and_accents_last(database: Database) -> None:
    updates = [
        update("u", "2019-03-01", "paused"),
        update("É", "2019-03-01", "stopped"),
        update("U", "2019-03-01", "completed"),
    ]
    assert look(database, "2019-12-31", updates=updates)["standing"] == "stopped"


def test_an_undated_update_never_sets_a_standing_and_is_counted_apart(database: Database) -> None:
    row = look(database, "2019-12-31", updates=[update("U1", "", "completed")])
    assert (row["standing"], row["standing_reason"]) == ("not_reported", "only_undated")
    assert (row["reports"], row["undated_reports"]) == (0, 1)


def test_a_report_without_a_status_leaves_the_status_that_was_in_force(database: Database) -> None:
    updates = [update("U1", "2019-01-01", "paused"), update("U2", "2019-02-01", summary="News")]
    row = look(database, "2019-12-31", updates=updates)
    assert (row["standing"], row["last_reported_on"]) == ("paused", date(2019, 2, 1))


def test_reports_that_give_no_status_leave_an_initiative_not_reported(database: Database) -> None:
    row = look(database, "2019-12-31", updates=[update("U1", "2019-01-01", summary="News")])
    assert (row["standing"], row["standing_reason"]) == ("not_reported", "no_status")


def test_a_review_without_change_keeps_status_and_confidence_and_refreshes(database: Database) -> None:
    updates = [
        update("U1", "2019-01-01", "in_progress", confidence="at_risk"),
        update("U2", "2019-02-01", kind="reviewed_no_change"),
    ]
    row = look(database, "2019-12-31", updates=updates)
    assert (row["standing"], row["last_reported_on"]) == ("at_risk", date(2019, 2, 1))


def test_the_confidence_is_that_of_the_status_in_force_even_where_it_gives_none(database: Database) -> None:
    updates = [
        update("U1", "2019-01-01", "in_progress", confidence="off_track"),
        update("U2", "2019-02-01", "in_progress"),
    ]
    row = look(database, "2019-12-31", updates=updates)
    assert (row["standing"], row["confidence"]) == ("in_progress", None)


def test_the_current_target_is_that_of_the_latest_report_that_gives_one(database: Database) -> None:
    updates = [
        update("U1", "2019-01-01", "in_progress", revised_target_on="2019-09"),
        update("U2", "2019-02-01", revised_target_on="2019-06"),
        update("U3", "2019-03-01", "in_progress"),
    ]
    rows = [initiative(target_on="2019-12")]
    asked = ("2018-12-31", "2019-01-31", "2019-03-01")
    targets = [look(database, day, updates=updates, initiatives=rows)["current_target_on"] for day in asked]
    assert targets == [date(2019, 12, 31), date(2019, 9, 30), date(2019, 6, 30)]


@pytest.mark.parametrize(
    ("status", "confidence", "standing"),
    [
        ("completed", "off_track", "completed"),
        ("stopped", "at_risk", "stopped"),
        ("paused", "off_track", "paused"),
        ("in_progress", "off_track", "behind"),
        ("not_started", "off_track", "behind"),
        ("in_progress", "at_risk", "at_risk"),
        ("not_started", "at_risk", "at_risk"),
        ("in_progress", "on_track", "in_progress"),
        ("not_started", "on_track", "not_started"),
        ("not_started", "", "not_started"),
    ],
)
def test_the_first_match_of_the_standings_wins(
    database: Database, status: str, confidence: str, standing: str
) -> None:
    updates = [update("U1", "2019-01-01", status, confidence=confidence)]
    assert look(database, "2019-12-31", updates=updates)["standing"] == standing
