"""What corrections and withdrawals take back, and from which day on."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.store.database import Database
from tests.engines import OpenNew
from tests.sql.rows import correction, look, update, withdrawal

FIRST = update("U1", "2019-01-01", "completed", recorded_on="2019-01-02")


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def test_a_correction_takes_effect_on_the_day_it_is_recorded_and_not_before(database: Database) -> None:
    updates = [FIRST, correction("U2", "U1", "2019-05-01", "in_progress")]
    assert look(database, "2019-12-31", "2019-04-30", updates=updates)["standing"] == "completed"
    assert look(database, "2019-12-31", "2019-05-01", updates=updates)["standing"] == "in_progress"


def test_a_correction_speaks_of_the_day_of_what_it_corrects(database: Database) -> None:
    updates = [FIRST, correction("U2", "U1", "2019-05-01", "in_progress")]
    assert look(database, "2018-12-31", updates=updates)["standing"] == "not_reported"
    assert look(database, "2019-01-01", updates=updates)["standing"] == "in_progress"


def test_a_correction_that_gives_a_day_moves_the_report_to_that_day(database: Database) -> None:
    updates = [FIRST, correction("U2", "U1", "2019-05-01", "completed", reported_on="2019-03-01")]
    assert look(database, "2019-02-28", updates=updates)["standing"] == "not_reported"
    assert look(database, "2019-03-01", updates=updates)["standing"] == "completed"


def test_a_correction_without_a_status_takes_the_status_back(database: Database) -> None:
    row = look(database, "2019-12-31", updates=[FIRST, correction("U2", "U1", "2019-05-01")])
    assert (row["standing"], row["standing_reason"]) == ("not_reported", "no_status")


def test_a_withdrawal_takes_effect_whatever_day_it_speaks_of(database: Database) -> None:
    updates = [FIRST, withdrawal("U2", "U1", "2019-05-01", reported_on="2025-01-01")]
    assert look(database, "2019-12-31", "2019-04-30", updates=updates)["standing"] == "completed"
    row = look(database, "2019-12-31", "2019-05-01", updates=updates)
    assert (row["standing"], row["standing_reason"]) == ("not_reported", "no_update")


def test_a_withdrawal_is_never_a_report(database: Database) -> None:
    updates = [FIRST, withdrawal("U2", "U1", "2019-05-01", reported_on="2019-05-01")]
    row = look(database, "2019-12-31", updates=updates)
    assert (row["reports"], row["undated_reports"]) == (0, 0)


def test_what_was_in_force_before_a_withdrawn_report_is_in_force_again(database: Database) -> None:
    updates = [
        update("U0", "2018-06-01", "paused"),
        FIRST,
        withdrawal("U2", "U1", "2019-05-01"),
    ]
    assert look(database, "2019-12-31", updates=updates)["standing"] == "paused"


def test_a_withdrawn_correction_gives_back_what_it_corrected(database: Database) -> None:
    updates = [
        FIRST,
        correction("U2", "U1", "2019-05-01", "paused"),
        withdrawal("U3", "U2", "2019-06-01"),
    ]
    assert look(database, "2019-12-31", "2019-05-31", updates=updates)["standing"] == "paused"
    assert look(database, "2019-12-31", "2019-06-01", updates=updates)["standing"] == "completed"


def test_a_correction_of_a_correction_does_not_give_back_the_first_report(database: Database) -> None:
    updates = [
        FIRST,
        correction("U2", "U1", "2019-05-01", "paused", revised_target_on="2019-06"),
        correction("U3", "U2", "2019-06-01", reported_on="2018-12-01"),
    ]
    row = look(database, "2019-12-31", updates=updates)
    # U3 takes U2 back, so that U2 has no effect and U1 is in force again beside U3.
    assert (row["standing"], row["reports"], row["current_target_on"]) == ("completed", 2, None)


def test_a_correction_recorded_before_the_one_it_names_comes_too_late_to_stop_it(database: Database) -> None:
    updates = [
        FIRST,
        correction("U2", "U1", "2019-06-01", "paused"),
        withdrawal("U3", "U2", "2019-05-01"),
    ]
    assert look(database, "2019-12-31", "2019-05-31", updates=updates)["standing"] == "completed"
    assert look(database, "2019-12-31", "2019-06-01", updates=updates)["standing"] == "not_reported"


@pytest.mark.parametrize(
    ("corrects", "withdraws", "standing"),
    [("U2", "U3", "completed"), ("U9", "U10", "not_reported")],
)
def test_of_two_recorded_on_one_day_the_greater_identifier_as_text_is_judged_first(
    database: Database, corrects: str, withdraws: str, standing: str
) -> None:
    updates = [
        FIRST,
        correction(corrects, "U1", "2019-05-01", "paused"),
        withdrawal(withdraws, corrects, "2019-05-01"),
    ]
    assert look(database, "2019-12-31", updates=updates)["standing"] == standing


def test_a_long_chain_alternates(database: Database) -> None:
    links = [withdrawal(f"W{n}", f"W{n - 1}" if n else "U1", f"2019-05-{n + 1:02d}") for n in range(9)]
    standings = [
        look(database, "2019-12-31", f"2019-05-{n + 1:02d}", updates=[FIRST, *links])["standing"]
        for n in range(9)
    ]
    assert standings == ["not_reported", "completed"] * 4 + ["not_reported"]


def test_a_corrected_day_moves_the_joining_of_an_initiative(database: Database) -> None:
    plans = [
        {"plan_id": "P", "city_id": "BRI", "phase_id": "1", "title": "Plan", "published_on": "2019-11-01"}
    ]
    updates = [FIRST, correction("U2", "U1", "2019-05-01", "completed", reported_on="2019-03-01")]
    assert look(database, "2019-12-31", "2019-04-30", updates=updates, plans=plans)["joined_on"] == date(
        2019, 1, 1
    )
    assert look(database, "2019-12-31", "2019-05-01", updates=updates, plans=plans)["joined_on"] == date(
        2019, 3, 1
    )
