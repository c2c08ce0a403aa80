"""When an update is taken back is kept beside it: by a newer ictrack for what an older one stored, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictrack.location import Location
from ictrack.store.attaching import spill_path
from ictrack.store.database import SCHEMA_VERSION, Database, open_database
from tests.engines import OpenNew
from tests.properties.tables import Cells, fill
from tests.sql.rows import PHASES, correction, initiative, update, withdrawal

KEPT = ("taken_back_on", "restored_on", "later_turns", "day_place")
UPDATES: tuple[Cells, ...] = (
    update("U1", "2019-01-01", "completed"),
    correction("U2", "U1", "2019-02-01", "in_progress"),
    update("U3", "2019-01-01", "completed"),
    correction("U4", "U3", "2019-02-01", "in_progress"),
    withdrawal("U5", "U4", "2019-03-01"),
    update("U6", "2019-01-01", "completed"),
    correction("U7", "U6", "2019-02-01", "in_progress"),
    correction("U8", "U7", "2019-03-01", "paused"),
    withdrawal("U9", "U8", "2019-04-01"),
)


def kept(database: Database) -> dict[str, tuple[str | None, ...]]:
    with database.cursor() as cursor:
        rows = cursor.execute(
            "select update_id, cast(taken_back_on as varchar), cast(restored_on as varchar), later_turns "
            "from db.status_update where coalesce(taken_back_on, restored_on) is not null"
        ).fetchall()
    return {update_id: tuple(turns) for update_id, *turns in rows}


def store_updates(database: Database) -> None:
    fill(
        database,
        {
            "phases": PHASES,
            "cities": ({"city_id": "BRI", "name": "Bristol"},),
            "initiatives": (initiative(),),
            "status_updates": UPDATES,
        },
    )


def test_the_first_day_is_kept_and_every_turn_where_there_are_more(open_new: OpenNew) -> None:
    database = open_new()
    store_updates(database)
    assert kept(database) == {
        "U1": ("2019-02-01", None, None),
        "U3": ("2019-02-01", "2019-03-01", None),
        "U4": ("2019-03-01", None, None),
        "U6": ("2019-02-01", "2019-03-01", "2019-04-01"),
        "U7": ("2019-03-01", "2019-04-01", None),
        "U8": ("2019-04-01", None, None),
    }


def test_what_an_older_ictrack_stored_is_judged_when_it_is_opened(place: Location) -> None:
    database = open_database(place)
    store_updates(database)
    before = kept(database)
    with database.cursor() as cursor:
        for table in ("status_update", "undone_status_update"):
            for column in KEPT:
                cursor.execute(f"alter table db.{table} drop column {column}")
        cursor.execute("update db.write_lock set schema_version = 4")
    database.close()
    database = open_database(place)
    assert kept(database) == before
    with database.cursor() as cursor:
        assert cursor.execute("select schema_version from db.write_lock").fetchall() == [(SCHEMA_VERSION,)]
    database.close()


def test_a_question_that_is_larger_than_the_memory_goes_on_beside_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICTRACK_MEMORY_LIMIT", "60MB")
    path = tmp_path / "small.duckdb"
    spill_path(path).mkdir()
    (spill_path(path) / "left by a crash").touch()
    database = open_database(path)
    assert not spill_path(path).exists()
    with database.cursor() as cursor:
        rows = cursor.execute(
            "select count(*) from (select md5(cast(number as varchar)) as said, number "
            "from range(2000000) as made (number) order by said)"
        ).fetchall()
    assert rows == [(2_000_000,)]
    database.close()
    assert not spill_path(path).exists()
