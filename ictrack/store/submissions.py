"""Reports that are no status updates yet: drafts, and those that wait for review."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import duckdb
import pyarrow as pa

from ictrack.dates import end_of_day, utc_now
from ictrack.store.database import Database
from ictrack.store.outbox import Change, record_change, replays
from ictrack.store.staging import Staging, StoreChangedError, refuse_if_changed
from ictrack.vocabulary import SubmissionState

_KIND = "submissions"
_SCHEMA = pa.schema(
    [
        ("submission_id", pa.string()),
        ("initiative_id", pa.string()),
        ("state", pa.string()),
        ("cells", pa.string()),
        ("made_at", pa.timestamp("us")),
        ("made_by", pa.string()),
        ("decided_at", pa.timestamp("us")),
        ("decided_by", pa.string()),
        ("note", pa.string()),
        ("load_id", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Submission:
    """One report as it was sent: the cells of its status update as text, and what became of it."""

    submission_id: str
    initiative_id: str
    state: SubmissionState
    cells: Mapping[str, str]
    made_at: datetime
    made_by: str
    decided_at: datetime | None = None
    decided_by: str | None = None
    note: str | None = None
    load_id: int | None = None

    @property
    def update_id(self) -> str:
        """Give the identifier of the status update that it is to become."""
        return self.cells.get("update_id", "")


@dataclass(frozen=True)
class ListedSubmission:
    """One report as it was sent, with the title and the city of its initiative."""

    submission: Submission
    title: str
    city_id: str
    city_name: str

    @property
    def is_removed(self) -> bool:
        """Say whether its initiative is not stored any more."""
        return not self.city_id


@dataclass(frozen=True)
class StoredReport:
    """One status update that is stored: who brought it, when, and its cells as text."""

    update_id: str
    initiative_id: str
    made_by: str
    made_at: datetime | None
    cells: Mapping[str, str]


@dataclass(frozen=True)
class WaitingReports:
    """How many reports of one initiative wait for review, and when the last of them was sent."""

    initiative_id: str
    city_id: str
    reports: int
    last_made_at: datetime


def list_submissions(
    database: Database,
    *states: SubmissionState,
    city: str | None = None,
    initiatives: Sequence[str] | None = None,
    ids: Sequence[str] | None = None,
) -> tuple[ListedSubmission, ...]:
    """List the submissions in some states, by city and initiative; of any state where none is given."""
    parameters = {
        "states": list(map(str, states or SubmissionState)),
        "city": city,
        "initiatives": None if initiatives is None else list(initiatives),
        "ids": None if ids is None else list(ids),
    }
    return tuple(
        ListedSubmission(_submission(row), row["title"] or "", row["city_id"] or "", row["city_name"] or "")
        for row in database.ask("submission_list", parameters)
    )


def list_waiting(database: Database, known_on: date = date.max) -> tuple[WaitingReports, ...]:
    """Count the reports that wait for review, of those sent up to a day, by initiative."""
    return database.read("waiting_reports", {"known_until": end_of_day(known_on)}, WaitingReports)


def list_stored_reports(database: Database, initiatives: Sequence[str]) -> tuple[StoredReport, ...]:
    """List the status updates of some initiatives with their cells, the last recorded at the end."""
    rows = database.ask("reported_cells", {"initiatives": list(initiatives)})
    return tuple(StoredReport(**{**row, "cells": _stored_cells(row["cells"])}) for row in rows)


def list_taken_identifiers(database: Database, initiatives: Sequence[str]) -> list[tuple[str, str]]:
    """List the identifiers of updates that are taken for some initiatives, each with its initiative."""
    rows = database.ask("taken_update_ids", {"initiatives": list(initiatives)})
    return [(row["initiative_id"], row["update_id"]) for row in rows]


def list_initiatives_with_status(
    database: Database, initiatives: Sequence[str], today: date
) -> frozenset[str]:
    """List those of some initiatives of which a delivery status is in force today, as known today."""
    asked = {"as_at": today, "known_on": today, "cities": None, "initiatives": list(initiatives)}
    rows = database.ask("initiatives_with_status", asked)
    return frozenset(row["initiative_id"] for row in rows)


def find_sources(database: Database, initiatives: Sequence[str]) -> dict[str, str]:
    """Give the source of each of some initiatives."""
    return _of_initiatives(database, initiatives, "source_id")


def find_cities(database: Database, initiatives: Sequence[str]) -> dict[str, str]:
    """Give the city of each of some initiatives, as it is stored."""
    return _of_initiatives(database, initiatives, "city_id")


def _of_initiatives(database: Database, initiatives: Sequence[str], column: str) -> dict[str, str]:
    rows = database.ask("source_of_initiative", {"initiatives": list(initiatives)})
    return {row["initiative_id"]: row[column] for row in rows}


def write_submissions(
    database: Database,
    judged_at: int,
    by: str,
    put: Sequence[Submission] = (),
    remove: Sequence[str] = (),
) -> bool:
    """Put and remove submissions in one transaction; do nothing where the store has changed.

    `by` says who does; `judged_at` is the version of the store that was looked at before.
    """
    try:
        database.write(lambda cursor: _write(cursor, judged_at, by, put, remove))
    except StoreChangedError:
        return False
    return True


def put_submissions(staging: Staging, submissions: Sequence[Submission]) -> None:
    """Put submissions in place of what is stored of them, within a write."""
    rows = [{**vars(submission), "cells": _json(submission.cells)} for submission in submissions]
    staging.put("sent_submission", pa.Table.from_pylist(rows, _SCHEMA))
    staging.run("put_submissions")


def _write(
    cursor: duckdb.DuckDBPyConnection,
    judged_at: int,
    by: str,
    put: Sequence[Submission],
    remove: Sequence[str],
) -> None:
    staging = Staging(cursor)
    refuse_if_changed(staging, judged_at)
    _put_and_remove(staging, put, remove)
    now = utc_now()
    record_change(cursor, _KIND, now, by, {"put": list(map(vars, put)), "remove": list(remove)})


def _put_and_remove(staging: Staging, put: Sequence[Submission], remove: Sequence[str]) -> None:
    if put:
        put_submissions(staging, put)
    if remove:
        staging.run("remove_submissions", {"submission_ids": list(remove)})


@replays(_KIND)
def _replay(cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
    values: dict[str, Any] = change.values()
    put = [Submission(**each) for each in values["put"]]
    _put_and_remove(Staging(cursor), put, values["remove"])


def _submission(row: dict[str, Any]) -> Submission:
    own = {field.name: row[field.name] for field in fields(Submission)}
    return Submission(**{**own, "state": SubmissionState(row["state"]), "cells": json.loads(row["cells"])})


def _stored_cells(text: str) -> dict[str, str]:
    """Give the cells of a stored update as they could be sent: written days, and no origin."""
    row: dict[str, Any] = json.loads(text)
    cells = {name: value for name, value in row.items() if isinstance(value, str)}
    written = {
        name.removesuffix("_written"): value for name, value in cells.items() if name.endswith("_written")
    }
    return {**{name: cells[name] for name in cells if not name.endswith("_written")}, **written}


def _json(cells: Mapping[str, str]) -> str:
    return json.dumps(dict(cells), ensure_ascii=False, sort_keys=True)
