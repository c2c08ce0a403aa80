"""`verify`: whether the database, its outbox and its journal tell the same."""

from __future__ import annotations

from typing import ClassVar, Literal

from ictrack.commands.command import Command, CommandOutcome
from ictrack.store.database import Database
from ictrack.store.verifying import verify

DIFFERENCES = 3


class VerifyCommand(Command):
    """Compare the journal line by line, and the data with what the changes make again."""

    writes: ClassVar[bool] = True  # writers wait while it reads
    kind: Literal["verify"] = "verify"

    def run(self, database: Database) -> CommandOutcome:
        """Say that all is the same, or what differs."""
        found = verify(database)
        told = f"{found.changes:,} changes, {found.rows:,} rows"
        if not found.differences:
            return CommandOutcome(stdout=f"{told}: the database, its outbox and its journal tell the same.\n")
        differences = "".join(f"{difference}.\n" for difference in found.differences)
        advice = (
            f"{told}: there are differences. Nothing was changed; keep a copy of the database and of its "
            "journal. Where only lines of the journal differ, stop the app and move the journal away: the "
            "next start writes it anew from the database. Where a table differs, restore a backup, or make a "
            "new database from the journal: 'python -m ictrack replay JOURNAL --database NEW'.\n"
        )
        return CommandOutcome(stdout=differences, stderr=advice, exit_code=DIFFERENCES)
