"""Before a report is sent, what it will show is computed as every page computes it."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.actions.foresee import foresee_report
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import find_initiative
from tests.engines import OpenNew
from tests.properties.tables import fill
from tests.unit.actions.loading import count
from tests.unit.actions.test_submit import report, send
from tests.unit.small_programme import FILES

TARGET = date(2023, 6, 30)


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    """Open a small programme in which B2 is to be done by the end of June 2023."""
    opened = open_new()
    initiatives = [{**row, **_target(row["initiative_id"])} for row in FILES["initiatives"]]
    fill(opened, {**FILES, "initiatives": initiatives})
    return opened


def _target(initiative_id: str) -> dict[str, str]:
    return {"target_on": "2023-06"} if initiative_id == "B2" else {}


@pytest.mark.parametrize(
    ("today", "standing"), [(date(2023, 6, 30), "in_progress"), (date(2023, 7, 1), "behind")]
)
def test_past_its_date_is_foreseen_from_the_day_after_the_target(
    database: Database, today: date, standing: str
) -> None:
    foresight = foresee_report(database, report(reported_on="2023-05"), today)
    assert foresight is not None
    assert foresight.after.standing == standing


def test_a_new_target_date_or_completion_is_foreseen_to_mend_it(database: Database) -> None:
    today = date(2023, 8, 1)
    later = foresee_report(
        database, report(reported_on="2023-07", revised_target_on="2023-11", reason="Rain"), today
    )
    done = foresee_report(database, report(reported_on="2023-07", status="completed"), today)
    assert later is not None
    assert done is not None
    assert (later.before.standing, later.after.standing) == ("behind", "in_progress")
    assert done.after.standing == "completed"
    assert done.sets_standing


def test_an_earlier_day_than_the_last_report_sets_nothing(database: Database) -> None:
    foresight = foresee_report(database, report(reported_on="2019", status="completed"), date(2023, 8, 1))
    assert foresight is not None
    assert not foresight.sets_standing
    assert foresight.after.standing == foresight.before.standing


def test_what_is_foreseen_is_what_is_shown_once_it_is_loaded(database: Database) -> None:
    cells = report(confidence="at_risk", reason="Rain", revised_target_on="2024-12")
    today = date(2024, 1, 15)
    foresight = foresee_report(database, cells, today)
    send(database, cells, review=False)
    shown = find_initiative(database, Scope(today, today), "B2")
    assert foresight is not None
    assert shown is not None
    assert (foresight.after.standing, foresight.after.standing_reason) == (
        shown.standing,
        shown.standing_reason,
    )
    assert foresight.after.current_target_on_written == shown.current_target_on_written == "2024-12"


def test_nothing_of_what_was_asked_about_stays(database: Database) -> None:
    version = database.version()
    foresee_report(database, report(), date(2024, 1, 15))
    assert count(database, "status_update") == 3
    assert database.version() == version


@pytest.mark.parametrize("cells", [report(status="nearly"), report("B9"), report(reported_on="soon")])
def test_what_a_load_would_refuse_is_not_foreseen(database: Database, cells: dict[str, str]) -> None:
    assert foresee_report(database, cells, date(2024, 1, 15)) is None
