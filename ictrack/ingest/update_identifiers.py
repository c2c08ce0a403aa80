"""The identifiers that ictrack gives to status updates: each sorts after all that its initiative has.

Of two reports of one day the one with the greater identifier, compared as text, counts. So
what is reported later has to sort later, whatever identifiers are there already.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from itertools import count

_NUMBER = re.compile(r"-U(\d{1,9})\Z", re.ASCII)


class UpdateIdentifiers:
    """Know the identifiers that are taken, and give new ones."""

    def __init__(self, known: Iterable[tuple[str | None, str]], taken: set[str] | None = None) -> None:
        """Take the identifiers of updates, each with that of its initiative, and others to add to."""
        self._taken = set() if taken is None else taken
        self._last: dict[str, str] = {}
        for initiative_id, update_id in known:
            self._take(initiative_id, update_id)

    def give(self, initiative_id: str) -> str:
        """Give the next update of an initiative its identifier, such as `BRI-01-U001`."""
        update_id = next_identifier(initiative_id, self._last.get(initiative_id, ""), self._taken)
        self._take(initiative_id, update_id)
        return update_id

    def give_beside(self, initiative_id: str, update_id: str) -> str:
        """Give an identifier that sorts after another, and before all that are given after that one."""
        numbered = (f"{update_id}-B{number:03d}" for number in count(1))
        beside = next(each for each in numbered if each not in self._taken)
        self._take(initiative_id, beside)
        return beside

    def is_last(self, initiative_id: str, update_id: str) -> bool:
        """Say whether no update of an initiative has an identifier that sorts after this one."""
        return update_id >= self._last.get(initiative_id, "")

    def _take(self, initiative_id: str | None, update_id: str) -> None:
        self._taken.add(update_id)
        if initiative_id is not None:
            self._last[initiative_id] = max(update_id, self._last.get(initiative_id, ""))


def next_identifier(initiative_id: str, last: str, taken: Container[str]) -> str:
    """Give a free identifier of an update that sorts after the last that its initiative has."""
    update_id = _following(initiative_id, last)
    while update_id in taken:
        update_id = _following(initiative_id, update_id)
    return update_id


def _following(initiative_id: str, last: str) -> str:
    """Give an identifier that sorts after another.

    The first number, else the next one, else one behind the other: `U10` would sort before `U9`.
    """
    first = f"{initiative_id}-U001"
    if first > last:
        return first
    found = _NUMBER.search(last)
    if found:
        digits = len(found[1])
        number = f"{int(found[1]) + 1:0{digits}d}"
        if len(number) == digits:
            return f"{last[: found.start(1)]}{number}"
    return f"{last}-U001"
