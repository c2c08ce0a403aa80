"""What is remembered of trackers: how the columns and words of each are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ictrack.store.database import Database


@dataclass(frozen=True)
class SavedMapping:
    """Hold the mapping of one tracker, as it was saved."""

    name: str
    toml: str
    saved_at: datetime


def list_mappings(database: Database) -> tuple[SavedMapping, ...]:
    """List the mappings that are remembered, the last one first."""
    return database.read("tracker_mapping_list", {}, SavedMapping)
