"""Rules that need more than one row: questions in `rules/*.sql` over this load and the store."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ictrack.ingest.issues import Issue
from ictrack.ingest.source import TypedFile
from ictrack.models import ROW_OF_FILE, key_columns_of
from ictrack.store.staging import Staging

_RULES = Path(__file__).parent / "rules"
# Each gives rows of file, file_row, column_name, value, message, allowed.
SET_RULES = (
    "duplicate_identifier",
    "alias_fits_two",
    "names_unknown_update",
    "names_other_initiative",
    "second_correction",
    "correction_cycle",
    "part_of_cycle",
    "changed_update",
    "changed_target",
    "other_source",
)

# Those of which nothing is found in a load that names no update.
_OF_NAMING = frozenset(
    {"names_unknown_update", "names_other_initiative", "second_correction", "correction_cycle"}
)

# Those that find nothing where no row is stored, but for what this load takes away.
_OF_STORED_ROWS = frozenset({"changed_update", "other_source"})

# Those that find a row which says otherwise than what is stored, where that may not change.
CONFLICT_RULES = frozenset({"changed_update", "changed_target", "other_source"})


@cache
def rule_sql(name: str) -> str:
    """Read the SQL of one rule."""
    return (_RULES / f"{name}.sql").read_text(encoding="utf-8")


def judge_sets(
    staging: Staging,
    files: Mapping[str, TypedFile],
    parameters: Mapping[str, object],
    unread: frozenset[str],
) -> list[tuple[str, int, Issue]]:
    """Ask every rule over the set that may find anything; give each problem with its file and its row."""
    found: list[tuple[str, int, Issue]] = []
    needless = _needless(staging, unread)
    for rule in SET_RULES:
        if rule in needless:
            continue
        found.extend(
            (row["file"], row["file_row"], _issue(rule, row, files[row["file"]]))
            for row in staging.ask(rule_sql(rule), parameters)
            if row["file"] in files
        )
    return found


def _needless(staging: Staging, unread: frozenset[str]) -> frozenset[str]:
    """Name the rules that find nothing, or could not be judged."""
    unjudged = {"names_unknown_update"} if "status_updates" in unread else set()
    (stored,) = staging.ask(rule_sql("stored_key_count"))
    of_stored = set() if stored["stored_rows"] else _OF_STORED_ROWS
    (naming,) = staging.ask(rule_sql("naming_count"))
    of_naming = set() if naming["naming"] else _OF_NAMING
    return frozenset({*unjudged, *of_stored, *of_naming, *_needless_of_keys(staging)})


def _needless_of_keys(staging: Staging) -> frozenset[str]:
    """Stage the fingerprints of keys that occur more than once; without any there is no doubled key.

    Of very many numbers those that are equal are found sooner by sorting than by grouping.
    """
    fingerprints = np.sort(staging.table(rule_sql("key_fingerprint"))["fingerprint"].to_numpy())
    doubled = np.unique(fingerprints[1:][fingerprints[1:] == fingerprints[:-1]])
    staging.put("doubled_fingerprint", pa.table({"fingerprint": doubled}))
    return frozenset() if len(doubled) else frozenset({"duplicate_identifier"})


def _issue(rule: str, row: Mapping[str, Any], typed: TypedFile) -> Issue:
    column = row["column_name"]
    keys = key_columns_of(ROW_OF_FILE[row["file"]])
    shown = typed.shown(column) if column else ", ".join(typed.shown(key) for key in keys)
    return typed.place.issue(
        rule,
        row["message"],
        row=row["file_row"],
        column=shown,
        value=row["value"],
        allowed=row["allowed"],
    )
