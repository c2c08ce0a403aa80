"""The bytes of a file as they were sent: held, or read again from the disk where they are too many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ictrack.errors import SourceError

# What of a file is read at once.
STEP = 1 << 23


class SentBytes(Protocol):
    """Bytes that can be read from a place to another, any number of times."""

    @property
    def size(self) -> int:
        """Count them."""

    def read(self, start: int, end: int) -> bytes:
        """Give those from a place up to another."""


@dataclass(frozen=True)
class HeldBytes:
    """Bytes in memory."""

    data: bytes

    @property
    def size(self) -> int:
        """Count them."""
        return len(self.data)

    def read(self, start: int, end: int) -> bytes:
        """Give those from a place up to another."""
        return self.data[start:end]


class FileBytes:
    """Bytes of a file, which is to stay as it is while it is read."""

    def __init__(self, path: Path) -> None:
        """Note how the file is now."""
        self._path = path
        self._state = self._state_now()

    @property
    def size(self) -> int:
        """Count the bytes that it had."""
        return self._state[0]

    def read(self, start: int, end: int) -> bytes:
        """Give those from a place up to another; raises SourceError where the file was written meanwhile."""
        with self._path.open("rb", buffering=0) as file:
            file.seek(start)
            data = file.read(min(end, self.size) - start)
        if self._state_now() != self._state:
            raise SourceError(
                f"{self._path}: was written while it was read. Nothing was loaded. Load it again once it is "
                "finished."
            )
        return data

    def _state_now(self) -> tuple[int, int]:
        state = self._path.stat()
        return state.st_size, state.st_mtime_ns


def all_of(sent: SentBytes) -> bytes:
    """Give all bytes."""
    return sent.read(0, sent.size)


def steps_of(sent: SentBytes) -> Iterator[bytes]:
    """Give all bytes, some at a time."""
    return (sent.read(start, start + STEP) for start in range(0, sent.size, STEP))
