"""`undo`: take a whole load back."""

from __future__ import annotations

from typing import ClassVar, Literal

from ictrack.actions.undo import UndoLoad, take_back
from ictrack.commands.command import Command, CommandOutcome
from ictrack.store.database import Database


class UndoCommand(Command):
    """Take a load back, unless later work builds on it."""

    writes: ClassVar[bool] = True
    kind: Literal["undo"] = "undo"
    load_id: int

    def run(self, database: Database) -> CommandOutcome:
        """Take the load back, and say what was."""
        receipt = take_back(database, UndoLoad(self.load_id))
        return CommandOutcome(stdout=f"{receipt.sentence()}\n")
