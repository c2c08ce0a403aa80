"""Chance that falls out alike wherever the same seed is given.

Everything is drawn from `random()`, the one method of `random.Random` whose sequence
Python promises to keep from version to version.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Chance:
    """Draw numbers and things; the same seed and the same calls give the same draws."""

    def __init__(self, seed: int) -> None:
        """Begin the sequence of a seed."""
        self.random = Random(seed).random  # noqa: S311: invented data is no secret

    def happens(self, probability: float) -> bool:
        """Say yes with a probability from 0 to 1."""
        return self.random() < probability

    def between(self, low: int, high: int) -> int:
        """Draw a whole number from `low` to `high`, both included."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, things: Sequence[T]) -> T:
        """Draw one of several things, each as likely."""
        return things[int(self.random() * len(things))]

    def some(self, things: Sequence[T], low: int, high: int) -> list[T]:
        """Draw some different things, in the order in which they stand."""
        shuffled = self.shuffled(range(len(things)))
        return [things[place] for place in sorted(shuffled[: self.between(low, high)])]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Give the things in a drawn order."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = int(self.random() * (last + 1))
            order[last], order[other] = order[other], order[last]
        return order


class Deck(Generic[T]):
    """Deal things so that each comes as often as it stands in the deck, even among few.

    A deck that is used up is shuffled again.
    """

    def __init__(self, chance: Chance, *cards: tuple[T, int]) -> None:
        """Make a deck of cards, each with how often it is in it."""
        self._chance = chance
        self._cards = [card for card, times in cards for _ in range(times)]
        self._left: list[T] = []

    def deal(self) -> T:
        """Deal the next card."""
        if not self._left:
            self._left = self._chance.shuffled(self._cards)
        return self._left.pop()
