"""Who may log in, for those who look after people: who waits for a role, who has which, one person.

What stands here is personal data: it is read anew each time, and kept in no cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ictrack.access.rights import Grant
from ictrack.access.roles import Action, Role
from ictrack.language import _, format_moment, join_words, ngettext
from ictrack.store.database import Database
from ictrack.store.people import Person, list_people
from ictrack.store.queries import list_cities
from ictrack.summaries.actors import actor_names
from ictrack.summaries.role_words import role_label
from ictrack.summaries.table import Cell, Column, Linked, Table, Target

# In the order of a form: what is given most often comes first.
_ROLES = tuple(role for role in Role if role is not Role.PUBLIC)


@dataclass(frozen=True)
class HeldRole:
    """One role that somebody has, and how it is called."""

    grant: Grant
    label: str


@dataclass(frozen=True)
class OnePerson:
    """One person: what is known of them, and the roles that they have."""

    person_id: str
    title: str
    sentence: str
    facts: tuple[tuple[str, Cell], ...]
    roles: tuple[HeldRole, ...]


@dataclass(frozen=True)
class PeopleSummary:
    """Who waits for a role, who has one, and the person who is opened.

    `roles` and `cities` are what can be given, by what is recorded and what it is called.
    """

    sentence: str
    hint: str
    waiting: Table
    table: Table
    opened: OnePerson | None
    problem: str
    roles: dict[Role, str]
    cities: dict[str, str]


def open_people(person_id: str = "") -> Target:
    """Lead to the people, or to one of them by their key."""
    return Target("people", (("person", person_id),) if person_id else ())


def summarise_people(database: Database, opened: str) -> PeopleSummary:
    """List the people, and open the one whose key the address names.

    Raises NotPermittedError for whoever may not look after people.
    """
    whole = database.acting(Action.MANAGE_PEOPLE)
    cities = {city.city_id: city.name for city in list_cities(whole)}
    people = list_people(whole)
    waiting = tuple(person for person in people if not person.roles)
    found = next((person for person in people if person.person_id == opened), None)
    unknown = _("Nobody is known by the key '{key}'.", key=opened) if opened and found is None else ""
    return PeopleSummary(
        sentence=_sentence(people, waiting),
        hint=_hint(people),
        waiting=_waiting_table(waiting),
        table=_role_table(tuple(person for person in people if person.roles), cities),
        opened=_one(database, found, cities) if found else None,
        problem=unknown,
        roles={role: role_label(role) for role in _ROLES},
        cities=cities,
    )


def _sentence(people: tuple[Person, ...], waiting: tuple[Person, ...]) -> str:
    if not people:
        return _("Nobody has logged in yet, and nobody was given a role.")
    held = len(people) - len(waiting)
    have = ngettext("{n} person has a role.", "{n} people have a role.", held)
    if not waiting:
        return have
    wait = ngettext("{n} person waits for a role.", "{n} people wait for a role.", len(waiting))
    return f"{wait} {have}"


def _hint(people: tuple[Person, ...]) -> str:
    if any(one.role is Role.ADMINISTRATOR for person in people for one in person.roles):
        return ""
    return _(
        "Nobody who logs in is administrator. Where no login is set up, whoever uses this computer is; "
        "where one is, nobody can give roles on screen."
    )


def _waiting_table(waiting: tuple[Person, ...]) -> Table:
    columns = (
        Column("person", _("Person")),
        Column("email", _("Email address, as their login says")),
        Column("first_seen", _("First here (UTC)")),
        Column("last_seen", _("Last here (UTC)")),
    )
    rows = tuple(
        (
            Linked(_title(person), open_people(person.person_id)),
            person.email or None,
            format_moment(person.first_seen_at),
            format_moment(person.last_seen_at),
        )
        for person in waiting
    )
    return Table(_("Who waits for a role"), columns, rows)


def _role_table(people: tuple[Person, ...], cities: dict[str, str]) -> Table:
    columns = (
        Column("person", _("Person")),
        Column("roles", _("Roles")),
        Column("last_seen", _("Last here (UTC)")),
    )
    rows = tuple(
        (
            Linked(_title(person), open_people(person.person_id)),
            join_words([grant_label(one.grant, cities) for one in person.roles]),
            _last_seen(person),
        )
        for person in people
    )
    return Table(_("Who has which role"), columns, rows)


def _last_seen(person: Person) -> str:
    """Say when somebody was here; one who was named before they came has not been."""
    has_come = person.last_seen_at > person.first_seen_at or person.open_logins or person.email
    return format_moment(person.last_seen_at) if has_come else _("not yet")


def _title(person: Person) -> str:
    return person.name or person.email or person.person_id


def grant_label(grant: Grant, cities: dict[str, str]) -> str:
    """Name a role, with its city where it is of one."""
    label = role_label(grant.role)
    if not grant.city_id:
        return label
    return _("{role} of {city}", role=label, city=cities.get(grant.city_id, grant.city_id))


def _one(database: Database, person: Person, cities: dict[str, str]) -> OnePerson:
    name = actor_names(database)
    facts: list[tuple[str, Cell]] = [
        (_("Email address, as their login says"), person.email),
        (_("Login provider"), person.issuer),
        (_("What the provider calls them"), person.subject),
        (_("Key, which stands for them in all that is recorded"), person.person_id),
        (_("First here (UTC)"), format_moment(person.first_seen_at)),
        (_("Last here (UTC)"), format_moment(person.last_seen_at)),
        (_("Logins that are open"), str(person.open_logins)),
    ]
    facts += [
        (grant_label(one.grant, cities), _given(one.granted_at, name(one.granted_by))) for one in person.roles
    ]
    roles = tuple(HeldRole(one.grant, grant_label(one.grant, cities)) for one in person.roles)
    return OnePerson(person.person_id, _title(person), _sentence_of(person, roles), tuple(facts), roles)


def _sentence_of(person: Person, roles: tuple[HeldRole, ...]) -> str:
    if not roles:
        return _("{person} waits for a role.", person=_title(person))
    held = join_words([role.label for role in roles])
    return _("{person}: {roles}.", person=_title(person), roles=held)


def _given(moment: datetime, who: str) -> str:
    return _("given on {moment} (UTC), by {who}", moment=format_moment(moment), who=who)
