"""PostgreSQL goes away around a commit: the write knows afterwards whether it was stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import duckdb
import pytest

from ictrack.dates import utc_now
from ictrack.errors import DatabaseUnreachableError, DiskFullError, JournalBehindError
from ictrack.location import Lake
from ictrack.store.audit_notes import Noted, note
from ictrack.store.database import Database, open_database
from ictrack.store.marking import was_stored
from tests.lake.cutting import Cut, Way, way_to
from tests.lakes import new_lake
from tests.unit.postgres_server import PostgresServer
from tests.unit.store.test_full_disk import small_disk

pytestmark = pytest.mark.system


@pytest.fixture
def ways(lake: Lake) -> Iterator[tuple[Way, Lake]]:
    with way_to(lake) as made:
        yield made


@pytest.fixture
def way(ways: tuple[Way, Lake]) -> Way:
    return ways[0]


@pytest.fixture
def database(ways: tuple[Way, Lake]) -> Iterator[Database]:
    with closing(open_database(ways[1])) as opened:
        opened.write(_add_city)
        yield opened


def _add_city(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute(
        "insert into db.city by name select 'BRI' as city_id, 'Bristol' as name, 'made up' as source_id,"
        " 1 as load_id, 1 as file_row, 'hash' as sent_hash"
    )


def _name_council(database: Database, name: str) -> str:
    def write(cursor: duckdb.DuckDBPyConnection) -> str:
        cursor.execute("update db.city set council = $name where city_id = 'BRI'", {"name": name})
        return f"{name} is its name"

    return database.write(write)


def _council(lake: Lake) -> str:
    with closing(open_database(lake)) as other, other.cursor() as cursor:
        ((council,),) = cursor.execute("select council from db.city where city_id = 'BRI'").fetchall()
    return str(council)


def _before_the_look(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    def do_then_look(*given: object) -> bool | None:
        do()
        return was_stored(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("ictrack.store.lake.was_stored", do_then_look)


@pytest.mark.parametrize("cut", [Cut.AFTER_COMMIT, Cut.BEFORE_A_LATE_COMMIT])
def test_a_write_that_was_stored_goes_on_although_nobody_answered(
    cut: Cut, lake: Lake, way: Way, database: Database
) -> None:
    before = database.version()
    way.cut(cut)
    assert _name_council(database, "Stored") == "Stored is its name"
    assert way.is_cut
    assert _council(lake) == "Stored"
    assert database.version() == before + 1


def test_what_was_stored_without_an_answer_is_in_the_journal_once(
    lake: Lake, way: Way, database: Database
) -> None:
    way.cut(Cut.AFTER_COMMIT)
    note(database, Noted.EXPORT, "somebody", utc_now(), {"file": "all.xlsx"})
    assert way.is_cut
    told = [json.loads(line)["kind"] for line in lake.journal.read_text(encoding="utf-8").splitlines()]
    assert told.count("export") == 1


def test_a_write_that_was_not_stored_says_so_and_can_be_sent_again(
    lake: Lake, way: Way, database: Database
) -> None:
    before = database.version()
    way.cut(Cut.BEFORE_COMMIT)
    with pytest.raises(DatabaseUnreachableError, match="Nothing was stored: send the change again") as told:
        _name_council(database, "Again")
    assert "answers again" in str(told.value)
    assert lake.connection.rpartition("=")[2] not in str(told.value)
    assert database.version() == before
    _name_council(database, "Again")
    assert _council(lake) == "Again"
    assert database.version() == before + 1


def test_what_others_have_written_before_the_look_is_told_from_it(
    lake: Lake, way: Way, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_database(lake)) as other:
        _before_the_look(monkeypatch, partial(_name_council, other, "Of another"))
        way.cut(Cut.BEFORE_COMMIT)
        with pytest.raises(DatabaseUnreachableError, match="Nothing was stored"):
            _name_council(database, "Lost")
        assert _council(lake) == "Of another"
        way.cut(Cut.AFTER_COMMIT)
        assert _name_council(database, "Kept") == "Kept is its name"


def test_where_older_states_were_removed_before_the_look_nothing_is_claimed(
    lake: Lake, way: Way, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_database(lake)) as other:
        _before_the_look(monkeypatch, other.rewrite)
        way.cut(Cut.BEFORE_COMMIT)
        with pytest.raises(DatabaseUnreachableError, match="Whether the change was stored"):
            _name_council(database, "Unknown")
    assert _council(lake) != "Unknown"


def test_while_it_stays_away_nobody_claims_to_know(
    lake: Lake, way: Way, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ictrack.store.lake._PATIENCE_SECONDS", 1.0)
    way.cut(Cut.AFTER_COMMIT, stays_shut=True)
    with pytest.raises(DatabaseUnreachableError, match="look before you send it again"):
        _name_council(database, "Stored")
    way.open()
    assert _council(lake) == "Stored"
    _name_council(database, "Next")
    assert _council(lake) == "Next"


def test_before_the_commit_nothing_is_stored_and_that_is_said_at_once(
    server: PostgresServer, lake: Lake, database: Database
) -> None:
    def stop_then_write(cursor: duckdb.DuckDBPyConnection) -> None:
        server.stop()
        cursor.execute("update db.city set council = 'Not stored'")

    try:
        with pytest.raises(DatabaseUnreachableError, match="Nothing was stored: send the change again"):
            database.write(stop_then_write)
    finally:
        server.start()
    assert _council(lake) != "Not stored"


def test_where_it_goes_away_after_its_answer_the_change_is_said_to_be_stored(
    lake: Lake, way: Way, database: Database
) -> None:
    way.cut(Cut.AFTER_ANSWER, stays_shut=True)
    with pytest.raises(JournalBehindError, match="The change is stored"):
        note(database, Noted.EXPORT, "somebody", utc_now(), {"file": "all.xlsx"})
    way.open()
    way.cut(Cut.AFTER_ANSWER, stays_shut=True)
    with pytest.raises(JournalBehindError, match="Do not send the change again"):
        _name_council(database, "Stored")
    way.open()
    assert _council(lake) == "Stored"
    _name_council(database, "Next")
    told = [json.loads(line)["kind"] for line in lake.journal.read_text(encoding="utf-8").splitlines()]
    assert told.count("export") == 1


def test_a_full_disk_stores_nothing_whatever_others_have_written(
    server: PostgresServer, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        lake = new_lake(server, disk.folder)
        with closing(open_database(lake)) as database, closing(open_database(lake)) as other:
            database.write(_add_city)
            _name_council(other, "Of another")
            disk.fill()
            with pytest.raises(DiskFullError, match="Nothing was stored") as told:
                database.write(_add_many)
            assert str(told.value).startswith("ducklake:postgres:")
            disk.make_room()
            _name_council(database, "Stored")
        assert _council(lake) == "Stored"


def _add_many(cursor: duckdb.DuckDBPyConnection) -> None:
    """Add more rows than a disk that is full has room for."""
    cursor.execute(
        "insert into db.city by name select 'C' || i as city_id, repeat(cast(uuid() as varchar), 20) as name,"
        " 'made up' as source_id, 1 as load_id, i as file_row, 'hash' as sent_hash"
        " from range(20_000) as made (i)"
    )
