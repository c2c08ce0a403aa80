"""Work on what comes next while what came before is still being used."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from typing import TypeVar

A_ = TypeVar("A_")
B_ = TypeVar("B_")

_WORKERS = 2


def ahead(work: Callable[[A_], B_], each: Iterable[A_], workers: int = _WORKERS) -> Iterator[B_]:
    """Do a piece of work for each, and give what comes of it in their order; few are held at once."""
    left = iter(each)
    first = list(islice(left, 2))
    if len(first) < 2:
        # What is alone need not wait for a worker.
        yield from map(work, first)
        return
    waiting: deque[Future[B_]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for one in chain(first, left):
                waiting.append(pool.submit(work, one))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
