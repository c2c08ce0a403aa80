"""Days that may be known only to the month or the year.

A partial day counts from the last day of its period, because by then it is certain;
only a phase's start counts from its first. What is shown is what was written.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

_ISO_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2199


class Precision(StrEnum):
    """How much of a day is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, order=True)
class PartialDay:
    """Hold a day as it was written: `2019`, `2019-03` or `2019-03-14`."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        """Say how much of the day is known."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def first(self) -> date:
        """Give the first day of the period."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Give the last day of the period: the day from which it is certain."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """Write the day as ISO 8601, with no more than is known."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def local_day(moment: datetime) -> date:
    """Give the reader's day of a moment that is stored, in UTC without a zone."""
    return moment.replace(tzinfo=UTC).astimezone().date()


def end_of_day(day: date) -> datetime:
    """Give the moment at which a day of the reader's ends, in UTC without a zone as moments are stored."""
    try:
        ends = datetime.combine(day + timedelta(days=1), time.min)
        return ends.astimezone(UTC).replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):
        # A day so far off that the system cannot convert it; nothing was stored near it.
        return datetime.combine(day, time.max)


def parse_partial_day(text: str) -> PartialDay | None:
    """Read `2019`, `2019-03` or `2019-03-14`; give nothing for any other text.

    Days that the calendar does not have (31 February) give nothing either.
    """
    match = _ISO_PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        partial = PartialDay(year, month, day)
        _ = partial.first
    except ValueError:
        return None
    return partial


def is_impossible_day(text: str) -> bool:
    """Say whether a text has the form of a day that the calendar does not have."""
    return _ISO_PARTIAL.fullmatch(text) is not None and parse_partial_day(text) is None


def year_before(day: date) -> date:
    """Give the same day a year earlier; the last of February for a leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def months_before(moment: datetime, months: int) -> datetime:
    """Give the same moment some months earlier; the last day of a month that has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def utc_now() -> datetime:
    """Give the moment that it is now, in UTC and without its zone, as moments are stored."""
    return datetime.now(UTC).replace(tzinfo=None)
