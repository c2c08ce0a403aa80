"""Once a day the app erases what is held of people for longer than the settings say."""

from __future__ import annotations

import asyncio
import logging

from starlette.concurrency import run_in_threadpool

from ictrack.actions.opening import open_shared
from ictrack.actions.people import tidy_people
from ictrack.errors import IctrackError

_log = logging.getLogger("ictrack")
_A_DAY = 24 * 60 * 60.0


async def tidy_daily() -> None:
    """Tidy when the app starts and then every day, until the task is cancelled."""
    while True:
        await run_in_threadpool(_tidy)
        await asyncio.sleep(_A_DAY)


def _tidy() -> None:
    """Tidy the database; where it cannot be opened or written, the next day does it."""
    try:
        erased = tidy_people(open_shared())
    except IctrackError as error:
        _log.warning("What is held of people could not be looked through: %s", error)
        return
    if erased:
        _log.info("Erased what was held of people who were not here for long: %s.", ", ".join(erased))
