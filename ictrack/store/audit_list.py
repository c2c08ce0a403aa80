"""The entries of the audit: who did what and when, without what was in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from ictrack.store.database import Database

_ALL = 2**31


@dataclass(frozen=True)
class AuditFilter:
    """Narrow the audit: from a moment on, until before another, of one kind, by somebody.

    `of_person` is of what somebody did and of what was done to what is held of them.
    """

    since: datetime | None = None
    before: datetime | None = None
    kind: str | None = None
    by: str | None = None
    of_person: str | None = None


@dataclass(frozen=True)
class AuditEntry:
    """One entry of the audit; `told` are the values of a short one, such as whose role was taken."""

    change_id: int
    kind: str
    changed_at: datetime
    changed_by: str
    told: dict[str, Any]
    audit_head: str | None

    @property
    def person_id(self) -> str:
        """Give the key of the person whom the entry is about; empty where it is about none."""
        return str(self.told.get("person_id") or self.told.get("person") or "")


def list_entries(
    database: Database, narrowed: AuditFilter, skipped: int = 0, most: int = _ALL
) -> tuple[AuditEntry, ...]:
    """List the entries of the audit, the last first."""
    parameters = {**asdict(narrowed), "skipped": skipped, "most": most}
    return tuple(_entry(row) for row in database.whole.ask("audit_list", parameters))


def count_entries(database: Database, narrowed: AuditFilter) -> int:
    """Count the entries of the audit."""
    return int(database.whole.ask("audit_count", asdict(narrowed))[0]["entries"])


def list_kinds(database: Database) -> dict[str, tuple[str, ...]]:
    """List which kinds of entries there are, and by whom: the choices of a filter."""
    (row,) = database.whole.ask("audit_choices")
    return {"kind": tuple(row["kinds"] or ()), "by": tuple(row["doers"] or ())}


def _entry(row: dict[str, Any]) -> AuditEntry:
    told: dict[str, Any] = json.loads(row.pop("told") or "{}")
    parameters = told.get("parameters")
    return AuditEntry(told=parameters if isinstance(parameters, dict) else told, **row)
