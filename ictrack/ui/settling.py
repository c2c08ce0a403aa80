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

EVERY_SECONDS = 2.0
WHOLE_SECONDS = 60.0


class Settling:
    """The memory of this process: when what is new in it was looked through, and when all of it was."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with memory that never was; `clock` gives seconds."""
        self._clock = clock
        self._new_at = self._whole_at = float("-inf")
        self._changing = threading.Lock()

    def settle(self) -> None:
        """Look through what came since the last time, and leave alone what stays of it.

        Once a minute that is everything, so that no garbage stays for longer.
        """
        now = self._clock()
        with self._changing:
            if now - self._new_at < EVERY_SECONDS:
                return
            self._new_at = now
            if now - self._whole_at >= WHOLE_SECONDS:
                self._whole_at = now
                gc.unfreeze()
        gc.collect()
        gc.freeze()


settle = Settling().settle
