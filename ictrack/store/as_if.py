"""Ask where an initiative would stand if a report were stored; nothing of the report stays."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pyarrow as pa

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import InitiativeInFull
from ictrack.store.staging import Staging

# Loads are numbered from 1, what was there before them is of 0.
_NO_LOAD = -1


def find_as_if(
    database: Database, updates: pa.Table, source_id: str, scope: Scope, initiative_id: str
) -> InitiativeInFull:
    """Find an initiative as it would be with further status updates, by the questions of every page.

    `updates` are checked rows of `status_updates`. They are written in a transaction that is
    always taken back, so nobody else ever sees them.
    """
    with database.cursor() as cursor:
        staging = Staging(cursor)
        staging.put("sent_status_updates", updates)
        cursor.begin()
        try:
            staging.run("put_as_if", {"source_id": source_id, "load_id": _NO_LOAD})
            staging.keep_what_follows(_NO_LOAD)
            (row,) = staging.ask_named("initiative_one", {"initiative": initiative_id, **scope.parameters})
        finally:
            cursor.rollback()
    values: dict[str, Any] = {field.name: _frozen(row[field.name]) for field in fields(InitiativeInFull)}
    return InitiativeInFull(**values)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
