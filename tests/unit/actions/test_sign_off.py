"""A city's return is signed off, and that can be taken back; both can be made again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

import pytest

from ictrack.access.identity import THIS_COMPUTER
from ictrack.actions.sign_off import SignOff, sign_off_return, take_back_sign_off
from ictrack.errors import NotAllowedError
from ictrack.store.database import Database
from ictrack.store.return_queries import SignedOff, list_sign_offs
from tests.clock import clock_at, needs_zones
from tests.engines import OpenNew
from tests.properties.tables import fill

FILES = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2018-01"}],
    "cities": [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "CDF", "name": "Cardiff"}],
    "events": [
        {"event_id": "E1", "kind": "convening", "title": "One", "phase_id": "1", "starts_on": "2019-06-30"},
        {"event_id": "E2", "kind": "workshop", "title": "Two", "phase_id": "1", "starts_on": "2019-07-01"},
    ],
}
FILLED = partial(fill, files=FILES)
MORNING, EVENING = datetime.fromisoformat("2019-06-20T09:00"), datetime.fromisoformat("2019-06-20T18:00")
SIGNED = SignedOff("BRI", MORNING, THIS_COMPUTER)


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new(FILLED)


def listed(database: Database, known_on: date = date.max) -> tuple[SignedOff, ...]:
    return list_sign_offs(database, "E1", known_on)


def test_a_return_is_signed_off_with_who_and_when(database: Database) -> None:
    receipt = sign_off_return(database, SignOff("E1", "BRI", signed_at=MORNING))
    assert (receipt.signed_off, receipt.is_written) == (SIGNED, True)
    assert listed(database) == (SIGNED,)
    assert list_sign_offs(database, "E2", date.max) == ()


def test_a_second_sign_off_keeps_the_first(database: Database) -> None:
    sign_off_return(database, SignOff("E1", "BRI", signed_at=MORNING))
    version = database.version()
    receipt = sign_off_return(database, SignOff("E1", "BRI", "someone else", EVENING))
    assert (receipt.signed_off, receipt.is_written) == (SIGNED, False)
    assert database.version() == version


def test_a_sign_off_is_known_from_its_own_day(database: Database) -> None:
    sign_off_return(database, SignOff("E1", "BRI", signed_at=MORNING))
    assert listed(database, date(2019, 6, 19)) == ()
    assert listed(database, date(2019, 6, 20)) == (SIGNED,)


def test_a_sign_off_is_taken_back_for_one_city_alone(database: Database) -> None:
    sign_off_return(database, SignOff("E1", "BRI", signed_at=MORNING))
    sign_off_return(database, SignOff("E1", "CDF", signed_at=MORNING))
    receipt = take_back_sign_off(database, SignOff("E1", "BRI", signed_at=EVENING))
    assert (receipt.signed_off, receipt.is_written) == (None, True)
    assert [one.city_id for one in listed(database)] == ["CDF"]


def test_taking_back_what_is_not_signed_off_writes_nothing(database: Database) -> None:
    version = database.version()
    assert not take_back_sign_off(database, SignOff("E1", "BRI")).is_written
    assert database.version() == version


def test_both_are_recorded_for_the_journal_with_who_and_when(database: Database) -> None:
    sign_off_return(database, SignOff("E1", "BRI", signed_at=MORNING))
    take_back_sign_off(database, SignOff("E1", "BRI", signed_at=EVENING))
    with database.cursor() as cursor:
        kept = cursor.execute(
            "select kind, changed_at, changed_by from db.outbox where kind <> 'opened' order by change_id"
        ).fetchall()
    assert kept[-2:] == [
        ("sign_off", MORNING, THIS_COMPUTER),
        ("sign_off_taken_back", EVENING, THIS_COMPUTER),
    ]


@pytest.mark.parametrize(
    ("event_id", "city_id", "said"),
    [("E2", "BRI", "convening: 'E2' is not allowed"), ("E1", "BRX", "city: 'BRX' is not allowed")],
)
def test_what_is_no_convening_or_no_city_is_refused(
    database: Database, event_id: str, city_id: str, said: str
) -> None:
    for act in (sign_off_return, take_back_sign_off):
        with pytest.raises(NotAllowedError, match=said):
            act(database, SignOff(event_id, city_id))
    assert listed(database) == ()


@needs_zones
@pytest.mark.parametrize(
    ("zone", "day"), [("XST+10:00", date(2019, 6, 19)), ("XST-10:00", date(2019, 6, 21))]
)
def test_the_day_of_a_sign_off_is_that_of_the_place(database: Database, zone: str, day: date) -> None:
    moment = MORNING if zone == "XST+10:00" else EVENING
    sign_off_return(database, SignOff("E1", "BRI", signed_at=moment))
    with clock_at(zone):
        assert listed(database, day - timedelta(days=1)) == ()
        assert len(listed(database, day)) == 1
