"""`people`: who may log in, with which roles; giving and taking roles, signing out, erasing, exporting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import ClassVar, Literal

from ictrack.access.roles import Role
from ictrack.actions.people import (
    AddPerson,
    OfPerson,
    RevokeRole,
    add_to_role,
    erase,
    export_person,
    revoke_role,
    sign_out_everywhere,
)
from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.printing import Format, PlainRow, print_rows
from ictrack.errors import NotAllowedError
from ictrack.store.database import Database
from ictrack.store.people import GrantedRole, Person, list_grants, list_people

_COLUMNS = (
    *("person_id", "role", "city_id", "name", "email", "issuer", "subject"),
    *("first_seen_at", "last_seen_at", "open_logins", "granted_at", "granted_by"),
)
_NOBODY_LEFT = (
    "Warning: nobody is administrator any more, so nobody can give roles on screen. To name one: "
    "'python -m ictrack people add KEY --role administrator'.\n"
)


class PeopleListCommand(Command):
    """List who may log in and who waits for a role."""

    kind: Literal["people_list"] = "people_list"
    form: Format = Format.TABLE

    def run(self, database: Database) -> CommandOutcome:
        """Print one line per person and role, those without a role first; times are UTC."""
        people = list_people(database)
        waiting = [person for person in people if not person.roles]
        rows = [_row(person, None) for person in waiting]
        rows += [_row(person, granted) for person in people for granted in person.roles]
        rows += _rows_of_unknown(database, people)
        return CommandOutcome(stdout=print_rows(self.form, _COLUMNS, rows), stderr=_said(people, waiting))


def _said(people: tuple[Person, ...], waiting: list[Person]) -> str:
    if not people:
        return (
            "Nobody is known yet. The first administrator: 'python -m ictrack people add --issuer ISSUER "
            "--subject SUBJECT --role administrator'.\n"
        )
    if not waiting:
        return ""
    wait = "1 person waits" if len(waiting) == 1 else f"{len(waiting):,} people wait"
    return f"{wait} for a role: 'python -m ictrack people add KEY --role reader' gives one.\n"


def _row(person: Person, granted: GrantedRole | None) -> PlainRow:
    return {
        "person_id": person.person_id,
        **_of_role(granted),
        "name": person.name,
        "email": person.email,
        "issuer": person.issuer,
        "subject": person.subject,
        "first_seen_at": person.first_seen_at.isoformat(sep=" ", timespec="seconds"),
        "last_seen_at": person.last_seen_at.isoformat(sep=" ", timespec="seconds"),
        "open_logins": person.open_logins,
    }


def _of_role(granted: GrantedRole | None) -> PlainRow:
    return {
        "role": granted.role.value if granted else None,
        "city_id": granted.city_id if granted else None,
        "granted_at": granted.granted_at.isoformat(sep=" ", timespec="seconds") if granted else None,
        "granted_by": granted.granted_by if granted else None,
    }


def _rows_of_unknown(database: Database, people: tuple[Person, ...]) -> Iterator[PlainRow]:
    """List the roles of keys that nobody is known by: in a database that was made from a journal."""
    known = {person.person_id for person in people}
    for granted in list_grants(database):
        if granted.person_id not in known:
            empty: PlainRow = dict.fromkeys(_COLUMNS)
            yield {**empty, "person_id": granted.person_id, **_of_role(granted)}


class PeopleAddCommand(Command):
    """Give somebody a role, by their key or before they have come."""

    writes: ClassVar[bool] = True
    kind: Literal["people_add"] = "people_add"
    person_id: str = ""
    issuer: str = ""
    subject: str = ""
    role: Role
    city: str | None = None
    name: str = ""

    def run(self, database: Database) -> CommandOutcome:
        """Give the role, and print the key."""
        asked = AddPerson(self.role, self.city, self.person_id, self.issuer, self.subject, self.name)
        try:
            receipt = add_to_role(database, asked)
        except NotAllowedError as error:
            raise error.at(f"--{error.where}") from error
        grant = receipt.grant
        role = f"{grant.role.value} of {grant.city_id}" if grant.city_id else grant.role.value
        said = f"{receipt.person_id}: is now {role}." if receipt.is_new else f"Had the role already: {role}."
        return CommandOutcome(stdout=f"{receipt.person_id}\n", stderr=f"{said}\n")


class PeopleRevokeCommand(Command):
    """Take a role from somebody, or all of them."""

    writes: ClassVar[bool] = True
    kind: Literal["people_revoke"] = "people_revoke"
    person_id: str
    role: Role | None = None
    city: str | None = None

    def run(self, database: Database) -> CommandOutcome:
        """Take the roles, and say which; warn where nobody is administrator any more."""
        taken = revoke_role(
            database, RevokeRole(self.person_id, self.role, self.city or None, may_be_last=True)
        )
        roles = (
            f"{grant.role.value} of {grant.city_id}" if grant.city_id else grant.role.value
            for grant in taken.roles
        )
        said = f"{self.person_id}: is no longer {', '.join(roles)}.\n"
        return CommandOutcome(stderr=said + (_NOBODY_LEFT if taken.was_last_administrator else ""))


class PeopleSignOutCommand(Command):
    """End all logins of somebody."""

    writes: ClassVar[bool] = True
    kind: Literal["people_sign_out"] = "people_sign_out"
    person_id: str

    def run(self, database: Database) -> CommandOutcome:
        """End them, and say so."""
        sign_out_everywhere(database, OfPerson(self.person_id))
        return CommandOutcome(stderr=f"{self.person_id}: is signed out everywhere, and may log in again.\n")


class PeopleEraseCommand(Command):
    """Erase what is held of somebody."""

    writes: ClassVar[bool] = True
    kind: Literal["people_erase"] = "people_erase"
    person_id: str

    def run(self, database: Database) -> CommandOutcome:
        """Erase it, and say what it was and what it was not taken out of."""
        receipt = erase(database, OfPerson(self.person_id, may_be_last=True))
        said = (
            f"{self.person_id}: what was held of them is erased, and the file was written anew without it. "
            "What they did is still recorded, under a key that names nobody. Backups from before still hold "
            "it; when one is restored it is taken out.\n"
        )
        if receipt.not_listed:
            said += f"Warning: {receipt.not_listed}. The journal tells of the erasure all the same.\n"
        return CommandOutcome(stderr=said + (_NOBODY_LEFT if receipt.was_last_administrator else ""))


class PeopleExportCommand(Command):
    """Give all that is held of somebody."""

    writes: ClassVar[bool] = True  # that it was given is recorded
    kind: Literal["people_export"] = "people_export"
    person_id: str

    def run(self, database: Database) -> CommandOutcome:
        """Print it as JSON."""
        held = export_person(database, OfPerson(self.person_id))
        return CommandOutcome(stdout=json.dumps(held, ensure_ascii=False, indent=2) + "\n")
