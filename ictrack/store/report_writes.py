"""Write what is kept with a convening: commentary, and the freezes of its report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

import duckdb

from ictrack.store.asking import fetch, run
from ictrack.store.database import Database
from ictrack.store.outbox import run_recorded
from ictrack.store.report_queries import Freeze, WrittenCommentary


class OvertakenError(Exception):
    """Leave a write: somebody else wrote what its writer has not seen."""


def put_commentary(
    database: Database, event_id: str, written: WrittenCommentary, seen: datetime | None
) -> None:
    """Keep what was written beside a section of a convening's report.

    `seen` is when what its writer saw there was written; raises OvertakenError where the
    last was written at another time.
    """

    def write(cursor: duckdb.DuckDBPyConnection) -> None:
        run(cursor, "commentary_list", {"event": event_id})
        last = {row["section"]: row["written_at"] for row in fetch(cursor)}
        if last.get(written.section) != seen:
            raise OvertakenError
        parameters = {"event": event_id, **asdict(written)}
        run_recorded(
            cursor, "commentary", written.written_at, written.written_by, ("put_commentary",), parameters
        )

    database.write(write)


def put_freeze(database: Database, freeze: Freeze, contents: Mapping[str, str]) -> None:
    """Freeze a convening's report; `contents` are the reports as JSON, by audience.

    Raises OvertakenError where it is frozen already.
    """

    def write(cursor: duckdb.DuckDBPyConnection) -> None:
        if _holding(cursor, freeze.event_id) is not None:
            raise OvertakenError
        parameters = {
            "freeze_id": freeze.freeze_id,
            "event": freeze.event_id,
            "as_at": freeze.as_at,
            "known_on": freeze.known_on,
            "contents": json.dumps(dict(contents), ensure_ascii=False),
            **_change(freeze.frozen_at, freeze.frozen_by),
        }
        steps = ("put_freeze", "put_frozen_reports")
        run_recorded(cursor, "report_frozen", freeze.frozen_at, freeze.frozen_by, steps, parameters)

    database.write(write)


def end_freeze(database: Database, freeze: Freeze, ended_at: datetime, ended_by: str) -> None:
    """Unfreeze a convening's report; raises OvertakenError where that freeze does not hold any more."""

    def write(cursor: duckdb.DuckDBPyConnection) -> None:
        if _holding(cursor, freeze.event_id) != freeze.freeze_id:
            raise OvertakenError
        parameters = {"freeze_id": freeze.freeze_id, **_change(ended_at, ended_by)}
        run_recorded(cursor, "report_unfrozen", ended_at, ended_by, ("end_freeze",), parameters)

    database.write(write)


def _change(changed_at: datetime, changed_by: str) -> dict[str, object]:
    return {"changed_at": changed_at, "changed_by": changed_by}


def _holding(cursor: duckdb.DuckDBPyConnection, event_id: str) -> str | None:
    """Give the freeze of a convening that has not ended."""
    run(cursor, "freeze_list", {"event": event_id})
    return next((str(row["freeze_id"]) for row in fetch(cursor) if row["ended_at"] is None), None)
