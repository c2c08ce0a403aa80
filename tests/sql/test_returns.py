"""Which initiatives a city is asked about for a convening, and which it has answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.return_queries import AskedInitiative, list_asked_initiatives, list_return_convenings
from tests.clock import clock_at, needs_zones
from tests.engines import OpenNew
from tests.properties.tables import Cells, fill
from tests.sql.rows import LATER, PHASES, correction, initiative, update, withdrawal

CITIES = [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "ABE", "name": "Zenith"}]
EVENTS: tuple[Cells, ...] = (
    {
        "event_id": "E1",
        "kind": "convening",
        "title": "One",
        "phase_id": "1",
        "starts_on": "2018-04-02",
        "cut_off_on": "2018-03-20",
        "returns_due_on": "2018-03-15",
    },
    {"event_id": "E2", "kind": "convening", "title": "Two", "phase_id": "1", "starts_on": "2018-09-02"},
    {"event_id": "E3", "kind": "convening", "title": "Other", "phase_id": "", "starts_on": "2018-06-01"},
    {"event_id": "E4", "kind": "workshop", "title": "Shop", "phase_id": "1", "starts_on": "2018-06-02"},
)
BEFORE, CUT_OFF = date(2018, 3, 20), date(2018, 9, 2)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def ask(
    database: Database,
    *,
    updates: Iterable[Cells] = (),
    initiatives: Iterable[Cells] = (initiative(),),
    as_at: date = CUT_OFF,
    known_on: date = LATER,
    before: date | None = BEFORE,
    scope: Scope | None = None,
    submissions: Iterable[tuple[str, str, str, str | None]] = (),
) -> tuple[AskedInitiative, ...]:
    """Store a programme and list what is asked for the second convening.

    `submissions` are reports of `I` that are no updates yet: state, the day that they speak
    of, the day on which they were sent, the day on which they were decided.
    """
    fill(
        database,
        {
            "phases": PHASES,
            "cities": CITIES,
            "events": EVENTS,
            "initiatives": list(initiatives),
            "status_updates": list(updates),
        },
    )
    with database.cursor() as cursor:
        cursor.execute("delete from db.submission")
        for number, (state, speaks_of, made, decided) in enumerate(submissions):
            cells = f'{{"reported_on": "{speaks_of}"}}'
            row = [f"S{number}", "I", state, cells, made, decided]
            cursor.execute(
                "insert into db.submission values (?, ?, ?, ?, ?, 'city', ?, null, null, null)", row
            )
    asked = scope or Scope(as_at, known_on, phase="1")
    return list_asked_initiatives(database, replace(asked, as_at=as_at, known_on=known_on), before)


def test_a_cycle_begins_after_the_cut_off_before_and_returns_are_due_on_their_day(database: Database) -> None:
    ask(database)
    second, first = list_return_convenings(database)
    assert (first.event_id, first.cut_off_before, first.cut_off_on, first.due_on) == (
        "E1",
        None,
        BEFORE,
        date(2018, 3, 15),
    )
    assert (second.event_id, second.cut_off_before, second.due_on) == ("E2", BEFORE, CUT_OFF)


@pytest.mark.parametrize(
    ("day", "is_answered"),
    [(BEFORE, False), (BEFORE + DAY, True), (CUT_OFF, True), (CUT_OFF + DAY, False)],
)
def test_an_update_of_the_cycle_is_an_answer(database: Database, day: date, is_answered: bool) -> None:
    (found,) = ask(database, updates=[update("U1", str(day), "in_progress")])
    assert found.is_answered is is_answered


def test_an_update_is_an_answer_from_the_day_it_was_recorded(database: Database) -> None:
    updates = [update("U1", "2018-05-01", "in_progress", recorded_on="2018-10-01")]
    assert [one.is_answered for one in ask(database, updates=updates, known_on=date(2018, 9, 30))] == [False]
    assert [one.is_answered for one in ask(database, updates=updates, known_on=date(2018, 10, 1))] == [True]


def test_reviewed_without_change_is_an_answer_and_an_undated_update_is_none(database: Database) -> None:
    (reviewed,) = ask(database, updates=[update("U1", "2018-05-01", kind="reviewed_no_change")])
    (undated,) = ask(database, updates=[update("U1", "", "in_progress")])
    assert (reviewed.is_answered, undated.is_answered) == (True, False)


def test_what_was_withdrawn_is_no_answer_and_what_was_corrected_is_one(database: Database) -> None:
    first = update("U1", "2018-05-01", "in_progress")
    (withdrawn,) = ask(database, updates=[first, withdrawal("U2", "U1", "2018-06-01")])
    (corrected,) = ask(database, updates=[first, correction("U2", "U1", "2018-06-01", "paused")])
    assert (withdrawn.is_answered, corrected.is_answered) == (False, True)


@pytest.mark.parametrize("status", ["completed", "stopped"])
@pytest.mark.parametrize(("day", "asked"), [(BEFORE, 0), (BEFORE + DAY, 1)])
def test_what_was_finished_before_the_cycle_is_not_asked_about(
    database: Database, day: date, asked: int, status: str
) -> None:
    assert len(ask(database, updates=[update("U1", str(day), status)])) == asked


def test_what_was_opened_again_in_the_cycle_is_asked_about_and_answered(database: Database) -> None:
    again = [update("U1", "2018-02-01", "completed"), update("U2", "2018-05-01", "in_progress")]
    (found,) = ask(database, updates=again)
    assert found.is_answered


def test_what_joined_in_the_cycle_and_was_completed_at_once_is_asked_about(database: Database) -> None:
    done = [update("U1", "2018-02-01", "completed")]
    assert len(ask(database, updates=done, initiatives=[initiative(added_on=str(BEFORE))])) == 0
    assert len(ask(database, updates=done, initiatives=[initiative(added_on=str(BEFORE + DAY))])) == 1


@pytest.mark.parametrize(("added", "asked"), [(CUT_OFF, 1), (CUT_OFF + DAY, 0)])
def test_what_joins_after_the_day_is_not_asked_about(database: Database, added: date, asked: int) -> None:
    assert len(ask(database, initiatives=[initiative(added_on=str(added))])) == asked


@pytest.mark.parametrize(("removed", "asked"), [(CUT_OFF + DAY, 1), (CUT_OFF, 0)])
def test_what_left_its_plan_is_not_asked_about(database: Database, removed: date, asked: int) -> None:
    assert len(ask(database, initiatives=[initiative(removed_on=str(removed))])) == asked


def test_only_initiatives_of_the_phase_are_asked_about(database: Database) -> None:
    rows = [initiative(initiative_id="A"), initiative(initiative_id="B", phase_id="")]
    rows.append(initiative(initiative_id="C", phase_id="2"))
    assert [one.initiative_id for one in ask(database, initiatives=rows)] == ["A"]


def test_for_the_first_convening_all_that_count_are_asked_about(database: Database) -> None:
    done = [update("U1", "2018-02-01", "completed")]
    (found,) = ask(database, updates=done, as_at=BEFORE, before=None)
    assert found.is_answered


def test_filters_are_heeded(database: Database) -> None:
    rows = [initiative(initiative_id="A"), initiative(initiative_id="B", city_id="ABE")]
    assert [one.city_name for one in ask(database, initiatives=rows)] == ["Bristol", "Zenith"]
    narrow = Scope(CUT_OFF, LATER, phase="1", cities=("ABE",))
    assert [one.initiative_id for one in ask(database, initiatives=rows, scope=narrow)] == ["B"]


def test_nobody_is_asked_about_a_public_record(database: Database) -> None:
    ask(database)
    database.write(lambda cursor: cursor.execute("update db.source set record_kind = 'public_record'"))
    assert list_asked_initiatives(database, Scope(CUT_OFF, LATER, phase="1"), BEFORE) == ()


@pytest.mark.parametrize(
    ("speaks_of", "waiting"),
    [
        ("2018-03-20", 0),
        ("2018-03-21", 1),
        ("2018-09-02", 1),
        ("2018-09-03", 0),
        ("2018-08", 1),
        ("2018", 0),
        ("soon", 1),
    ],
)
def test_what_waits_for_review_is_of_the_cycle_that_it_speaks_of(
    database: Database, speaks_of: str, waiting: int
) -> None:
    (found,) = ask(database, submissions=[("submitted", speaks_of, "2018-08-01 10:00", None)])
    assert (found.waiting, found.is_answered) == (waiting, False)


@pytest.mark.parametrize(
    ("state", "decided", "known_on", "waiting"),
    [
        ("draft", None, LATER, 0),
        ("submitted", None, date(2018, 7, 31), 0),
        ("submitted", None, date(2018, 8, 1), 1),
        ("accepted", "2018-08-05 10:00", date(2018, 8, 4), 1),
        ("accepted", "2018-08-05 10:00", date(2018, 8, 5), 0),
        ("returned", "2018-08-05 10:00", date(2018, 8, 4), 1),
        ("returned", "2018-08-05 10:00", date(2018, 8, 5), 0),
    ],
)
def test_a_report_waits_from_when_it_was_sent_until_it_was_decided(
    database: Database, state: str, decided: str | None, known_on: date, waiting: int
) -> None:
    row = (state, "2018-08-01", "2018-08-01 10:00", decided)
    (found,) = ask(database, submissions=[row], known_on=known_on)
    assert found.waiting == waiting


@needs_zones
@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        ("XST+05:00", "2018-09-03 05:00:00"),
        ("UTC0", "2018-09-03 00:00:00"),
        ("XST-10:00", "2018-09-02 14:00:00"),
    ],
)
def test_a_report_that_speaks_of_no_day_and_a_decision_are_of_the_day_of_the_place(
    database: Database, zone: str, midnight: str
) -> None:
    before = str(datetime.fromisoformat(midnight) - timedelta(microseconds=1))

    def waiting(made: str, decided: str | None = None) -> int:
        state = "accepted" if decided else "submitted"
        (found,) = ask(database, submissions=[(state, "soon", made, decided)], known_on=CUT_OFF)
        return found.waiting

    with clock_at(zone):
        assert (waiting(before), waiting(midnight)) == (1, 0)
        sent = "2018-09-01 12:00:00"
        assert (waiting(sent, decided=before), waiting(sent, decided=midnight)) == (0, 1)
