"""`summary`: how many initiatives have each standing, for people and for programs."""

from __future__ import annotations

from typing import Literal

from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.printing import Format, print_rows
from ictrack.errors import NotAllowedError
from ictrack.store.database import Database
from ictrack.summaries.counts import CountRequest, summarise_counts


class SummaryCommand(Command):
    """Count initiatives as a request asks, and print the counts."""

    kind: Literal["summary"] = "summary"
    request: CountRequest
    form: Format = Format.TABLE

    def run(self, database: Database) -> CommandOutcome:
        """Print the counts, one line per combination of the keys."""
        try:
            counts = summarise_counts(database, self.request, self.today)
        except NotAllowedError as error:
            raise error.at(f"--{error.where.replace('_', '-')}") from error
        return CommandOutcome(stdout=print_rows(self.form, counts.columns, counts.plain_rows()))
