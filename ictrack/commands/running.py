"""Run a command where its database is: here, or in the app that holds the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ictrack.commands.command import Command, CommandOutcome, carry_out, outcome_of
from ictrack.commands.passing import pass_to_app
from ictrack.errors import DatabaseBusyError, IctrackError
from ictrack.location import Location
from ictrack.store.database import Database

Opener = Callable[[], Database]


def run_command(command: Command, location: Location, opener: Opener) -> CommandOutcome:
    """Run a command on a database, and close it; where an app holds the file, the app runs it."""
    try:
        try:
            database = opener()
        except DatabaseBusyError as busy:
            if not isinstance(location, Path):
                raise
            return pass_to_app(location, command, busy)
        try:
            return carry_out(command, database)
        finally:
            database.close()
    except IctrackError as error:
        return outcome_of(error)
