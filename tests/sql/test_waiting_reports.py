"""What waits for review is told beside a picture, and counts in none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database, open_database
from ictrack.store.queries import find_initiative, list_initiatives
from ictrack.store.submissions import Submission, list_waiting, write_submissions
from ictrack.vocabulary import SubmissionState
from tests.properties.tables import fill
from tests.unit.small_programme import FILES

SENT = datetime(2023, 6, 15, 23, 59, 59)  # noqa: DTZ001 - the store keeps moments without a zone


@pytest.fixture
def database() -> Iterator[Database]:
    """Open a small programme in which one report of each state was made."""
    opened = open_database()
    fill(opened, FILES)
    made = [
        Submission(str(state), "B2", state, {"initiative_id": "B2", "status": "completed"}, SENT, "a test")
        for state in SubmissionState
    ]
    write_submissions(opened, opened.version(), put=made)
    yield opened
    opened.close()


def test_only_what_was_sent_and_not_decided_waits(database: Database) -> None:
    assert [(each.initiative_id, each.city_id, each.reports) for each in list_waiting(database)] == [
        ("B2", "BRI", 1)
    ]


def test_it_is_told_from_the_day_on_which_it_was_sent(database: Database) -> None:
    on_the_day = list_waiting(database, SENT.date())
    the_day_before = list_waiting(database, SENT.date() - timedelta(days=1))
    assert [each.reports for each in on_the_day] == [1]
    assert the_day_before == ()


def test_it_is_told_with_its_initiative_whose_standing_it_does_not_change(database: Database) -> None:
    scope = Scope(date(2023, 6, 15), date(2023, 6, 15))
    listed = {each.initiative_id: each for each in list_initiatives(database, scope)}
    one = find_initiative(database, scope, "B2")
    assert (listed["B2"].waiting_reports, listed["B2"].standing) == (1, "in_progress")
    assert listed["N1"].waiting_reports == 0
    assert one is not None
    assert (one.waiting_reports, one.standing) == (1, "in_progress")
