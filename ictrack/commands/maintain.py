"""`maintain`: a lake's small files put together, and what was replaced long ago removed."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from ictrack.actions.backups import MaintainLake, maintain_lake
from ictrack.commands.command import Command, CommandOutcome
from ictrack.store.database import Database
from ictrack.store.maintaining import LakeSize


class MaintainCommand(Command):
    """Maintain a lake."""

    kind: Literal["maintain"] = "maintain"
    days: int

    def run(self, database: Database) -> CommandOutcome:
        """Maintain it, and say what it held before and holds now."""
        done = maintain_lake(database, MaintainLake(timedelta(days=self.days)))
        return CommandOutcome(stderr=f"Before: {_in_words(done.before)}\nNow: {_in_words(done.after)}\n")


def _in_words(size: LakeSize) -> str:
    return f"{size.states:,} states, {size.files:,} files, {size.bytes / 1024**2:,.1f} MB."
