"""What is asked about single loads: the rows that they changed or removed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ictrack.access.roles import Action
from ictrack.store.database import Database
from ictrack.store.staging import open_staging

# What says where a row came from, and nothing of what it says.
_PROVENANCE = frozenset({"source_id", "load_id", "file_row", "sent_hash"})


@dataclass(frozen=True)
class FormerRow:
    """A row that a load changed or removed: what it said before, and after; no `latter` where it went."""

    file: str
    row_key: str
    former: Mapping[str, Any]
    latter: Mapping[str, Any] | None

    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """List the columns that differ: name, before, after; a day by what was written of it."""
        if self.latter is None:
            return ()
        names = [name for name in self.former if name not in _PROVENANCE]
        said = [name for name in names if f"{name}_written" not in self.former]
        pairs = ((name, _text(self.former[name]), _text(self.latter.get(name))) for name in said)
        return tuple((name.removesuffix("_written"), old, new) for name, old, new in pairs if old != new)


def list_former_rows(database: Database, load_id: int) -> tuple[FormerRow, ...]:
    """List the rows that a load changed or removed, by file and key; none for who may not see loads."""
    if not database.rights.may(Action.SEE_LOADS):
        return ()
    with open_staging(database) as staging:
        staging.find_wanted("wanted_of_load", {"load_id": load_id})
        rows = staging.ask_named("load_changes", {"load_id": load_id})
    return tuple(
        FormerRow(
            row["file"],
            row["row_key"].replace("\x1f", " "),
            json.loads(row["former"]),
            json.loads(row["latter"]) if row["latter"] else None,
        )
        for row in rows
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
