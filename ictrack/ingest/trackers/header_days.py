"""The day that the header of a column names, in each of the ways in which people write one.

A header that can be two days has no day, and both readings: nobody guesses which was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from ictrack.dates import parse_partial_day
from ictrack.ingest.days import EPOCH_1900, EPOCH_1904, read_serial

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_APART = r"[\s,.'’/\-–]+"
_FINANCIAL_YEAR_STARTS = 4


@dataclass(frozen=True)
class HeaderDay:
    """Hold the day that a header names, or the days that it can be; and its other words."""

    day: str = ""
    choices: tuple[str, ...] = ()
    rest: str = ""


def read_header_day(text: str, *, epoch: date | None, day_first: bool | None = None) -> HeaderDay | None:
    """Find the day that a header names; nothing where it names none.

    `epoch` is the first day of a workbook's serial numbers, or nothing for a CSV file.
    """
    folded = text.casefold()
    for pattern, read in _forms(epoch, day_first):
        match = pattern.search(folded)
        if match is None:
            continue
        found = read(match)
        if found is not None:
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return HeaderDay(found.day, found.choices, " ".join(rest.split()))
    return None


_Reader = Callable[[re.Match[str]], HeaderDay | None]


def _forms(epoch: date | None, day_first: bool | None) -> Iterator[tuple[re.Pattern[str], _Reader]]:
    """Give each form of a day and how it is read, the most telling form first."""
    yield _SERIAL, partial(_read_serial, epoch)
    yield _ISO_DAY, _read_numbers
    yield _SLASHED, partial(_read_slashed, day_first)
    yield _DAY_IN_WORDS, _read_words
    yield _MONTH_FIRST_IN_WORDS, _read_words
    yield _QUARTER, _read_quarter
    yield _FINANCIAL_YEAR, _read_financial_year
    yield _MONTH_IN_WORDS, _read_words
    yield _NO_YEAR, lambda _match: HeaderDay()
    yield _ISO_MONTH, _read_numbers
    yield _SLASHED_MONTH, _read_numbers
    yield _SEASON, lambda _match: HeaderDay()
    yield _YEAR_ALONE, _read_numbers


def _alone(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/]){pattern}(?![\w/])", re.ASCII)


_SERIAL = re.compile(r"^\d{5}$", re.ASCII)
_ISO_DAY = _alone(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[t ]\d{1,2}:\d{2}\S*)?")
_SLASHED = _alone(r"(?P<first>\d{1,2})[-/. ](?P<second>\d{1,2})[-/. ](?P<year>\d{4}|\d{2})")
_DAY_IN_WORDS = _alone(rf"{_DAY}{_APART}(?:of\s+)?{_NAME}{_APART}{_YEAR}")
_MONTH_FIRST_IN_WORDS = _alone(rf"{_NAME}{_APART}{_DAY}{_APART}(?P<year>\d{{4}})")
_QUARTER = _alone(
    r"(?:(?:q|quarter\s*)(?P<quarter>[1-4])[\s,/\-]*(?P<year>\d{4})(?P<next>[/\-]\d{2})?"
    r"|(?P<year2>\d{4})(?P<next2>[/\-]\d{2})?[\s,/\-]*(?:q|quarter\s*)(?P<quarter2>[1-4]))"
)
_FINANCIAL_YEAR = _alone(r"(?:fy\s*)?(?P<year>\d{4})(?P<mark>[/\-–])(?P<next>\d{2}|\d{4})")
_MONTH_IN_WORDS = _alone(rf"{_NAME}{_APART}{_YEAR}")
_NO_YEAR = _alone(rf"(?:{_DAY}{_APART}{_NAME}|{_NAME.replace('month', 'month2')})")
_ISO_MONTH = _alone(r"(?P<year>\d{4})-(?P<month>\d{2})")
_SLASHED_MONTH = _alone(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})")
_SEASON = _alone(r"(?:spring|summer|autumn|winter|h[12]|(?:first|second) half)(?:\s+of)?\s+\d{4}")
_YEAR_ALONE = _alone(r"(?P<year>(?:19|20)\d{2})")


def _read_serial(epoch: date | None, match: re.Match[str]) -> HeaderDay | None:
    """Read a serial number; a CSV file does not say from which day its numbers count."""
    readings = [read_serial(match[0], first) for first in ([epoch] if epoch else [EPOCH_1900, EPOCH_1904])]
    return _one_of(*(reading for reading in readings if reading != match[0]))


def _read_numbers(match: re.Match[str]) -> HeaderDay | None:
    parts = match.groupdict()
    day = _iso(int(parts["year"]), int(parts.get("month") or 0), int(parts.get("day") or 0))
    return HeaderDay(day) if day else None


def _read_slashed(day_first: bool | None, match: re.Match[str]) -> HeaderDay | None:
    """Read a day of three numbers: the day first, the month first, or either."""
    first, second, year = int(match["first"]), int(match["second"]), _year(match["year"])
    day_month, month_day = _iso(year, second, first), _iso(year, first, second)
    if day_first and day_month:
        return HeaderDay(day_month)
    return _one_of(*(day for day in (day_month, month_day) if day)) or HeaderDay()


def _read_words(match: re.Match[str]) -> HeaderDay | None:
    parts = match.groupdict()
    month = _MONTHS.index(parts["month"][:3]) + 1
    day = _iso(_year(parts["year"]), month, int(parts.get("day") or 0))
    return HeaderDay(day) if day else None


def _read_quarter(match: re.Match[str]) -> HeaderDay | None:
    """Read a quarter as its last month: of the calendar, or of a year that begins in April."""
    quarter, year = int(match["quarter"] or match["quarter2"]), int(match["year"] or match["year2"])
    months = 3 * quarter + _FINANCIAL_YEAR_STARTS - 2
    financial = _iso(year + months // 12, months % 12 + 1)
    if match["next"] or match["next2"]:
        return HeaderDay(financial)
    return _one_of(_iso(year, 3 * quarter), financial)


def _read_financial_year(match: re.Match[str]) -> HeaderDay | None:
    """Read a year such as 2019/20, which can end in several months: the last of March is one."""
    year, following = int(match["year"]), int(match["next"][-2:])
    if following != (year + 1) % 100:
        return None
    may_be_month = match["mark"] == "-" and len(match["next"]) == 2
    if may_be_month and (month := _iso(year, following)):
        return HeaderDay(month)
    return HeaderDay("", (_iso(year + 1, _FINANCIAL_YEAR_STARTS - 1),))


def _one_of(*days: str) -> HeaderDay | None:
    """Give a day where there is one reading, else the readings."""
    different = tuple(dict.fromkeys(days))
    if not different:
        return None
    return HeaderDay(different[0]) if len(different) == 1 else HeaderDay("", different)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _iso(year: int, month: int = 0, day: int = 0) -> str:
    """Write a day, a month or a year; nothing where the calendar has none such."""
    text = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
    return text if parse_partial_day(text) else ""
