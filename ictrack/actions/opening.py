"""Open the database of this process, once, with the public record in it on a first start."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from ictrack.location import Location
from ictrack.settings import current_settings
from ictrack.store.database import Database, open_database

_log = logging.getLogger(__name__)
_opening = threading.Lock()
_shared: dict[Location, Database] = {}


def open_with_public_record(
    location: Location | None, narrate: Callable[[str], None], *, for_many: bool = False
) -> Database:
    """Open a database; where nothing was ever loaded, load the public record first and say so.

    `for_many` is of who ask at the same time, as in `open_database`; raises what that raises.
    """
    database = open_database(location, for_many=for_many)
    try:
        if not database.ask("source_list"):
            _begin_with_public_record(database, narrate)
    except BaseException:
        database.close()
        raise
    return database


def _begin_with_public_record(database: Database, narrate: Callable[[str], None]) -> None:
    from ictrack.actions.load import load_bundled  # noqa: PLC0415  only what is empty reads files at its start

    if load_bundled(database):
        narrate("Nothing was loaded yet: the public record of the programme was loaded first.")
        return
    narrate(
        "Every load was taken back, so nothing is loaded. "
        "'python -m ictrack load data/public-record' loads the public record of the programme again."
    )


def open_shared() -> Database:
    """Give the one database of this process: that of the setting `database`, opened once.

    Raises what `open_database` raises, each time, until it could be opened.
    """
    location = current_settings().location
    with _opening:
        if location not in _shared:
            _shared[location] = open_with_public_record(location, _log.warning, for_many=True)
        return _shared[location]


def close_shared() -> None:
    """Close the database of this process; other processes can then open its file."""
    with _opening:
        for database in _shared.values():
            database.close()
        _shared.clear()
