"""Rules that need more than one row: questions in `rules/*.sql` over this load and the store."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

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
NAMING_RULES = frozenset(
    {"names_unknown_update", "names_other_initiative", "second_correction", "correction_cycle"}
)

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
    left_out: frozenset[str],
) -> list[tuple[str, int, Issue]]:
    """Ask every rule over the set but those left out; give each problem with its file and its row."""
    found: list[tuple[str, int, Issue]] = []
    for rule in SET_RULES:
        if rule in left_out:
            continue
        found.extend(
            (row["file"], row["file_row"], _issue(rule, row, files[row["file"]]))
            for row in staging.ask(rule_sql(rule), parameters)
            if row["file"] in files
        )
    return found


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
