"""What is held of one person, for whoever asks what that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ictrack.store.audit_list import AuditEntry, AuditFilter, list_entries
from ictrack.store.database import Database
from ictrack.store.people import GrantedRole, list_grants


@dataclass(frozen=True)
class HeldOf:
    """All that is held of one person; `person` and each login by the names of their columns."""

    person: dict[str, Any]
    logins: tuple[dict[str, Any], ...]
    roles: tuple[GrantedRole, ...]
    entries: tuple[AuditEntry, ...]


def read_held(database: Database, person_id: str) -> HeldOf | None:
    """Read what is held of somebody; nothing where nobody is known by the key."""
    person = next(iter(database.whole.ask("person_one", {"person_id": person_id})), None)
    if person is None:
        return None
    return HeldOf(
        person=person,
        logins=tuple(database.whole.ask("person_logins", {"person_id": person_id})),
        roles=list_grants(database, person_id),
        entries=list_entries(database, AuditFilter(of_person=person_id)),
    )
