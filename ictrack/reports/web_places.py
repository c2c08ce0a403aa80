"""The places in a report as HTML to which its links lead; no two kinds share a name."""

from __future__ import annotations

from urllib.parse import quote

from ictrack.escapes import clean_text


def place_of_section(key: str) -> str:
    """Name the place of a section."""
    return _place("s", key)


def place_of_chart(key: str) -> str:
    """Name the place in which a chart is drawn."""
    return _place("chart", key)


def place_of_initiative(identifier: str) -> str:
    """Name the place of an initiative: its row in the annex."""
    return _place("i", identifier)


def place_of_sentence(number: int) -> str:
    """Name the place in a sentence of the number that is told as the first, second, ..."""
    return _place("t", str(number))


def place_of_number(number: int) -> str:
    """Name the place in the last section of the number that is told as the first, second, ..."""
    return _place("n", str(number))


def _place(kind: str, name: str) -> str:
    """Write a name without blanks; browsers find it as it is written in a link."""
    return f"{kind}-{quote(clean_text(name), safe=':')}"
