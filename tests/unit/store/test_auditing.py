"""The check of the audit: a chain that began late, heads that are missing, a journal that is not there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ictrack.location import Location
from ictrack.store.auditing import check_audit
from ictrack.store.database import Database, open_database
from tests.engines import journal_of
from tests.unit.people_of import come


@pytest.fixture
def database(place: Location) -> Iterator[Database]:
    database = open_database(place)
    for subject in "abc":
        come(database, subject)
    yield database
    database.close()


def do(database: Database, statement: str) -> None:
    with database.cursor() as cursor:
        cursor.execute(statement)


def anew(database: Database, place: Location) -> Database:
    """Have the journal written anew from what is stored, as a restart does where there is none."""
    journal_of(database).unlink()
    database.close()
    return open_database(place)


def test_what_was_recorded_before_there_was_an_audit_is_covered_by_the_first_head(
    database: Database, place: Location
) -> None:
    do(database, "update db.outbox set audit_head = null where change_id <= 2")
    again = anew(database, place)
    assert check_audit(again).is_whole
    do(again, "update db.outbox set kind = 'load' where change_id = 1")
    broken = check_audit(again).broken
    assert broken is not None
    assert broken.change_id == 1
    again.close()


def test_where_no_change_bears_a_head_yet_the_next_one_covers_them_all(
    database: Database, place: Location
) -> None:
    do(database, "update db.outbox set audit_head = null")
    again = anew(database, place)
    before = check_audit(again)
    assert (before.is_whole, before.entries) == (True, 4)
    come(again, "d")
    assert check_audit(again, before.head).noted_behind == 3
    assert check_audit(again).is_whole
    again.close()


def test_a_head_that_is_missing_behind_the_first_is_found(database: Database, place: Location) -> None:
    do(database, "update db.outbox set audit_head = null where change_id = 2")
    again = anew(database, place)
    found = check_audit(again).broken
    assert found is not None
    assert (found.change_id, found.found) == (2, "bears no head")
    again.close()


def test_a_journal_that_is_not_there_is_said(database: Database) -> None:
    journal_of(database).unlink()
    found = check_audit(database).broken
    assert found is not None
    assert f"cannot be read in the journal {journal_of(database).name}" in found.found


def test_a_line_of_the_journal_that_the_database_lacks_is_said(database: Database) -> None:
    with journal_of(database).open("ab") as journal:
        journal.write(b"{}\n")
    found = check_audit(database).broken
    assert found is not None
    assert (found.change_id, "and not by the database" in found.found) == (4, True)


def test_a_database_in_memory_has_no_journal_and_is_whole() -> None:
    database = open_database()
    come(database, "a")
    assert check_audit(database).is_whole
    database.close()
