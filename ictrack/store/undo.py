"""Take a load back: what it brought goes, what it changed is as it was, and both are recorded.

Its initiatives and updates still count in pictures as known on days before (the macros
`known_initiative` and `known_update`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from ictrack.store.database import Database
from ictrack.store.outbox import Change, record_change, replays
from ictrack.store.staging import Staging

_KIND = "undo"


@dataclass(frozen=True)
class Building:
    """Name one thing that builds on a load: a row, a report that waits, a signed return, a load.

    `load_id` is the load that it came with, if it came with one.
    """

    file: str
    row_key: str
    load_id: int | None


@dataclass(frozen=True)
class UndoOutcome:
    """Hold what came of an undo: `file_name` of the load, and what stood in the way.

    `undone_on` is the day on which the load had been taken back already; `reports` counts
    those that it had taken in.
    """

    file_name: str
    in_the_way: tuple[Building, ...] = ()
    undone_on: date | None = None
    reports: int = 0

    @property
    def is_done(self) -> bool:
        """Say whether the load was taken back."""
        return not self.in_the_way and self.undone_on is None


@dataclass(frozen=True)
class Undo:
    """Say which load is taken back, by whom, at what moment (UTC) and on what day (where ictrack runs)."""

    load_id: int
    undone_by: str
    undone_at: datetime
    undone_on: date


def undo_load(database: Database, undo: Undo) -> UndoOutcome | None:
    """Take a load back in one transaction; gives nothing when there is no such load.

    Where something builds on the load nothing is written, and it is named.
    """
    seen = _look(database, undo.load_id)
    if seen is None or not seen.is_done:
        return seen
    return database.write(lambda cursor: _undo(cursor, undo))


def _look(database: Database, load_id: int) -> UndoOutcome | None:
    with database.cursor() as cursor:
        return _find_in_the_way(Staging(cursor), load_id)[0]


def _find_in_the_way(staging: Staging, load_id: int) -> tuple[UndoOutcome | None, dict[str, Any]]:
    found = staging.ask_named("load_source", {"load_id": load_id})
    if not found:
        return None, {}
    load = found[0]
    if load["undone_on"] is not None:
        return UndoOutcome(load["file_name"], undone_on=load["undone_on"]), load
    staging.run("stored_naming")
    building = staging.ask_named("builds_on_load", load)
    in_the_way = tuple(Building(**row) for row in building)
    return UndoOutcome(load["file_name"], in_the_way, reports=load["reports"]), load


def _undo(cursor: duckdb.DuckDBPyConnection, undo: Undo) -> UndoOutcome | None:
    staging = Staging(cursor)
    outcome, load = _find_in_the_way(staging, undo.load_id)
    if outcome is None or not outcome.is_done:
        return outcome
    _apply_undo(staging, load, undo)
    payload = {"load_id": undo.load_id, "undone_on": undo.undone_on}
    record_change(cursor, _KIND, undo.undone_at, undo.undone_by, payload)
    return outcome


def _apply_undo(staging: Staging, load: dict[str, Any], undo: Undo) -> None:
    """Write what an undo changes; `load` is a row of the question `load_source`."""
    parameters = {**load, **vars(undo)}
    staging.run("undo_keep", parameters)
    staging.run_for_each_table("undo_rows", parameters)
    columns = {row["table_name"]: row for row in staging.ask_named("table_columns")}
    staging.run_for_each_table("undo_restore", parameters, columns)
    staging.run("undo_source", {**parameters, **columns["source"]})
    staging.keep_what_follows()
    staging.run("undo_note", parameters)


@replays(_KIND)
def _replay_undo(cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
    values: dict[str, Any] = change.values()
    staging = Staging(cursor)
    (load,) = staging.ask_named("load_source", values)
    # The first journals did not say the day, which was that of the moment then.
    day = values.get("undone_on", change.changed_at.date())
    _apply_undo(staging, load, Undo(values["load_id"], change.changed_by, change.changed_at, day))
