"""`backup`: a copy of the database as it is now, while the app goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ictrack.actions.backups import MakeBackup, back_up
from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.load import AbsolutePath
from ictrack.location import Lake
from ictrack.store.database import Database
from ictrack.store.restoring import Restored


class BackupCommand(Command):
    """Make a backup in a folder of its own."""

    kind: Literal["backup"] = "backup"
    folder: AbsolutePath

    def run(self, database: Database) -> CommandOutcome:
        """Make the backup, and print where it is."""
        kept = back_up(database, MakeBackup(self.folder))
        said = (
            f"{kept.backup.changes:,} changes, {kept.backup.rows:,} rows, data {kept.backup.fingerprint}: "
            "the copy was compared with the database.\n"
        )
        return CommandOutcome(stdout=f"{kept.path}\n", stderr=said)


def describe_restored(restored: Restored) -> Iterator[str]:
    """Say what a restore put aside, and what is only there."""
    if restored.former:
        yield f"What was there before is kept as {restored.former}."
    if restored.former_journal:
        yield f"Its journal is kept as {restored.former_journal}."
    if isinstance(restored.database, Lake) and restored.database.is_on_s3:
        yield (
            "The journals of other replicas are on their own computers: move them away before the replicas "
            "start, and new ones are written."
        )
    if restored.added:
        changes = "1 change" if restored.added == 1 else f"{restored.added:,} changes"
        yield f"{changes} of the journal followed what the backup holds, and were made again."
    if restored.emptied:
        people = "1 person" if restored.emptied == 1 else f"{restored.emptied:,} people"
        yield f"The backup still held {people} who were erased since; that was taken out of what is restored."
    if restored.later_changes:
        yield (
            f"{restored.later_changes:,} later changes are only there. To have them too: "
            f"'python -m ictrack replay {restored.former_journal} --database NEW'."
        )
