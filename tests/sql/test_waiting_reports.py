"""What waits for review is told beside a picture, and counts in none."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ictrack.actions.submit import NewReport, SubmitOutcome, SubmitReports, submit_reports
from ictrack.dates import local_day
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import find_initiative, list_initiatives
from ictrack.store.submissions import Submission, list_waiting, write_submissions
from ictrack.vocabulary import SubmissionState
from tests.clock import clock_at, needs_zones
from tests.engines import OpenNew
from tests.properties.tables import fill
from tests.unit.small_programme import FILES

SENT = datetime(2023, 6, 15, 23, 59, 59)  # noqa: DTZ001 - the store keeps moments without a zone


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    """Open a small programme in which one report of each state was made."""
    opened = open_new()
    fill(opened, FILES)
    made = [
        Submission(str(state), "B2", state, {"initiative_id": "B2", "status": "completed"}, SENT, "a test")
        for state in SubmissionState
    ]
    write_submissions(opened, opened.version(), "a test", put=made)
    return opened


def test_only_what_was_sent_and_not_decided_waits(database: Database) -> None:
    assert [(each.initiative_id, each.city_id, each.reports) for each in list_waiting(database)] == [
        ("B2", "BRI", 1)
    ]


def test_it_is_told_from_the_day_on_which_it_was_sent(database: Database) -> None:
    on_the_day = list_waiting(database, local_day(SENT))
    the_day_before = list_waiting(database, local_day(SENT) - timedelta(days=1))
    assert [each.reports for each in on_the_day] == [1]
    assert the_day_before == ()


# Where a day begins later than in Greenwich, at the same time, and earlier; and when 15 June ends there.
MIDNIGHTS = [
    ("XST+05:00", datetime.fromisoformat("2023-06-16T05:00")),
    ("UTC0", datetime.fromisoformat("2023-06-16T00:00")),
    ("XST-10:00", datetime.fromisoformat("2023-06-15T14:00")),
    ("GMT0BST,M3.5.0/1,M10.5.0", datetime.fromisoformat("2023-06-15T23:00")),
]


@needs_zones
@pytest.mark.parametrize(("zone", "midnight"), MIDNIGHTS)
def test_the_day_on_which_it_was_sent_is_that_of_the_place(
    database: Database, zone: str, midnight: datetime
) -> None:
    day = date(2023, 6, 15)
    with clock_at(zone):
        for moment, is_told in ((midnight - timedelta(microseconds=1), True), (midnight, False)):
            with database.cursor() as cursor:
                cursor.execute("update db.submission set made_at = $moment", {"moment": moment})
            assert [each.reports for each in list_waiting(database, day)] == ([1] if is_told else [])
            assert [each.reports for each in list_waiting(database, day + timedelta(days=1))] == [1]
            found = find_initiative(database, Scope(day, day), "B2")
            assert found is not None
            assert found.waiting_reports == is_told
            (listed,) = (
                one for one in list_initiatives(database, Scope(day, day)) if one.initiative_id == "B2"
            )
            assert listed.waiting_reports == is_told


@needs_zones
def test_what_was_sent_just_now_waits_today_wherever_one_is(database: Database) -> None:
    for zone in ("XST+12:00", "UTC0", "XST-14:00"):
        with clock_at(zone):
            sent = submit_reports(
                database,
                SubmitReports((NewReport({"initiative_id": "N1", "reported_on": "2020", "summary": zone}),)),
            )
            assert sent.outcome is SubmitOutcome.SUBMITTED
            assert "N1" in [each.initiative_id for each in list_waiting(database, date.today())]
            before = date.today() - timedelta(days=1)
            assert "N1" not in [each.initiative_id for each in list_waiting(database, before)]
        with database.cursor() as cursor:
            cursor.execute("delete from db.submission where initiative_id = 'N1'")


def test_it_is_told_with_its_initiative_whose_standing_it_does_not_change(database: Database) -> None:
    scope = Scope(local_day(SENT), local_day(SENT))
    listed = {each.initiative_id: each for each in list_initiatives(database, scope)}
    one = find_initiative(database, scope, "B2")
    assert (listed["B2"].waiting_reports, listed["B2"].standing) == (1, "in_progress")
    assert listed["N1"].waiting_reports == 0
    assert one is not None
    assert (one.waiting_reports, one.standing) == (1, "in_progress")
