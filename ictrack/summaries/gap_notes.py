"""What open initiatives of a cell lack: an owner, a target date, a champion.

A note that holds for most cells is said once above, and not in each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ictrack.language import _, ngettext
from ictrack.store.gap_queries import GapRow

_LACKS: dict[str, Callable[[GapRow], int]] = {
    "no_owner": lambda row: row.no_owner,
    "no_target": lambda row: row.no_target,
    "no_champion": lambda row: row.no_champion,
}


@dataclass(frozen=True)
class CommonNotes:
    """The notes that hold for most cells: their codes, and what is said of them once."""

    said_of_most: frozenset[str]
    sentences: tuple[str, ...]


def common_notes(rows: Sequence[GapRow]) -> CommonNotes:
    """Find the notes that hold for more than half of the cells in which something is open."""
    opened = [row for row in rows if row.open_initiatives]
    of_most = [
        code for code, count in _LACKS.items() if 2 * sum(count(row) > 0 for row in opened) > len(opened)
    ]
    return CommonNotes(
        frozenset(of_most),
        tuple(
            _said_once(code, sum(map(_LACKS[code], opened)), sum(row.open_initiatives for row in opened))
            for code in of_most
        ),
    )


def notes_of(row: GapRow, said_of_most: frozenset[str]) -> tuple[str, ...]:
    """Say what the open initiatives of a cell lack, but for what is said once above."""
    return tuple(
        _said(code, count(row)) for code, count in _LACKS.items() if count(row) and code not in said_of_most
    )


def _said(code: str, number: int) -> str:
    return {
        "no_owner": ngettext(
            "{n} of the open ones has no owner named.", "{n} of the open ones have no owner named.", number
        ),
        "no_target": ngettext(
            "{n} of the open ones has no target date.", "{n} of the open ones have no target date.", number
        ),
        "no_champion": ngettext(
            "{n} of the open ones has no champion named.",
            "{n} of the open ones have no champion named.",
            number,
        ),
    }[code]


def _said_once(code: str, number: int, of_all: int) -> str:
    lacking = {
        "no_owner": _("no owner is named"),
        "no_target": _("no target date is given"),
        "no_champion": _("no champion is named"),
    }[code]
    return ngettext(
        "For {x} of {n} open initiative {lacking}; this is not noted again in each place.",
        "For {x} of {n} open initiatives {lacking}; this is not noted again in each place.",
        of_all,
        x=number,
        lacking=lacking,
    )
