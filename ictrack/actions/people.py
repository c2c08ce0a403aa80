"""Look after who may log in: give and take roles, sign out, erase, and say what is held of somebody."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ictrack.access.identity import BY_ITSELF, COMMAND_LINE, Login
from ictrack.access.rights import Grant
from ictrack.access.roles import Action, Role
from ictrack.actions.grants import see_that_role_fits_city
from ictrack.dates import months_before, utc_now
from ictrack.errors import LastAdministratorError, NotAllowedError, UnknownPersonError, UsageError
from ictrack.settings import current_settings
from ictrack.store.audit_notes import Noted, note
from ictrack.store.database import Database
from ictrack.store.erasing import ERASED_NAME, is_rewrite_due, list_erased, note_erased, write_anew
from ictrack.store.people import (
    Taken,
    add_person,
    end_logins,
    erase_person,
    give_role,
    list_unseen,
    name_person,
    take_roles,
)
from ictrack.store.people_held import read_held

_LONGEST_NAME = 200
_NOTHING = "Nothing was changed."


@dataclass(frozen=True)
class AddPerson:
    """Ask for a role for somebody: by their key, or by issuer and subject if they have not come yet."""

    role: Role
    city_id: str | None = None
    person_id: str = ""
    issuer: str = ""
    subject: str = ""
    name: str = ""
    by: str = COMMAND_LINE
    at: datetime = field(default_factory=utc_now)


@dataclass(frozen=True)
class AddReceipt:
    """Say whose role it is, and whether they did not have it already."""

    person_id: str
    grant: Grant
    is_new: bool


@dataclass(frozen=True)
class RevokeRole:
    """Ask for a role to be taken from somebody, of every city where none is named; or all of them.

    The last administrator stays, unless `may_be_last` says that this is meant.
    """

    person_id: str
    role: Role | None = None
    city_id: str | None = None
    by: str = COMMAND_LINE
    at: datetime = field(default_factory=utc_now)
    may_be_last: bool = False


@dataclass(frozen=True)
class OfPerson:
    """Ask for something to be done for one person: all their logins ended, or what is held erased."""

    person_id: str
    by: str = COMMAND_LINE
    at: datetime = field(default_factory=utc_now)
    may_be_last: bool = False


@dataclass(frozen=True)
class ErasedReceipt:
    """Say that somebody was erased, whether nobody is administrator now, and what could not be done.

    `not_listed` says why the list beside the backups does not have them; empty where it does, or
    where there is no folder of backups.
    """

    person_id: str
    was_last_administrator: bool
    not_listed: str = ""


def add_to_role(database: Database, command: AddPerson) -> AddReceipt:
    """Give somebody a role; of one who has it already nothing is changed.

    Raises NotAllowedError for a city that is not stored or a role that is of no city, UsageError
    where it is not said who, UnknownPersonError for the key of nobody.
    """
    database = database.acting(Action.MANAGE_PEOPLE)
    grant = _grant_of(database, command)
    name = _named(command.name)
    person_id = command.person_id or _known_by(database, command, name)
    is_new = give_role(database, person_id, grant, command.by, command.at)
    if name:
        name_person(database, person_id, name)
    return AddReceipt(person_id, grant, is_new)


def _grant_of(database: Database, command: AddPerson) -> Grant:
    if command.role is Role.PUBLIC:
        allowed = [role.value for role in Role if role is not Role.PUBLIC]
        raise NotAllowedError("role", command.role.value, allowed)
    return see_that_role_fits_city(database, command.role, command.city_id, _NOTHING)


def _named(name: str) -> str:
    written = " ".join(name.split())
    if len(written) > _LONGEST_NAME or not written.isprintable():
        raise UsageError(f"name: has at most {_LONGEST_NAME} characters, all of them visible. {_NOTHING}")
    return written


def _known_by(database: Database, command: AddPerson, name: str) -> str:
    issuer, subject = command.issuer.strip(), command.subject.strip()
    if not issuer or not subject:
        raise UsageError(
            "KEY: name the key of somebody who has logged in, or both the issuer and the subject of "
            f"somebody who has not. {_NOTHING} 'python -m ictrack people list' lists the keys."
        )
    login = Login(issuer, subject, login_key="", came_at=command.at, name=name)
    return add_person(database, login, command.at)


def revoke_role(database: Database, command: RevokeRole) -> Taken:
    """Take a role from somebody, or all; without one left their logins end too.

    Raises UsageError where they have no such role, LastAdministratorError where nobody would be
    administrator any more.
    """
    database = database.acting(Action.MANAGE_PEOPLE)
    grant = Grant(command.role, command.city_id) if command.role else None
    taken = take_roles(
        database, command.person_id, grant, command.by, command.at, may_be_last=command.may_be_last
    )
    if not taken.roles:
        raise UsageError(
            f"{command.person_id}: has no such role. {_NOTHING} 'python -m ictrack people list' lists who "
            "has which."
        )
    return taken


def sign_out_everywhere(database: Database, command: OfPerson) -> None:
    """End all logins of somebody: what they hold of before now lets nobody in.

    Raises UnknownPersonError for the key of nobody.
    """
    database = database.acting(Action.MANAGE_PEOPLE)
    if read_held(database, command.person_id) is None:
        raise UnknownPersonError(command.person_id)
    end_logins(database, command.person_id, command.by, command.at)


def erase(database: Database, command: OfPerson) -> ErasedReceipt:
    """Erase what is held of somebody, so that their name is in no byte of the database's files.

    What was recorded of their doings stays, under a key that names nobody. Of somebody who was
    erased already the file is written anew, which may have failed before. Raises
    UnknownPersonError for the key of nobody, LastAdministratorError for the last administrator.
    """
    database = database.acting(Action.MANAGE_PEOPLE)
    is_last = command.person_id not in list_erased(database) and erase_person(
        database, command.person_id, command.by, command.at, may_be_last=command.may_be_last
    )
    write_anew(database, command.at)
    return ErasedReceipt(command.person_id, is_last, _list_beside_backups((command.person_id,), command.at))


def _list_beside_backups(person_ids: tuple[str, ...], now: datetime) -> str:
    folder = current_settings().backups
    try:
        note_erased(folder, person_ids, now)
    except OSError as error:
        return f"{folder / ERASED_NAME}: cannot be written ({error.strerror})"
    return ""


def export_person(database: Database, command: OfPerson) -> dict[str, Any]:
    """Give all that is held of somebody, as plain values for a file; that it was given is recorded.

    Raises UnknownPersonError for the key of nobody.
    """
    database = database.acting(Action.MANAGE_PEOPLE)
    held = read_held(database, command.person_id)
    if held is None:
        raise UnknownPersonError(command.person_id)
    note(database, Noted.EXPORT, command.by, command.at, {"what": "person", "person": command.person_id})
    return {
        "person": _plain(held.person),
        "logins": [_plain(login) for login in held.logins],
        "roles": [_plain(asdict(role)) for role in held.roles],
        "audit": [
            {
                "entry": entry.change_id,
                "at": entry.changed_at.isoformat(),
                "kind": entry.kind,
                "by": entry.changed_by,
            }
            for entry in held.entries
        ],
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: cell.isoformat() if isinstance(cell, datetime) else cell for name, cell in row.items()}


def tidy_people(database: Database, now: datetime | None = None) -> tuple[str, ...]:
    """Erase what is held for longer than the settings say, and give whose keys; ictrack does it by itself.

    The last administrator stays, however long they have not been here. Where an erasure was broken
    off before the file was written anew, that is done too.
    """
    moment, settings = now or utc_now(), current_settings()
    before = months_before(moment, settings.person_months)
    without_role = moment - timedelta(days=settings.stranger_days)
    unseen = list_unseen(database, before, without_role)
    erased = tuple(person for person in unseen if _is_erased(database, person, moment))
    if erased or is_rewrite_due(database):
        write_anew(database, moment)
    if erased:
        _list_beside_backups(erased, moment)
    return erased


def _is_erased(database: Database, person_id: str, now: datetime) -> bool:
    try:
        erase_person(database.whole, person_id, BY_ITSELF, now)
    except LastAdministratorError:
        return False
    return True
