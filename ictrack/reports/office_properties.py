"""What Word, PowerPoint and Excel files say of themselves: no more than the stamp and the language."""

from __future__ import annotations

from datetime import date, datetime, time

from ictrack.escapes import clean_text
from ictrack.reports.document import Stamp

# What Office allows in a property.
_LONGEST = 255
_TAGS = {"cy": "cy-GB"}


def made_at(stamp: Stamp) -> datetime:
    """Give when a report was made, as its properties tell it: the known-on day at midnight (UTC)."""
    return datetime.combine(date.fromisoformat(stamp.known_on), time())


def property_text(text: str) -> str:
    """Give a text as long as the properties of a file may be."""
    clean = " ".join(clean_text(text).split())
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 1]}…"


def language_tag(language: str) -> str:
    """Name the language of a report as files do, such as `en-GB`."""
    return _TAGS.get(language, "en-GB")
