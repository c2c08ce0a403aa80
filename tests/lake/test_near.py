"""An app that serves many asks a copy near at hand, which tells what the lake holds and nothing older."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from ictrack.access.rights import NOTHING, Grant, rights_of
from ictrack.access.roles import Role
from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.submit import NewReport, SubmitOutcome, SubmitReports, submit_reports
from ictrack.dates import utc_now
from ictrack.errors import DatabaseUnreachableError
from ictrack.location import Lake
from ictrack.scope import Scope
from ictrack.settings import PUBLIC_RECORD
from ictrack.store import near
from ictrack.store.beginning import table_names
from ictrack.store.contents import content_of
from ictrack.store.database import Database, open_database
from ictrack.store.limiting import ASKED_BY_ACTIONS
from ictrack.store.maintaining import maintain
from ictrack.store.near import NearCopy
from tests.architecture.test_rights import questions
from tests.sql.kept_pictures import picture_schemas
from tests.sql.test_rights import ASKED
from tests.unit.postgres_server import PostgresServer

pytestmark = pytest.mark.system
LAST = date(2030, 12, 31)


@pytest.fixture
def writer(lake: Lake) -> Iterator[Database]:
    """Open a lake that others write to as well, with the public record in it."""
    with closing(open_database(lake)) as opened:
        load_source(opened, LoadSource(PUBLIC_RECORD))
        yield opened


@pytest.fixture
def served(lake: Lake, writer: Database) -> Iterator[Database]:
    """Open the same lake as an app does."""
    assert writer.is_shared
    with closing(open_database(lake, for_many=True)) as opened:
        yield opened


def _copy_of(database: Database) -> NearCopy:
    assert database._near is not None
    return database._near


def _see_that_all_is_there(served: Database, *tables: str) -> None:
    """See that the copy holds what the lake holds: in some tables, or in each."""
    with served.cursor() as lake, _copy_of(served).cursor() as copy:
        for table in tables or (*table_names(copy), "write_lock"):
            name = f"db.main.{table}"
            assert content_of(copy, name) == content_of(lake, name), name


def _run(database: Database, *statements: str) -> None:
    def work(cursor: duckdb.DuckDBPyConnection) -> None:
        for statement in statements:
            cursor.execute(statement)

    database.write(work)


_COPIED = """
insert into db.status_update by name
select * replace ('{how}-' || update_id as update_id)
from db.status_update
where {which}
"""
CHANGES = (
    "update db.status_update set summary = 'Said otherwise' where update_id like '%1'",
    "update db.status_update set summary = 'And again' where update_id like '%11'",
    _COPIED.format(how="new", which="true"),
    "delete from db.status_update where update_id like 'new-%1'",
    _COPIED.format(how="few", which="update_id like 'new-%2'"),
    "delete from db.status_update where update_id like 'few-%' or update_id like '%11'",
    "update db.initiative set title = 'Another title' where city_id = 'BRI'",
    "update db.membership set role = 'founding' where city_id = 'BRI'",
    # Nothing that ictrack writes: two rows with one key.
    "insert into db.status_update by name from db.status_update where update_id like '%2'",
)


@pytest.mark.parametrize("at_once", [1, 3])
@pytest.mark.parametrize("maintained", [False, True])
def test_whatever_is_written_is_taken_over_row_by_row_and_between_maintenance(
    served: Database, writer: Database, monkeypatch: pytest.MonkeyPatch, at_once: int, maintained: bool
) -> None:
    monkeypatch.setattr(near, "_FEW_ROWS", 0)
    served.version()
    for start in range(0, len(CHANGES), at_once):
        for statement in CHANGES[start : start + at_once]:
            _run(writer, statement)
        if maintained:
            maintain(writer, timedelta(days=7), utc_now())
        _see_that_all_is_there(served, "status_update", "initiative", "membership")
    _see_that_all_is_there(served)


def test_of_a_large_table_only_what_was_written_is_read_again(
    served: Database, writer: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.version()
    monkeypatch.setattr(near, "_FEW_ROWS", 0)
    with _copy_of(served).cursor() as copy:
        copy.execute("update db.status_update set summary = 'Not of the lake' where initiative_id = 'CAR-01'")
    _run(writer, "update db.status_update set summary = 'Of the lake' where initiative_id = 'BRI-01'")
    cells = [row["cells"] for row in served.ask("reported_cells", {"initiatives": ["BRI-01", "CAR-01"]})]
    assert {json.loads(each)["summary"] for each in cells} == {"Not of the lake", "Of the lake"}


def test_what_was_removed_for_good_meanwhile_is_taken_over_as_well(
    served: Database, writer: Database
) -> None:
    _see_that_all_is_there(served)
    _run(writer, "delete from db.status_update where update_id like '%1'")
    writer.rewrite()
    _see_that_all_is_there(served)
    maintain(writer, timedelta(seconds=-1), utc_now())
    _see_that_all_is_there(served)


def test_it_answers_every_question_as_the_lake_does_to_every_reader(
    served: Database, writer: Database
) -> None:
    names = set(questions()) - ASKED_BY_ACTIONS
    asked = {**ASKED, "city": "BRI", "initiative": "BRI-01"}
    for name in sorted(names):
        assert served.ask(name, asked) == writer.ask(name, asked), name
        for rights in (NOTHING, rights_of([Grant(Role.OPERATIONAL_LEAD, "BRI"), Grant(Role.READER)])):
            answers = [each.seen_by(rights).ask(name, asked) for each in (served, writer)]
            assert answers[0] == answers[1], name


def test_many_who_ask_while_others_write_are_never_told_what_is_older(lake: Lake, served: Database) -> None:
    each = 6

    def write(writer: int) -> None:
        with closing(open_database(lake)) as own:
            for _time in range(each):
                _run(own, f"update db.initiative set title = 'Title {writer}'")

    def read(_reader: int) -> None:
        before = 0
        while before < last:
            version = served.version()
            titles = {row["title"] for row in served.ask("initiative_names", {"city": "BRI"})}
            assert version >= before
            assert len(titles) == 1 or version < first
            before = version

    first = served.version() + 1
    last = first + 2 * each - 1
    with ThreadPoolExecutor(4) as threads:
        works = [threads.submit(write, number) for number in range(2)]
        works += [threads.submit(read, number) for number in range(2)]
        for work in works:
            work.result()
    _see_that_all_is_there(served)


def test_after_a_report_elsewhere_a_picture_of_the_copy_is_carried_on(
    served: Database, writer: Database
) -> None:
    asked = {**ASKED, **Scope(LAST, LAST).parameters}

    def schemas() -> list[str]:
        with _copy_of(served).cursor() as copy:
            return picture_schemas(copy)

    served.ask("summary", asked)
    (before,) = schemas()
    cells = {"initiative_id": "BRI-01", "reported_on": "2026-06-01", "status": "paused", "reason": "Made up."}
    command = SubmitReports((NewReport(cells),), review=False, today=LAST)
    assert submit_reports(writer, command).outcome is SubmitOutcome.LOADED
    assert served.ask("summary", asked) == writer.ask("summary", asked)
    assert len(schemas()) == 2
    assert before in schemas()


def test_while_postgresql_is_away_nothing_is_told(server: PostgresServer, served: Database) -> None:
    before = served.ask("city_list")
    server.stop()
    try:
        with pytest.raises(DatabaseUnreachableError, match="cannot be reached"):
            served.ask("city_list")
        with pytest.raises(DatabaseUnreachableError, match="cannot be reached"):
            served.version()
    finally:
        server.start()
    assert served.ask("city_list") == before


def test_it_knows_nobody_and_is_gone_with_the_app(lake: Lake, writer: Database) -> None:
    _run(
        writer,
        "insert into db.person (person_id, name, first_seen_at, last_seen_at)"
        " values ('key', 'Somebody', now()::timestamp, now()::timestamp)",
    )
    with closing(open_database(lake, for_many=True)) as served:
        _see_that_all_is_there(served)
        (path,) = {Path(file) for file in _files_of(_copy_of(served))}
        assert path.stat().st_size
        with _copy_of(served).cursor() as copy:
            assert copy.execute("select count(*) from db.person").fetchall() == [(0,)]
            # Which kinds of changes there were, and not who made them or what they say.
            told = copy.execute("select distinct changed_by, payload, audit_head from db.outbox").fetchall()
            assert told == [("", "", None)]
        assert path.parent.stat().st_mode & 0o77 == 0
    assert not path.parent.exists()


def _files_of(copy: NearCopy) -> list[str]:
    with copy.cursor() as cursor:
        sql = "select path from duckdb_databases() where database_name = 'db'"
        return [path for (path,) in cursor.execute(sql).fetchall()]


def test_a_command_asks_the_lake_itself(lake: Lake) -> None:
    with closing(open_database(lake)) as database:
        assert database._near is None
