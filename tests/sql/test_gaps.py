"""How much moves in a thematic area of a city: every state, and both sides of each threshold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.gap_queries import GapLimits, GapRow, list_gap_rows
from ictrack.vocabulary import PlanLink
from tests.engines import OpenNew
from tests.properties.tables import Cells, Files, fill
from tests.sql.rows import LATER, PHASES, initiative, update

AREAS = [
    {"area_id": "jobs", "name": "Work", "sort_order": "1"},
    {"area_id": "civic", "name": "Taking part", "short_name": "Civic", "sort_order": "2"},
]
CITIES = [{"city_id": "BRI", "name": "Bristol"}, {"city_id": "CAR", "name": "Cardiff"}]
MEMBER: Cells = {"city_id": "BRI", "phase_id": "1", "role": "associate"}
PLAN: Cells = {"plan_id": "P", "city_id": "BRI", "phase_id": "1", "title": "Plan", "coverage": "read"}
# Phase one is of 2018 and 2019. Preparing the third convening, the cycle before runs from 2018-03-21.
CUT_OFFS = (date(2018, 3, 20), date(2018, 9, 2), date(2019, 2, 10))
MET: tuple[Cells, ...] = tuple(
    {"event_id": f"E{day}", "kind": "convening", "title": "Met", "phase_id": "1", "starts_on": str(day)}
    for day in CUT_OFFS
)
DAY = timedelta(days=1)
USUAL = GapLimits(months=12, few=1)


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def here(initiative_id: str = "I", **cells: str) -> Cells:
    """Make an initiative in the thematic area of work."""
    return initiative(**{"initiative_id": initiative_id, "area_id": "jobs", **cells})


def said(initiative_id: str, day: date | str, status: str = "", **cells: str) -> Cells:
    """Report on an initiative on one day."""
    number = f"{initiative_id}-{day}-{status}"
    return {**update(number, str(day), status, **cells), "initiative_id": initiative_id}


def judge(
    database: Database,
    as_at: date = CUT_OFFS[2],
    *,
    initiatives: Sequence[Cells] = (),
    updates: Iterable[Cells] = (),
    plans: Iterable[Cells] = (PLAN,),
    memberships: Iterable[Cells] = (MEMBER,),
    events: Iterable[Cells] = MET,
    links: Iterable[Cells] = (),
    record_kind: str = "returns",
    documents: Sequence[str] = (),
    scope: Scope | None = None,
    limits: GapLimits = USUAL,
) -> tuple[GapRow, ...]:
    """Store a programme and judge its places; `documents` are initiatives of a public record."""
    files: Files = {
        "phases": list(PHASES),
        "cities": CITIES,
        "thematic_areas": AREAS,
        "memberships": list(memberships),
        "events": list(events),
        "action_plans": list(plans),
        "initiatives": list(initiatives),
        "status_updates": list(updates),
        "initiative_links": list(links),
    }
    fill(database, files)
    with database.cursor() as cursor:
        cursor.execute("update db.source set record_kind = ?", [record_kind])
        cursor.execute(
            "insert into db.source values "
            "('D', 'Documents', 'public_record', 'given', null, null, null, false, false)"
        )
        for one in documents:
            cursor.execute("update db.initiative set source_id = 'D' where initiative_id = ?", [one])
    return list_gap_rows(database, scope or Scope(as_at, LATER), limits)


def work(database: Database, *arguments: date, **asked: object) -> GapRow:
    """Judge the place of Bristol and work."""
    rows = judge(database, *arguments, **asked)  # type: ignore[arg-type]
    return next(row for row in rows if (row.city_id, row.area_id) == ("BRI", "jobs"))


def test_there_is_one_row_for_each_member_city_and_thematic_area_in_the_order_of_the_framework(
    database: Database,
) -> None:
    both = (MEMBER, {**MEMBER, "city_id": "CAR"}, {**MEMBER, "phase_id": "2"})
    rows = judge(database, memberships=both)
    assert [(row.city_name, row.area_name) for row in rows] == [
        ("Bristol", "Work"),
        ("Bristol", "Civic"),
        ("Cardiff", "Work"),
        ("Cardiff", "Civic"),
    ]


@pytest.mark.parametrize(
    ("cells", "day", "is_member"),
    [
        ({"joined_on": "2018-05-01"}, date(2018, 4, 30), False),
        ({"joined_on": "2018-05-01"}, date(2018, 5, 1), True),
        ({"left_on": "2018-05-01"}, date(2018, 4, 30), True),
        ({"left_on": "2018-05-01"}, date(2018, 5, 1), False),
        ({}, date(2017, 12, 31), False),
        ({}, date(2018, 1, 1), True),
        ({}, date(2025, 1, 1), True),
    ],
)
def test_a_city_is_in_the_table_from_its_joining_until_it_leaves(
    database: Database, cells: Cells, day: date, is_member: bool
) -> None:
    assert bool(judge(database, day, memberships=[{**MEMBER, **cells}])) is is_member


def test_a_phase_asks_for_its_own_members_and_none_for_those_of_any(database: Database) -> None:
    memberships = [MEMBER, {**MEMBER, "city_id": "CAR", "phase_id": "2"}]
    day = date(2020, 6, 1)

    def cities(phase: str | None) -> set[str]:
        rows = judge(database, memberships=memberships, scope=Scope(day, LATER, phase))
        return {row.city_id for row in rows}

    assert (cities("1"), cities("2"), cities(None)) == ({"BRI"}, {"CAR"}, {"BRI", "CAR"})


def test_filters_narrow_rows_columns_and_what_is_counted(database: Database) -> None:
    both = [MEMBER, {**MEMBER, "city_id": "CAR"}]
    initiatives = [here(), here("J", plan_link="unconfirmed")]
    scope = Scope(CUT_OFFS[2], LATER, cities=("BRI",), areas=("jobs", ""), plan_links=(PlanLink.UNCONFIRMED,))
    (row,) = judge(database, memberships=both, initiatives=initiatives, scope=scope)
    assert (row.city_id, row.area_id, row.initiative_ids) == ("BRI", "jobs", ("J",))


def test_a_source_is_asked_for_its_own_cities(database: Database) -> None:
    both = [MEMBER, {**MEMBER, "city_id": "CAR"}]
    cardiff = here(city_id="CAR")
    rows = judge(
        database,
        memberships=both,
        initiatives=[cardiff],
        documents=["I"],
        plans=(),
        scope=Scope(CUT_OFFS[2], LATER, sources=("D",)),
    )
    assert {row.city_id for row in rows} == {"CAR"}


# Nothing there: known or not.


@pytest.mark.parametrize(
    ("coverages", "state"),
    [
        ([], "not_known"),
        (["not_read"], "not_known"),
        (["part"], "not_known"),
        (["read"], "none"),
        (["not_read", "read"], "none"),
    ],
)
def test_without_an_initiative_it_is_known_only_where_a_plan_was_read(
    database: Database, coverages: list[str], state: str
) -> None:
    plans = [{**PLAN, "plan_id": str(place), "coverage": word} for place, word in enumerate(coverages)]
    row = work(database, plans=plans)
    assert (row.state, row.plans, row.record_kind) == (state, len(coverages), None)


def test_a_plan_of_another_phase_tells_only_where_all_phases_are_asked_for(database: Database) -> None:
    members = [MEMBER, {**MEMBER, "phase_id": "2"}]
    day = date(2020, 6, 1)
    found = {
        phase: work(database, memberships=members, scope=Scope(day, LATER, phase)).state
        for phase in ("1", "2", None)
    }
    assert found == {"1": "none", "2": "not_known", None: "none"}


def test_a_plan_of_a_phase_that_is_yet_to_begin_tells_nothing(database: Database) -> None:
    assert work(database, date(2019, 12, 31), plans=[{**PLAN, "phase_id": "2"}]).state == "not_known"
    assert work(database, date(2020, 1, 1), plans=[{**PLAN, "phase_id": "2"}]).state == "none"


def test_what_was_stopped_closed_or_is_a_part_does_not_count(database: Database) -> None:
    initiatives = [here("stopped"), here("part"), here("other", area_id="civic", secondary_areas="jobs")]
    updates = [said("stopped", "2018-05-01", "stopped"), said("part", "2018-05-01", "completed")]
    links = [{"from_id": "part", "to_id": "other", "kind": "part_of"}]
    row = work(database, initiatives=initiatives, updates=updates, links=links)
    assert (row.state, row.initiatives, row.stopped, row.closed) == ("none", 0, 1, 0)
    days = {"last": date(2019, 12, 31), "after": date(2020, 1, 1)}
    found = {name: work(database, day, initiatives=[here()]) for name, day in days.items()}
    assert (found["last"].state, found["last"].closed) == ("silent", 0)
    assert (found["after"].state, found["after"].closed) == ("none", 1)


# Completed, silent, announced.


def test_all_completed_needs_every_initiative(database: Database) -> None:
    updates = [said("I", "2018-05-01", "completed"), said("J", "2018-05-01", "completed")]
    initiatives = [here(), here("J")]
    assert work(database, initiatives=initiatives, updates=updates).state == "all_completed"
    row = work(database, initiatives=initiatives, updates=updates[:1])
    assert (row.state, row.initiatives, row.open_ids) == ("silent", 2, ("J",))


@pytest.mark.parametrize(("day", "state"), [(CUT_OFFS[1], "silent"), (CUT_OFFS[1] + DAY, "stalled")])
def test_of_returns_it_is_silent_where_no_open_one_has_a_recent_report(
    database: Database, day: date, state: str
) -> None:
    updates = [said("I", "2018-02-01", "in_progress"), said("I", day, kind="reviewed_no_change")]
    assert work(database, initiatives=[here()], updates=updates).state == state


def test_one_recent_report_is_enough_not_to_be_silent(database: Database) -> None:
    updates = [said("I", "2018-02-01", "paused"), said("I", "2019-01-01", kind="reviewed_no_change")]
    row = work(database, initiatives=[here(), here("J")], updates=updates)
    assert (row.state, row.open_initiatives, row.unheard) == ("stalled", 2, 1)


def test_a_recent_report_without_a_status_does_not_end_the_silence_of_returns(database: Database) -> None:
    row = work(database, initiatives=[here()], updates=[said("I", "2019-01-01")])
    assert (row.state, row.unheard, row.without_status) == ("silent", 0, 1)


@pytest.mark.parametrize(
    ("day", "state"),
    [("2018-02-09", "silent"), ("2018-02-10", "stalled"), ("2018-02", "stalled"), ("", "silent")],
)
def test_a_public_record_is_silent_where_nothing_speaks_of_it_for_12_months(
    database: Database, day: str, state: str
) -> None:
    updates = [said("I", "2018-02-01", "in_progress"), said("I", day, recorded_on="2018-03-01")]
    row = work(database, initiatives=[here()], updates=updates, record_kind="public_record")
    assert (row.state, row.record_kind) == (state, "public_record")


def test_of_a_public_record_evidence_without_a_status_is_heard_of(database: Database) -> None:
    row = work(
        database,
        initiatives=[here()],
        updates=[said("I", "2019-01-01")],
        record_kind="public_record",
    )
    assert (row.state, row.without_status) == ("stalled", 0)


def test_the_months_of_silence_can_be_set(database: Database) -> None:
    updates = [said("I", "2018-08-10", "in_progress")]

    def state(months: int) -> str:
        limits = GapLimits(months, 1)
        kind = "public_record"
        return work(database, initiatives=[here()], updates=updates, record_kind=kind, limits=limits).state

    # Six months before the tenth of February is the tenth of August.
    assert (state(6), state(5)) == ("stalled", "silent")


def test_a_place_is_of_a_public_record_only_if_all_in_it_is(database: Database) -> None:
    # Heard of within 12 months, but not since the last cut-off but one.
    updates = [said("I", "2018-06-01", "in_progress"), said("J", "2018-06-01", "in_progress")]
    initiatives = [here(), here("J")]
    mixed = work(database, initiatives=initiatives, updates=updates, documents=["I"])
    assert (mixed.state, mixed.record_kind) == ("silent", "returns")
    public = work(database, initiatives=initiatives, updates=updates, documents=["I", "J"])
    assert (public.state, public.record_kind) == ("moving", "public_record")


def test_it_is_announced_only_while_every_open_one_is_not_started(database: Database) -> None:
    initiatives = [here(), here("J", target_on="2018-06-01"), here("done")]
    updates = [
        said("I", "2019-01-01", "not_started", confidence="at_risk"),
        said("J", "2019-01-01", "not_started"),
        said("done", "2018-02-01", "completed"),
    ]
    assert work(database, initiatives=initiatives, updates=updates).state == "planned_only"
    begun = [*updates, said("I", "2019-01-02", "in_progress")]
    assert work(database, initiatives=initiatives, updates=begun).state == "moving"
    unknown = [*updates, said("K", "2019-01-02")]
    assert work(database, initiatives=[*initiatives, here("K")], updates=unknown).state == "moving"


# Steps forward.


@pytest.mark.parametrize("as_at", [CUT_OFFS[2], CUT_OFFS[1] + DAY, CUT_OFFS[2] - DAY])
def test_steps_forward_are_counted_from_the_second_cut_off_before_the_day(
    database: Database, as_at: date
) -> None:
    asked = {"initiatives": [here(), here("J")]}
    for day, state in ((CUT_OFFS[0], "stalled"), (CUT_OFFS[0] + DAY, "moving")):
        updates = [
            said("I", "2018-02-01", "not_started"),
            said("I", day, "in_progress"),
            said("I", as_at, kind="reviewed_no_change"),
        ]
        row = work(database, as_at, **asked, updates=updates)
        assert (row.state, row.since_on) == (state, CUT_OFFS[0])


def test_after_the_last_cut_off_the_cycle_that_goes_on_is_this_one(database: Database) -> None:
    row = work(database, CUT_OFFS[2] + DAY, initiatives=[here()])
    assert row.since_on == CUT_OFFS[1]


@pytest.mark.parametrize("as_at", [CUT_OFFS[0], CUT_OFFS[0] + DAY, CUT_OFFS[1]])
def test_where_no_cycle_has_ended_before_the_one_before_any_status_is_a_step(
    database: Database, as_at: date
) -> None:
    updates = [said("I", "2018-01-02", "in_progress"), said("I", as_at, kind="reviewed_no_change")]
    row = work(database, as_at, initiatives=[here()], updates=updates)
    assert (row.state, row.since_on, row.moved) == ("thin", None, 1)
    row = work(database, CUT_OFFS[1] + DAY, initiatives=[here()], updates=updates)
    assert row.since_on == CUT_OFFS[0]


@pytest.mark.parametrize(("day", "state"), [("2018-02-10", "stalled"), ("2018-02-11", "moving")])
def test_a_public_record_is_compared_with_12_months_earlier(database: Database, day: str, state: str) -> None:
    updates = [said("I", "2018-01-05", "not_started"), said("I", day, "in_progress"), said("J", "2019-01-01")]
    row = work(database, initiatives=[here(), here("J")], updates=updates, record_kind="public_record")
    assert (row.state, row.since_on) == (state, date(2018, 2, 10))


@pytest.mark.parametrize(("day", "state"), [("2018-02-10", "stalled"), ("2018-02-11", "moving")])
def test_where_no_convening_is_known_returns_are_compared_with_12_months_earlier(
    database: Database, day: str, state: str
) -> None:
    updates = [
        said("I", "2018-01-05", "not_started"),
        said("I", day, "in_progress"),
        said("I", "2019-01-01", kind="reviewed_no_change"),
    ]
    row = work(database, initiatives=[here(), here("J")], updates=updates, events=())
    assert (row.state, row.since_on) == (state, date(2018, 2, 10))


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ({"status": "in_progress"}, {"status": "in_progress"}, "stalled"),
        ({"status": "in_progress"}, {"status": "not_started"}, "planned_only"),
        ({"status": "in_progress"}, {"status": "paused"}, "stalled"),
        ({"status": "paused"}, {"status": "in_progress"}, "thin"),
        ({"status": "stopped"}, {"status": "paused"}, "thin"),
        ({"status": "in_progress", "confidence": "off_track"}, {"status": "in_progress"}, "thin"),
        ({"status": "in_progress"}, {"status": "in_progress", "confidence": "on_track"}, "stalled"),
        ({"status": "in_progress"}, {"status": "in_progress", "confidence": "at_risk"}, "stalled"),
        ({"status": ""}, {"status": "paused"}, "thin"),
    ],
)
def test_a_step_forward_is_a_higher_rank(
    database: Database, before: dict[str, str], after: dict[str, str], state: str
) -> None:
    updates = [
        update("U1", "2018-02-01", **before),
        update("U2", "2019-01-01", **after),
    ]
    assert work(database, initiatives=[here()], updates=updates).state == state


def test_a_way_there_and_back_is_no_step_forward(database: Database) -> None:
    updates = [
        said("I", "2018-02-01", "not_started"),
        said("I", "2018-06-01", "in_progress"),
        said("I", "2019-01-01", "not_started"),
        said("J", "2018-02-01", "in_progress"),
    ]
    assert work(database, initiatives=[here(), here("J")], updates=updates).state == "stalled"


@pytest.mark.parametrize(("day", "state"), [("2018-03-20", "stalled"), ("2018-03-21", "moving")])
def test_what_was_completed_meanwhile_is_a_step_forward(database: Database, day: str, state: str) -> None:
    updates = [
        said("I", "2018-02-01", "in_progress"),
        said("I", "2019-01-01", kind="reviewed_no_change"),
        said("J", day, "completed"),
    ]
    row = work(database, initiatives=[here(), here("J")], updates=updates)
    assert (row.state, row.moved) == (state, int(state == "moving"))


def test_what_was_recorded_later_counts_from_the_day_it_was_known(database: Database) -> None:
    updates = [
        said("I", "2018-02-01", "in_progress", recorded_on="2019-03-01"),
        said("I", "2019-01-01", "in_progress"),
    ]
    asked = {"initiatives": [here()], "updates": updates}
    # The earlier status is judged as known on the same day as the picture.
    then = work(database, **asked, scope=Scope(CUT_OFFS[2], date(2019, 2, 28)))
    now = work(database, **asked, scope=Scope(CUT_OFFS[2], date(2019, 3, 1)))
    assert (then.state, now.state) == ("thin", "stalled")


def test_only_one_is_up_to_the_number_that_is_set(database: Database) -> None:
    updates = [said("I", "2019-01-01", "in_progress"), said("J", "2019-01-01", "completed")]
    found = {
        (number, few): work(
            database,
            initiatives=[here(), here("J")][:number],
            updates=updates[:number],
            limits=GapLimits(12, few),
        ).state
        for number in (1, 2)
        for few in (1, 2)
    }
    assert found == {(1, 1): "thin", (1, 2): "thin", (2, 1): "moving", (2, 2): "thin"}


# What open ones lack.


def test_what_open_initiatives_lack_is_counted(database: Database) -> None:
    initiatives = [
        here("bare"),
        here("whole", lead_organisation="Council", target_on="2019-06-01", champion="A post"),
        here("led", lead_role="A post", schedule="ongoing"),
        here("done"),
    ]
    row = work(database, initiatives=initiatives, updates=[said("done", "2018-05-01", "completed")])
    assert (row.open_initiatives, row.no_owner, row.no_target, row.no_champion) == (3, 1, 1, 2)
    assert row.open_ids == ("bare", "led", "whole")


def test_a_target_that_an_update_gives_is_one(database: Database) -> None:
    updates = [said("I", "2019-01-01", "in_progress", revised_target_on="2019-06")]
    assert work(database, initiatives=[here()], updates=updates).no_target == 0


def test_the_newest_report_on_what_is_open_is_told_as_it_was_written(database: Database) -> None:
    updates = [said("I", "2018-05", "in_progress"), said("J", "2018-06-01", "completed")]
    row = work(database, initiatives=[here(), here("J")], updates=updates)
    assert row.last_reported_on_written == "2018-05"
