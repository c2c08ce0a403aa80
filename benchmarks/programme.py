"""A programme of any size in the store: the invented one, loaded, and copied within DuckDB.

The copies differ in their identifiers alone, so that corrections, withdrawals, late and undated
updates come as often as in `python -m ictrack demo`. Updates are stored as loads would store them:
one batch after the other by the day on which they were recorded, each in the store's own order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Outcome
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.store.database import Database, open_database

LAST_DAY = date(2026, 11, 22)
BATCHES = 11
# What tells one copy from another, in the tables that a city brings rows to.
_NAMED = {
    "city": ("city_id", "name"),
    "membership": ("city_id",),
    "publication": ("publication_id", "city_id"),
    "action_plan": ("plan_id", "city_id"),
    "city_lead": ("city_id",),
    "taskforce_member": ("member_id", "city_id"),
    "initiative": ("initiative_id", "city_id"),
    "milestone": ("milestone_id", "initiative_id"),
    "initiative_link": ("from_id", "to_id"),
    "status_update": ("update_id", "initiative_id", "corrects_update_id"),
}
_COPY = """
insert into db.{table} by name
select one.* replace ({named})
from pattern_{table} as one
cross join range(1, $copies) as made (copy)
where {which}
order by {order}
"""
_PATTERN = "create or replace temp table pattern_{table} as select * from db.{table} {which}"


@dataclass(frozen=True)
class Size:
    """Hold how large a programme is: every copy of the pattern has as many of each."""

    cities: int
    initiatives: int
    updates: int
    copies: int

    @property
    def named(self) -> str:
        """Say it as the tables do."""
        return f"{self.cities:,} cities, {self.initiatives:,} initiatives, {self.updates:,} status updates"

    @property
    def pattern(self) -> DemoSize:
        """Give the size of what is invented and then copied."""
        return DemoSize(
            self.cities // self.copies, self.initiatives // self.copies, self.updates // self.copies
        )


def size_of_network(updates: int) -> Size:
    """Give the largest network that is thought of, with that many updates."""
    return Size(1_000, 100_000, updates, 250)


def size_of_copies(copies: int) -> Size:
    """Give the programme of so many copies of a pattern of 4 cities, 400 initiatives and 40,000 updates."""
    return Size(4 * copies, 400 * copies, 40_000 * copies, copies)


def make_programme(path: Path, size: Size) -> Database:
    """Open a new database with a programme of a size in it."""
    database = open_database(path)
    with TemporaryDirectory() as folder:
        write_demo(Path(folder) / "demo", size.pattern)
        receipt = load_source(database, LoadSource(Path(folder) / "demo", today=LAST_DAY))
    assert receipt.outcome is Outcome.LOADED
    database.write(lambda cursor: _copy(cursor, size.copies))
    return database


def _copy(cursor: duckdb.DuckDBPyConnection, copies: int) -> None:
    for table, names in _NAMED.items():
        which = "where city_id is not null" if table == "publication" else ""
        cursor.execute(_PATTERN.format(table=table, which=which))
        if table == "status_update":
            _copy_updates(cursor, names, copies)
        else:
            order = ", ".join(f"one.{name}" for name in names[:1])
            _insert(cursor, table, names, copies, "true", f"copy, {order}")


def _copy_updates(cursor: duckdb.DuckDBPyConnection, names: tuple[str, ...], copies: int) -> None:
    """Copy the updates batch by batch."""
    cursor.execute(
        "create or replace temp table batch_of as "
        f"select update_id, ntile({BATCHES}) over (order by recorded_on, update_id) as batch "
        "from pattern_status_update"
    )
    for batch in range(1, BATCHES + 1):
        which = f"one.update_id in (select update_id from batch_of where batch = {batch})"
        _insert(cursor, "status_update", names, copies, which, "copy, one.initiative_id, one.reported_on")


def _insert(
    cursor: duckdb.DuckDBPyConnection, table: str, names: tuple[str, ...], copies: int, which: str, order: str
) -> None:
    named = ", ".join(f"format('{{:03d}}', copy) || one.{name} as {name}" for name in names)
    sql = _COPY.format(table=table, named=named, which=which, order=order)
    cursor.execute(sql, {"copies": copies})
