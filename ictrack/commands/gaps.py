"""`gaps`: how much moves in each thematic area of each member city, for people and for programs."""

from __future__ import annotations

from typing import Literal

from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.printing import Format, print_rows
from ictrack.errors import NotAllowedError
from ictrack.store.database import Database
from ictrack.summaries.counts import CountRequest
from ictrack.summaries.gap_list import GAP_COLUMNS, list_gaps


class GapsCommand(Command):
    """Judge each thematic area of each member city, and print one line each."""

    kind: Literal["gaps"] = "gaps"
    request: CountRequest
    form: Format = Format.TABLE

    def run(self, database: Database) -> CommandOutcome:
        """Print one line per member city and thematic area; where there is none, say why."""
        try:
            gaps = list_gaps(database, self.request, self.today)
        except NotAllowedError as error:
            raise error.at(f"--{error.where.replace('_', '-')}") from error
        told = "" if gaps.cells else f"{gaps.sentence}\n"
        return CommandOutcome(stdout=print_rows(self.form, GAP_COLUMNS, gaps.plain_rows()), stderr=told)
