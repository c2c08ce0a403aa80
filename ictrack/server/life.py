"""What happens when the app starts and ends: the database is opened, and closed."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.concurrency import run_in_threadpool
from streamlit import config

from ictrack.errors import IctrackError
from ictrack.server.holding import hold_database, release_database
from ictrack.server.hosts import is_loopback
from ictrack.server.tidying import tidy_daily

_LOOPBACK = "127.0.0.1"


def listening_at() -> tuple[str, int]:
    """Give the address on this computer at which the app can be reached, and its port."""
    host = config.get_option("server.address")
    return (host if host and is_loopback(host) else _LOOPBACK), int(config.get_option("server.port"))


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None, None]:
    """Open the database before the first page, and close it after the last.

    A database that cannot be opened does not end the app: every page says why, and tries
    again. An app that ended instead would be started again and again for nothing.
    """
    _speak_up()
    try:
        await run_in_threadpool(hold_database, *listening_at())
    except IctrackError as error:
        logging.getLogger("ictrack").error("%s", error)
    tidying = asyncio.create_task(tidy_daily())
    try:
        yield
    finally:
        tidying.cancel()
        await run_in_threadpool(release_database)


def _speak_up() -> None:
    """Send what ictrack has to say to stderr, each on a line."""
    log = logging.getLogger("ictrack")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s ictrack: %(message)s"))
        log.addHandler(handler)
        log.propagate = False
        log.setLevel(logging.INFO)
