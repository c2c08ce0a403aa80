"""A new lake is empty however its making went, and tells the least and the greatest of what it holds."""

from __future__ import annotations

from contextlib import closing

import duckdb
import pytest

from ictrack.location import Lake
from ictrack.store import database as opening
from ictrack.store.database import Database, open_database

pytestmark = pytest.mark.system
_ENDS = "select min(starts_on), max(starts_on), max(load_id), count(*) from db.phase"
_PHASE = (
    "insert into db.phase by name select '1' as phase_id, 'One' as name, date '2017-01-01' as starts_on,"
    " '2017' as starts_on_written, 'made up' as source_id, 5 as load_id, 1 as file_row, 'hash' as sent_hash"
)


def _ask(database: Database, sql: str) -> list[tuple[object, ...]]:
    with database.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def _held(database: Database) -> set[str]:
    names = _ask(database, "select table_name from duckdb_tables() where database_name = 'db'")
    return {str(name) for (name,) in names if _ask(database, f"from db.{name} limit 1")}


def test_a_new_lake_is_empty_and_knows_the_least_and_the_greatest_of_what_comes(lake: Lake) -> None:
    with closing(open_database(lake)) as database:
        assert _held(database) == {"outbox", "write_lock"}
        assert _ask(database, _ENDS) == [(None, None, None, 0)]
        database.write(lambda cursor: cursor.execute(_PHASE))
        ((first, last, load, phases),) = _ask(database, _ENDS)
        assert (str(first), str(last), load, phases) == ("2017-01-01", "2017-01-01", 5, 1)
        # Asked for alone, each may be told without reading a row.
        assert _ask(database, "select min(load_id) from db.phase") == [(5,)]


def test_whoever_opens_a_lake_whose_making_broke_off_ends_it(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(_connection: duckdb.DuckDBPyConnection) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(opening, "_begin_all_tables", break_off)
        with pytest.raises(KeyboardInterrupt):
            open_database(lake)
    with closing(open_database(lake)) as database:
        assert _held(database) == {"outbox", "write_lock"}
        assert database.version() == 0
