"""What is measured in turn: ours, and right after it what it is held against."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

D_ = TypeVar("D_")


@dataclass(frozen=True)
class Pairs:
    """Hold what was measured in turn, in milliseconds: ours and, right after it, the other.

    The ratio is the median of the ratios of the pairs: what else the machine does meanwhile
    falls on both halves of a pair, and not on both of two series.
    """

    pairs: tuple[tuple[float, float], ...]

    @property
    def ours(self) -> float:
        """Give the median of ours."""
        return statistics.median(ours for ours, _other in self.pairs)

    @property
    def other(self) -> float:
        """Give the median of the other's."""
        return statistics.median(other for _ours, other in self.pairs)

    @property
    def ratio(self) -> float:
        """Give the median of how many times the other ours takes."""
        return statistics.median(ours / other for ours, other in self.pairs)


def timed(work: Callable[[], D_]) -> tuple[float, D_]:
    """Do a piece of work; give how many milliseconds it took, and what came of it."""
    started = time.perf_counter()
    done = work()
    return (time.perf_counter() - started) * 1000, done


def milliseconds(work: Callable[[], object]) -> float:
    """Do a piece of work, and give how many milliseconds it took."""
    took, _done = timed(work)
    return took
