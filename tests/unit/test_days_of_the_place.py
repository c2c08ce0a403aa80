"""A moment is of the day that it was where the reader is, and a day ends where the next one begins."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ictrack.dates import end_of_day, local_day
from tests.clock import clock_at, needs_zones

LONDON = "GMT0BST,M3.5.0/1,M10.5.0"


@needs_zones
@pytest.mark.parametrize(
    ("zone", "day", "ends"),
    [
        ("UTC0", "2024-06-15", "2024-06-16T00:00"),
        ("XST+12:00", "2024-06-15", "2024-06-16T12:00"),
        ("XST-14:00", "2024-06-15", "2024-06-15T10:00"),
        # The day on which the clocks go forward ends an hour earlier than it began.
        (LONDON, "2024-03-30", "2024-03-31T00:00"),
        (LONDON, "2024-03-31", "2024-03-31T23:00"),
        (LONDON, "2024-10-26", "2024-10-26T23:00"),
        (LONDON, "2024-10-27", "2024-10-28T00:00"),
    ],
)
def test_a_day_ends_at_the_midnight_of_the_place(zone: str, day: str, ends: str) -> None:
    with clock_at(zone):
        here, moment = date.fromisoformat(day), datetime.fromisoformat(ends)
        assert end_of_day(here) == moment
        assert local_day(moment - timedelta(microseconds=1)) == here
        assert local_day(moment) == here + timedelta(days=1)


@needs_zones
@pytest.mark.parametrize("zone", ["UTC0", "XST+12:00", "XST-14:00"])
@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_that_there_are_have_an_end(zone: str, day: date) -> None:
    with clock_at(zone):
        assert abs(end_of_day(day) - datetime.combine(day, datetime.max.time())) < timedelta(days=2)
