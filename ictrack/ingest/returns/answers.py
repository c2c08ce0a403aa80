"""Write the sheet that a city fills in: one row per initiative, then rows for new ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import ceil
from typing import Any

from ictrack.dates import FIRST_YEAR, LAST_YEAR
from ictrack.ingest.returns.columns import Column, Fill, Holds, sheet_columns
from ictrack.ingest.returns.content import NEW_ROWS, ShownInitiative, WorkbookContent, locked_texts
from ictrack.ingest.returns.styles import Styles
from ictrack.language import _

# The height of a line of text, in points.
_LINE = 13
# What Excel allows beside a cell.
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
# The columns that printed sheets begin with, after the initiative's name on each.
_SHEETS_BEGIN_WITH = ("last_summary", "target", "evidence_url")


def write_answers(sheet: Any, content: WorkbookContent, styles: Styles, lists: Mapping[Holds, str]) -> None:
    """Write the sheet, with a list to choose from wherever there is one."""
    columns = sheet_columns()
    last = len(content.rows) + NEW_ROWS
    for place, column in enumerate(columns):
        header = styles.answer_header if column.fill is Fill.ANSWER else styles.given_header
        sheet.write_string(0, place, column.label, header)
        sheet.set_column(place, place, column.width)
        first = 1 if column.fill is Fill.ANSWER else len(content.rows) + 1
        if column.fill is not Fill.GIVEN:
            sheet.data_validation(first, place, last, place, _validation(column, lists))
    for number, row in enumerate(content.rows, start=1):
        _write_row(sheet, number, row, content, styles)
    for number in range(len(content.rows) + 1, last + 1):
        _write_empty_row(sheet, number, styles)
    _set_up(sheet, content, columns)


def _write_row(
    sheet: Any, number: int, row: ShownInitiative, content: WorkbookContent, styles: Styles
) -> None:
    row_stamp = content.stamp.row_stamp(locked_texts(row.cells), row.update_id)
    sheet.set_row(number, _height_of(row))
    for place, column in enumerate(sheet_columns()):
        if column.holds is Holds.TICK and not row.cells.get("last_status"):
            # There is nothing to confirm.
            sheet.write_blank(number, place, None, styles.given)
        elif column.fill is Fill.ANSWER:
            sheet.write_blank(number, place, None, styles.day if column.holds is Holds.DAY else styles.answer)
        elif column.key == "row_stamp":
            sheet.write_string(number, place, row_stamp, styles.stamp)
        else:
            sheet.write_string(number, place, row.cells.get(column.key, ""), styles.given)


def _height_of(row: ShownInitiative) -> int:
    """Give the height that the longest text of a row needs: not every program finds it by itself."""
    lines = [ceil(len(row.cells.get(column.key, "")) / (column.width * 0.9)) for column in sheet_columns()]
    return _LINE * max(2, *lines)


def _write_empty_row(sheet: Any, number: int, styles: Styles) -> None:
    """Write a row for a new initiative: what the plan says of it is asked for too."""
    for place, column in enumerate(sheet_columns()):
        if column.fill is Fill.GIVEN or column.holds is Holds.TICK:
            sheet.write_blank(number, place, None, styles.given)
        else:
            sheet.write_blank(number, place, None, styles.day if column.holds is Holds.DAY else styles.answer)


def _validation(column: Column, lists: Mapping[Holds, str]) -> dict[str, Any]:
    """Say beside each cell what it is for, and offer its list; a day that is none is questioned."""
    said = {
        "input_title": column.label[:_LONGEST_TITLE],
        "input_message": column.means[:_LONGEST_MESSAGE],
        "error_title": column.label[:_LONGEST_TITLE],
    }
    if column.holds in lists:
        return {
            **said,
            "validate": "list",
            "source": lists[column.holds],
            "error_message": _("Choose a word from the list, or leave the cell empty."),
        }
    if column.holds is Holds.DAY:
        return {
            **said,
            "validate": "date",
            "criteria": "between",
            "minimum": date(FIRST_YEAR, 1, 1),
            "maximum": date(LAST_YEAR, 12, 31),
            "error_message": _("Write a day, such as 14 March 2026."),
            "error_type": "warning",
        }
    return {**said, "validate": "any"}


def _set_up(sheet: Any, content: WorkbookContent, columns: tuple[Column, ...]) -> None:
    """Keep header and titles in sight, lock what is given, and lay it out on A4."""
    # Room for two lines: not every program makes it by itself.
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 2)
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_print_scale(68)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    keys = [column.key for column in columns]
    sheet.set_v_pagebreaks([keys.index(key) for key in _SHEETS_BEGIN_WITH])
    title = _("Return of {city} for {convening}", city=content.city, convening=content.convening)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&R&P / &N")
