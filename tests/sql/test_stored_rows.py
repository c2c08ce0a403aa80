"""The SQL that speaks of every row of a source forgets no file, and tells data from other data."""

from __future__ import annotations

import re

import pytest

from ictrack.models import ROWS, SourceRow
from ictrack.settings import current_settings
from ictrack.store.database import Database, sql_of
from ictrack.store.queries import fingerprint_data
from ictrack.store.tables import stored_tables
from tests.engines import OpenNew
from tests.properties.tables import Files, fill

FILES = {row.file for row in ROWS if row is not SourceRow}
DATA: Files = {
    "cities": [{"city_id": "A", "name": "Abertawe"}],
    "initiatives": [{"initiative_id": "A1", "city_id": "A", "title": "One"}],
    "status_updates": [{"update_id": "U1", "initiative_id": "A1", "reported_on": "2020"}],
}


@pytest.fixture(scope="module")
def database(open_shared: OpenNew) -> Database:
    return open_shared()


def tables_of_rows(database: Database) -> set[str]:
    """Name the tables whose rows came from a file and stand: they hold a fingerprint of its cells."""
    with database.cursor() as cursor:
        found = cursor.execute(
            "select table_name from duckdb_columns() where database_name = 'db' and column_name = 'sent_hash'"
        ).fetchall()
    return {str(table) for (table,) in found if not table.startswith("undone_")}


@pytest.mark.parametrize("name", ["stored_row", "source_row_count", "data_fingerprint"])
def test_every_table_of_rows_is_named(database: Database, name: str) -> None:
    tables = tables_of_rows(database)
    assert len(tables) == len(FILES)
    assert tables <= set(re.findall(r"(?:from|into) (?:db\.|readable_)([a-z_]+)", sql_of(name)))


@pytest.mark.parametrize("name", ["stored_row", "source_row_count"])
def test_every_file_is_named(name: str) -> None:
    assert set(re.findall(r"'([a-z_]+)'", sql_of(name))) >= FILES


def test_a_statement_for_each_table_is_run_for_every_table_and_every_file(database: Database) -> None:
    assert {stored.table for stored in stored_tables()} == tables_of_rows(database)
    assert {stored.file for stored in stored_tables()} == FILES


def test_the_same_data_loaded_again_has_the_same_fingerprint(database: Database) -> None:
    fill(database, DATA)
    first = fingerprint_data(database)
    fill(database, {file: tuple(reversed(rows)) for file, rows in reversed(list(DATA.items()))})
    assert fingerprint_data(database) == first
    assert first.stored_rows == 3


@pytest.mark.parametrize(
    "statement",
    [
        "update db.source set title = 'Another'",
        "update db.source set licence = 'OGL'",
        "update db.city set sent_hash = 'x'",
        "update db.status_update set recorded_on = date '2021-01-01'",
        "insert into db.city from db.city",
        "delete from db.city",
    ],
)
def test_other_data_has_another_fingerprint(database: Database, statement: str) -> None:
    fill(database, DATA)
    before = fingerprint_data(database).fingerprint
    with database.cursor() as cursor:
        cursor.execute(statement)
    after = fingerprint_data(database).fingerprint
    assert re.fullmatch("[0-9a-f]{8}", after)
    assert after != before


def test_two_equal_rows_do_not_cancel_each_other(database: Database) -> None:
    fill(database, {})
    empty = fingerprint_data(database).fingerprint
    fill(database, {"cities": [{"city_id": "A", "name": "A"}, {"city_id": "B", "name": "B"}]})
    assert fingerprint_data(database).fingerprint != empty


def test_the_fingerprint_of_known_data_is_the_same_on_every_machine(database: Database) -> None:
    fill(database, DATA)
    assert fingerprint_data(database).fingerprint == "66116f90"


def test_the_order_of_the_rows_is_no_matter(database: Database) -> None:
    fill(database, DATA)
    before = fingerprint_data(database).fingerprint
    with database.cursor() as cursor:
        cursor.execute(
            "insert into db.city by name"
            " select 'B' as city_id, 'b' as sent_hash, * exclude (city_id, sent_hash) from db.city"
        )
        both = fingerprint_data(database).fingerprint
        cursor.execute("create or replace temp table turned as from db.city order by city_id desc")
        cursor.execute("delete from db.city")
        cursor.execute("insert into db.city from turned")
    assert fingerprint_data(database).fingerprint == both != before


def test_the_fingerprint_of_many_rows_is_told_in_little_memory(
    open_new: OpenNew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICTRACK_MEMORY_LIMIT", "64MB")
    current_settings.cache_clear()
    many = open_new()
    fill(many, DATA)
    with many.cursor() as cursor:
        cursor.execute(
            "insert into db.status_update by name"
            " select update_row.* exclude (sent_hash), md5(cast(number as varchar)) as sent_hash"
            " from db.status_update as update_row cross join range(1_000_000) as made (number)"
        )
    assert fingerprint_data(many).stored_rows == 1_000_003
    monkeypatch.undo()
    current_settings.cache_clear()
