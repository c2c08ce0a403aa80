"""Which database a command opens, by what was named and by what is there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ictrack.actions.load import BundledChoice
from ictrack.actions.opening import open_with_public_record
from ictrack.errors import DatabaseAccessError, UsageError
from ictrack.location import Location
from ictrack.settings import current_settings
from ictrack.store.access_errors import no_access
from ictrack.store.database import Database, open_copy, open_database

Narrator = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """Hold where a command works: the named file, or the default one; `named` says which.

    The default one holds the public record from its first use on.
    """

    location: Location
    named: bool
    narrate: Narrator

    @classmethod
    def of(cls, database: Path | None, narrate: Narrator) -> Place:
        """Take the named file or lake, else that of the setting `database`."""
        settings = current_settings()
        named = None if database is None else settings.locate(database)
        return cls(named or settings.location, named is not None, narrate)

    def open_to_read(self) -> Database:
        """Open what is there; raises UsageError for a named file that is not."""
        if not self.named:
            return open_with_public_record(self.location, self.narrate)
        if not self._exists():
            raise UsageError(
                f"--database: there is no file '{self.location}'. Nothing was read. Make it with "
                f"'python -m ictrack load SOURCE --database {self.location}', or name one that exists."
            )
        return open_database(self.location)

    def open_to_check(self) -> Database:
        """Open what is there; a default file that is not is checked against as empty, and not made."""
        if not self.named and not self._exists():
            return open_database()
        return self.open_to_read()

    def open_to_look(self) -> Database:
        """Open what is there, to be looked at; of a file that may only be read, a copy in memory."""
        try:
            return self.open_to_read()
        except DatabaseAccessError:
            file = self.location
            if not (isinstance(file, Path) and file.is_file() and os.access(file, os.R_OK)):
                raise
            copy = open_copy(file)
        self.narrate(f"{self.location}: may be read and not written, so a copy of it in memory is looked at.")
        return copy

    def open_to_load(self, choice: BundledChoice | None, *, dry_run: bool) -> Database:
        """Open or make the file; a preview makes none.

        The public record is put into a new file that is the default one, or is to keep it.
        """
        location = None if dry_run and not self._exists() else self.location
        if self.named and choice is not BundledChoice.KEEP:
            return open_database(location)
        return open_with_public_record(location, self.narrate)

    def _exists(self) -> bool:
        """Say whether the file is there; raises DatabaseAccessError where the system does not tell.

        A lake is made where there is none: its PostgreSQL says whether it may be.
        """
        if not isinstance(self.location, Path):
            return True
        try:
            return self.location.exists()
        except OSError as error:
            raise no_access(self.location, error) from error
