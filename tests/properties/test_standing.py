"""The store and an independent reading of the definitions agree at any date, on either clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ictrack.actions.load import LoadSource, load_source
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.scope import Scope
from ictrack.settings import PUBLIC_RECORD
from ictrack.store.database import Database, fetch
from tests.engines import OpenNew
from tests.properties.oracle import (
    KEY_COLUMNS,
    STANDINGS,
    Files,
    Programme,
    read_folder,
    situation_of,
    summary,
    understand,
)
from tests.properties.programmes import Generated, programmes
from tests.properties.tables import fill

EVERY_DIVISION = ((), ("city",), ("area",), ("phase",), ("city", "area"), ("city", "area", "phase"))


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    """Open one database in memory for all programmes of this module."""
    return open_shared()


@pytest.fixture(scope="module")
def record() -> Files:
    """Read the public record as it was written."""
    return read_folder(PUBLIC_RECORD)


def store_summary(database: Database, scope: Scope, by: Sequence[str]) -> list[tuple[object, ...]]:
    """Ask the store for the summary, in the shape of the oracle's."""
    divisions = {f"by_{word}": word in by for word in KEY_COLUMNS}
    rows = database.ask("summary", scope.parameters | divisions)
    columns = [*(KEY_COLUMNS[word] for word in by), "initiatives", *STANDINGS]
    return [tuple(row[column] for column in columns) for row in rows]


def store_situations(database: Database, as_at: date, known_on: date) -> dict[str, tuple[object, ...]]:
    """Ask the store what each initiative's standing was derived from."""
    with database.cursor() as cursor:
        cursor.execute("from initiative_as_at($as_at, $known_on)", {"as_at": as_at, "known_on": known_on})
        rows = fetch(cursor)
    return {
        row["initiative_id"]: (
            row["counts"],
            row["joined_on"],
            row["status"] or "",
            row["confidence"] or "",
            row["current_target_on"],
            row["is_overdue"],
            row["standing"],
            row["is_closed"],
        )
        for row in rows
    }


def oracle_situations(programme: Programme, as_at: date, known_on: date) -> dict[str, tuple[object, ...]]:
    """Derive the same from the wording of the definitions."""
    found: dict[str, tuple[object, ...]] = {}
    for initiative in programme.initiatives:
        it = situation_of(programme, initiative, as_at, known_on)
        found[initiative.initiative_id] = (
            it.counts,
            it.joins_on,
            it.status,
            it.confidence,
            it.current_target,
            it.overdue,
            it.standing,
            it.closed_with_phase,
        )
    return found


@settings(
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(generated=programmes())
def test_every_programme_stands_in_the_store_as_the_definitions_say(
    database: Database, generated: Generated
) -> None:
    fill(database, generated.files, generated.load_day)
    programme = understand(generated.files, generated.load_day)
    by = ("city", "area", "phase")
    for as_at, known_on, phase in generated.looks:
        assert store_situations(database, as_at, known_on) == oracle_situations(programme, as_at, known_on)
        expected = summary(programme, as_at, known_on, phase, by)
        assert store_summary(database, Scope(as_at, known_on, phase), by) == expected


def quarter_ends(first: int, last: int) -> list[date]:
    """List the last days of the quarters of some years."""
    firsts = [date(year, month, 1) for year in range(first, last + 1) for month in (1, 4, 7, 10)]
    return [day - timedelta(days=1) for day in firsts]


def test_the_public_record_stands_in_the_store_as_the_definitions_say(
    database: Database, record: Files
) -> None:
    fill(database, record)
    programme = understand(record)
    for as_at in quarter_ends(2017, 2027):
        for known_on in (as_at, date(2021, 6, 30)):
            assert store_situations(database, as_at, known_on) == oracle_situations(
                programme, as_at, known_on
            )


@pytest.mark.parametrize("by", EVERY_DIVISION)
@pytest.mark.parametrize("phase", [None, "2"])
def test_the_public_record_is_divided_as_the_definitions_say(
    database: Database, record: Files, by: tuple[str, ...], phase: str | None
) -> None:
    fill(database, record)
    programme = understand(record)
    for as_at in (
        date(2017, 3, 1),
        date(2019, 5, 31),
        date(2022, 9, 16),
        date(2023, 12, 31),
        date(2026, 11, 22),
    ):
        for known_on in (date(2020, 6, 30), date(2026, 11, 22)):
            expected = summary(programme, as_at, known_on, phase, by)
            assert store_summary(database, Scope(as_at, known_on, phase), by) == expected


@pytest.mark.parametrize("source", ["the public record", "an invented programme"])
def test_a_source_that_was_loaded_stands_in_the_store_as_the_definitions_say(
    open_new: OpenNew, source: str, tmp_path: Path
) -> None:
    """Goes the whole way: from files through the checks of a load to the standings."""
    folder = PUBLIC_RECORD
    if source != "the public record":
        folder = tmp_path / "invented"
        write_demo(folder, DemoSize(cities=20, initiatives=200, updates=1_500, seed=5))
    database, programme = open_new(), understand(read_folder(folder))
    load_source(database, LoadSource(folder, today=date(2026, 11, 22)))
    for year in range(2018, 2028):
        for as_at, known_on in (
            (date(year, 6, 30), date(year, 6, 30)),
            (date(year, 6, 30), date(2026, 11, 22)),
        ):
            assert store_situations(database, as_at, known_on) == oracle_situations(
                programme, as_at, known_on
            )
    database.close()


def test_the_end_of_phase_two_is_what_the_overview_says(record: Files) -> None:
    """The sentence that the design gives for the public record, computed by hand here."""
    day = date(2023, 12, 31)
    counts = dict(zip(("initiatives", *STANDINGS), summary(understand(record), day, day)[0], strict=True))
    assert counts == {
        "initiatives": 96,
        "completed": 20,
        "stopped": 1,
        "not_reported": 22,
        "paused": 0,
        "behind": 5,
        "at_risk": 0,
        "in_progress": 40,
        "not_started": 8,
    }


def test_the_oracle_imports_nothing_of_ictrack() -> None:
    text = (Path(__file__).parent / "oracle.py").read_text(encoding="utf-8")
    imports = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
    assert not [line for line in imports if "ictrack" in line or "duckdb" in line]
