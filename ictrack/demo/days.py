"""The calendar of the invented programme: fixed days, so that a seed gives the same bytes for ever.

Days are ordinals (`date.toordinal`), because sums of days are what is done with them.
"""

from __future__ import annotations

from datetime import date
from functools import cache


def day(text: str) -> int:
    """Give the ordinal of an ISO day."""
    return date.fromisoformat(text).toordinal()


@cache
def iso(ordinal: int) -> str:
    """Write a day as ISO 8601."""
    return date.fromordinal(ordinal).isoformat()


@cache
def month_of(ordinal: int) -> str:
    """Write only the year and month of a day."""
    return iso(ordinal)[:7]


@cache
def in_words(ordinal: int) -> str:
    """Write a day as people do, such as 4 March 2024."""
    written = date.fromordinal(ordinal)
    return f"{written.day} {_MONTHS[written.month - 1]} {written.year}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

PHASE_ONE_STARTS, PHASE_ONE_ENDS = day("2020-03-01"), day("2022-08-31")
PHASE_TWO_STARTS, PHASE_TWO_ENDS = day("2022-09-01"), day("2027-12-31")
# The last day that a report speaks of, and the last day on which one was recorded.
LAST_REPORTED, LAST_RECORDED = day("2026-10-31"), day("2026-11-15")
# The last day that each convening's report speaks of.
CUT_OFFS = tuple(
    map(
        day,
        (
            "2020-09-10",
            "2021-03-04",
            "2021-10-27",
            "2022-06-01",
            "2022-11-09",
            "2023-05-31",
            "2024-02-21",
            "2024-09-25",
            "2025-05-07",
            "2026-01-14",
            "2026-09-30",
        ),
    )
)
# A report before this day is no longer current at the end of the invented programme.
LONG_AGO = day("2025-08-31")
