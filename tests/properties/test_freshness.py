"""How lately initiatives were reported on: the store and the definition agree at any date."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ictrack.actions.load import LoadSource, load_source
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import find_initiative, list_initiatives
from ictrack.vocabulary import Freshness
from tests.engines import OpenNew
from tests.properties.oracle import Programme, freshness_of, read_folder, situation_of, understand
from tests.properties.programmes import CITIES, Generated, programmes
from tests.properties.tables import fill

CITY_ROWS = [{"city_id": city_id, "name": city_id} for city_id in CITIES]


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    """Open one database in memory for all programmes of this module."""
    return open_shared()


def store_freshness(database: Database, as_at: date, known_on: date) -> dict[str, tuple[str | None, bool]]:
    """Ask the store how lately each initiative that counts was reported on."""
    listed = list_initiatives(database, Scope(as_at, known_on))
    return {i.initiative_id: (i.freshness, i.is_silent) for i in listed}


def oracle_freshness(programme: Programme, as_at: date, known_on: date) -> dict[str, tuple[str | None, bool]]:
    """Derive the same from the wording of the definition: silent is open and not current."""
    found: dict[str, tuple[str | None, bool]] = {}
    for initiative in programme.initiatives:
        if situation_of(programme, initiative, as_at, known_on).counts:
            word = freshness_of(programme, initiative, as_at, known_on)
            found[initiative.initiative_id] = (word, word not in ("current", "exempt"))
    return found


@settings(
    deadline=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(generated=programmes())
def test_every_programme_is_as_fresh_in_the_store_as_the_definition_says(
    database: Database, generated: Generated
) -> None:
    fill(database, {**generated.files, "cities": CITY_ROWS}, generated.load_day)
    programme = understand(generated.files, generated.load_day)
    cut_offs = [day + timedelta(days=step) for day in sorted(programme.cut_offs)[-2:] for step in (0, 1)]
    known_days = {known_on for _as_at, known_on, _phase in generated.looks}
    looks = {(as_at, known_on) for as_at, known_on, _phase in generated.looks}
    looks |= {(day, known_on) for day in cut_offs for known_on in known_days}
    for as_at, known_on in sorted(looks):
        assert store_freshness(database, as_at, known_on) == oracle_freshness(programme, as_at, known_on)


def test_an_invented_programme_is_as_fresh_as_the_definition_says_and_has_every_word(
    open_new: OpenNew, tmp_path: Path
) -> None:
    folder = tmp_path / "invented"
    write_demo(folder, DemoSize(cities=14, initiatives=140, updates=900, seed=1))
    database, programme = open_new(), understand(read_folder(folder))
    today = date(2026, 11, 22)
    load_source(database, LoadSource(folder, today=today))
    seen: Counter[str | None] = Counter()
    for cut_off in sorted(programme.cut_offs):
        for as_at in (cut_off - timedelta(days=1), cut_off, cut_off + timedelta(days=1)):
            for known_on in (as_at, today):
                found = store_freshness(database, as_at, known_on)
                assert found == oracle_freshness(programme, as_at, known_on)
                seen.update(word for word, _silent in found.values())
    assert {word for word in seen if word} == {str(word) for word in Freshness}
    one = find_initiative(database, Scope(today, today), programme.initiatives[0].initiative_id)
    assert one is not None
    expected = freshness_of(programme, programme.initiatives[0], today, today)
    assert (one.freshness, one.is_silent) == (expected, expected not in ("current", "exempt"))
    database.close()
