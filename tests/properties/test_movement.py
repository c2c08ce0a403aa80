"""The movement ledger and an independent reading of its definition agree, and the clocks hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ictrack.actions.load import LoadSource, load_source
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.scope import Scope
from ictrack.settings import PUBLIC_RECORD
from ictrack.store.database import Database
from ictrack.store.queries import InitiativeAsAt, list_changes, list_initiatives
from ictrack.summaries.ledger import Opening, summarise_ledger
from ictrack.summaries.setting import summarise_setting
from ictrack.summaries.table import Cell
from ictrack.vocabulary import Movement as Movements
from tests.engines import OpenNew
from tests.properties.oracle import (
    Files,
    Moment,
    Movement,
    last_day,
    movement_ledger,
    read_folder,
    understand,
)
from tests.properties.programmes import CITIES, Generated, programmes
from tests.properties.tables import fill

any_programme = settings(
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
Pair = tuple[Moment, Moment]


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    """Open one database in memory for all programmes of this module."""
    return open_shared()


def ledger_in_store(database: Database, opening: Moment, closing: Moment) -> list[Movement]:
    """Ask the store for the ledger, in the shape of the oracle's."""
    scope = Scope(closing.as_at, closing.known_on)
    return [
        Movement(
            initiative_id=change.initiative_id,
            movement=change.movement,
            from_standing=change.from_standing or "",
            to_standing=change.to_standing or "",
            worst_between=change.worst_between or "",
            from_target=last_day(change.from_target or ""),
            to_target=last_day(change.to_target or ""),
        )
        for change in list_changes(database, scope, opening.as_at, opening.known_on)
    ]


def store(database: Database, files: Files, load_day: date | None) -> None:
    """Put a programme into the store, its cities with it."""
    cities = [{"city_id": city_id, "name": city_id} for city_id in CITIES]
    fill(database, {**files, "cities": cities}, load_day)


def pairs_of(generated: Generated) -> list[Pair]:
    """Pair the looks at a programme: as known now, as known then, and of one day."""
    looks = [Moment(as_at, known_on) for as_at, known_on, _phase in generated.looks]
    pairs: list[Pair] = []
    for one, other in zip(looks, looks[1:] or looks, strict=False):
        first, last = sorted((one, other), key=lambda moment: moment.as_at)
        pairs += [(first, last), (Moment(first.as_at, last.known_on), last), (last, last)]
    return pairs


@any_programme
@given(generated=programmes())
def test_every_movement_in_the_store_is_what_the_definition_says(
    database: Database, generated: Generated
) -> None:
    store(database, generated.files, generated.load_day)
    programme = understand(generated.files, generated.load_day)
    for opening, closing in pairs_of(generated):
        assert ledger_in_store(database, opening, closing) == movement_ledger(programme, opening, closing)


@any_programme
@given(generated=programmes())
def test_every_initiative_that_counts_at_an_end_has_one_movement(
    database: Database, generated: Generated
) -> None:
    store(database, generated.files, generated.load_day)
    for opening, closing in pairs_of(generated):
        before = list_initiatives(database, Scope(opening.as_at, opening.known_on))
        after = list_initiatives(database, Scope(closing.as_at, closing.known_on))
        scope = Scope(closing.as_at, closing.known_on)
        changes = list_changes(database, scope, opening.as_at, opening.known_on)
        assert {c.initiative_id: c.from_standing for c in changes if c.from_standing} == {
            i.initiative_id: i.standing for i in before
        }
        assert {c.initiative_id: c.to_standing for c in changes if c.to_standing} == {
            i.initiative_id: i.standing for i in after
        }
        assert len({change.initiative_id for change in changes}) == len(changes)


# Each example asks for six ledgers a pair, so there are fewer of them.
@settings(any_programme, max_examples=15)
@given(generated=programmes())
def test_every_number_of_a_ledger_comes_to_both_totals(database: Database, generated: Generated) -> None:
    store(database, generated.files, generated.load_day)
    setting = summarise_setting(database, date(2021, 6, 30))
    for opening, closing in pairs_of(generated):
        scope = Scope(closing.as_at, closing.known_on)
        before = list_initiatives(database, Scope(opening.as_at, opening.known_on))
        after = list_initiatives(database, scope)
        start = Opening(opening.as_at, opening.known_on)
        for measure in ("initiatives", "delivered", "completed", "behind", "not_reported"):
            waterfall = summarise_ledger(database, scope, setting, start, measure, "").waterfall
            assert waterfall.opening == count_of(measure, before)
            assert waterfall.closing == count_of(measure, after)
            assert waterfall.opening + sum(step.change for step in waterfall.steps) == waterfall.closing
        reconciled = summarise_ledger(database, scope, setting, start, "", "").reconciled
        for _label, first, *changes, last in reconciled.rows:
            assert int(str(first)) + sum(map(number_of, changes)) == last


def count_of(measure: str, initiatives: Sequence[InitiativeAsAt]) -> int:
    """Count what is of a measure, from the wording of its definition."""
    if measure == "initiatives":
        return len(initiatives)
    if measure == "delivered":
        return sum(i.standing == "completed" and not i.is_open_ended for i in initiatives)
    return sum(initiative.standing == measure for initiative in initiatives)


def number_of(cell: Cell) -> int:
    """Read a change as it is written, with its sign."""
    return int(str(cell).replace("\u2212", "-"))


def without_updates(files: Files, drop: set[str]) -> Files:
    """Leave updates out of a programme, but for those that one that stays names."""
    rows = files["status_updates"]
    while named := drop & {row["corrects_update_id"] for row in rows if row["update_id"] not in drop}:
        drop = drop - named
    return {**files, "status_updates": [row for row in rows if row["update_id"] not in drop]}


@any_programme
@given(generated=programmes())
def test_a_picture_as_known_on_a_day_never_changes_by_what_is_recorded_later(
    database: Database, generated: Generated
) -> None:
    programme = understand(generated.files, generated.load_day)
    for as_at, known_on, phase in generated.looks:
        late = {u.update_id for us in programme.updates.values() for u in us if u.recorded_on > known_on}
        store(database, without_updates(generated.files, late), generated.load_day)
        without = list_initiatives(database, Scope(as_at, known_on, phase))
        store(database, generated.files, generated.load_day)
        assert list_initiatives(database, Scope(as_at, known_on, phase)) == without


@any_programme
@given(generated=programmes())
def test_a_picture_as_at_a_day_never_changes_by_reports_of_later_days(
    database: Database, generated: Generated
) -> None:
    programme = understand(generated.files, generated.load_day)
    for as_at, known_on, phase in generated.looks:
        later = {
            update.update_id
            for updates in programme.updates.values()
            for update in updates
            if update.reported_on is not None
            and update.reported_on > as_at
            # What takes another back is a report of that one's day, and an act of its own.
            and not update.names
        }
        store(database, without_updates(generated.files, later), generated.load_day)
        without = list_initiatives(database, Scope(as_at, known_on, phase))
        store(database, generated.files, generated.load_day)
        assert list_initiatives(database, Scope(as_at, known_on, phase)) == without


@pytest.mark.parametrize("source", ["the public record", "an invented programme"])
def test_the_ledger_of_a_source_that_was_loaded_is_what_the_definition_says(
    open_new: OpenNew, source: str, tmp_path: Path
) -> None:
    folder = PUBLIC_RECORD
    if source != "the public record":
        folder = tmp_path / "invented"
        write_demo(folder, DemoSize(cities=20, initiatives=200, updates=1_500, seed=7))
    database, programme = open_new(), understand(read_folder(folder))
    load_source(database, LoadSource(folder, today=date(2026, 11, 22)))
    found: set[str] = set()
    for first, years in product((date(year, 6, 30) for year in range(2017, 2025)), (1, 2)):
        last = date(first.year + years, 3, 31)
        for known_first, known_last in ((last, last), (first, last), (first, last + timedelta(days=400))):
            opening, closing = Moment(first, known_first), Moment(last, known_last)
            ledger = movement_ledger(programme, opening, closing)
            assert ledger_in_store(database, opening, closing) == ledger
            found |= {row.movement for row in ledger}
    if source != "the public record":
        # Every feature is shown by the invented programme, so every movement is in it.
        assert found == {movement.value for movement in Movements}
    database.close()
