"""A backup of a lake is of one moment while others write, and is restored into a lake or a file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import duckdb
import pytest

from ictrack.access.roles import Role
from ictrack.actions.backups import RestoreBackup, restore
from ictrack.actions.load import BundledChoice, LoadSource, load_source
from ictrack.actions.people import AddPerson, OfPerson, add_to_role, erase
from ictrack.errors import DatabaseDamagedError, JournalError, UsageError
from ictrack.location import Lake
from ictrack.settings import PUBLIC_RECORD, current_settings
from ictrack.store import copying, lake_moments
from ictrack.store.backups import DATABASE_NAME, JOURNAL_NAME, make_backup
from ictrack.store.database import UNFINISHED, Database, open_blank, open_database
from ictrack.store.journal import journal_path
from ictrack.store.people import list_grants, list_people
from ictrack.store.queries import fingerprint_data, list_loads
from ictrack.store.replay import Later
from ictrack.store.restoring import restore_backup
from ictrack.store.verifying import verify
from tests.lake.test_replicas import environment_of
from tests.lakes import new_lake
from tests.unit.people_of import NOON, come
from tests.unit.postgres_server import PostgresServer
from tests.unit.running_app import run_cli
from tests.unit.store.loads_of_returns import write_programme, write_return

pytestmark = pytest.mark.system
CANARY = "Canary Birdwhistle"


@pytest.fixture(autouse=True)
def backups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "backups"
    monkeypatch.setenv("ICTRACK_BACKUPS", str(folder))
    current_settings.cache_clear()
    yield folder
    current_settings.cache_clear()


@pytest.fixture
def database(lake: Lake, tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(lake)) as opened:
        load_source(opened, LoadSource(write_programme(tmp_path / "programme")))
        yield opened


def _load(database: Database, folder: Path, number: int) -> None:
    load_source(database, LoadSource(write_return(folder, number), bundled_choice=BundledChoice.KEEP))


def _print(database: Database) -> str:
    return fingerprint_data(database).fingerprint


def _print_of(location: Path | Lake) -> str:
    with closing(open_database(location)) as database:
        return _print(database)


def test_a_backup_of_a_lake_is_a_file_with_its_journal_that_tells_the_same(
    database: Database, backups: Path, tmp_path: Path
) -> None:
    _load(database, tmp_path / "return", 1)
    kept = make_backup(database, backups)
    assert sorted(file.name for file in kept.path.iterdir()) == ["backup.json", DATABASE_NAME, JOURNAL_NAME]
    assert kept.backup.fingerprint == _print(database)
    with closing(open_database(kept.path / DATABASE_NAME)) as copy:
        assert (copy.version(), list_loads(copy)) == (database.version(), list_loads(database))
        assert verify(copy).differences == ()
    assert database.journal is not None
    assert (kept.path / JOURNAL_NAME).read_bytes() == database.journal.path.read_bytes()


def test_a_backup_is_of_one_moment_while_others_write(lake: Lake, database: Database, backups: Path) -> None:
    """Each write gives every city and every initiative the same new number: a torn copy has two."""
    database.write(partial(_number_all, number=0))
    stop = threading.Event()

    def write(writer: int) -> int:
        with closing(open_database(lake)) as own:
            written = 0
            while not stop.is_set():
                written += 1
                own.write(partial(_number_all, number=writer * 1_000 + written))
            return written

    with ThreadPoolExecutor(2) as threads:
        writers = [threads.submit(write, number) for number in (1, 2)]
        try:
            made = [make_backup(database, backups) for _time in range(2)]
        finally:
            stop.set()
        assert min(writer.result() for writer in writers) >= 3
    numbers = [_numbers_in(kept.path / DATABASE_NAME) for kept in made]
    assert [len(found) for found in numbers] == [1, 1]
    assert len(set.union(*numbers)) == 2


def _number_all(cursor: duckdb.DuckDBPyConnection, number: int) -> None:
    cursor.execute("update db.city set name = $number", {"number": str(number)})
    cursor.execute("update db.initiative set title = $number", {"number": str(number)})


def _numbers_in(path: Path) -> set[str]:
    with closing(open_database(path)) as copy, copy.cursor() as cursor:
        rows = cursor.execute("select name from db.city union select title from db.initiative").fetchall()
        return {number for (number,) in rows}


def test_a_backup_during_an_erasure_begins_anew_and_is_whole(
    database: Database, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = copying.put_all_rows
    tried: list[int] = []

    def erase_meanwhile(from_: duckdb.DuckDBPyConnection, to: duckdb.DuckDBPyConnection) -> None:
        tried.append(1)
        if len(tried) == 1:
            database.write(partial(_number_all, number=1))
            database.write(_add_many)
            database.write(partial(_number_all, number=2))
            database._attachment.forget_deleted(to_forget)
        really(from_, to)

    monkeypatch.setattr(lake_moments, "put_all_rows", erase_meanwhile)
    with database.cursor() as to_forget:
        database.write(_add_many)
        database._attachment.forget_deleted(to_forget)
        kept = make_backup(database, backups)
    assert len(tried) == 2
    assert _numbers_in(kept.path / DATABASE_NAME) == {"2"}


def _add_many(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute(
        "insert into db.city by name select format('M{}', i) as city_id, 'many' as name,"
        " 'made up' as source_id, 1 as load_id, i as file_row, 'hash' as sent_hash"
        " from range(500) as made (i)"
    )


def test_a_backup_is_restored_in_the_place_of_what_a_lake_holds_and_that_is_kept(
    lake: Lake, database: Database, backups: Path, tmp_path: Path
) -> None:
    two = replace(lake, journal=lake.journal.with_name("two.journal.jsonl"))
    before = _print(database)
    backup = make_backup(database, backups).path
    _load(database, tmp_path / "return", 1)
    after = _print(database)
    open_database(two).close()
    restored = restore_backup(backup, lake)
    assert (restored.later_changes, restored.database) == (1, lake)
    # Whoever has it open sees it at once, and never what is older.
    assert _print(database) == before
    for replica in (lake, two):
        assert _print_of(replica) == before
    with closing(open_database(two)) as opened:
        _load(opened, tmp_path / "second", 2)
        assert verify(opened).differences == ()
    assert _print(database) != before
    assert restored.former is not None
    assert _print_of(restored.former / DATABASE_NAME) == after
    assert restored.former_journal == restored.former / JOURNAL_NAME
    assert not list(backups.glob(".*"))


def test_a_backup_of_a_lake_becomes_a_file_and_one_of_a_file_a_lake(
    database: Database, server: PostgresServer, backups: Path, tmp_path: Path
) -> None:
    before = _print(database)
    backup = make_backup(database, backups).path
    file = tmp_path / "file" / "own.duckdb"
    assert restore_backup(backup, file).former is None
    assert _print_of(file) == before
    with closing(open_database(file)) as opened:
        _load(opened, tmp_path / "return", 1)
        of_file, after = make_backup(opened, backups).path, _print(opened)
    empty = new_lake(server, tmp_path)
    restored = restore_backup(of_file, empty)
    assert (restored.former, restored.former_journal, restored.later_changes) == (None, None, 0)
    with closing(open_database(empty)) as opened:
        assert _print(opened) == after
        assert verify(opened).differences == ()


def test_what_is_no_backup_or_damaged_leaves_a_lake_as_it_is(
    lake: Lake, database: Database, backups: Path, tmp_path: Path
) -> None:
    backup = make_backup(database, backups).path
    _load(database, tmp_path / "return", 1)
    before, journals = database.state(), lake.journal.read_bytes()
    with pytest.raises(UsageError, match="there is no backup here"):
        restore_backup(tmp_path, lake)
    (backup / DATABASE_NAME).write_bytes(b"torn" * 4000)
    with pytest.raises(DatabaseDamagedError, match="is not a backup that ictrack can read"):
        restore_backup(backup, lake)
    assert (database.state(), lake.journal.read_bytes()) == (before, journals)


def test_a_restore_that_breaks_off_leaves_a_lake_and_its_journals_as_they_were(
    lake: Lake, database: Database, backups: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = make_backup(database, backups).path
    _load(database, tmp_path / "return", 1)
    before, journal = _print(database), lake.journal.read_bytes()
    put_all = copying.put_all_rows

    def break_off(from_: duckdb.DuckDBPyConnection, to: duckdb.DuckDBPyConnection) -> None:
        put_all(from_, to)
        (kind,) = to.execute("select type from duckdb_databases() where database_name = 'db'").fetchall()[0]
        if kind == "ducklake":
            raise KeyboardInterrupt

    monkeypatch.setattr(lake_moments, "put_all_rows", break_off)
    with pytest.raises(KeyboardInterrupt):
        restore_backup(backup, lake)
    assert (_print(database), lake.journal.read_bytes()) == (before, journal)
    with closing(open_database(lake)) as again:
        assert verify(again).differences == ()


def test_a_lake_into_which_a_move_has_not_ended_is_left_to_the_move(
    database: Database, server: PostgresServer, backups: Path, tmp_path: Path
) -> None:
    backup = make_backup(database, backups).path
    half = new_lake(server, tmp_path)
    with closing(open_blank(half)) as copy, copy.cursor() as cursor:
        cursor.execute("update db.write_lock set version = $unfinished", {"unfinished": UNFINISHED})
    with pytest.raises(UsageError, match="has not ended"):
        restore_backup(backup, half)


@pytest.mark.parametrize("lost", [False, True])
def test_whoever_was_erased_from_a_lake_stays_erased_when_a_backup_from_before_is_restored(
    lake: Lake, database: Database, server: PostgresServer, backups: Path, tmp_path: Path, lost: bool
) -> None:
    gone, stays = come(database, "a", CANARY), come(database, "b", "Who Stays")
    for person in (gone, stays):
        add_to_role(database, AddPerson(Role.READER, person_id=person, at=NOON))
    backup = make_backup(database, backups).path
    erase(database, OfPerson(gone, at=NOON + timedelta(days=1)))
    # A lake that was lost as a whole: only the list beside the backups tells of it.
    target = new_lake(server, tmp_path) if lost else lake
    assert restore(RestoreBackup(backup, target)).emptied == 1
    with closing(open_database(target)) as restored:
        assert [(one.person_id, one.name) for one in list_people(restored)] == [(stays, "Who Stays")]
        assert {one.person_id for one in list_grants(restored)} == {stays}
        assert verify(restored).differences == ()
    files = [file for file in Path(target.root).rglob("*") if file.is_file()]
    assert not [file for file in files if CANARY.encode() in file.read_bytes()]


def test_a_lake_is_restored_to_a_later_moment_by_its_journal(
    lake: Lake, database: Database, backups: Path, tmp_path: Path
) -> None:
    backup = make_backup(database, backups).path
    _load(database, tmp_path / "first", 1)
    wanted, moment = _print(database), list_loads(database)[0].loaded_at
    _load(database, tmp_path / "second", 2)
    everything = _print(database)
    restored = restore_backup(backup, lake, Later(lake.journal, moment))
    assert (restored.added, restored.later_changes) == (1, 1)
    assert _print(database) == wanted
    assert verify(database).differences == ()
    assert restored.former_journal is not None
    again = restore_backup(backup, lake, Later(restored.former_journal))
    assert (again.added, again.later_changes) == (2, 0)
    assert _print(database) == everything


def test_a_journal_that_does_not_follow_the_backup_is_refused(
    lake: Lake, database: Database, backups: Path, tmp_path: Path
) -> None:
    early = make_backup(database, backups).path
    _load(database, tmp_path / "first", 1)
    late = make_backup(database, backups).path
    with closing(open_database(tmp_path / "other.duckdb")) as other:
        load_source(other, LoadSource(PUBLIC_RECORD))
    before = _print(database)
    for backup, journal in ((late, early / JOURNAL_NAME), (late, journal_path(tmp_path / "other.duckdb"))):
        with pytest.raises(JournalError, match="does not begin with what the backup holds"):
            restore_backup(backup, lake, Later(journal))
    assert _print(database) == before


def test_the_commands_back_up_and_restore_the_lake_of_the_setting(
    lake: Lake, database: Database, backups: Path, tmp_path: Path
) -> None:
    environment = {**environment_of(lake, "one"), "ICTRACK_BACKUPS": str(backups)}
    before = _print(database)
    made = run_cli("backup", **environment)
    assert made.returncode == 0, made.stderr.decode()
    _load(database, tmp_path / "return", 1)
    restored = run_cli("restore", made.stdout.decode().strip(), **environment)
    assert restored.returncode == 0, restored.stderr.decode()
    assert restored.stdout.decode().startswith("ducklake:postgres:host=127.0.0.1")
    assert b"later changes are only there" in restored.stderr
    assert lake.connection.rpartition("=")[2].encode() not in restored.stdout + restored.stderr
    assert _print(database) == before
    # No file is called as the lake is.
    assert not [path for path in Path().rglob("ducklake:*") if path.exists()]


def test_a_journal_is_replayed_into_a_file_and_not_into_a_lake(lake: Lake, tmp_path: Path) -> None:
    named = environment_of(lake, "one")
    with closing(open_database(tmp_path / "own.duckdb")):
        pass
    told = run_cli(
        "replay", journal_path(tmp_path / "own.duckdb"), "--database", named["ICTRACK_DATABASE"], **named
    )
    assert told.returncode == 2
    assert b"is a lake, and a journal is replayed into a file" in told.stderr
    assert lake.connection.rpartition("=")[2].encode() not in told.stderr
