"""Words, dates, numbers and lists in the reader's language.

Every word that a person reads comes through `_`, `ngettext` or `pgettext`; the catalogues
are in `ictrack/locale`. English is the language of the code and needs no catalogue.
Dates, numbers and lists are set by Babel.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from babel.dates import format_date, format_datetime
from babel.dates import format_skeleton as _format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from ictrack.dates import PartialDay, Precision, parse_partial_day
from ictrack.errors import UsageError
from ictrack.settings import current_settings

LOCALE_FOLDER = Path(__file__).parent / "locale"
DOMAIN = "ictrack"
# Which of Babel's locales sets dates and numbers for each language.
_LOCALES = {"en": "en_GB", "cy": "cy_GB"}
_OF_THE_CODE = "en"


def current_language() -> str:
    """Give the language of all words: `en` or `cy`; English where the settings cannot be read.

    What is wrong with a setting has to be said in some language.
    """
    try:
        return current_settings().language
    except UsageError:
        return _OF_THE_CODE


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    return _gettext.translation(DOMAIN, LOCALE_FOLDER, languages=[language], fallback=True)


def _locale() -> str:
    return _LOCALES.get(current_language(), "en_GB")


def gettext(message: str, **values: object) -> str:
    """Give a text in the reader's language, its places such as `{day}` filled in."""
    text = _catalogue(current_language()).gettext(message)
    return text.format(**values) if values else text


_ = gettext


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """Give the form of a text that fits a count, filled in as `{n}` beside the other places."""
    text = _catalogue(current_language()).ngettext(singular, plural, count)
    return text.format(n=format_count(count), **values)


def pgettext(context: str, message: str) -> str:
    """Give a text whose meaning depends on where it stands."""
    return _catalogue(current_language()).pgettext(context, message)


def format_count(count: int) -> str:
    """Write a whole number, such as `1,234`."""
    return _write_count(count, _locale())


# A page writes the same few numbers hundreds of times, too.
@lru_cache(maxsize=4096)
def _write_count(count: int, locale: str) -> str:
    return format_decimal(count, locale=locale)


def spell_count(count: int) -> str:
    """Write a small number as a sentence does, in words up to nine; a larger one in figures."""
    words = (
        *(_("no"), _("one"), _("two"), _("three"), _("four")),
        *(_("five"), _("six"), _("seven"), _("eight"), _("nine")),
    )
    return words[count] if count < len(words) else format_count(count)


def format_day(day: date) -> str:
    """Write a whole day, such as `31 March 2020`."""
    return _write_day(day, _locale())


# A page writes the same few days hundreds of times.
@lru_cache(maxsize=4096)
def _write_day(day: date, locale: str) -> str:
    return format_date(day, format="long", locale=locale)


def format_month(day: date) -> str:
    """Write the month of a day in short, such as `Dec 2023`."""
    return str(_format_skeleton("yMMM", day, locale=_locale()))


def format_moment(moment: datetime) -> str:
    """Write a day and a time of day, such as `31 March 2020, 14:05`."""
    return format_datetime(moment, format="d MMMM y, HH:mm", locale=_locale())


def format_partial_day(day: PartialDay) -> str:
    """Write no more of a day than is known: `2019`, `March 2019` or `14 March 2019`."""
    if day.precision is Precision.YEAR:
        return str(day.year)
    if day.precision is Precision.MONTH:
        return str(_format_skeleton("yMMMM", day.first, locale=_locale()))
    return format_day(day.first)


def format_written(written: str | None) -> str:
    """Write a stored partial day as people do; nothing for none."""
    day = parse_partial_day(written) if written else None
    return format_partial_day(day) if day else ""


def join_words(words: Sequence[str]) -> str:
    """Join words as a sentence does: `a, b and c`."""
    return format_list(list(words), style="standard", locale=_locale()) if words else ""


def join_either(words: Sequence[str]) -> str:
    """Join words of which one or another is meant: `a, b or c`."""
    return format_list(list(words), style="or", locale=_locale()) if words else ""
