"""What the lineage asks of the store beside the initiatives that count."""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.scope import Scope
from ictrack.store.database import Database


@dataclass(frozen=True)
class LeftInitiative:
    """One initiative that had counted and had left by the scope's day, and where it stood."""

    initiative_id: str
    title: str
    city_id: str
    city_name: str
    phase_id: str | None
    standing: str
    removal_reason: str | None


def list_left(database: Database, scope: Scope) -> tuple[LeftInitiative, ...]:
    """List the initiatives of a scope that had left by its day."""
    return database.read("left_list", scope.parameters, LeftInitiative)
