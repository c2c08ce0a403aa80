"""Make every change again from what the outbox recorded of it, in a database that is new."""

from __future__ import annotations

import duckdb

from ictrack.store.outbox import Change, record_parts, replay_of


def replay_change(cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
    """Make one change again, and record it as it was; call it in one transaction."""
    replay_of(change.kind)(cursor, change)
    record_parts(cursor, change.kind, change.changed_at, change.changed_by, change.payload)
