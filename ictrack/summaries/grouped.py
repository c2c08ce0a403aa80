"""Things put together by what they have in common, in one pass however many groups there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

T_ = TypeVar("T_")
K_ = TypeVar("K_", bound=Hashable)


def grouped(things: Iterable[T_], key: Callable[[T_], K_]) -> Mapping[K_, Sequence[T_]]:
    """Give things by their key, each group in the order of the things; a key that none has gives none."""
    groups: defaultdict[K_, list[T_]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return groups
