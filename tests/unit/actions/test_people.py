"""Who may log in: roles given and taken, logins ended, people erased, what is held of them given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ictrack.access.rights import Grant, rights_of
from ictrack.access.roles import ROLES_OF_A_CITY, TABLE, Action, Role
from ictrack.actions.enter import Refused, enter
from ictrack.actions.people import (
    AddPerson,
    OfPerson,
    RevokeRole,
    add_to_role,
    erase,
    export_person,
    revoke_role,
    sign_out_everywhere,
    tidy_people,
)
from ictrack.errors import (
    LastAdministratorError,
    NotAllowedError,
    NotPermittedError,
    UnknownPersonError,
    UsageError,
)
from ictrack.settings import current_settings
from ictrack.store.audit_list import AuditFilter, list_entries
from ictrack.store.database import Database
from ictrack.store.erasing import ERASED_NAME, is_rewrite_due
from ictrack.store.people import erase_person, list_grants, list_people
from ictrack.store.verifying import verify
from tests.engines import OpenNew
from tests.unit.actions.loading import load
from tests.unit.people_of import ISSUER, NOON, add, come, login_of
from tests.unit.store.loads_of_returns import opened, write_programme

CANARY = "Canary Birdwhistle"


@pytest.fixture
def programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ICTRACK_BACKUPS", str(tmp_path / "backups"))
    current_settings.cache_clear()
    yield write_programme(tmp_path / "programme")
    current_settings.cache_clear()


@pytest.fixture
def database(open_new: OpenNew, programme: Path) -> Database:
    opened = open_new()
    load(opened, programme)
    return opened


@pytest.fixture
def own_file(programme: Path, tmp_path: Path) -> Iterator[Database]:
    """Open a file, for what is or is not in any byte of it."""
    with opened(tmp_path / "small.duckdb") as database:
        load(database, programme)
        yield database


def roles_of(database: Database, person_id: str) -> set[Grant]:
    return {one.grant for one in list_grants(database, person_id)}


def kinds(database: Database) -> list[str]:
    return [entry.kind for entry in list_entries(database, AuditFilter())][::-1]


# Giving.


def test_the_first_administrator_is_named_by_what_their_provider_calls_them(database: Database) -> None:
    receipt = add_to_role(
        database, AddPerson(Role.ADMINISTRATOR, issuer=ISSUER, subject="a", name=" Ada  L ", at=NOON)
    )
    assert receipt.is_new
    (person,) = list_people(database)
    assert (person.person_id, person.name, person.subject) == (receipt.person_id, "Ada L", "a")
    assert enter(database, login_of("a"), NOON).rights.may(Action.MANAGE_PEOPLE)


def test_a_role_that_somebody_has_is_not_given_again_and_not_recorded_again(database: Database) -> None:
    person = add(database, "a", Role.READER)
    before = kinds(database)
    assert not add_to_role(database, AddPerson(Role.READER, person_id=person)).is_new
    assert kinds(database) == before


@pytest.mark.parametrize("role", sorted(ROLES_OF_A_CITY))
@pytest.mark.parametrize("city", [None, "", "ZZZ"])
def test_a_role_of_a_city_needs_a_city_that_is_stored(
    database: Database, role: Role, city: str | None
) -> None:
    with pytest.raises(NotAllowedError, match="BRI"):
        add(database, "a", role, city)
    add(database, "a", role, "BRI")


def test_a_role_of_the_programme_is_of_no_city_and_nobody_is_given_what_everybody_has(
    database: Database,
) -> None:
    with pytest.raises(UsageError, match="programme as a whole"):
        add(database, "a", Role.READER, "BRI")
    with pytest.raises(NotAllowedError, match="reader"):
        add(database, "a", Role.PUBLIC)
    assert list_people(database) == ()


@pytest.mark.parametrize(("issuer", "subject"), [("", "a"), (ISSUER, " "), ("", "")])
def test_who_it_is_must_be_said(database: Database, issuer: str, subject: str) -> None:
    with pytest.raises(UsageError, match="KEY"):
        add_to_role(database, AddPerson(Role.READER, issuer=issuer, subject=subject))


def test_nobody_is_given_a_role_by_a_key_that_is_of_nobody(database: Database) -> None:
    with pytest.raises(UnknownPersonError):
        add_to_role(database, AddPerson(Role.READER, person_id="person-0"))
    gone = come(database, "a")
    erase(database, OfPerson(gone))
    with pytest.raises(UnknownPersonError):
        add_to_role(database, AddPerson(Role.READER, person_id=gone))
    assert list_grants(database) == ()


@pytest.mark.parametrize("name", ["x" * 201, "a\x00b"])
def test_a_name_is_short_and_visible(database: Database, name: str) -> None:
    with pytest.raises(UsageError, match="name"):
        add_to_role(database, AddPerson(Role.READER, issuer=ISSUER, subject="a", name=name))


# Taking.


def test_without_a_role_left_the_logins_end_and_with_one_left_they_do_not(database: Database) -> None:
    person = come(database, "a")
    for city in ("BRI", "a,b"):
        add_to_role(database, AddPerson(Role.TASKFORCE_MEMBER, city, person))
    revoke_role(database, RevokeRole(person, Role.TASKFORCE_MEMBER, "BRI"))
    assert roles_of(database, person) == {Grant(Role.TASKFORCE_MEMBER, "a,b")}
    assert enter(database, login_of("a"), NOON).refused is None
    revoke_role(database, RevokeRole(person, at=NOON))
    assert enter(database, login_of("a"), NOON).refused is Refused.SIGNED_OUT


def test_a_role_that_nobody_has_cannot_be_taken(database: Database) -> None:
    person = add(database, "a", Role.READER)
    with pytest.raises(UsageError, match="no such role"):
        revoke_role(database, RevokeRole(person, Role.PROJECT_MANAGER))
    with pytest.raises(UsageError, match="no such role"):
        revoke_role(database, RevokeRole("person-0"))
    assert roles_of(database, person) == {Grant(Role.READER)}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, None])
def test_the_last_administrator_stays_unless_it_is_meant(database: Database, role: Role | None) -> None:
    first, second = add(database, "a", Role.ADMINISTRATOR), add(database, "b", Role.ADMINISTRATOR)
    assert not revoke_role(database, RevokeRole(first, role)).was_last_administrator
    for refused in (RevokeRole(second, role), OfPerson(second)):
        with pytest.raises(LastAdministratorError):
            (revoke_role if isinstance(refused, RevokeRole) else erase)(database, refused)  # type: ignore[arg-type]
    assert roles_of(database, second) == {Grant(Role.ADMINISTRATOR)}
    assert revoke_role(database, RevokeRole(second, role, may_be_last=True)).was_last_administrator


def test_whoever_was_erased_counts_as_no_administrator(database: Database) -> None:
    first, second = add(database, "a", Role.ADMINISTRATOR), add(database, "b", Role.ADMINISTRATOR)
    erase(database, OfPerson(first))
    with pytest.raises(LastAdministratorError):
        erase(database, OfPerson(second))
    assert erase(database, OfPerson(second, may_be_last=True)).was_last_administrator


def test_signed_out_everywhere_an_older_login_lets_nobody_in_and_a_new_one_does(database: Database) -> None:
    person = come(database, "a")
    add_to_role(database, AddPerson(Role.READER, person_id=person))
    sign_out_everywhere(database, OfPerson(person, at=NOON + timedelta(minutes=1)))
    later = NOON + timedelta(minutes=2)
    assert enter(database, login_of("a"), later).refused is Refused.SIGNED_OUT
    assert enter(database, login_of("a", at=later), later).refused is None
    with pytest.raises(UnknownPersonError):
        sign_out_everywhere(database, OfPerson("person-0"))


# Erasing.


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file())


def test_a_name_that_was_erased_is_in_no_byte_beside_the_database_and_the_chain_is_whole(
    own_file: Database, tmp_path: Path
) -> None:
    person = come(own_file, "secret-subject", CANARY)
    add_to_role(own_file, AddPerson(Role.READER, person_id=person))
    with own_file.cursor() as cursor:
        cursor.execute("checkpoint db")
    assert CANARY.encode() in bytes_of(tmp_path)
    (tmp_path / "backups").mkdir()
    erase(own_file, OfPerson(person, at=NOON))
    held = bytes_of(tmp_path)
    for trace in (CANARY, "secret-subject", "@example.org"):
        assert trace.encode() not in held
    assert verify(own_file).differences == ()
    assert kinds(own_file)[-3:] == ["login", "role_given", "person_erased"]
    assert list_grants(own_file) == ()
    assert list_people(own_file) == ()
    assert (tmp_path / "backups" / ERASED_NAME).read_text() == f"{person} 2026-03-02\n"
    assert CANARY.encode() not in bytes_of(tmp_path / "backups")


def test_erasing_again_writes_the_file_anew_and_records_nothing(database: Database) -> None:
    person = come(database, "a", CANARY)
    erase(database, OfPerson(person))
    before = kinds(database)
    assert not erase(database, OfPerson(person)).was_last_administrator
    assert kinds(database) == before
    with pytest.raises(UnknownPersonError):
        erase(database, OfPerson("person-0"))


def test_whoever_was_erased_and_comes_again_is_somebody_new(database: Database) -> None:
    person = come(database, "a", CANARY)
    erase(database, OfPerson(person))
    assert come(database, "a", at=NOON + timedelta(hours=1)) != person


def test_a_list_beside_the_backups_that_cannot_be_written_is_told(database: Database, tmp_path: Path) -> None:
    (tmp_path / "backups" / ERASED_NAME).mkdir(parents=True)
    receipt = erase(database, OfPerson(come(database, "a")))
    assert ERASED_NAME in receipt.not_listed


# What is held.


def test_what_is_held_of_somebody_is_given_and_that_it_was_is_recorded(database: Database) -> None:
    person, other = come(database, "a", CANARY), come(database, "b", "Somebody Else")
    add_to_role(database, AddPerson(Role.OPERATIONAL_LEAD, "BRI", person))
    add_to_role(database, AddPerson(Role.READER, person_id=other))
    held = export_person(database, OfPerson(person, by=other, at=NOON))
    written = json.dumps(held)
    assert held["person"]["name"] == CANARY
    assert [login["began_at"] for login in held["logins"]] == [NOON.isoformat()]
    assert [(role["role"], role["city_id"]) for role in held["roles"]] == [("operational_lead", "BRI")]
    assert [entry["kind"] for entry in held["audit"]] == ["role_given", "login"]
    assert other not in written
    assert "Somebody Else" not in written
    last = list_entries(database, AuditFilter())[0]
    assert (last.kind, last.changed_by, last.person_id) == ("export", other, person)
    with pytest.raises(UnknownPersonError):
        export_person(database, OfPerson("person-0"))


# Retention.


@pytest.mark.parametrize(
    ("role", "days", "erased"),
    [(None, 30, False), (None, 31, True), (Role.READER, 31, False), (Role.READER, 760, True)],
)
def test_whoever_has_not_been_here_for_as_long_as_the_settings_say_is_erased(
    database: Database, role: Role | None, days: int, erased: bool
) -> None:
    person = come(database, "a", CANARY)
    if role:
        add_to_role(database, AddPerson(role, person_id=person))
    assert tidy_people(database, NOON + timedelta(days=days)) == ((person,) if erased else ())
    assert [one.person_id for one in list_people(database)] == ([] if erased else [person])


def test_months_are_those_of_the_calendar(database: Database) -> None:
    person = come(database, "a")
    add_to_role(database, AddPerson(Role.READER, person_id=person))
    assert tidy_people(database, datetime.fromisoformat("2028-03-02T12:00")) == ()
    assert tidy_people(database, datetime.fromisoformat("2028-03-02T12:01")) == (person,)


def test_the_last_administrator_stays_however_long_they_were_not_here(
    own_file: Database, tmp_path: Path
) -> None:
    first = add(own_file, "a", Role.ADMINISTRATOR)
    second = come(own_file, "b", CANARY)
    assert tidy_people(own_file, NOON + timedelta(days=4000)) == (second,)
    assert [one.person_id for one in list_people(own_file)] == [first]
    assert CANARY.encode() not in bytes_of(tmp_path)


def test_an_erasure_that_was_broken_off_before_the_file_was_written_anew_is_finished(
    own_file: Database, tmp_path: Path
) -> None:
    person = come(own_file, "a", CANARY)
    with own_file.cursor() as cursor:
        cursor.execute("checkpoint db")
    erase_person(own_file, person, "a test", NOON)
    assert is_rewrite_due(own_file)
    assert CANARY.encode() in bytes_of(tmp_path)
    assert tidy_people(own_file, NOON) == ()
    assert not is_rewrite_due(own_file)
    assert CANARY.encode() not in bytes_of(tmp_path)


# Rights.


@pytest.mark.parametrize("role", [role for role in Role if Action.MANAGE_PEOPLE not in TABLE[role]])
def test_who_may_not_look_after_people_is_refused_and_nothing_is_changed(
    database: Database, role: Role
) -> None:
    person = add(database, "a", Role.ADMINISTRATOR)
    before = kinds(database)
    limited = database.seen_by(rights_of([Grant(role, "BRI" if role in ROLES_OF_A_CITY else None)]))
    asked = OfPerson(person, may_be_last=True)
    for refused in (
        lambda: add_to_role(limited, AddPerson(Role.ADMINISTRATOR, issuer=ISSUER, subject="b")),
        lambda: revoke_role(limited, RevokeRole(person, may_be_last=True)),
        lambda: sign_out_everywhere(limited, asked),
        lambda: erase(limited, asked),
        lambda: export_person(limited, replace(asked)),
    ):
        with pytest.raises(NotPermittedError):
            refused()
    assert kinds(database) == before


def test_of_two_administrators_who_take_each_other_away_at_once_one_stays(database: Database) -> None:
    first, second = add(database, "a", Role.ADMINISTRATOR), add(database, "b", Role.ADMINISTRATOR)

    def take(person: str) -> bool:
        try:
            revoke_role(database, RevokeRole(person, Role.ADMINISTRATOR))
        except LastAdministratorError:
            return False
        return True

    with ThreadPoolExecutor(2) as workers:
        taken = list(workers.map(take, (first, second)))
    assert sorted(taken) == [False, True]
    assert len([one for one in list_grants(database) if one.role is Role.ADMINISTRATOR]) == 1
