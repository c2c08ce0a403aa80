"""What is in memory is left alone by the search for garbage, and looked through now and then."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from ictrack.ui.settling import EVERY_SECONDS, WHOLE_SECONDS, Settling


class Knot:
    """Something that holds itself, so that only a search for garbage ends it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def unsettled() -> Iterator[None]:
    yield
    gc.unfreeze()


def _settling(*seconds: float) -> Settling:
    times = iter([1_000.0 + each for each in seconds])
    return Settling(clock=lambda: next(times))


def test_what_is_in_memory_is_left_alone_and_what_comes_later_is_not() -> None:
    Settling().settle()
    assert gc.get_freeze_count() > len(gc.get_objects())
    later = weakref.ref(Knot())
    gc.collect()
    assert later() is None


@pytest.mark.parametrize(("seconds", "is_left"), [(EVERY_SECONDS - 0.01, False), (EVERY_SECONDS, True)])
def test_what_came_since_is_left_alone_after_a_while(seconds: float, is_left: bool) -> None:
    settling = _settling(0, seconds)
    settling.settle()
    knot = Knot()
    settling.settle()
    left = weakref.ref(knot)
    del knot
    gc.collect()
    assert (left() is not None) is is_left


@pytest.mark.parametrize(("seconds", "is_gone"), [(WHOLE_SECONDS - 0.01, False), (WHOLE_SECONDS, True)])
def test_garbage_stays_until_everything_is_looked_through_anew(seconds: float, is_gone: bool) -> None:
    settling = _settling(0, seconds)
    knot = Knot()
    settling.settle()
    left = weakref.ref(knot)
    del knot
    gc.collect()
    assert left() is not None
    settling.settle()
    assert (left() is None) is is_gone
