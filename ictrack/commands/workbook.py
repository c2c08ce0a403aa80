"""`workbook`: the returns workbook of one city for one convening."""

from __future__ import annotations

from typing import Literal

from ictrack.actions.workbook import count_asked, make_workbook
from ictrack.commands.command import Command, CommandOutcome, OutputFile
from ictrack.commands.load import AbsolutePath
from ictrack.store.database import Database


class WorkbookCommand(Command):
    """Make a workbook to send to a city, and write it to a file."""

    kind: Literal["workbook"] = "workbook"
    city: str
    convening: str
    out: AbsolutePath

    def run(self, database: Database) -> CommandOutcome:
        """Make the workbook; raises NotAllowedError for a city or a convening that is not known."""
        content = make_workbook(database, self.city, self.convening, self.today)
        asked = count_asked(database, self.city, self.convening, self.today)
        about = f"{asked} initiative{'' if asked == 1 else 's'}" if asked else "no initiative so far"
        said = (
            f"{self.out.name}: asks about {about}, and has rows for new ones; ready to be sent to the city. "
            f"When it is back, 'python -m ictrack load {self.out.name}' takes it in.\n"
        )
        return CommandOutcome(stderr=said, files=(OutputFile(path=self.out, content=content),))
