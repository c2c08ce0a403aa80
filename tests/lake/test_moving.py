"""A database moves between a file and a lake, whole, and goes on where a move broke off."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ictrack.actions.load import BundledChoice, LoadSource, load_source
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.errors import UsageError
from ictrack.location import Lake
from ictrack.scope import Scope
from ictrack.settings import PUBLIC_RECORD
from ictrack.store import moving
from ictrack.store.database import Database, open_database
from ictrack.store.moving import move_database
from ictrack.store.queries import fingerprint_data
from ictrack.store.verifying import verify
from tests.lake.test_replicas import environment_of
from tests.lakes import new_lake
from tests.unit.postgres_server import PostgresServer
from tests.unit.running_app import run_cli

pytestmark = pytest.mark.system
SCOPE = Scope(date(2020, 3, 31), date(2026, 6, 1))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Make a file with two loads."""
    path = tmp_path / "ictrack.duckdb"
    write_demo(tmp_path / "demo", DemoSize(cities=3, initiatives=30, updates=400, seed=4))
    with closing(open_database(path)) as database:
        load_source(database, LoadSource(PUBLIC_RECORD))
        load_source(database, LoadSource(tmp_path / "demo", bundled_choice=BundledChoice.KEEP))
    return path


def _told(database: Database) -> tuple[object, ...]:
    names = ("initiative_list", "load_list", "source_list", "update_list")
    asked = {**SCOPE.parameters, "most": 1_000}
    return (fingerprint_data(database), database.version(), *(database.ask(name, asked) for name in names))


def _told_at(location: Path | Lake) -> tuple[object, ...]:
    with closing(open_database(location)) as database:
        return _told(database)


def test_a_file_moves_to_a_lake_and_back_and_both_tell_the_same(
    file: Path, lake: Lake, tmp_path: Path
) -> None:
    before = _told_at(file)
    moved = move_database(file, lake)
    assert moved.were_there < moved.tables
    assert moved.rows > 300
    assert _told_at(lake) == before == _told_at(file)
    back = tmp_path / "back.duckdb"
    assert move_database(lake, back).rows == moved.rows
    assert _told_at(back) == before
    for location in (lake, back):
        with closing(open_database(location)) as database:
            assert verify(database).differences == ()


def test_a_move_that_broke_off_cannot_be_opened_and_goes_on(
    file: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    really = moving._copy_table

    def break_off(from_: duckdb.DuckDBPyConnection, to: duckdb.DuckDBPyConnection, name: str) -> None:
        if len(copied) == 3:
            raise KeyboardInterrupt
        copied.append(name)
        really(from_, to, name)

    with monkeypatch.context() as patched:
        patched.setattr(moving, "_copy_table", break_off)
        with pytest.raises(KeyboardInterrupt):
            move_database(file, lake)
    with pytest.raises(UsageError, match="has not ended"):
        open_database(lake)
    again = move_database(file, lake)
    assert again.were_there >= 3
    assert _told_at(lake) == _told_at(file)
    # Once more does nothing.
    assert move_database(file, lake).were_there == again.tables


def test_what_holds_another_database_is_left_as_it_is(
    file: Path, lake: Lake, server: PostgresServer, tmp_path: Path
) -> None:
    with closing(open_database(lake)) as database:
        load_source(database, LoadSource(PUBLIC_RECORD))
    before = _told_at(lake)
    with pytest.raises(UsageError, match="holds a database already"):
        move_database(file, lake)
    assert _told_at(lake) == before
    with pytest.raises(UsageError, match="both what is moved and where to"):
        move_database(lake, lake)
    # Nor is what has gone on since it was moved.
    copy = new_lake(server, tmp_path)
    move_database(file, copy)
    with closing(open_database(copy)) as database:
        database.write(lambda cursor: cursor.execute("update db.initiative set title = 'Later'"))
    with pytest.raises(UsageError, match="holds a database already"):
        move_database(file, copy)


def test_the_command_moves_as_the_readme_says(file: Path, lake: Lake) -> None:
    environment = environment_of(lake, "one")
    moved = run_cli("move", file, environment["ICTRACK_DATABASE"], **environment)
    assert (moved.returncode, moved.stdout) == (0, b""), moved.stderr.decode()
    assert b"compared with the original" in moved.stderr
    assert _told_at(lake) == _told_at(file)
    nowhere = run_cli("move", file.with_name("none.duckdb"), environment["ICTRACK_DATABASE"], **environment)
    assert nowhere.returncode == 2
    assert b"none.duckdb" in nowhere.stderr
    assert not file.with_name("none.duckdb").exists()
