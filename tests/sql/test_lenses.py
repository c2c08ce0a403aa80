"""Who is named in each thematic area, who champions it, what open initiatives lack: every boundary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pytest

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.lens_queries import SeatCount, count_named, count_seats, list_principles
from ictrack.store.queries import list_initiatives
from ictrack.vocabulary import Lens
from tests.engines import OpenNew
from tests.properties.tables import Cells, fill
from tests.sql.rows import LATER, PHASES, initiative, update

AREAS: tuple[Cells, ...] = (
    {"area_id": "jobs", "name": "Work", "sort_order": "1"},
    {"area_id": "civic", "name": "Taking part", "sort_order": "2"},
)
CITIES: tuple[Cells, ...] = ({"city_id": "BRI", "name": "Bristol"}, {"city_id": "CAR", "name": "Cardiff"})
AS_AT = date(2019, 6, 30)


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def here(initiative_id: str, **cells: str) -> Cells:
    """Make an initiative in the thematic area of work."""
    return initiative(**{"initiative_id": initiative_id, "area_id": "jobs", **cells})


def said(initiative_id: str, day: str, status: str = "", **cells: str) -> Cells:
    """Report on an initiative on one day."""
    return {**update(f"{initiative_id}-{day}", day, status, **cells), "initiative_id": initiative_id}


def store(
    database: Database,
    initiatives: Sequence[Cells] = (),
    *,
    updates: Iterable[Cells] = (),
    links: Iterable[Cells] = (),
    seats: Iterable[Cells] = (),
    principles: Iterable[Cells] = (),
) -> None:
    files = {
        "phases": PHASES,
        "cities": CITIES,
        "thematic_areas": AREAS,
        "principles": list(principles),
        "initiatives": list(initiatives),
        "status_updates": list(updates),
        "initiative_links": list(links),
        "taskforce_members": list(seats),
    }
    fill(database, files)


def named(database: Database, lens: Lens, scope: Scope | None = None) -> dict[tuple[str | None, ...], int]:
    """Give how many initiatives name each word, by thematic area."""
    rows = count_named(database, scope or Scope(AS_AT, LATER), lens)
    return {(row.area_id, row.word): row.initiatives for row in rows}


def lacks(database: Database, as_at: date = AS_AT) -> dict[str, Sequence[str] | None]:
    """Give what each initiative lacks."""
    return {one.initiative_id: one.lacks for one in list_initiatives(database, Scope(as_at, LATER))}


def test_one_that_names_several_sectors_counts_with_each_and_with_one_named_twice_once(
    database: Database,
) -> None:
    store(database, [here("A", sectors="health;faith;health"), here("B", sectors="health")])
    assert named(database, Lens.SECTORS) == {("jobs", "health"): 2, ("jobs", "faith"): 1}
    rows = count_named(database, Scope(AS_AT, LATER), Lens.SECTORS)
    assert {row.of_area for row in rows} == {2}


def test_what_names_nothing_is_not_stated_and_what_has_no_thematic_area_is_kept_apart(
    database: Database,
) -> None:
    store(database, [here("A"), here("B", area_id=""), here("C", area_id="", audiences="pupils")])
    assert named(database, Lens.AUDIENCES) == {("jobs", None): 1, (None, "pupils"): 1, (None, None): 1}


def test_an_answer_about_children_is_yes_or_no_or_not_stated(database: Database) -> None:
    answers = ("yes", "no", "")
    store(database, [here(f"I{n}", children_and_young_people=one) for n, one in enumerate(answers)])
    assert named(database, Lens.CHILDREN) == {("jobs", "yes"): 1, ("jobs", "no"): 1, ("jobs", None): 1}


def test_principles_stand_in_the_order_of_the_framework_and_are_counted(database: Database) -> None:
    principles: list[Cells] = [
        {"principle_id": "P2", "name": "Second", "sort_order": "2"},
        {"principle_id": "P1", "name": "First, in full", "short_name": "First", "sort_order": "1"},
    ]
    store(database, [here("A", principles="P1;P2"), here("B", principles="P2")], principles=principles)
    assert [(one.principle_id, one.short_name) for one in list_principles(database)] == [
        ("P1", "First"),
        ("P2", "Second"),
    ]
    assert named(database, Lens.PRINCIPLES) == {("jobs", "P1"): 1, ("jobs", "P2"): 2}


def test_completed_stopped_and_closed_ones_are_counted_parts_and_those_that_left_are_not(
    database: Database,
) -> None:
    rows = [here(one, sectors="health") for one in ("DONE", "STOPPED", "OPEN", "PART")]
    rows.append(here("LEFT", sectors="health", removed_on=str(AS_AT)))
    rows.append(here("STAYS", sectors="health", removed_on="2019-07-01"))
    store(
        database,
        rows,
        updates=[said("DONE", "2019", "completed"), said("STOPPED", "2019-01", "stopped")],
        links=[{"from_id": "PART", "to_id": "OPEN", "kind": "part_of"}],
    )
    assert named(database, Lens.SECTORS) == {("jobs", "health"): 4}
    # On the day after its phase what is open is closed with it, and still counts here.
    assert named(database, Lens.SECTORS, Scope(date(2020, 1, 1), LATER)) == {("jobs", "health"): 3}


def test_the_filters_of_a_scope_hold(database: Database) -> None:
    rows = [here("A", sectors="health"), here("B", city_id="CAR", sectors="faith", phase_id="2")]
    store(database, rows)
    day = date(2021, 1, 1)
    for scope in (Scope(day, LATER, cities=("CAR",)), Scope(day, LATER, phase="2")):
        assert named(database, Lens.SECTORS, scope) == {("jobs", "faith"): 1}
    assert named(database, Lens.SECTORS, Scope(day, LATER, areas=("civic",))) == {}


@pytest.mark.parametrize(
    ("cells", "lack", "is_lacking"),
    [
        ({}, "owner", True),
        ({"lead_organisation": "Council"}, "owner", False),
        ({"lead_role": "Head of service"}, "owner", False),
        ({}, "champion", True),
        ({"champion": "Chamber"}, "champion", False),
        ({}, "target_date", True),
        ({"target_on": "2019"}, "target_date", False),
        ({"schedule": "ongoing"}, "target_date", False),
        ({"schedule": "recurring"}, "target_date", False),
        ({"schedule": "dated"}, "target_date", True),
        ({"schedule": "undated"}, "target_date", True),
        ({"source_url": "https://example.org/"}, "evidence", True),
    ],
)
def test_what_an_open_initiative_lacks(
    database: Database, cells: dict[str, str], lack: str, is_lacking: bool
) -> None:
    store(database, [here("A", **cells)])
    assert (lack in (lacks(database)["A"] or ())) == is_lacking
    assert (named(database, Lens.LACKING).get(("jobs", lack), 0) == 1) == is_lacking


@pytest.mark.parametrize(
    ("report", "is_lacking"),
    [
        (said("A", str(AS_AT), evidence_url="https://example.org/"), False),
        (said("A", str(AS_AT), source_url="https://example.org/"), False),
        (said("A", "2019-07-01", evidence_url="https://example.org/"), True),
        (said("A", "2019", "in_progress"), True),
        ({**said("A", "", evidence_url="https://example.org/"), "recorded_on": "2019-01-01"}, True),
    ],
)
def test_evidence_is_a_document_that_a_report_in_force_names(
    database: Database, report: Cells, is_lacking: bool
) -> None:
    store(database, [here("A")], updates=[report])
    assert ("evidence" in (lacks(database)["A"] or ())) == is_lacking


def test_a_later_target_date_is_a_target_date_from_the_day_of_its_report(database: Database) -> None:
    store(database, [here("A")], updates=[said("A", str(AS_AT), "in_progress", revised_target_on="2020")])
    assert "target_date" not in (lacks(database)["A"] or ())
    assert "target_date" in (lacks(database, date(2019, 6, 29))["A"] or ())


def test_of_what_is_finished_or_closed_with_its_phase_nobody_asks_what_it_lacks(database: Database) -> None:
    rows = [here("DONE"), here("STOPPED"), here("OPEN")]
    store(database, rows, updates=[said("DONE", "2018", "completed"), said("STOPPED", "2018-02", "stopped")])
    everything = ("owner", "target_date", "champion", "evidence")
    last_day = date(2019, 12, 31)
    assert lacks(database, last_day) == {"DONE": None, "STOPPED": None, "OPEN": everything}
    assert lacks(database, date(2020, 1, 1)) == {"DONE": None, "STOPPED": None, "OPEN": None}
    assert set(named(database, Lens.LACKING, Scope(last_day, LATER)).values()) == {1}
    assert named(database, Lens.LACKING, Scope(date(2020, 1, 1), LATER)) == {}


def test_an_open_one_that_lacks_nothing_is_counted_as_that(database: Database) -> None:
    full = here("A", lead_role="Head", target_on="2020", champion="Chamber")
    store(database, [full], updates=[said("A", "2019", "in_progress", evidence_url="https://example.org/")])
    assert lacks(database, date(2019, 12, 31)) == {"A": ()}
    assert named(database, Lens.LACKING, Scope(date(2019, 12, 31), LATER)) == {("jobs", None): 1}


def seat(**cells: str) -> Cells:
    """Make a seat of business on Bristol's taskforce."""
    return {"member_id": "M", "city_id": "BRI", "role": "Chair", "sector": "business", **cells}


@pytest.mark.parametrize(
    ("cells", "is_held"),
    [
        ({}, True),
        ({"ends_on": "2019-06-30"}, True),
        ({"ends_on": "2019-06-29"}, False),
        ({"ends_on": "2019-06"}, True),
        ({"ends_on": "2019-05"}, False),
        ({"starts_on": "2019-06-30"}, True),
        ({"starts_on": "2019-07-01"}, False),
    ],
)
def test_a_seat_is_held_from_its_first_day_to_its_last(
    database: Database, cells: dict[str, str], is_held: bool
) -> None:
    store(database, seats=[seat(**cells)])
    assert bool(count_seats(database, Scope(AS_AT, LATER))) == is_held


def test_a_seat_counts_with_each_area_that_it_champions_and_once_in_all(database: Database) -> None:
    seats = [
        seat(champions_areas="jobs;civic;jobs"),
        seat(member_id="N"),
        seat(member_id="O", sector="faith"),
    ]
    store(database, seats=seats)
    assert count_seats(database, Scope(AS_AT, LATER)) == (
        SeatCount("business", "civic", 1, 2),
        SeatCount("business", "jobs", 1, 2),
        SeatCount("business", None, 1, 2),
        SeatCount("faith", None, 1, 1),
    )


def test_the_seats_of_chosen_cities_and_sources_are_counted_alone(database: Database) -> None:
    store(database, seats=[seat(), seat(member_id="N", city_id="CAR", sector="faith")])
    chosen = Scope(AS_AT, LATER, cities=("CAR",))
    assert [one.sector for one in count_seats(database, chosen)] == ["faith"]
    assert count_seats(database, Scope(AS_AT, LATER, sources=("OTHER",))) == ()
