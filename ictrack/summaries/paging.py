"""Turn the pages of a long list: which rows are shown, and the links to those before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ictrack.language import _, format_count
from ictrack.summaries.table import Linked, Target

Row = TypeVar("Row")


@dataclass(frozen=True)
class Turned:
    """One page of a list: how many rows come before it, how many it has at most, and how many there are."""

    skipped: int
    most: int
    rows: int

    def shown_of(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Give the rows that are shown."""
        return rows[self.skipped : self.skipped + self.most]

    def links(self, open_from: Callable[[str], Target]) -> tuple[Linked, ...]:
        """Link to the rows before and after; `open_from` leads to the page that starts with a row.

        Rows are counted from 1; the first page is asked for by an empty text.
        """
        links = []
        if self.skipped > 0:
            first = max(self.skipped - self.most, 0)
            before = _(
                "Previous: {first} to {last}", first=format_count(first + 1), last=format_count(self.skipped)
            )
            links.append(Linked(before, open_from(str(first + 1) if first else "")))
        first = self.skipped + self.most
        if first < self.rows:
            last = min(first + self.most, self.rows)
            after = _("Next: {first} to {last}", first=format_count(first + 1), last=format_count(last))
            links.append(Linked(after, open_from(str(first + 1))))
        return tuple(links)


def turn_to(start: str, rows: int, most: int) -> Turned:
    """Turn to the page that starts with the row an address names; past the end, to the last page."""
    last_page = max(rows - 1, 0) // most * most
    asked_for = int(start) - 1 if start and not problem_of_start(start) else 0
    return Turned(min(asked_for, last_page), most, rows)


def problem_of_start(start: str) -> str:
    """Say what is wrong with the row that an address starts from; empty for nothing."""
    if not start or (start.isascii() and start.isdigit() and int(start) >= 1):
        return ""
    return _(
        "The address asks for the rows from '{value}' on; write a whole number from 1. "
        "The first rows are shown.",
        value=start,
    )
