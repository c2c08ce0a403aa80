"""What is measured in turn: ours, and right after it what it is held against."""

from __future__ import annotations

import statistics
from dataclasses import dataclass


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
