"""A folder of this process alone, for what it can make again; those of processes that ended go."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PREFIX = "ictrack-spill-"
_HELD = "held"


class OwnFolder:
    """A folder that is removed when it is let go, or, where this process is killed, by the next one.

    Which ones are in use is told by a lock, that ends with the process that holds it.
    """

    def __init__(self) -> None:
        """Make a folder, and remove those that nobody holds any more."""
        _sweep()
        # It gets the name by which it is swept once it is held.
        made = Path(tempfile.mkdtemp(prefix="ictrack-"))
        self._held = _hold(made)
        self.path = made.rename(made.with_name(_PREFIX + made.name.removeprefix("ictrack-")))

    def remove(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._held is not None:
            self._held.close()


def _hold(folder: Path) -> IO[bytes] | None:
    """Hold a folder until the file that is given is closed; nothing where somebody else does."""
    held = (folder / _HELD).open("ab")
    try:
        if fcntl is not None:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        return None
    return held


def _sweep() -> None:
    if fcntl is None:
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            held = _hold(folder)
        except OSError:
            # Somebody else's, or gone meanwhile.
            continue
        if held is not None:
            shutil.rmtree(folder, ignore_errors=True)
            held.close()
