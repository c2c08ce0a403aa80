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

import duckdb

from ictrack.access.identity import Login
from ictrack.access.rights import Grant
from ictrack.access.roles import Role
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
    return tuple(GrantedRole(**{**row, "role": Role(row["role"])}) for row in rows)


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


def give_role(database: Database, person_id: str, grant: Grant, by: str, now: datetime) -> None:
    """Give somebody a role, and record it."""
    named = {"person_id": person_id, "role": grant.role.value, "city": grant.city_id}
    parameters = {**named, "granted_at": now, "granted_by": by}
    database.write(
        lambda cursor: run_recorded(cursor, "role_given", now, by, ("put_role_grant",), parameters)
    )


def take_roles(database: Database, person_id: str, grant: Grant | None, by: str, now: datetime) -> None:
    """Take a role from somebody, or all of them; without one left their logins end too."""

    def take(cursor: duckdb.DuckDBPyConnection) -> None:
        role = grant.role.value if grant else None
        parameters = {"person_id": person_id, "role": role, "city": grant.city_id if grant else None}
        run_recorded(cursor, "role_taken", now, by, ("remove_role_grants",), parameters)
        run(cursor, "role_grants", {"person_id": person_id})
        if not fetch(cursor):
            run_statements(cursor, sql_of("end_logins"), {"person_id": person_id, "ended_at": now})

    database.write(take)


def erase_person(database: Database, person_id: str, by: str, now: datetime) -> None:
    """Empty what is held of somebody, take their roles, and write the file anew without the name."""
    database.write(lambda cursor: erase_in(cursor, person_id, by, now))
    database.rewrite()


def erase_in(cursor: duckdb.DuckDBPyConnection, person_id: str, by: str, now: datetime) -> None:
    """Empty what is held of somebody within a write; the file still has the old bytes after it."""
    parameters = {"person_id": person_id, "erased_at": now}
    run_statements(cursor, sql_of("empty_person"), parameters)
    run_recorded(cursor, "person_erased", now, by, ("put_erased_person",), parameters)


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
