"""The stored rows of one file of a source, each as the cells that would say the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ictrack.access.roles import Action
from ictrack.models import LIST_SEPARATOR, ROW_OF_FILE, columns_of
from ictrack.store.database import Database
from ictrack.store.staging import open_staging


@dataclass(frozen=True)
class ReferenceRow:
    """Hold one stored row: its key, its source, and every cell of its file as it would be written."""

    row_key: str
    source_id: str
    cells: Mapping[str, str]


def list_reference_rows(
    database: Database, file: str, source_id: str | None = None
) -> tuple[ReferenceRow, ...]:
    """List the stored rows of a file, of one source or of all, by their keys.

    Raises NotPermittedError where the reader may not edit reference data.
    """
    with open_staging(database.acting(Action.EDIT_REFERENCE)) as staging:
        found = staging.ask_named("reference_rows", {"file": file, "source_id": source_id})
    columns = columns_of(ROW_OF_FILE[file])
    return tuple(
        ReferenceRow(row["row_key"], row["source_id"], written_cells(json.loads(row["said"]), columns))
        for row in found
    )


def written_cells(said: Mapping[str, Any], columns: Sequence[str]) -> dict[str, str]:
    """Write what is stored as the cells of a file, empty ones too; days stand as they were written."""
    return {column: _cell(said.get(f"{column}_written", said.get(column))) for column in columns}


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return f"{LIST_SEPARATOR} ".join(value)
    return "" if value is None else str(value)
