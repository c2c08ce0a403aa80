"""The gap matrix and an independent reading of its definition agree, for any programme."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictrack.actions.load import LoadSource, load_source
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.scope import Scope
from ictrack.settings import PUBLIC_RECORD
from ictrack.store.database import Database
from ictrack.store.gap_queries import GapLimits, GapRow, list_gap_rows
from ictrack.vocabulary import GapState
from tests.engines import OpenNew
from tests.properties.gap_oracle import GapOracle, Place
from tests.properties.oracle import Files, Programme, last_day, read_folder, understand
from tests.properties.programmes import AREAS, CITIES, Generated, programmes
from tests.properties.tables import fill

LATER = date(2030, 1, 1)
Look = tuple[date, date, str | None]
LIMITS = GapLimits(months=12, few=1)
CITY_ROWS = [{"city_id": city_id, "name": city_id} for city_id in CITIES]
AREA_ROWS = [{"area_id": area_id, "name": area_id, "sort_order": "1"} for area_id in AREAS if area_id]
any_programme = settings(
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@dataclass(frozen=True)
class WithMembers:
    """A generated programme with memberships, plans that were read or not, and kinds of record."""

    files: Files
    generated: Generated
    documents: frozenset[str]

    @property
    def looks(self) -> list[Look]:
        """List the ways to look at it: those that were drawn, and from the days of its reports."""
        days = {last_day(row["reported_on"]) for row in self.files["status_updates"] if row["reported_on"]}
        last = sorted(day for day in days if day)[-2:]
        steps = [timedelta(days=days) for days in (0, 1, 365, 366)]
        return [*self.generated.looks, *((day + step, LATER, None) for day in last for step in steps)]


@st.composite
def programmes_with_members(draw: st.DrawFn) -> WithMembers:
    """Draw a programme whose initiatives meet in few places, of which most are judged."""
    generated = draw(programmes())
    phases = [{**row, "ends_on": draw(_seldom(row["ends_on"]))} for row in generated.files["phases"]]
    initiatives = [
        {
            **row,
            "city_id": CITIES[0],
            "area_id": draw(st.sampled_from((*AREAS[1:3], AREAS[1], row["area_id"]))),
            "phase_id": draw(st.sampled_from(("1", "1", row["phase_id"]))),
            "starts_on": draw(_seldom(row["starts_on"])),
            "removed_on": draw(_seldom(row["removed_on"])),
            "added_on": draw(_seldom(row["added_on"])),
        }
        for row in generated.files["initiatives"]
    ]
    plans = [
        {**row, "coverage": draw(st.sampled_from(("read", "part", "not_read")))}
        for row in generated.files["action_plans"]
    ]
    files = {
        **generated.files,
        "phases": phases,
        "cities": CITY_ROWS,
        "thematic_areas": AREA_ROWS,
        "memberships": draw(_memberships(phases, generated)),
        "action_plans": plans,
        "initiatives": initiatives,
    }
    names = [row["initiative_id"] for row in initiatives]
    kinds = (frozenset[str](), frozenset(names), frozenset(names[:1]))
    return WithMembers(files, generated, draw(st.sampled_from(kinds)))


def _seldom(cell: str) -> st.SearchStrategy[str]:
    return st.sampled_from(("", "", "", cell))


@st.composite
def _memberships(draw: st.DrawFn, phases: list[dict[str, str]], generated: Generated) -> list[dict[str, str]]:
    named = [str(look[0] + timedelta(days=step)) for look in generated.looks for step in (0, 1)]
    return [
        {
            "city_id": city_id,
            "phase_id": phase["phase_id"],
            "role": "member",
            "joined_on": draw(_seldom(draw(st.sampled_from(named)))),
            "left_on": draw(_seldom(draw(st.sampled_from(named)))),
        }
        for city_id in CITIES
        for phase in phases
        if draw(st.integers(0, 4))
    ]


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    """Open one database in memory for all programmes of this module."""
    return open_shared()


def store(database: Database, drawn: WithMembers, files: Files) -> None:
    """Put a programme into the store, what was compiled as a source of its own."""
    fill(database, files, drawn.generated.load_day)
    with database.cursor() as cursor:
        cursor.execute(
            "insert into db.source values "
            "('D', 'Documents', 'public_record', 'given', null, null, null, false, false)"
        )
        for one in drawn.documents:
            cursor.execute("update db.initiative set source_id = 'D' where initiative_id = ?", [one])


def rows_in_store(database: Database, as_at: date, known_on: date, phase: str | None) -> dict[Place, GapRow]:
    """Ask the store for every place; no place may come twice."""
    rows = list_gap_rows(database, Scope(as_at, known_on, phase), LIMITS)
    found = {(row.city_id, row.area_id): row for row in rows}
    assert len(found) == len(rows)
    return found


def states_in_store(database: Database, as_at: date, known_on: date, phase: str | None) -> dict[Place, str]:
    return {place: row.state for place, row in rows_in_store(database, as_at, known_on, phase).items()}


@any_programme
@given(drawn=programmes_with_members())
def test_every_place_has_the_one_state_that_the_definition_says(
    database: Database, drawn: WithMembers
) -> None:
    store(database, drawn, drawn.files)
    programme = understand(drawn.files, drawn.generated.load_day)
    for look in drawn.looks:
        oracle = GapOracle(drawn.files, programme, look, drawn.documents)
        states = oracle.states()
        rows = rows_in_store(database, *look)
        assert {place: row.state for place, row in rows.items()} == states
        assert set(states.values()) <= set(GapState)
        for (city, area), row in rows.items():
            counted = {one.initiative.initiative_id for one in oracle.counted(city, area)}
            assert (set(row.initiative_ids), row.initiatives) == (counted, len(counted))


# Each open initiative makes a programme of its own, so there are fewer examples.
@settings(any_programme, max_examples=20)
@given(drawn=programmes_with_members())
def test_a_report_in_the_current_cycle_never_leaves_a_place_silent(
    database: Database, drawn: WithMembers
) -> None:
    programme = understand(drawn.files, drawn.generated.load_day)
    for as_at, known_on, phase in drawn.looks[::3]:
        for place, identifier in _open_ones(programme, drawn, (as_at, known_on, phase)):
            report = {
                # After every other of that day.
                "update_id": "ö",
                "initiative_id": identifier,
                "reported_on": str(as_at),
                "recorded_on": str(known_on),
                "status": "in_progress",
            }
            updates = [*drawn.files["status_updates"], report]
            store(database, drawn, {**drawn.files, "status_updates": updates})
            state = states_in_store(database, as_at, known_on, phase)[place]
            assert state not in ("not_known", "none", "all_completed", "silent", "planned_only")


def _open_ones(programme: Programme, drawn: WithMembers, look: Look) -> list[tuple[Place, str]]:
    oracle = GapOracle(drawn.files, programme, look, drawn.documents)
    return [
        (place, one.initiative.initiative_id)
        for place in oracle.states()
        for one in oracle.counted(*place)
        if one.status != "completed"
    ]


@pytest.mark.parametrize("source", ["the public record", "an invented programme"])
def test_the_matrix_of_a_source_that_was_loaded_is_what_the_definition_says(
    open_new: OpenNew, source: str, tmp_path: Path
) -> None:
    folder, today = PUBLIC_RECORD, date(2026, 11, 22)
    if source != "the public record":
        folder = tmp_path / "invented"
        write_demo(folder, DemoSize(cities=14, initiatives=200, updates=1_300, seed=1))
    database, files = open_new(), read_folder(folder)
    programme = understand(files)
    load_source(database, LoadSource(folder, today=today))
    names = [row["initiative_id"] for row in files["initiatives"]]
    documents = frozenset(names if source == "the public record" else [])
    seen: Counter[str] = Counter()
    for as_at in _days(files):
        for known_on in (as_at, today):
            for phase in (None, "1", "2"):
                found = states_in_store(database, as_at, known_on, phase)
                oracle = GapOracle(files, programme, (as_at, known_on, phase), documents)
                assert found == oracle.states()
                seen.update(found.values())
    assert set(seen) == set(GapState) - ({GapState.NONE} if documents else set())
    database.close()


def _days(files: Files) -> list[date]:
    """List the days on which phases and convenings end, and the days after."""
    ends = [last_day(row["ends_on"]) for row in files["phases"]]
    ends += [last_day(row.get("cut_off_on", "") or row["starts_on"]) for row in files["events"]][::3]
    return sorted({day + timedelta(days=step) for day in ends if day for step in (0, 1)})
