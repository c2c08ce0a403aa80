"""`loads`: what was loaded, when, by whom, and what was taken back."""

from __future__ import annotations

from typing import Literal

from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.printing import Format, PlainRow, print_rows
from ictrack.store.database import Database
from ictrack.store.queries import Load, list_loads

_COLUMNS = (
    "load_id",
    "loaded_at",
    "loaded_by",
    "file_name",
    "file_fingerprint",
    "new",
    "changed",
    "unchanged",
    "rejected",
    "withheld",
    "undone_at",
    "undone_by",
)


class LoadsCommand(Command):
    """List the loads, the latest first."""

    kind: Literal["loads"] = "loads"
    form: Format = Format.TABLE

    def run(self, database: Database) -> CommandOutcome:
        """Print one line per load; times are UTC."""
        rows = [_plain_row(load) for load in list_loads(database)]
        return CommandOutcome(stdout=print_rows(self.form, _COLUMNS, rows))


def _plain_row(load: Load) -> PlainRow:
    return {
        "load_id": load.load_id,
        "loaded_at": load.loaded_at.isoformat(sep=" ", timespec="seconds"),
        "loaded_by": load.loaded_by,
        "file_name": load.file_name,
        "file_fingerprint": load.file_fingerprint,
        "new": load.rows_new,
        "changed": load.rows_changed,
        "unchanged": load.rows_unchanged,
        "rejected": load.rows_rejected,
        "withheld": load.rows_withheld,
        "undone_at": load.undone_at.isoformat(sep=" ", timespec="seconds") if load.undone_at else None,
        "undone_by": load.undone_by,
    }
