"""What the bytes of very many texts say at once: which of them must be looked at closely.

Most texts hold nothing but printable signs of ASCII. That is seen of a whole column by its bytes, so
that patterns are asked of few texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
import pyarrow as pa

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]

# The first and the last printable sign of ASCII.
_FIRST, _LAST = 0x20, 0x7E


class Texts:
    """The texts of one column, none of them nothing: their bytes, and where each begins and ends."""

    def __init__(self, column: pa.StringArray) -> None:
        """Look at a column; nothing is copied."""
        _, offsets, data = column.buffers()
        places = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
        signs = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
        self.column = column
        self._signs = signs[places[0] : places[-1]]
        self._places = places - places[0] if places[0] else places

    @cached_property
    def lengths(self) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        """Count the bytes of each text."""
        return np.diff(self._places)

    def holding(self, signs: Mask) -> Mask | None:
        """Say which texts hold one of some bytes; nothing where none does. `signs` marks 256 of them."""
        if not signs[_FIRST : _LAST + 1].any() and self._is_plain:
            return None
        found = np.flatnonzero(signs[self._signs])
        if not len(found):
            return None
        holds = np.zeros(len(self.column), np.bool_)
        holds[np.searchsorted(self._places[1:], found, side="right")] = True
        return holds

    def beginning_or_ending(self, firsts: Mask, lasts: Mask) -> Mask | None:
        """Say which texts begin or end with one of some bytes; nothing where none does.

        A blank text is held to do what the text beside it does.
        """
        if not len(self._signs):
            return None
        begins = firsts[self._signs.take(self._places[:-1], mode="clip")]
        ends = lasts[self._signs.take(self._places[1:] - 1, mode="clip")]
        found: Mask = begins | ends
        return found if found.any() else None

    @cached_property
    def _is_plain(self) -> bool:
        """Say whether all signs are printable ones of ASCII."""
        return not bool(((self._signs - np.uint8(_FIRST)) > _LAST - _FIRST).any())


def marked(signs: Iterable[int]) -> Mask:
    """Mark some bytes among all 256."""
    mask = np.zeros(256, np.bool_)
    mask[list(signs)] = True
    return mask
