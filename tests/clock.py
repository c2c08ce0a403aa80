"""The clock of another place, for what depends on where midnight is."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

# Windows sets no time zone for one process.
needs_zones = pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no time zone for one process")


@contextmanager
def clock_at(zone: str) -> Iterator[None]:
    """Set the clock of this process to a zone in the block, such as `XST+05:00`: five hours west of UTC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        try:
            yield
        finally:
            patch.undo()
            time.tzset()
