"""Days before anything began, and days yet to come."""

from __future__ import annotations

from datetime import date

import pytest

from ictrack.actions.load import load_bundled
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.cities import summarise_city
from ictrack.summaries.overview import summarise_overview
from ictrack.summaries.phases import summarise_phases
from ictrack.summaries.setting import Setting, last_drawn, stamp_of, summarise_setting
from ictrack.summaries.table import Linked, Target
from tests.engines import OpenNew

TODAY = date(2026, 11, 24)
BEFORE_ALL = Scope(date(1900, 1, 1), TODAY)
YET_TO_COME = Scope(date(2199, 12, 31), TODAY)


@pytest.fixture(scope="module")
def record(open_shared: OpenNew) -> Database:
    database = open_shared()
    load_bundled(database)
    return database


@pytest.fixture(scope="module")
def setting(record: Database) -> Setting:
    return summarise_setting(record, TODAY)


def test_before_anything_began_each_page_leads_back_to_the_latest_day(
    record: Database, setting: Setting
) -> None:
    overview = summarise_overview(record, BEFORE_ALL, setting)
    phases = summarise_phases(record, BEFORE_ALL, setting)
    assert overview.lifted == (
        Linked("Show the latest day: 96 initiatives", Target("overview", (("as_at", ""),))),
    )
    assert phases.lifted == (
        Linked("Show the latest day: 96 initiatives", Target("phases", (("as_at", ""),))),
    )
    assert summarise_overview(record, BEFORE_ALL.at(date(2023, 12, 31)), setting).lifted == ()


def test_of_nothing_no_share_is_given(record: Database, setting: Setting) -> None:
    assert summarise_overview(record, BEFORE_ALL, setting).delivered == ""


def test_before_anything_began_nothing_is_said_to_be_published_or_at_work_elsewhere(
    record: Database, setting: Setting
) -> None:
    overview = summarise_overview(record, BEFORE_ALL, setting)
    city = summarise_city(record, BEFORE_ALL, setting, "CAR")
    assert overview.publications_sentence == (
        "No publication is known by this day. To supply them: the file publications."
    )
    assert city.publications.rows == city.peers.table.rows == ()
    assert city.peers.sentence.endswith("In no other city is anything completed or under way there.")


def test_only_a_day_after_today_is_yet_to_come(setting: Setting) -> None:
    assert "a day yet to come" in stamp_of(setting, YET_TO_COME)
    assert "a day yet to come" in stamp_of(setting, YET_TO_COME.at(date(2026, 11, 25)))
    assert "a day yet to come" not in stamp_of(setting, YET_TO_COME.at(TODAY))


def test_lines_of_time_end_today(record: Database, setting: Setting) -> None:
    assert last_drawn(setting, YET_TO_COME.as_at) == TODAY
    assert summarise_overview(record, YET_TO_COME, setting).series.moments[-1] == TODAY
    lines = summarise_phases(record, YET_TO_COME, setting).comparisons[0].months.lines
    assert [line.days[-1] for line in lines] == [TODAY, TODAY]
