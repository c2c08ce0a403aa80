"""What stays in memory is not looked through again and again.

Streamlit has Python look for garbage in all that is in memory after every run of a script. Most of
that are modules and answers that are kept, which are none; to look through them takes several times
as long as to draw a page, and nobody else is served meanwhile.
"""

from __future__ import annotations

import gc
import threading
import time

_EVERY_SECONDS = 10.0
_changing = threading.Lock()
_settled_at = -_EVERY_SECONDS


def settle() -> None:
    """Leave alone what is in memory now, until the same is done again: at most every ten seconds.

    Before that everything is looked through once, so that no garbage stays for longer.
    """
    global _settled_at
    now = time.monotonic()
    with _changing:
        if now - _settled_at < _EVERY_SECONDS:
            return
        _settled_at = now
    gc.unfreeze()
    gc.collect()
    gc.freeze()
