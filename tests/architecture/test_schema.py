"""What is stored is what the models say: column for column."""

from __future__ import annotations

import pytest

from ictrack.models import ROWS, Row, SourceRow, columns_of, day_columns_of, required_columns_of
from ictrack.store.database import open_database
from ictrack.store.tables import stored_tables

PROVENANCE = ("source_id", "load_id", "file_row", "sent_hash")
# What follows from other rows, and is kept beside what was said.
KEPT = {"status_update": ("taken_back_on", "restored_on", "later_turns", "day_place")}
FILES = [row for row in ROWS if row is not SourceRow]


def table_of(row: type[Row]) -> str:
    """Give the name of the table that holds a file."""
    return next(stored.table for stored in stored_tables() if stored.file == row.file)


@pytest.fixture(scope="module")
def stored() -> dict[str, dict[str, bool]]:
    """Read the columns of every table, in their order, and whether each may be null."""
    database = open_database()
    with database.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name, is_nullable from duckdb_columns() "
            "where database_name = 'db' order by table_name, column_index"
        )
        rows = cursor.fetchall()
    database.close()
    tables: dict[str, dict[str, bool]] = {}
    for table, column, nullable in rows:
        tables.setdefault(table, {})[column] = nullable
    return tables


@pytest.mark.parametrize("row", FILES, ids=lambda row: row.file)
def test_a_table_has_the_columns_of_its_model_and_where_each_row_came_from(
    row: type[Row], stored: dict[str, dict[str, bool]]
) -> None:
    days = day_columns_of(row)
    expected = [
        name
        for column in columns_of(row)
        for name in ((column, f"{column}_written") if column in days else (column,))
    ]
    assert list(stored[table_of(row)]) == [*expected, *PROVENANCE, *KEPT.get(table_of(row), ())]


@pytest.mark.parametrize("row", FILES, ids=lambda row: row.file)
def test_what_a_file_must_give_a_table_must_hold(row: type[Row], stored: dict[str, dict[str, bool]]) -> None:
    table = stored[table_of(row)]
    assert [column for column in required_columns_of(row) if table[column]] == []
    assert [column for column in PROVENANCE if table[column]] == []


def test_no_table_is_without_a_model_but_those_of_the_store(stored: dict[str, dict[str, bool]]) -> None:
    own = {"write_lock", "load", "source", "history", "outbox", "load_undo", "submission", "sign_off"}
    own |= {
        "commentary",
        "report_freeze",
        "frozen_report",
        "tracker_mapping",
        "undone_initiative",
        "undone_status_update",
    }
    own |= {"person", "login", "role_grant", "erased_person", "api_token"}
    assert set(stored) - own == {table_of(row) for row in FILES}
