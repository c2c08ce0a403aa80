"""Remember how a tracker is read, and find that again when it comes the next time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ictrack.access.roles import Action
from ictrack.dates import utc_now
from ictrack.ingest.source import RawSource, RawTable
from ictrack.ingest.trackers.mapping import TrackerMapping, parse_mapping
from ictrack.store.database import Database
from ictrack.store.mapping_queries import list_mappings
from ictrack.store.outbox import run_recorded


@dataclass(frozen=True)
class SaveMapping:
    """Ask for a mapping to be remembered under the name of its tracker."""

    mapping: TrackerMapping
    saved_by: str
    saved_at: datetime = field(default_factory=utc_now)


@dataclass(frozen=True)
class MappingReceipt:
    """Say under which name a mapping is remembered, and whether anything was written."""

    name: str
    is_written: bool


def save_mapping(database: Database, command: SaveMapping) -> MappingReceipt:
    """Remember a mapping, and what was answered before of columns and words that it does not name.

    What is remembered already is not written again. Raises NotPermittedError where the reader may
    not import.
    """
    database = database.acting(Action.IMPORT)
    name = command.mapping.tracker
    before = next((saved.toml for saved in list_mappings(database) if saved.name == name), None)
    answered = parse_mapping(before, name) if before else None
    toml = command.mapping.with_answers_of(answered).to_toml()
    if toml == before:
        return MappingReceipt(name, is_written=False)
    parameters = {"name": name, "toml": toml, "saved_at": command.saved_at}
    database.write(
        lambda cursor: run_recorded(
            cursor,
            "tracker_mapping",
            command.saved_at,
            command.saved_by,
            ("put_tracker_mapping",),
            parameters,
        )
    )
    return MappingReceipt(name, is_written=True)


def remembered_mapping(database: Database, raw: RawSource) -> TrackerMapping | None:
    """Find how a file's tracker was read before: by its name, else by the columns of its initiatives."""
    saved = [parse_mapping(one.toml, one.name) for one in list_mappings(database)]
    by_name = [mapping for mapping in saved if mapping.tracker == raw.path.stem]
    by_columns = [
        mapping for mapping in saved if any(_has_its_columns(table, mapping) for table in raw.tables.values())
    ]
    return next(iter([*by_name, *by_columns]), None)


def _has_its_columns(table: RawTable, mapping: TrackerMapping) -> bool:
    """Say whether a table has all columns of initiatives that a mapping names, and one of its days."""
    of_initiative = {
        column.header for column in mapping.column if not column.is_of_update and not column.is_open
    }
    of_update = {column.header for column in mapping.column if column.is_of_update}
    header = set(table.header)
    return bool(of_initiative) and of_initiative <= header and bool(of_update & header)
