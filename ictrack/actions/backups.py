"""Back up what is stored, and put a backup or a journal in the place of a database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ictrack.access.roles import Action
from ictrack.store.backups import KeptBackup, make_backup
from ictrack.store.database import Database
from ictrack.store.replay import replay_journal
from ictrack.store.restoring import Restored, restore_backup


@dataclass(frozen=True)
class MakeBackup:
    """Ask for a backup, in a folder of its own within `folder`."""

    folder: Path


@dataclass(frozen=True)
class RestoreBackup:
    """Ask for a backup to be put in the place of a database that nobody has open."""

    backup: Path
    database: Path


@dataclass(frozen=True)
class ReplayJournal:
    """Ask for a new database to be made from a journal."""

    journal: Path
    database: Path


def back_up(database: Database, command: MakeBackup) -> KeptBackup:
    """Copy a database that is open, compare the copy, and say where it is and what it holds.

    Raises NotPermittedError where the reader may not back up.
    """
    return make_backup(database.acting(Action.BACK_UP), command.folder)


def restore(command: RestoreBackup) -> Restored:
    """Put a backup in the place of a database, and say where what was there before is kept."""
    return restore_backup(command.backup, command.database)


def replay(command: ReplayJournal) -> int:
    """Make a new database from a journal, and give how many changes it took."""
    return replay_journal(command.journal, command.database)
