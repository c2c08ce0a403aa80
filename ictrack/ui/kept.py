"""What was computed is kept for everybody who asks the same: once, within bounds, until data are written.

All that an answer depends on is its key: the question and what it is asked with, the scope, the
day, the language, the reader's rights and the version of the data. Who asks is no part of it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import fields, is_dataclass
from typing import Any, ClassVar, TypeVar

A_ = TypeVar("A_")
# Of text, as much as weighs what a number does.
_LETTERS = 64
# Longer tuples are rows that are alike.
_FEW = 8


class _Key:
    """A key whose hash is taken once: that of a long table is taken of every cell."""

    __slots__ = ("_hash", "value")

    def __init__(self, value: Hashable) -> None:
        self.value = value
        self._hash = hash(value)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._hash == other._hash and self.value == other.value


class Kept:
    """Answers by their keys: those that were not asked for the longest make room for new ones."""

    _all: ClassVar[list[Kept]] = []
    # The state of the data that everything kept is of.
    _state: ClassVar[str] = ""
    _changing: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, most: int, weight: int) -> None:
        """Keep so many answers at most, and so many cells in all of them: each takes some 50 bytes."""
        self._most = most
        self._room = weight
        self._answers: OrderedDict[_Key, Future[Any]] = OrderedDict()
        self._weights: dict[_Key, int] = {}
        self._lock = threading.Lock()
        Kept._all.append(self)

    def __len__(self) -> int:
        """Count the answers that are kept."""
        return len(self._answers)

    @property
    def weight(self) -> int:
        """Count the cells of all that is kept."""
        return sum(self._weights.values())

    def get(self, asked: Hashable, compute: Callable[[], A_]) -> A_:
        """Give the answer to what is asked; who asks while it is being computed waits for the same.

        What `compute` raises is raised to all of them, and not kept.
        """
        key = _Key(asked)
        with self._lock:
            kept = self._answers.get(key)
            if kept is not None:
                self._answers.move_to_end(key)
            answer: Future[A_] = kept or self._answers.setdefault(key, Future())
        if kept is None:
            self._compute(key, answer, compute)
        return answer.result()

    def _compute(self, key: _Key, answer: Future[A_], compute: Callable[[], A_]) -> None:
        try:
            computed = compute()
        except BaseException as error:  # noqa: BLE001 - raised to all who wait
            self._forget(key, answer)
            answer.set_exception(error)
        else:
            answer.set_result(computed)
            self._weigh(key, answer, weight_of(key.value) + weight_of(computed))

    def clear(self) -> None:
        """Forget everything; what is being computed reaches those who wait for it, and is not kept."""
        with self._lock:
            self._answers.clear()
            self._weights.clear()

    def _forget(self, key: _Key, answer: Future[Any]) -> None:
        with self._lock:
            if self._answers.get(key) is answer:
                del self._answers[key]

    def _weigh(self, key: _Key, answer: Future[Any], weight: int) -> None:
        """Note what an answer weighs, and make room for it."""
        with self._lock:
            if self._answers.get(key) is not answer:
                return
            self._weights[key] = weight
            # The newest stays, however heavy: whoever asked is about to ask again.
            while len(self._answers) > 1 and (
                len(self._answers) > self._most or sum(self._weights.values()) > self._room
            ):
                oldest, _answer = self._answers.popitem(last=False)
                self._weights.pop(oldest, None)

    @classmethod
    def drop_what_is_old(cls, state: str) -> None:
        """Forget everything that is kept anywhere, once the data are of another state than before."""
        with cls._changing:
            if state == cls._state:
                return
            cls._state = state
        for kept in cls._all:
            kept.clear()


def weight_of(answer: object) -> int:
    """Estimate how many cells an answer holds: of rows that are alike, the first speaks for all."""
    if is_dataclass(answer) and not isinstance(answer, type):
        return 1 + sum(weight_of(getattr(answer, field.name)) for field in fields(answer))
    if isinstance(answer, str):
        return 1 + len(answer) // _LETTERS
    if isinstance(answer, dict):
        answer = tuple(answer.values())
    if not isinstance(answer, tuple | list) or not answer:
        return 1
    if len(answer) <= _FEW:
        return 1 + sum(map(weight_of, answer))
    return 1 + len(answer) * weight_of(answer[0])
