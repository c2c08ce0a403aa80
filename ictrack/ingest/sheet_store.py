"""What the store knows of the rows of one sheet: initiatives, updates, identifiers in use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from ictrack.ingest.references import NameBook
from ictrack.ingest.rows import store_columns
from ictrack.ingest.sets import rule_sql
from ictrack.ingest.sheet_groups import Known, StoredInitiative, stored_cells
from ictrack.models import InitiativeRow
from ictrack.store.staging import Staging


def known_to_sheet(
    staging: Staging, books: Mapping[str, NameBook], parameters: Mapping[str, object]
) -> Known:
    """Collect what a sheet is matched against."""
    initiatives = staging.ask(rule_sql("stored_initiative"), parameters)
    updates: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in staging.ask(rule_sql("stored_update"), parameters):
        updates[row["initiative_id"]].append((row["update_id"], row["sent_hash"]))
    others = staging.ask(rule_sql("other_update_id"), parameters)
    return Known(
        books,
        tuple(StoredInitiative(row["initiative_id"], stored_cells(row)) for row in initiatives),
        updates,
        frozenset(row["identifier"] for row in staging.ask(rule_sql("stored_identifier"), parameters)),
        tuple((row["initiative_id"], row["update_id"]) for row in others),
        {
            row["initiative_id"]: (row["message"], row["allowed"])
            for row in staging.ask(rule_sql("initiative_elsewhere"), parameters)
        },
    )


def with_stored_hashes(initiatives: pa.Table, stored: list[dict[str, Any]]) -> pa.Table:
    """Take the fingerprint of what is stored for each initiative that says exactly that."""
    columns = [column.name for column in store_columns(InitiativeRow)]
    before = {row["initiative_id"]: row for row in stored}
    hashes = []
    for row in initiatives.to_pylist():
        known = before.get(row["initiative_id"])
        same = known is not None and all(row[name] == known[name] for name in columns)
        hashes.append(known["sent_hash"] if known is not None and same else row["sent_hash"])
    place = initiatives.column_names.index("sent_hash")
    return initiatives.set_column(place, "sent_hash", pa.array(hashes, pa.string()))
