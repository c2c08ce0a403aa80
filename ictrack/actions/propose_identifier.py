"""Propose the identifier of a new row, in the manner of those that its file has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

from ictrack.models import Row, key_columns_of
from ictrack.words import fold

_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>\d{1,9})", re.ASCII | re.DOTALL)
_CODE_LETTERS = 3


def propose_identifier(row: type[Row], cells: Mapping[str, str], taken: Collection[str]) -> str:
    """Give the next free identifier of a file; empty where its key is of several columns, or unknown yet.

    An initiative is numbered within its city, another row after those of the commonest
    stem, such as `EV-`; where none has a number, the identifier is made of the name.
    """
    if len(key_columns_of(row)) != 1:
        return ""
    if row.file == "initiatives":
        city = cells.get("city_id", "")
        return _next(f"{city}-", taken, 2) if city else ""
    stems = Counter(found["stem"] for each in taken if (found := _NUMBERED.fullmatch(each)))
    if stems:
        (stem, _count), *_others = stems.most_common(1)
        return _next(stem, taken, 1)
    return _of_name(row, cells.get("name") or cells.get("title") or "", taken)


def _next(stem: str, taken: Collection[str], digits: int) -> str:
    """Count on from the highest number of a stem, with as many digits as it has."""
    numbers = [
        found["number"] for each in taken if (found := _NUMBERED.fullmatch(each)) and found["stem"] == stem
    ]
    last = max(numbers, key=int, default="0" * digits)
    return f"{stem}{int(last) + 1:0{len(last)}d}"


def _of_name(row: type[Row], name: str, taken: Collection[str]) -> str:
    """Make a code of a city's first letters, or of the name of anything else one word."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    if not words:
        return ""
    code = "".join(words)[:_CODE_LETTERS].upper() if row.file == "cities" else "_".join(words)
    return code if code not in taken else _next(code, taken, 1)
