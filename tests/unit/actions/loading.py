"""Short ways to load and to look, for tests of loading."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ictrack.actions.load import BundledChoice, LoadSource, load_source
from ictrack.actions.receipt import Receipt
from ictrack.store.database import Database
from ictrack.vocabulary import RecordedMode

TODAY = date(2024, 1, 15)


def load(
    database: Database,
    path: Path,
    *,
    choice: BundledChoice | None = None,
    mode: RecordedMode | None = None,
    accept_valid: bool = False,
    dry_run: bool = False,
    day_first: bool | None = None,
    today: date = TODAY,
) -> Receipt:
    """Load a source on a fixed day."""
    command = LoadSource(
        path,
        recorded_mode=mode,
        dry_run=dry_run,
        bundled_choice=choice,
        accept_valid=accept_valid,
        day_first=day_first,
        loaded_by="a test",
        today=today,
    )
    return load_source(database, command)


def stored(database: Database, table: str, *columns: str, where: str = "true") -> list[tuple[Any, ...]]:
    """Give some columns of a table of the store, in their order."""
    listed = ", ".join(columns)
    with database.cursor() as cursor:
        return cursor.execute(f"select {listed} from db.{table} where {where} order by all").fetchall()


def count(database: Database, table: str) -> int:
    """Count the rows of a table of the store."""
    return int(stored(database, table, "count(*)")[0][0])


def sentences(receipt: Receipt) -> list[str]:
    """List the problems of a receipt."""
    return [issue.sentence() for issue in receipt.issues]
