"""`changes`: what became of each initiative between two days, for people and for programs."""

from __future__ import annotations

from typing import Literal

from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.printing import Format, print_rows
from ictrack.errors import NotAllowedError
from ictrack.store.database import Database
from ictrack.summaries.changes import CHANGE_COLUMNS, ChangeRequest, summarise_changes


class ChangesCommand(Command):
    """List what became of each initiative, and print one line each."""

    kind: Literal["changes"] = "changes"
    request: ChangeRequest
    form: Format = Format.TABLE

    def run(self, database: Database) -> CommandOutcome:
        """Print one line per initiative that counts on either day."""
        try:
            changes = summarise_changes(database, self.request, self.today)
        except NotAllowedError as error:
            raise error.at(f"--{error.where.replace('_', '-')}") from error
        return CommandOutcome(stdout=print_rows(self.form, CHANGE_COLUMNS, changes.plain_rows()))
