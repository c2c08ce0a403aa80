"""People for tests: who logs in, who is administrator."""

from __future__ import annotations

from datetime import datetime

from ictrack.access.identity import Login
from ictrack.access.roles import Role
from ictrack.actions.people import AddPerson, add_to_role
from ictrack.store.database import Database
from ictrack.store.people import begin_login

NOON = datetime.fromisoformat("2026-03-02T12:00")
ISSUER = "https://login.example.org"


def login_of(subject: str, name: str = "", at: datetime = NOON) -> Login:
    """Make a login of somebody, by the subject that their provider calls them."""
    return Login(ISSUER, subject, f"login-{subject}-{at.isoformat()}", at, name, f"{subject}@example.org")


def come(database: Database, subject: str, name: str = "", at: datetime = NOON) -> str:
    """Have somebody log in, and give their key."""
    return begin_login(database, login_of(subject, name, at), at)


def add(database: Database, subject: str, role: Role, city_id: str | None = None) -> str:
    """Give somebody a role who has not come yet, and give their key."""
    asked = AddPerson(role, city_id, issuer=ISSUER, subject=subject, at=NOON)
    return add_to_role(database, asked).person_id
