"""The source of a load as the store describes it, and the days on which its updates were recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ictrack.ingest.source import CheckedSource
from ictrack.ingest.states import known_facts
from ictrack.store.staging import Staging
from ictrack.vocabulary import RecordedMode, RecordedOn, RecordKind

SOURCE_SCHEMA = pa.schema(
    [
        ("source_id", pa.string()),
        ("title", pa.string()),
        ("record_kind", pa.string()),
        ("recorded_on", pa.string()),
        ("compiled_on_written", pa.string()),
        ("licence", pa.string()),
        ("note", pa.string()),
        ("bundled", pa.bool_()),
        ("invented", pa.bool_()),
    ]
)


def describe_source(
    checked: CheckedSource, staging: Staging, asked: RecordedMode | None, *, bundled: bool
) -> dict[str, Any]:
    """Give the row of the table `source`: what the load says of it, else what is stored.

    A source that says nothing of its recorded days has assumed ones when the load takes
    the reported days for them.
    """
    stored = [row for row in staging.ask_named("source_facts") if row["source_id"] == checked.source_id]
    assumed = asked is RecordedMode.REPORTED
    first = {
        "title": checked.raw.path.stem,
        "record_kind": RecordKind.RETURNS,
        "recorded_on": RecordedOn.ASSUMED if assumed else RecordedOn.GIVEN,
        "bundled": bundled,
        "invented": False,
    }
    said = known_facts(checked.facts)
    return {**(stored[0] if stored else first), **said, "source_id": checked.source_id}


def recorded_mode_of(source: dict[str, Any], asked: RecordedMode | None) -> RecordedMode:
    """Say which day stands in for a blank `recorded_on`: as asked, else as the source says."""
    if asked is not None:
        return asked
    assumed = source["recorded_on"] == RecordedOn.ASSUMED or source["invented"]
    return RecordedMode.REPORTED if assumed else RecordedMode.TODAY


def fill_recorded_on(updates: pa.Table, mode: RecordedMode, today: date) -> pa.Table:
    """Fill blank recorded days: with the day of the load, or the last day reported on.

    An undated update stays blank in the second case: it is known from the beginning.
    """
    stand_in = pa.scalar(today) if mode is RecordedMode.TODAY else updates["reported_on"]
    place = updates.column_names.index("recorded_on")
    filled = pc.coalesce(updates["recorded_on"], stand_in)
    return updates.set_column(place, updates.schema.field("recorded_on"), filled)
