"""What is no problem of a source and is told of it all the same: nothing waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ictrack.language import _, format_count, join_words, ngettext

_NAMED = 20


class NoticeKind(StrEnum):
    """What a notice tells of."""

    ROWS_MISSING = "rows_missing"
    ROWS_NOT_NOTED = "rows_not_noted"


@dataclass(frozen=True)
class Notice:
    """Hold one notice, and the names of what it tells of."""

    kind: NoticeKind
    names: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Say it in the reader's language; past twenty the names are counted."""
        return {NoticeKind.ROWS_MISSING: _rows_missing, NoticeKind.ROWS_NOT_NOTED: _rows_not_noted}[
            self.kind
        ](self.names)


def _rows_missing(names: tuple[str, ...]) -> str:
    return ngettext(
        "{n} initiative was on the sheet that was sent out, and has no row in it now: {names}. It counts as "
        "not answered. Report on it on screen, or in a workbook made anew.",
        "{n} initiatives were on the sheet that was sent out, and have no row in it now: {names}. They count "
        "as not answered. Report on them on screen, or in a workbook made anew.",
        len(names),
        names=_listed(names),
    )


def _rows_not_noted(_names: tuple[str, ...]) -> str:
    return _(
        "The workbook was made before ictrack noted in it which initiatives are on the sheet. Whether rows "
        "were deleted cannot be told."
    )


def _listed(names: tuple[str, ...]) -> str:
    left = len(names) - _NAMED
    return join_words([*names[:_NAMED], *([_("{n} more", n=format_count(left))] if left > 0 else [])])
