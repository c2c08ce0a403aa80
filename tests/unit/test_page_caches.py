"""What surrounds a page is read once for all who may see the same, and apart for who may not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ictrack.access.rights import Grant, rights_of
from ictrack.access.roles import Role
from ictrack.store.database import Database, open_database
from ictrack.ui.page import read_fingerprint, read_setting

TODAY = date(2026, 3, 2)


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database()
    yield opened
    opened.close()


def seen(database: Database, role: Role) -> Database:
    """Give the database as a run of a page does: anew each time."""
    return database.seen_by(rights_of([Grant(role)]))


def test_readers_with_the_same_rights_share_what_was_read(database: Database) -> None:
    one, other = seen(database, Role.READER), seen(database, Role.READER)
    assert read_setting(one, one.state(), TODAY) is read_setting(other, other.state(), TODAY)
    assert read_fingerprint(one, one.state()) is read_fingerprint(other, other.state())


def test_other_rights_another_day_and_a_write_are_read_anew(database: Database) -> None:
    reader, everybody = seen(database, Role.READER), seen(database, Role.PUBLIC)
    first = read_setting(reader, reader.state(), TODAY)
    assert first.sees == "what is public or for the network"
    assert read_setting(everybody, everybody.state(), TODAY).sees == "what is public"
    assert read_setting(reader, reader.state(), date(2026, 3, 3)) is not first
    database.write(lambda _cursor: None)
    assert read_setting(reader, reader.state(), TODAY) is not first
