"""What charts over time share: how wide the bars of a list of days are, and how the days are named."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from ictrack.language import format_month

DAY_IN_MILLISECONDS = 24 * 60 * 60 * 1000
WIDE, NARROW = 240.0, 31.0
# On a phone: how many days may be named below the bars.
_MOST_MONTHS, _MOST_YEARS = 7, 5


def bar_width(moments: Sequence[date]) -> float:
    """Choose bars of eight months for year-ends, and of a month, without a gap, for month-ends."""
    if len(moments) < 2:
        return WIDE
    gap = (moments[1] - moments[0]).days
    return WIDE if gap > 100 else NARROW


def name_days(moments: Sequence[date]) -> dict[str, object]:
    """Name the bars by their own day, month above year, where there are few; else each January."""
    days, words = list(moments), [format_month(moment).replace(" ", "<br>") for moment in moments]
    most = _MOST_MONTHS
    if len(moments) > 12:
        most = _MOST_YEARS
        days = [date(year, 1, 1) for year in range(moments[0].year + 1, moments[-1].year + 1)]
        words = [str(day.year) for day in days]
    # The last one is always named.
    step = -max(1, math.ceil(len(days) / most))
    return {"tickvals": [day.isoformat() for day in days[::step]], "ticktext": words[::step]}
