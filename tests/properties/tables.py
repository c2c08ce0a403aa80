"""Put a source's rows straight into the tables, without the checks of a load.

For tests of the store's questions with rows that stand in the test itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import duckdb

from ictrack.dates import parse_partial_day
from ictrack.store.database import Database
from ictrack.store.kept import keep_what_follows

Cells = Mapping[str, str]
Files = Mapping[str, Sequence[Cells]]

TABLE_OF_FILE = {
    "phases": "phase",
    "cities": "city",
    "thematic_areas": "thematic_area",
    "principles": "principle",
    "memberships": "membership",
    "events": "event",
    "action_plans": "action_plan",
    "initiatives": "initiative",
    "milestones": "milestone",
    "status_updates": "status_update",
    "initiative_links": "initiative_link",
    "city_leads": "city_lead",
    "taskforce_members": "taskforce_member",
}
_DAYS = {
    "starts_on",
    "ends_on",
    "published_on",
    "target_on",
    "added_on",
    "removed_on",
    "reported_on",
    "revised_target_on",
    "joined_on",
    "left_on",
    "cut_off_on",
    "returns_due_on",
    "due_on",
    "done_on",
}
_LISTS = {"aliases", "secondary_areas", "principles", "partners", "sectors", "audiences", "champions_areas"}
_DEFAULTS: dict[str, dict[str, object]] = {
    "action_plans": {"coverage": "read"},
    "status_updates": {"kind": "status"},
}


def fill(database: Database, files: Files, recorded_day: date | None = None) -> None:
    """Replace what is stored by the rows of a source, every cell as text.

    A blank `recorded_on` becomes `recorded_day`, or the day that the update speaks of.
    """
    database.write(lambda cursor: _fill(cursor, files, recorded_day))


def _fill(cursor: duckdb.DuckDBPyConnection, files: Files, recorded_day: date | None) -> None:
    cursor.execute("delete from db.source")
    cursor.execute(
        "insert into db.source values ('S', 'Test', 'returns', 'given', null, null, null, false, false)"
    )
    filled = _filled(cursor)
    for file, table in TABLE_OF_FILE.items():
        if table in filled:
            cursor.execute(f"delete from db.{table}")
        rows = _with_days_of_corrections(files.get(file, ()))
        for number, row in enumerate(rows, start=2):
            columns = _columns(file, row, recorded_day) | _origin(number)
            names, marks = ", ".join(columns), ", ".join("?" for _ in columns)
            cursor.execute(f"insert into db.{table} ({names}) values ({marks})", list(columns.values()))
    keep_what_follows(cursor)


def _filled(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    """Name the tables that hold anything: to delete nothing takes a lake as long as to delete much."""
    counts = (f"select '{table}', count(*) from db.{table}" for table in TABLE_OF_FILE.values())
    return {table for table, rows in cursor.execute(" union all ".join(counts)).fetchall() if rows}


def _origin(number: int) -> dict[str, object]:
    return {"source_id": "S", "load_id": 1, "file_row": number, "sent_hash": ""}


def _columns(file: str, row: Cells, recorded_day: date | None) -> dict[str, object]:
    columns: dict[str, object] = dict(_DEFAULTS.get(file, {}))
    for name, cell in row.items():
        if not cell:
            continue
        columns |= _day(file, name, cell) if name in _DAYS else {name: _value(name, cell)}
    if file == "status_updates" and "recorded_on" not in columns:
        columns["recorded_on"] = recorded_day or columns.get("reported_on")
    return columns


def _value(name: str, cell: str) -> object:
    return cell.split(";") if name in _LISTS else cell


def _day(file: str, name: str, cell: str) -> dict[str, object]:
    day = parse_partial_day(cell)
    assert day is not None, cell
    counts_from = day.first if (file, name) == ("phases", "starts_on") else day.last
    return {name: counts_from, f"{name}_written": cell}


def _with_days_of_corrections(rows: Iterable[Cells]) -> list[Cells]:
    """Give each correction without a day of its own the day of what it corrects."""
    by_id = {row["update_id"]: dict(row) for row in rows if "update_id" in row}
    if not by_id:
        return list(rows)
    for row in by_id.values():
        named: Cells = row
        while named.get("kind") == "correction" and not named.get("reported_on"):
            named = by_id[named["corrects_update_id"]]
        if row.get("kind") == "correction":
            row["reported_on"] = named.get("reported_on", "")
    return list(by_id.values())
