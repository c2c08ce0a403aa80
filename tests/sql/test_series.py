"""A series over many days tells of each day what is told when that day is asked for alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ictrack.demo.size import DemoSize
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import count_standings_at, list_initiatives
from ictrack.vocabulary import Freshness, Standing
from tests.engines import OpenNew
from tests.reports.programmes import load_invented

DAYS = tuple(date(2017, 6, 30) + timedelta(days=111 * number) for number in range(30))
SILENT = {Freshness.MISSED_ONE, Freshness.MISSED_TWO_OR_MORE, Freshness.NEVER_REPORTED}
Told = dict[tuple[date, str | None, str], tuple[int, int, int]]


@pytest.fixture(scope="module")
def database(open_shared: OpenNew, tmp_path_factory: pytest.TempPathFactory) -> Database:
    size = DemoSize(cities=4, initiatives=60, updates=600, seed=5)
    opened = open_shared()
    load_invented(opened, tmp_path_factory.mktemp("invented"), size)
    return opened


def _day_by_day(database: Database, scope: Scope, *, by_phase: bool) -> Told:
    told: Counter[tuple[date, str | None, str]] = Counter()
    reported, silent = told.copy(), told.copy()
    for day in DAYS:
        for one in list_initiatives(database, scope.at(day)):
            key = day, one.phase_id if by_phase else None, one.standing
            told[key] += 1
            reported[key] += one.freshness not in (None, Freshness.EXEMPT)
            silent[key] += one.freshness in SILENT
    return {key: (told[key], reported[key], silent[key]) for key in told}


@pytest.mark.parametrize("by_phase", [False, True])
@pytest.mark.parametrize("known_on", [date(2020, 6, 30), date(2030, 1, 1)])
@pytest.mark.parametrize("of", ["all", "one city", "one phase"])
def test_a_series_tells_what_is_told_of_each_day(
    database: Database, by_phase: bool, known_on: date, of: str
) -> None:
    scope = Scope(DAYS[-1], known_on)
    known = list_initiatives(database, replace(scope, known_on=date(2030, 1, 1)))
    if of == "one city":
        scope = replace(scope, cities=(known[0].city_id,))
    if of == "one phase":
        scope = replace(scope, phase=known[0].phase_id)
    rows = count_standings_at(database, scope, DAYS, by_phase=by_phase)
    told = {
        (row.as_at, row.phase_id, row.standing): (row.initiatives, row.open_reported, row.silent)
        for row in rows
    }
    assert len(told) == len(rows)
    assert told == _day_by_day(database, scope, by_phase=by_phase) != {}


def test_the_days_are_told_in_their_order_whichever_way_they_were_asked_for(database: Database) -> None:
    scope = Scope(DAYS[0], date(2030, 1, 1))
    assert count_standings_at(database, scope, DAYS[::-1]) == count_standings_at(database, scope, DAYS)
    assert {row.standing for row in count_standings_at(database, scope, DAYS)} <= set(Standing)


def test_of_no_day_nothing_is_told(database: Database) -> None:
    assert count_standings_at(database, Scope(DAYS[0], DAYS[0]), []) == ()
