"""Look after what is stored: back it up, put it back, keep a lake in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from ictrack.access.roles import Action
from ictrack.dates import utc_now
from ictrack.errors import UsageError
from ictrack.location import Lake, Location
from ictrack.store.backups import KeptBackup, make_backup
from ictrack.store.database import Database
from ictrack.store.maintaining import Maintained, maintain
from ictrack.store.moving import Moved, move_database
from ictrack.store.replay import Later, replay_journal
from ictrack.store.restoring import Restored, restore_backup


@dataclass(frozen=True)
class MakeBackup:
    """Ask for a backup, in a folder of its own within `folder`."""

    folder: Path


@dataclass(frozen=True)
class RestoreBackup:
    """Ask for a backup, and later changes if any, to be put in the place of a database that nobody uses."""

    backup: Path
    database: Location
    later: Later | None = None


@dataclass(frozen=True)
class ReplayJournal:
    """Ask for a new database, a file, to be made from a journal."""

    journal: Path
    database: Location


@dataclass(frozen=True)
class MoveDatabase:
    """Ask for all that is stored to be copied to another place, such as from a file to a lake."""

    source: Location
    target: Location


@dataclass(frozen=True)
class MaintainLake:
    """Ask for a lake to be put in order; what was replaced longer ago than `keep` is removed."""

    keep: timedelta


def back_up(database: Database, command: MakeBackup) -> KeptBackup:
    """Copy a database that is open, compare the copy, and say where it is and what it holds.

    Raises NotPermittedError where the reader may not back up.
    """
    return make_backup(database.acting(Action.BACK_UP), command.folder)


def maintain_lake(database: Database, command: MaintainLake) -> Maintained:
    """Put a lake in order, and say what it held before and holds now.

    Raises NotPermittedError where the reader may not back up, UsageError for what is no lake.
    """
    return maintain(database.acting(Action.BACK_UP), command.keep, utc_now())


def move(command: MoveDatabase) -> Moved:
    """Copy all that is stored to another place, compare both, and say how much it was."""
    return move_database(command.source, command.target)


def restore(command: RestoreBackup) -> Restored:
    """Put a backup in the place of a database, and say where what was there before is kept."""
    return restore_backup(command.backup, command.database, command.later)


def replay(command: ReplayJournal) -> int:
    """Make a new database from a journal, and give how many changes it took.

    Raises UsageError for a lake.
    """
    if isinstance(command.database, Lake):
        raise UsageError(
            f"--database: '{command.database}' is a lake, and a journal is replayed into a file. Nothing was "
            "changed. Name a file that does not exist; 'python -m ictrack move' then copies it to a lake."
        )
    return replay_journal(command.journal, command.database)
