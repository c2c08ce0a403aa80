"""How lately an initiative was reported on, counted in return cycles: both sides of each boundary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import count_standings_at, list_initiatives
from tests.engines import OpenNew
from tests.properties.tables import Cells, Files, fill
from tests.sql.rows import LATER, PHASES, correction, initiative, update, withdrawal

CITIES = [{"city_id": "BRI", "name": "Bristol"}]
# Three cut-offs: that of E2 is its last day, that of E3 its only one.
MET: tuple[Cells, ...] = (
    {
        "event_id": "E1",
        "kind": "convening",
        "title": "One",
        "phase_id": "1",
        "starts_on": "2018-04-02",
        "cut_off_on": "2018-03-20",
    },
    {
        "event_id": "E2",
        "kind": "convening",
        "title": "Two",
        "phase_id": "1",
        "starts_on": "2018-09-01",
        "ends_on": "2018-09-02",
    },
    {"event_id": "E3", "kind": "convening", "title": "Three", "phase_id": "1", "starts_on": "2019-02-10"},
)
CUT_OFFS = (date(2018, 3, 20), date(2018, 9, 2), date(2019, 2, 10))


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def fresh(
    database: Database,
    as_at: date | str,
    known_on: date = LATER,
    *,
    updates: Iterable[Cells] = (),
    events: Iterable[Cells] = MET,
    record_kind: str = "returns",
    **cells: str,
) -> str | None:
    """Store one initiative and say how lately it was reported on."""
    files: Files = {
        "phases": list(PHASES),
        "cities": CITIES,
        "events": list(events),
        "initiatives": [initiative(**cells)],
        "status_updates": list(updates),
    }
    fill(database, files)
    database.write(lambda cursor: cursor.execute(f"update db.source set record_kind = '{record_kind}'"))
    day = date.fromisoformat(as_at) if isinstance(as_at, str) else as_at
    (found,) = list_initiatives(database, Scope(day, known_on))
    assert found.is_silent is (found.freshness not in (None, "current", "exempt"))
    (then,) = count_standings_at(database, Scope(LATER, known_on), [day])
    assert then.silent == found.is_silent
    assert then.open_reported == (found.freshness not in (None, "exempt"))
    return found.freshness


def reported(day: date | str, **cells: str) -> list[Cells]:
    """Report on the initiative on one day."""
    return [update("U1", str(day), "in_progress", **cells)]


@pytest.mark.parametrize(
    ("cut_off", "step", "expected"),
    [
        (1, 0, "missed_one"),
        (1, 1, "current"),
        (0, 0, "missed_two_or_more"),
        (0, 1, "missed_one"),
    ],
)
def test_preparing_a_convening_only_its_own_cycle_is_current(
    database: Database, cut_off: int, step: int, expected: str
) -> None:
    day = CUT_OFFS[cut_off] + timedelta(days=step)
    assert fresh(database, CUT_OFFS[2], updates=reported(day)) == expected


@pytest.mark.parametrize("as_at", [CUT_OFFS[2] - timedelta(days=1), CUT_OFFS[1] + timedelta(days=1)])
def test_on_other_days_the_cycle_before_the_one_that_goes_on_is_current_too(
    database: Database, as_at: date
) -> None:
    day = CUT_OFFS[0] + timedelta(days=1)
    assert fresh(database, as_at, updates=reported(day)) == "current"
    assert fresh(database, as_at, updates=reported(CUT_OFFS[0])) == "missed_one"


def test_after_the_last_cut_off_the_open_cycle_is_followed(database: Database) -> None:
    as_at = CUT_OFFS[2] + timedelta(days=1)
    steps = (CUT_OFFS[2], CUT_OFFS[1] + timedelta(days=1), CUT_OFFS[1], CUT_OFFS[0])
    found = [fresh(database, as_at, updates=reported(day)) for day in steps]
    assert found == ["current", "current", "missed_one", "missed_two_or_more"]


def test_before_the_first_cut_off_every_report_is_of_the_first_cycle(database: Database) -> None:
    assert fresh(database, "2018-03-19", updates=reported("2018-01-05")) == "current"
    assert fresh(database, "2018-03-20", updates=reported("2018-01-05")) == "current"


@pytest.mark.parametrize(("day", "expected"), [("2018-09-03", "current"), ("2018-09-02", "missed_one")])
def test_a_report_older_than_twelve_months_is_never_current(
    database: Database, day: str, expected: str
) -> None:
    assert fresh(database, "2019-09-03", updates=reported(day)) == expected


def test_a_year_before_the_last_of_february_in_a_leap_year_is_the_twenty_eighth(database: Database) -> None:
    day, added = "2020-02-29", "2019-01-01"
    for reported_on, expected in (("2019-02-28", "current"), ("2019-02-27", "missed_one")):
        updates = reported(reported_on)
        assert fresh(database, day, updates=updates, phase_id="2", added_on=added) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(120, "current"), (121, "missed_one"), (180, "missed_one"), (181, "missed_two_or_more")],
)
def test_without_any_convening_days_are_counted(database: Database, days: int, expected: str) -> None:
    as_at = date(2019, 10, 1)
    day = as_at - timedelta(days=days)
    assert fresh(database, as_at, updates=reported(day), events=()) == expected


def test_only_convenings_of_a_phase_end_a_cycle(database: Database) -> None:
    others = [
        {"event_id": "E1", "kind": "convening", "title": "Of none", "starts_on": "2019-02-01"},
        {
            "event_id": "E2",
            "kind": "workshop",
            "title": "None",
            "phase_id": "1",
            "starts_on": "2019-02-02",
        },
    ]
    assert fresh(database, "2019-06-01", updates=reported("2019-01-31"), events=others) == "missed_one"
    assert fresh(database, "2019-05-31", updates=reported("2019-01-31"), events=others) == "current"
    assert fresh(database, "2019-05-31", updates=reported("2019-01-31"), events=[*MET, *others]) == "current"


def test_two_convenings_on_one_day_end_one_cycle(database: Database) -> None:
    twice = [*MET, {**MET[2], "event_id": "E4"}]
    assert fresh(database, CUT_OFFS[2], updates=reported(CUT_OFFS[1]), events=twice) == "missed_one"


def test_reviewed_no_change_counts_as_a_report(database: Database) -> None:
    rows = [*reported("2018-02-01"), update("U2", "2019-01-15", kind="reviewed_no_change")]
    assert fresh(database, CUT_OFFS[2], updates=rows) == "current"


def test_what_was_taken_back_or_is_recorded_later_does_not_count(database: Database) -> None:
    late = [update("U1", "2019-01-15", "in_progress", recorded_on="2019-03-01")]
    assert fresh(database, CUT_OFFS[2], CUT_OFFS[2], updates=late) == "never_reported"
    assert fresh(database, CUT_OFFS[2], date(2019, 3, 1), updates=late) == "current"
    taken_back = [*reported("2019-01-15"), withdrawal("W1", "U1", "2019-02-01")]
    assert fresh(database, CUT_OFFS[2], updates=taken_back) == "never_reported"
    corrected = [*reported("2019-01-15"), correction("K1", "U1", "2019-05-01", "paused")]
    assert fresh(database, CUT_OFFS[2], updates=corrected) == "current"


def test_a_report_of_a_month_counts_from_its_last_day(database: Database) -> None:
    assert fresh(database, "2018-09-02", updates=reported("2018-03")) == "current"
    assert fresh(database, "2018-09-02", updates=reported("2018-09")) == "never_reported"


def test_without_a_dated_report_it_was_never_reported_on(database: Database) -> None:
    assert fresh(database, CUT_OFFS[2]) == "never_reported"
    undated = [update("U1", "", "in_progress", recorded_on="2018-02-01")]
    assert fresh(database, CUT_OFFS[2], updates=undated) == "never_reported"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("completed", "exempt"),
        ("stopped", "exempt"),
        ("paused", "missed_two_or_more"),
        ("not_started", "missed_two_or_more"),
    ],
)
def test_what_is_finished_is_exempt(database: Database, status: str, expected: str) -> None:
    rows = [update("U1", "2018-02-01", status)]
    assert fresh(database, CUT_OFFS[2], updates=rows) == expected


def test_what_is_closed_with_its_phase_is_exempt_from_the_day_after(database: Database) -> None:
    assert fresh(database, "2019-12-31", updates=reported("2018-02-01")) == "missed_two_or_more"
    assert fresh(database, "2020-01-01", updates=reported("2018-02-01")) == "exempt"


def test_of_a_public_record_nothing_is_said(database: Database) -> None:
    assert fresh(database, CUT_OFFS[2], record_kind="public_record") is None
