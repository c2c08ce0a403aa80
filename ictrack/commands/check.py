"""`check`: every problem of a source, judged as a load would judge it; nothing is changed."""

from __future__ import annotations

from typing import Literal

from ictrack.actions.load import LoadSource
from ictrack.actions.receipt import Receipt
from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.load import AbsolutePath, read_and_load
from ictrack.commands.printing import ListFormat
from ictrack.commands.receipts import notice_lines, print_issues
from ictrack.errors import SourceError
from ictrack.store.database import Database


class CheckCommand(Command):
    """Print every problem of a source."""

    kind: Literal["check"] = "check"
    source: AbsolutePath
    day_first: bool | None = None
    wide: bool = False
    mapping: AbsolutePath | None = None
    form: ListFormat = ListFormat.TEXT

    def run(self, database: Database) -> CommandOutcome:
        """Check the source beside what is stored, the public record judged as replaced."""
        asked = LoadSource(self.source, dry_run=True, day_first=self.day_first, today=self.today)
        receipt = read_and_load(database, asked, self.mapping, wide=self.wide)
        found = receipt.issue_count
        return CommandOutcome(
            stdout=print_issues(self.form, receipt.issues, receipt.issues_left_out),
            stderr="".join(
                f"{line}\n"
                for line in (
                    f"{self.source.name}: {_found(found, receipt)}. Nothing was changed.",
                    *notice_lines(receipt),
                )
            ),
            exit_code=SourceError.exit_code if found else 0,
        )


def _found(problems: int, receipt: Receipt) -> str:
    counted = {0: "no problem", 1: "1 problem"}.get(problems, f"{problems:,} problems")
    if receipt.is_unread:
        return f"could not be read. {counted}"
    rows = receipt.total("rows")
    return f"{counted} in {'1 row' if rows == 1 else f'{rows:,} rows'}"
