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
    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    SHEETS_TOGETHER = "sheets_together"
    CITY_OF_SHEET = "city_of_sheet"


@dataclass(frozen=True)
class Notice:
    """Hold one notice: the names of what it tells of, in which sheet, and how many there are."""

    kind: NoticeKind
    names: tuple[str, ...] = ()
    sheet: str | None = None
    count: int = 1

    def sentence(self) -> str:
        """Say it in the reader's language; past twenty the names are counted."""
        say = {
            NoticeKind.ROWS_MISSING: _rows_missing,
            NoticeKind.ROWS_NOT_NOTED: _rows_not_noted,
            NoticeKind.HIDDEN_SHEET: _hidden_sheet,
            NoticeKind.HIDDEN_ROWS: _hidden_rows,
            NoticeKind.HIDDEN_COLUMNS: _hidden_columns,
            NoticeKind.SHEETS_TOGETHER: _sheets_together,
            NoticeKind.CITY_OF_SHEET: _city_of_sheet,
        }
        return say[self.kind](self)


def _rows_missing(notice: Notice) -> str:
    return ngettext(
        "{n} initiative was on the sheet that was sent out, and has no row in it now: {names}. It counts as "
        "not answered. Report on it on screen, or in a workbook made anew.",
        "{n} initiatives were on the sheet that was sent out, and have no row in it now: {names}. They count "
        "as not answered. Report on them on screen, or in a workbook made anew.",
        notice.count,
        names=_listed(notice.names),
    )


def _rows_not_noted(_notice: Notice) -> str:
    return _(
        "The workbook was made before ictrack noted in it which initiatives are on the sheet. Whether rows "
        "were deleted cannot be told."
    )


def _hidden_sheet(notice: Notice) -> str:
    return _("The sheet {name} is hidden. It was read too.", name=notice.sheet)


def _hidden_rows(notice: Notice) -> str:
    return ngettext(
        "{n} row of the sheet {sheet} is hidden: {rows}. It was read too.",
        "{n} rows of the sheet {sheet} are hidden: {rows}. They were read too.",
        notice.count,
        sheet=notice.sheet,
        rows=_listed(notice.names),
    )


def _hidden_columns(notice: Notice) -> str:
    return ngettext(
        "{n} column of the sheet {sheet} is hidden: {columns}. It was read too.",
        "{n} columns of the sheet {sheet} are hidden: {columns}. They were read too.",
        notice.count,
        sheet=notice.sheet,
        columns=_listed(notice.names),
    )


def _sheets_together(notice: Notice) -> str:
    return ngettext(
        "{n} sheet is read as one: {sheets}.",
        "{n} sheets with the same columns are read as one: {sheets}.",
        notice.count,
        sheets=_listed(notice.names),
    )


def _city_of_sheet(notice: Notice) -> str:
    return ngettext(
        "{n} row says no city: the name of its sheet is taken for it.",
        "{n} rows say no city: the name of the sheet is taken for it.",
        notice.count,
    )


def _listed(names: tuple[str, ...]) -> str:
    left = len(names) - _NAMED
    return join_words([*names[:_NAMED], *([_("{n} more", n=format_count(left))] if left > 0 else [])])
