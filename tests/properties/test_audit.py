"""The audit: whatever byte of it is changed is found, and the same changes give the same heads."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictrack.access.roles import Role
from ictrack.actions.people import AddPerson, OfPerson, add_to_role, erase
from ictrack.store.auditing import check_audit
from ictrack.store.database import Database, open_database
from ictrack.store.journal import Line
from ictrack.store.journalling import BEFORE_ALL, lines_after
from ictrack.store.outbox import record_parts
from ictrack.store.people import list_grants, list_people
from ictrack.store.replay import replay_journal
from ictrack.store.verifying import contents
from tests.engines import AnyPlaces, OpenNew, journal_of
from tests.unit.actions.loading import load
from tests.unit.people_of import NOON, come
from tests.unit.store.loads_of_returns import write_programme

COLUMNS = [field.name for field in fields(Line)]
any_data = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@dataclass(frozen=True)
class Recorded:
    """A database whose audit is whole, and its lines."""

    database: Database
    journal: Path
    lines: tuple[Line, ...]


@pytest.fixture(scope="module")
def recorded(open_shared: OpenNew, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Record a load, people who come, roles, and a change of three parts."""
    folder = tmp_path_factory.mktemp("audit")
    database = open_shared()
    load(database, write_programme(folder / "programme"))
    person = come(database, "a", "Ada")
    add_to_role(database, AddPerson(Role.READER, person_id=person, at=NOON))
    database.note(lambda cursor: record_parts(cursor, "login", NOON, "ñandú 😀", ("{}", '{"a":1}', "{}")))
    come(database, "b")
    return Recorded(database, journal_of(database), lines_of(database))


def lines_of(database: Database) -> tuple[Line, ...]:
    with database.cursor() as cursor:
        return tuple(lines_after(cursor, BEFORE_ALL))


def altered(value: Any, data: st.DataObject) -> Any:
    """Change one byte of a value, a bit of a number, or the least of a moment."""
    if isinstance(value, int):
        return value ^ (1 << data.draw(st.integers(0, 30)))
    if isinstance(value, datetime):
        return value + timedelta(microseconds=data.draw(st.integers(1, 10**9)))
    if value is None:
        return "0" * 64
    at = data.draw(st.integers(0, max(len(value) - 1, 0)))
    letter = data.draw(
        st.characters(exclude_categories=["Cs", "Cc"]).filter(lambda c: c != value[at : at + 1])
    )
    return value[:at] + letter + value[at + 1 :]


@any_data
@given(data=st.data())
def test_a_change_of_one_byte_in_any_column_of_any_entry_is_found(
    recorded: Recorded, data: st.DataObject
) -> None:
    line = data.draw(st.sampled_from(recorded.lines))
    column = data.draw(st.sampled_from(COLUMNS))
    value = altered(getattr(line, column), data)
    assert check_audit(recorded.database).is_whole
    with recorded.database.cursor() as cursor:
        cursor.begin()
        cursor.execute(
            f"update db.outbox set {column} = $value where change_id = $change_id and part = $part",
            {"value": value, "change_id": line.change_id, "part": line.part},
        )
        cursor.commit()
    try:
        found = check_audit(recorded.database).broken
    finally:
        restore(recorded)
    assert found is not None
    assert found.change_id <= line.change_id


def restore(recorded: Recorded) -> None:
    with recorded.database.cursor() as cursor:
        cursor.begin()
        cursor.execute("delete from db.outbox")
        for line in recorded.lines:
            values = [getattr(line, column) for column in COLUMNS]
            cursor.execute(
                f"insert into db.outbox ({', '.join(COLUMNS)}) values (?, ?, ?, ?, ?, ?, ?, ?)", values
            )
        cursor.commit()


@any_data
@given(data=st.data())
def test_a_change_of_one_byte_of_the_journal_is_found(recorded: Recorded, data: st.DataObject) -> None:
    whole = recorded.journal.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = whole[at] ^ data.draw(st.integers(1, 255))
    recorded.journal.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
    try:
        assert not check_audit(recorded.database).is_whole
    finally:
        recorded.journal.write_bytes(whole)
    assert check_audit(recorded.database).is_whole


@any_data
@given(data=st.data())
def test_an_entry_that_is_left_out_is_found_and_a_tail_cut_off_both_by_a_head_noted_before(
    recorded: Recorded, data: st.DataObject
) -> None:
    whole = recorded.journal.read_bytes()
    noted = check_audit(recorded.database).head
    gone = data.draw(st.integers(0, recorded.lines[-1].change_id))
    is_tail = gone > 0 and data.draw(st.booleans())
    keeps = [
        line for line in recorded.lines if line.change_id != gone and not (is_tail and line.change_id > gone)
    ]
    with recorded.database.cursor() as cursor:
        cursor.execute(
            f"delete from db.outbox where change_id {'>=' if is_tail else '='} $gone", {"gone": gone}
        )
    recorded.journal.write_bytes(b"".join(line.encode() + b"\n" for line in keeps))
    try:
        found = check_audit(recorded.database, noted)
    finally:
        recorded.journal.write_bytes(whole)
        restore(recorded)
    is_last = gone == recorded.lines[-1].change_id
    assert found.is_whole is (is_tail or is_last)
    assert found.noted_behind is None


def test_a_head_that_was_noted_stands_behind_its_entry(recorded: Recorded) -> None:
    heads = {line.audit_head: line.change_id for line in recorded.lines if line.audit_head}
    assert len(heads) == recorded.lines[-1].change_id + 1
    for head, change_id in heads.items():
        assert check_audit(recorded.database, head).noted_behind == change_id
    assert check_audit(recorded.database, "0" * 64).noted_behind is None
    assert check_audit(recorded.database).head == recorded.lines[-1].audit_head


def test_a_replay_gives_the_same_heads(recorded: Recorded, tmp_path: Path) -> None:
    shutil.copy(recorded.journal, tmp_path / "copy.jsonl")
    replay_journal(tmp_path / "copy.jsonl", tmp_path / "again.duckdb")
    again = open_database(tmp_path / "again.duckdb")
    assert lines_of(again) == recorded.lines
    assert check_audit(again).is_whole
    again.close()


@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    roles=st.lists(st.sampled_from([None, Role.READER, Role.PROJECT_MANAGER]), min_size=1, max_size=4),
    place=st.integers(0, 3),
)
def test_erasing_somebody_keeps_everything_else_as_it_was(
    places: AnyPlaces, roles: list[Role | None], place: int
) -> None:
    with places.opened() as database:
        people = [come(database, f"subject-{number}", f"Name {number}") for number in range(len(roles))]
        for person, role in zip(people, roles, strict=True):
            if role:
                add_to_role(database, AddPerson(role, person_id=person, at=NOON))
        gone = people[place % len(people)]
        before = (held(database), lines_of(database), list_people(database), list_grants(database))
        erase(database, OfPerson(gone, at=NOON))
        after = (held(database), lines_of(database), list_people(database), list_grants(database))
        assert {**after[0], "erased_person": None, "role_grant": None} == {
            **before[0],
            "erased_person": None,
            "role_grant": None,
        }
        assert after[1][:-1] == before[1]
        assert after[2] == tuple(one for one in before[2] if one.person_id != gone)
        assert after[3] == tuple(one for one in before[3] if one.person_id != gone)
        assert check_audit(database).is_whole


def held(database: Database) -> dict[str, object]:
    with database.cursor() as cursor:
        return dict(contents(cursor))
