"""Who may log in, their logins and their roles: read and written here and nowhere else.

Names stand in the table `person` alone, which no journal tells of. Which roles somebody has
is recorded like any change, by the person's random key.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import duckdb

from ictrack.access.identity import Login
from ictrack.access.rights import Grant
from ictrack.access.roles import Role
from ictrack.errors import LastAdministratorError, UnknownPersonError
from ictrack.store.asking import fetch, run, run_statements, sql_of
from ictrack.store.database import Database
from ictrack.store.outbox import Change, record_change, replays, run_recorded

# What the key of a person begins with; who is no person, such as the command line, has none.
PERSON = "person-"
_KEY_BYTES = 8


@dataclass(frozen=True)
class KnownLogin:
    """What is known of somebody who shows a login; times are none for a login that is new here."""

    person_id: str
    name: str | None
    signed_out_at: datetime | None
    began_at: datetime | None
    seen_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class GrantedRole:
    """A role that somebody has, when it was given and by whom."""

    person_id: str
    role: Role
    city_id: str | None
    granted_at: datetime
    granted_by: str

    @property
    def grant(self) -> Grant:
        """Give the role and its city, without who gave it."""
        return Grant(self.role, self.city_id)


@dataclass(frozen=True)
class Person:
    """Somebody who may log in, or did: personal data, for those alone who look after people."""

    person_id: str
    issuer: str
    subject: str
    name: str
    email: str
    first_seen_at: datetime
    last_seen_at: datetime
    open_logins: int
    roles: tuple[GrantedRole, ...]


@dataclass(frozen=True)
class PersonName:
    """What somebody is called; one whose name was erased has none."""

    person_id: str
    name: str
    is_erased: bool


def names_of_people(database: Database) -> dict[str, PersonName]:
    """Give what people are called, by their keys; not for everybody to read."""
    return {row["person_id"]: PersonName(**row) for row in database.whole.ask("person_names")}


def new_person_id() -> str:
    """Make a random key for a person: it says nothing of who they are."""
    return f"{PERSON}{secrets.token_hex(_KEY_BYTES)}"


def find_login(database: Database, login: Login) -> KnownLogin | None:
    """Find who shows a login; nothing where nobody is known by its issuer and subject."""
    row = next(iter(database.whole.ask("login_one", _shown(login))), None)
    return KnownLogin(**row) if row else None


def list_grants(database: Database, person_id: str | None = None) -> tuple[GrantedRole, ...]:
    """List the roles of one person, or of everybody."""
    rows = database.whole.ask("role_grants", {"person_id": person_id})
    return tuple(map(_granted, rows))


def _granted(row: dict[str, Any]) -> GrantedRole:
    return GrantedRole(**{**row, "role": Role(row["role"])})


def list_people(database: Database) -> tuple[Person, ...]:
    """List everybody whose name was not erased, by name."""
    roles: dict[str, list[GrantedRole]] = defaultdict(list)
    for granted in list_grants(database):
        roles[granted.person_id].append(granted)
    return tuple(
        Person(**row, roles=tuple(roles[row["person_id"]])) for row in database.whole.ask("person_list")
    )


def begin_login(database: Database, login: Login, now: datetime) -> str:
    """Note that somebody came, with what their provider says of them now; give their key."""
    shown = _shown(login)

    def begin(cursor: duckdb.DuckDBPyConnection) -> str:
        run(cursor, "login_one", shown)
        known = cursor.fetchone()
        person_id = str(known[0]) if known else _put_person(cursor, login, now)
        if known is not None and known[3] is not None:
            # Another tab of the same browser was faster.
            return person_id
        told = {"person_id": person_id, "name": login.name or None, "email": login.email or None}
        run(cursor, "told_person", {**told, "seen_at": now})
        began = {"login_key": login.login_key, "person_id": person_id}
        run(cursor, "put_login", {**began, "began_at": min(login.came_at, now), "seen_at": now})
        record_change(cursor, "login", now, person_id, {})
        return person_id

    return database.note(begin)


def _shown(login: Login) -> dict[str, object]:
    return {"issuer": login.issuer, "subject": login.subject, "login_key": login.login_key}


def _known_person(cursor: duckdb.DuckDBPyConnection, login: Login, now: datetime) -> str:
    run(cursor, "login_one", _shown(login))
    known = cursor.fetchone()
    return str(known[0]) if known else _put_person(cursor, login, now)


def _put_person(cursor: duckdb.DuckDBPyConnection, login: Login, now: datetime) -> str:
    person_id = new_person_id()
    told = {"issuer": login.issuer, "subject": login.subject}
    named = {"name": login.name or None, "email": login.email or None}
    run(cursor, "put_person", {"person_id": person_id, **told, **named, "seen_at": now})
    return person_id


def keep_seen(database: Database, login_key: str, person_id: str, now: datetime) -> bool:
    """Note that somebody is still here, unless a write is under way; give whether it was noted."""
    parameters = {"login_key": login_key, "person_id": person_id, "seen_at": now}
    return database.note_if_free(partial(run_statements, sql=sql_of("seen_login"), parameters=parameters))


def end_login(database: Database, login_key: str, person_id: str, why: str, now: datetime) -> None:
    """End one login, and record why."""

    def end(cursor: duckdb.DuckDBPyConnection) -> None:
        run(cursor, "end_login", {"login_key": login_key, "ended_at": now})
        record_change(cursor, "sign_out", now, person_id, {"why": why})

    database.note(end)


def end_logins(database: Database, person_id: str, by: str, now: datetime) -> None:
    """End all logins of somebody: what they hold of before now lets nobody in."""

    def end(cursor: duckdb.DuckDBPyConnection) -> None:
        run_statements(cursor, sql_of("end_logins"), {"person_id": person_id, "ended_at": now})
        record_change(cursor, "sign_out", now, by, {"person": person_id, "why": "everywhere"})

    database.note(end)


def add_person(database: Database, login: Login, now: datetime) -> str:
    """Note somebody who has not come yet, and give their key; of one who is known, the key that they have."""
    return database.note(lambda cursor: _known_person(cursor, login, now))


def give_role(database: Database, person_id: str, grant: Grant, by: str, now: datetime) -> bool:
    """Give somebody a role, record it, and say whether they did not have it already.

    Raises UnknownPersonError where nobody is known by the key.
    """
    named = {"person_id": person_id, "role": grant.role.value, "city": grant.city_id}
    parameters = {**named, "granted_at": now, "granted_by": by}

    def give(cursor: duckdb.DuckDBPyConnection) -> bool:
        _see_that_somebody_is_known(cursor, person_id)
        if grant in {one.grant for one in _grants_of(cursor, person_id)}:
            return False
        run_recorded(cursor, "role_given", now, by, ("put_role_grant",), parameters)
        return True

    return database.write(give)


@dataclass(frozen=True)
class Taken:
    """What was taken from somebody: which roles, and whether nobody is administrator any more."""

    roles: tuple[Grant, ...]
    was_last_administrator: bool = False


def take_roles(
    database: Database,
    person_id: str,
    grant: Grant | None,
    by: str,
    now: datetime,
    *,
    may_be_last: bool = False,
) -> Taken:
    """Take a role from somebody, of every city where none is named, or all roles; say which they were.

    Without one left their logins end too. Raises LastAdministratorError where nobody would be
    administrator any more, unless it `may_be_last`.
    """
    city = grant.city_id if grant else None

    def take(cursor: duckdb.DuckDBPyConnection) -> Taken:
        held = _grants_of(cursor, person_id)
        roles = tuple(
            one.grant
            for one in held
            if grant is None or (one.role is grant.role and city in {None, one.city_id})
        )
        is_last = any(one.role is Role.ADMINISTRATOR for one in roles) and _is_last(cursor, person_id)
        if is_last and not may_be_last:
            raise LastAdministratorError
        if roles:
            parameters = {"person_id": person_id, "role": grant.role.value if grant else None, "city": city}
            run_recorded(cursor, "role_taken", now, by, ("remove_role_grants",), parameters)
        if len(roles) == len(held):
            run_statements(cursor, sql_of("end_logins"), {"person_id": person_id, "ended_at": now})
        return Taken(roles, is_last)

    return database.write(take)


def erase_person(
    database: Database, person_id: str, by: str, now: datetime, *, may_be_last: bool = False
) -> bool:
    """Empty what is held of somebody and take their roles; say whether they were the last administrator.

    The file still has the old bytes until it is written anew (`Database.rewrite`). Raises
    UnknownPersonError where nobody is known by the key, LastAdministratorError as `take_roles` does.
    """

    def erase(cursor: duckdb.DuckDBPyConnection) -> bool:
        _see_that_somebody_is_known(cursor, person_id)
        is_last = _is_last(cursor, person_id)
        if is_last and not may_be_last:
            raise LastAdministratorError
        erase_in(cursor, person_id, by, now)
        return is_last

    return database.write(erase)


def erase_in(cursor: duckdb.DuckDBPyConnection, person_id: str, by: str, now: datetime) -> None:
    """Empty what is held of somebody within a write; the file still has the old bytes after it."""
    parameters = {"person_id": person_id, "erased_at": now}
    run_statements(cursor, sql_of("empty_person"), parameters)
    run_recorded(cursor, "person_erased", now, by, ("put_erased_person",), parameters)


def name_person(database: Database, person_id: str, name: str) -> None:
    """Note how somebody is called; what their provider says at their next login takes its place."""

    def tell(cursor: duckdb.DuckDBPyConnection) -> None:
        run(cursor, "name_person", {"person_id": person_id, "name": name})

    database.note(tell)


def _see_that_somebody_is_known(cursor: duckdb.DuckDBPyConnection, person_id: str) -> None:
    run(cursor, "person_one", {"person_id": person_id})
    if cursor.fetchone() is None:
        raise UnknownPersonError(person_id)


def _grants_of(cursor: duckdb.DuckDBPyConnection, person_id: str) -> tuple[GrantedRole, ...]:
    run(cursor, "role_grants", {"person_id": person_id})
    return tuple(_granted(row) for row in fetch(cursor))


def _is_last(cursor: duckdb.DuckDBPyConnection, person_id: str) -> bool:
    run(cursor, "administrators")
    return [row["person_id"] for row in fetch(cursor)] == [person_id]


def list_unseen(database: Database, before: datetime, without_role_before: datetime) -> tuple[str, ...]:
    """List whose data are held for longer than they should be."""
    parameters = {"before": before, "without_role_before": without_role_before}
    return tuple(str(row["person_id"]) for row in database.whole.ask("unseen_people", parameters))


def forget_logins(database: Database, now: datetime, kept: timedelta) -> None:
    """Forget logins that ended long enough ago that nobody can come back with one."""
    database.note_if_free(lambda cursor: run(cursor, "forget_logins", {"before": now - kept}))


@replays("login")
@replays("sign_out")
def _replay_nothing(cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
    """Do nothing: logins are in no journal, which tells only that somebody came or left."""
