"""On which of the days that are asked about a report of a day counts first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

_FIRST = date(1970, 1, 1)


def calendar_of(moments: Sequence[date]) -> Iterator[tuple[date, int]]:
    """Give every day up to the last moment with the place, from 1, of the first moment not before it."""
    day, place = _FIRST, 0
    while day <= moments[-1]:
        while moments[place] < day:
            place += 1
        yield day, place + 1
        day += timedelta(days=1)


def number_of(day: date) -> int:
    """Count the days up to a day, for what knows no days."""
    return (day - _FIRST).days
