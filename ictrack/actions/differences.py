"""What a load adds and changes, row by row and cell by cell."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ictrack.actions.receipt import CellChange, Difference
from ictrack.store.staging import Staging

LISTED_DIFFERENCES = 1_000
_PROVENANCE = frozenset({"source_id", "load_id", "file_row", "sent_hash", "row_key"})


def list_differences(
    staging: Staging, accepted: pa.Table, rows: Mapping[str, pa.Table]
) -> tuple[Difference, ...]:
    """List what a load writes, changed rows first, up to a limit."""
    staging.put("accepted", accepted)
    listed = staging.ask_named("load_difference", {"listed": LISTED_DIFFERENCES})
    numbers: dict[str, set[int]] = defaultdict(set)
    for row in listed:
        if row["state"] == "changed":
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
    cells = _changes(json.loads(row["said"]), sent) if row["said"] and sent else ()
    return Difference(row["file"], row["file_row"], key, row["state"], cells)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[CellChange, ...]:
    """Compare two rows by what was written: of a day, its words and not the day they count as."""
    columns = [name for name in after if name not in _PROVENANCE and f"{name}_written" not in after]
    changes = ((name, _text(before.get(name)), _text(after[name])) for name in columns)
    return tuple(
        CellChange(name.removesuffix("_written"), old, new) for name, old, new in changes if old != new
    )


def _text(value: Any) -> str | None:
    if value is None or value == []:
        return None
    return "; ".join(value) if isinstance(value, list) else str(value)
