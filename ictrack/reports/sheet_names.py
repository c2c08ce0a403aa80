"""Names of sheets, as far as Excel allows: short, without some signs, and each only once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ictrack.language import _

_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
# Excel keeps this name for itself.
_KEPT = "history"


def legal_name(words: str) -> str:
    """Name a sheet with words; nothing where no sheet can have a name of them."""
    name = _shorten(" ".join(_FORBIDDEN.sub(" ", words).split()).strip("' "), _LONGEST).strip("' ")
    return "" if name.casefold() in {"", "…", _KEPT} else name


def unique_names(titles: Iterable[str]) -> list[str]:
    """Name a sheet for each title; those that others have too are told apart by a number."""
    taken: set[str] = set()
    names = []
    for title in titles:
        name = _untaken(legal_name(title) or _("Table"), taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _untaken(name: str, taken: set[str]) -> str:
    tried, number = name, 1
    while tried.casefold() in taken:
        number += 1
        end = f" ({number})"
        tried = _shorten(name, _LONGEST - len(end)).rstrip("' ") + end
    return tried


def _shorten(name: str, longest: int) -> str:
    """Cut a name between words, or in one that is too long; Excel counts some pictures as two."""
    if _length(name) <= longest:
        return name
    while _length(name) > longest - 1:
        before, _space, _last = name.rpartition(" ")
        name = before if len(before) > longest // 2 else name[:-1]
    return f"{name.rstrip()}…"


def _length(name: str) -> int:
    return len(name.encode("utf-16-le")) // 2
