"""`check --database`: things to check in all that is stored, and whether the store itself is sound."""

from __future__ import annotations

from typing import Literal

from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.printing import Format, ListFormat, print_rows
from ictrack.store.database import Database
from ictrack.summaries.store_check import STORE_CHECK_COLUMNS, StoreCheck, check_store, lines_of

BROKEN = 3


class CheckStoreCommand(Command):
    """Print the things to check of all cities, and every invariant that does not hold."""

    kind: Literal["check_store"] = "check_store"
    form: ListFormat = ListFormat.TEXT

    def run(self, database: Database) -> CommandOutcome:
        """Check what is stored; only a store that is broken is no success."""
        check = check_store(database, self.today)
        return CommandOutcome(
            stdout=_print(self.form, check),
            stderr=f"{check.sentence()} Nothing was changed.\n",
            exit_code=0 if check.is_sound else BROKEN,
        )


def _print(form: ListFormat, check: StoreCheck) -> str:
    if form is ListFormat.TEXT:
        return "".join(f"{line}\n" for line in lines_of(check))
    return print_rows(Format(form.value), STORE_CHECK_COLUMNS, check.plain_rows())
