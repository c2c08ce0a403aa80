"""What a load adds, changes, and may not change: row by row and cell by cell."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ictrack.actions.receipt import CellChange, Difference
from ictrack.ingest.sets import CONFLICT_RULES
from ictrack.ingest.source import CheckedSource, RawTable
from ictrack.store.staging import Staging

LISTED_DIFFERENCES = 1_000
_PROVENANCE = frozenset({"source_id", "load_id", "file_row", "sent_hash", "row_key"})


def list_differences(
    staging: Staging, accepted: pa.Table, rows: Mapping[str, pa.Table]
) -> tuple[Difference, ...]:
    """List what a load writes, changed rows first, up to a limit."""
    return _list(staging, accepted, rows, LISTED_DIFFERENCES)


def list_conflicts(staging: Staging, checked: CheckedSource) -> tuple[Difference, ...]:
    """List the refused rows that would say otherwise than what is stored and may not be changed."""
    numbers = {
        (issue.file, issue.sheet, issue.row) for issue in checked.issues if issue.code in CONFLICT_RULES
    }
    if not numbers:
        return ()
    places = {file: typed.place for file, typed in checked.files.items()}
    rejected = [row for row in checked.states.to_pylist() if row["state"] == "rejected"]
    conflicts = [
        {**row, "state": "in_conflict"}
        for row in rejected
        if row["file"] in places and _place(places[row["file"]], row["file_row"]) in numbers
    ]
    table = pa.Table.from_pylist(conflicts, checked.states.schema)
    listed = _list(staging, table, checked.rows, len(conflicts))
    # A sheet's row is an initiative and an update: the one that says the same is in no conflict.
    return tuple(conflict for conflict in listed if conflict.cells)


def _place(table: RawTable, number: int) -> tuple[str, str | None, int | None]:
    return (table.file, *table.place_of(number))


def with_sheets(differences: Iterable[Difference], sheet: RawTable | None) -> tuple[Difference, ...]:
    """Give rows of several sheets that were read as one with the sheet that each is of."""
    if sheet is None or not sheet.sheets:
        return tuple(differences)
    places = ((one, sheet.place_of(one.row)) for one in differences)
    return tuple(replace(one, sheet=name, row=row) for one, (name, row) in places)


def _list(
    staging: Staging, states: pa.Table, rows: Mapping[str, pa.Table], most: int
) -> tuple[Difference, ...]:
    staging.put("accepted", states)
    staging.find_wanted("wanted_of_difference", {"listed": most})
    listed = staging.ask_named("load_difference", {"listed": most})
    numbers: dict[str, set[int]] = defaultdict(set)
    for row in listed:
        numbers[row["file"]].add(row["file_row"])
    sent = {(file, row["file_row"]): row for file in numbers for row in _rows(rows.get(file), numbers[file])}
    return tuple(_difference(row, sent.get((row["file"], row["file_row"]))) for row in listed)


def _rows(table: pa.Table | None, numbers: set[int]) -> list[dict[str, Any]]:
    if table is None:
        return []
    wanted = pc.is_in(table["file_row"], pa.array(sorted(numbers), pa.int64()))
    return list(table.filter(wanted).to_pylist())


def _difference(row: Mapping[str, Any], sent: Mapping[str, Any] | None) -> Difference:
    key = str(row["row_key"] or "").replace("\x1f", ", ")
    before = json.loads(row["said"]) if row["said"] else {}
    cells = _changes(before, sent) if sent else ()
    return Difference(row["file"], row["file_row"], key, row["state"], cells)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[CellChange, ...]:
    """Compare two rows by what was written: of a day, its words and not the day they count as.

    A blank day of recording is one that the load fills in: it says nothing else than what is stored.
    """
    filled_in = {"recorded_on"} if after.get("recorded_on") is None else set()
    passed_over = _PROVENANCE | filled_in
    columns = [name for name in after if name not in passed_over and f"{name}_written" not in after]
    changes = ((name, _text(before.get(name)), _text(after[name])) for name in columns)
    return tuple(
        CellChange(name.removesuffix("_written"), old, new) for name, old, new in changes if old != new
    )


def _text(value: Any) -> str | None:
    if value is None or value == []:
        return None
    return "; ".join(value) if isinstance(value, list) else str(value)
