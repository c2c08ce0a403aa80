"""Dates as people and spreadsheets write them, read as ISO where only one reading is possible."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date, timedelta

from ictrack.dates import FIRST_YEAR, LAST_YEAR

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_SERIAL = re.compile(r"\d{5}", re.ASCII)
_OTHER_FORMS = re.compile(r"(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{2}|\d{4})", re.ASCII)
_ISO_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[a-z]{3,9})\.?,?\s+(?P<year>\d{4})", re.ASCII
)
_MONTHS = [name.casefold() for name in month_name[1:]]
EPOCH_1900 = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)
# What helps only whoever loads a file by a command.
_BY_COMMAND = "; or load with --day-first, if the day stands first in every date"


@dataclass(frozen=True)
class DayReading:
    """Hold what a date cell was read as, or why it cannot be read."""

    text: str
    code: str = ""
    message: str = ""
    allowed: str = ""
    suggestion: str = ""


def read_serial(text: str, epoch: date) -> str:
    """Read a workbook's serial number of a day, such as 43830; leave any other text."""
    if _SERIAL.fullmatch(text) is None:
        return text
    day = epoch + timedelta(days=int(text))
    return day.isoformat() if FIRST_YEAR <= day.year <= LAST_YEAR else text


def read_day(text: str, *, day_first: bool | None) -> DayReading:
    """Read a day-first slashed date that can be nothing else, or that the load says is one.

    Text of another form comes back as it is: the model judges it. `01/02/2019` has two
    readings and is refused, unless `day_first` says which.
    """
    match = _SLASHED.fullmatch(text)
    if match is None:
        return DayReading(text)
    first, second, year = (int(part) for part in match.groups())
    day_month, month_day = _iso(year, second, first), _iso(year, first, second)
    if day_month and (day_first or not month_day or day_month == month_day):
        return DayReading(day_month)
    if day_month and month_day:
        return DayReading(
            text,
            "ambiguous_day",
            "can be two days",
            f"{day_month} or {month_day}{_BY_COMMAND}",
        )
    if month_day:
        return DayReading(text, "month_first", "has the month first", "2019-12-31 or 31/12/2019", month_day)
    return DayReading(text, "no_such_day", "is not a day of the calendar", "2019-12-31 or 31/12/2019")


def allowed_on_screen(allowed: str) -> str:
    """Give what is allowed as a page says it: without what only a command can do."""
    return allowed.removesuffix(_BY_COMMAND)


def suggest_day(text: str) -> str:
    """Give the ISO form of a date in another form, where only one reading is possible."""
    with_time = _ISO_WITH_TIME.fullmatch(text)
    if with_time:
        return with_time[1]
    in_words = _IN_WORDS.fullmatch(text.casefold())
    if in_words:
        return _suggest_from_words(in_words)
    if _SERIAL.fullmatch(text):
        return read_serial(text, EPOCH_1900).removeprefix(text)
    other = _OTHER_FORMS.fullmatch(text)
    if other is None:
        return ""
    first, second, year = (int(part) for part in other.groups())
    year += 2000 if year < 100 else 0
    readings = {_iso(year, second, first), _iso(year, first, second)} - {""}
    return readings.pop() if len(readings) == 1 else ""


def _suggest_from_words(match: re.Match[str]) -> str:
    month = match["month"]
    number = next((place for place, name in enumerate(_MONTHS, 1) if name.startswith(month)), None)
    if number is None:
        return ""
    if match["day"] is None:
        return f"{match['year']}-{number:02d}"
    return _iso(int(match["year"]), number, int(match["day"]))


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
