"""What stays in memory is not looked through again and again.

Streamlit has Python look for garbage in all that is in memory after every run of a script. Most of
that are modules and answers that are kept, which are none; to look through them takes several times
as long as to draw a page, and nobody else is served meanwhile.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable

EVERY_SECONDS = 10.0


class Settling:
    """The memory of this process, and when it was looked through as a whole."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with memory that never was; `clock` gives seconds."""
        self._clock = clock
        self._looked_through_at = float("-inf")
        self._changing = threading.Lock()

    def settle(self) -> None:
        """Leave alone what is in memory now, until the same is done again: at most every ten seconds.

        Before that everything is looked through once, so that no garbage stays for longer.
        """
        now = self._clock()
        with self._changing:
            if now - self._looked_through_at < EVERY_SECONDS:
                return
            self._looked_through_at = now
        gc.unfreeze()
        gc.collect()
        gc.freeze()


settle = Settling().settle
