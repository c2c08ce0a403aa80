"""A lake holds and tells what a file does, to several who read and write it at once."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import duckdb
import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from ictrack.actions.load import LoadSource, load_source
from ictrack.dates import utc_now
from ictrack.errors import DatabaseUnreachableError, IctrackError, UsageError
from ictrack.location import Lake
from ictrack.scope import Scope
from ictrack.settings import PUBLIC_RECORD
from ictrack.store.asking import fetch, run
from ictrack.store.database import Database, open_database
from ictrack.store.limiting import ASKED_BY_ACTIONS
from ictrack.store.maintaining import maintain
from ictrack.store.queries import fingerprint_data
from tests.architecture.test_rights import questions
from tests.lake.many_cities import name_cities
from tests.lakes import new_lake
from tests.sql.test_rights import ASKED
from tests.unit.postgres_server import PostgresServer, find_binaries

pytestmark = pytest.mark.system
DAY, LATER = date(2020, 3, 31), date(2026, 6, 1)


@pytest.fixture
def database(lake: Lake) -> Iterator[Database]:
    with closing(open_database(lake)) as opened:
        yield opened


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with closing(open_database(tmp_path_factory.mktemp("file") / "ictrack.duckdb")) as opened:
        load_source(opened, LoadSource(PUBLIC_RECORD))
        yield opened


def _titles(database: Database) -> set[str]:
    return {row["title"] for row in database.ask("initiative_list", Scope(DAY, LATER).parameters)}


def _rename(database: Database, title: str) -> None:
    database.write(lambda cursor: cursor.execute("update db.initiative set title = ?", [title]))


def test_every_question_is_answered_as_of_a_file(database: Database, file: Database) -> None:
    load_source(database, LoadSource(PUBLIC_RECORD))
    assert fingerprint_data(database) == fingerprint_data(file)
    asked = {**ASKED, **Scope(DAY, LATER).parameters, "city": "BRI", "initiative": "BRI-01"}
    names = set(questions()) - ASKED_BY_ACTIONS
    assert {"initiative_list", "change_list", "progress_series"} <= names
    for name in sorted(names):
        assert _told(database, name, asked) == _told(file, name, asked), name


def _told(database: Database, name: str, asked: dict[str, object]) -> list[str]:
    """Give an answer without what differs between any two databases: when it was loaded, and by whom."""
    rows = [
        {column: cell for column, cell in row.items() if not re.search(r"_at$|_by$|fingerprint", column)}
        for row in database.ask(name, asked)
    ]
    return [json.dumps(row, default=str, sort_keys=True) for row in rows]


def test_what_one_writes_another_reads_at_once_and_never_what_is_older(
    lake: Lake, database: Database
) -> None:
    load_source(database, LoadSource(PUBLIC_RECORD))
    with closing(open_database(lake)) as other:
        assert _titles(other) == _titles(database)
        for number in range(3):
            state = other.state()
            _rename(database, f"Title {number}")
            assert other.state() != state
            assert other.version() == database.version()
            assert _titles(other) == {f"Title {number}"}
            _rename(other, f"Other {number}")
            assert _titles(database) == {f"Other {number}"}


def test_several_begin_the_same_lake_at_once_and_it_begins_once(lake: Lake) -> None:
    journals = [lake.journal.with_name(f"{number}.journal.jsonl") for number in range(3)]
    lakes = [replace(lake, journal=journal) for journal in journals]
    with ThreadPoolExecutor(3) as threads:
        opened = list(threads.map(open_database, lakes))
    with opened[0].cursor() as cursor:
        rows = cursor.execute(
            "select count(*), (select count(*) from db.write_lock) from db.outbox"
        ).fetchall()
    for each in opened:
        each.close()
    assert rows == [(1, 1)]
    first = {journal.read_text(encoding="utf-8").splitlines()[0] for journal in journals}
    assert len(first) == 1


def test_several_count_up_and_nothing_is_lost_or_doubled(lake: Lake, database: Database) -> None:
    load_source(database, LoadSource(PUBLIC_RECORD))
    each = 5

    def count_up(_writer: int) -> None:
        with closing(open_database(lake)) as own:
            for _time in range(each):
                own.write(_add_one)

    before = database.version()
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(count_up, range(3)))
    assert database.version() == before + 3 * each
    with database.cursor() as cursor:
        found = cursor.execute("select distinct try_cast(title as integer) from db.initiative").fetchall()
    assert found == [(3 * each,)]


def _add_one(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute("update db.initiative set title = coalesce(try_cast(title as integer), 0) + 1")


def test_every_replica_has_a_journal_that_tells_every_change(lake: Lake, database: Database) -> None:
    load_source(database, LoadSource(PUBLIC_RECORD))
    second = replace(lake, journal=lake.journal.with_name("two.journal.jsonl"))
    with closing(open_database(second)) as other, closing(open_database(lake)) as command:
        load_source(other, LoadSource(PUBLIC_RECORD))
        # A command of the same replica adds to the same journal.
        load_source(command, LoadSource(PUBLIC_RECORD))
        load_source(database, LoadSource(PUBLIC_RECORD))
    for each in (lake, second):
        open_database(each).close()
    one, two = (path.read_text(encoding="utf-8").splitlines() for path in (lake.journal, second.journal))
    assert one == two
    changes = [json.loads(line)["change"] for line in one]
    assert sorted(set(changes)) == list(range(max(changes) + 1))


def test_while_postgresql_is_away_whoever_asks_is_told_so_and_afterwards_all_is_there(
    server: PostgresServer, lake: Lake, database: Database
) -> None:
    load_source(database, LoadSource(PUBLIC_RECORD))
    before = _titles(database)
    server.stop()
    try:
        for _time in range(2):
            with pytest.raises(DatabaseUnreachableError, match="cannot be reached"):
                _titles(database)
            with pytest.raises(DatabaseUnreachableError):
                _rename(database, "Not stored")
            with pytest.raises(DatabaseUnreachableError, match="cannot be reached"):
                open_database(lake)
    finally:
        server.start()
    assert _titles(database) == before
    _rename(database, "Stored")
    assert _titles(database) == {"Stored"}


def test_what_is_erased_is_in_no_file_and_not_in_the_catalogue_any_more(
    lake: Lake, database: Database
) -> None:
    database.write(lambda cursor: name_cities(cursor, 0, 1_000))
    # So few stay in the catalogue.
    database.write(lambda cursor: name_cities(cursor, 1_000, 1_002))
    assert {"City 5", "City 6"} <= _names_in_files(lake)
    assert {"City 1000", "City 1001"} <= _names_in_catalogue(lake)
    for number in (5, 1_000):
        database.write(partial(_erase, number=number))
    database.rewrite()
    assert _names_in_files(lake) | _names_in_catalogue(lake) >= {"City 6", "City 1001", "gone"}
    assert not {"City 5", "City 1000"} & (_names_in_files(lake) | _names_in_catalogue(lake))
    with closing(open_database(lake)) as again:
        assert fingerprint_data(again) == fingerprint_data(database)


def _erase(cursor: duckdb.DuckDBPyConnection, number: int) -> None:
    cursor.execute("update db.city set name = 'gone' where city_id = $city", {"city": f"C{number}"})


def _names_in_files(lake: Lake) -> set[str]:
    """Read every name of a city in any file of a lake, whether the catalogue knows the file or not."""
    files = [str(path) for path in Path(lake.root).rglob("*.parquet") if path.parent.name == "city"]
    sql = "select distinct name from read_parquet($files, union_by_name = true) where name is not null"
    return {name for (name,) in duckdb.connect().execute(sql, {"files": files}).fetchall()}


def _names_in_catalogue(lake: Lake) -> set[str]:
    found: set[str] = set()
    with closing(psycopg.connect(lake.connection)) as connection:
        tables = connection.execute(
            "select table_name from information_schema.columns"
            " where table_name like 'ducklake_inlined_data%' and column_name = 'council'"
        ).fetchall()
        for (table,) in tables:
            named = connection.execute(SQL("select name from {}").format(Identifier(table))).fetchall()
            found |= {name.decode() if isinstance(name, bytes) else name for (name,) in named}
    return found


def test_maintenance_puts_files_together_and_changes_no_answer(lake: Lake, database: Database) -> None:
    for start in range(0, 2_500, 500):
        database.write(partial(name_cities, start=start, end=start + 500))
    before = fingerprint_data(database)
    kept = maintain(database, timedelta(days=7), utc_now())
    assert kept.before.states <= kept.after.states
    done = maintain(database, timedelta(seconds=-1), utc_now())
    assert done.after.states < done.before.states
    assert 1 <= done.after.files < kept.before.files
    with closing(open_database(lake)) as again:
        assert fingerprint_data(again) == fingerprint_data(database) == before


def test_maintenance_is_of_lakes_alone(file: Database) -> None:
    with pytest.raises(UsageError, match="needs no maintenance"):
        maintain(file, timedelta(days=7), utc_now())


def test_a_lake_is_maintained_while_others_read_and_write(lake: Lake, database: Database) -> None:
    load_source(database, LoadSource(PUBLIC_RECORD))

    def write(start: int) -> None:
        with closing(open_database(lake)) as own:
            for number in range(4):
                own.write(partial(name_cities, start=start + number * 300, end=start + (number + 1) * 300))

    def read(_reader: int) -> None:
        with closing(open_database(lake)) as own:
            for _time in range(8):
                told = own.ask("city_list")
                assert len({row["city_id"] for row in told}) == len(told)

    with ThreadPoolExecutor(4) as threads:
        works = [threads.submit(write, 10_000), threads.submit(write, 20_000), threads.submit(read, 0)]
        while not all(work.done() for work in works):
            maintain(database, timedelta(seconds=-1), utc_now())
        for work in works:
            work.result()
    named = {row["city_id"] for row in database.ask("city_list")}
    assert {f"C{number}" for number in (10_000, 11_199, 20_000, 21_199)} <= named
    assert len(named) == 13 + 2_400


def test_a_dump_of_the_catalogue_and_a_copy_of_the_folder_after_it_are_the_lake_as_it_was(
    server: PostgresServer, lake: Lake, database: Database, tmp_path: Path
) -> None:
    load_source(database, LoadSource(PUBLIC_RECORD))
    before, titles = fingerprint_data(database), _titles(database)
    dump, copy = tmp_path / "catalogue.sql", tmp_path / "copy"
    _run("pg_dump", "--no-owner", f"--file={dump}", f"--dbname={lake.connection}")
    # What comes after the dump is not of it, although its files are in the copy.
    database.write(partial(name_cities, start=0, end=1_000))
    shutil.copytree(lake.files, copy)
    _rename(database, "Later")
    again = new_lake(server, tmp_path)
    _run("psql", "--quiet", f"--file={dump}", f"--dbname={again.connection}")
    shutil.rmtree(lake.files)
    copy.rename(lake.files)
    with closing(
        open_database(replace(lake, connection=again.connection, journal=again.journal))
    ) as restored:
        assert fingerprint_data(restored) == before
        assert _titles(restored) == titles
        _rename(restored, "Goes on")
        assert _titles(restored) == {"Goes on"}


def _run(program: str, *arguments: str) -> None:
    binaries = find_binaries()
    assert binaries is not None
    subprocess.run([str(binaries / program), *arguments], check=True, capture_output=True, timeout=60)


def test_no_other_file_can_be_read_or_written_through_a_lake(database: Database, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    with database.cursor() as cursor:
        for statement in (
            f"from read_csv('{secret}')",
            f"copy (select 1) to '{tmp_path / 'out.csv'}'",
            "set enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                cursor.execute(statement)


def test_a_lake_that_is_not_there_is_told_in_one_sentence(lake: Lake) -> None:
    nowhere = replace(lake, connection=re.sub(r"port=\d+", "port=1", lake.connection))
    with pytest.raises(IctrackError) as refused:
        open_database(nowhere)
    assert refused.value.exit_code == 11
    assert str(refused.value).startswith("ducklake:postgres:host=127.0.0.1 port=1 dbname=lake_")
    assert lake.connection.rpartition("=")[2] not in str(refused.value)


def test_a_worked_out_answer_and_a_picture_tell_the_same(database: Database) -> None:
    load_source(database, LoadSource(PUBLIC_RECORD))
    asked = Scope(DAY, LATER).parameters
    with database.cursor() as cursor:
        run(cursor, "initiative_list", asked)
        worked_out = fetch(cursor)
    assert database.ask("initiative_list", asked) == worked_out
