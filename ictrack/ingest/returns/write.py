"""Write a returns workbook: instructions, the sheet to fill in, the words, and the stamp.

Every text is typed as text, so that none can start a formula; the same content gives the
same bytes. What is not to be filled in is locked, without a password.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from ictrack.escapes import TEXT_AS_TEXT, sheet_margin
from ictrack.ingest.returns.answers import write_answers
from ictrack.ingest.returns.columns import Holds, sheet_columns
from ictrack.ingest.returns.content import (
    WorkbookContent,
    instructions,
    name_of_answers,
    name_of_stamp,
    words_of,
)
from ictrack.ingest.returns.stamp import CODES
from ictrack.ingest.returns.styles import Styles
from ictrack.language import _, format_count, format_day


def write_workbook(content: WorkbookContent) -> bytes:
    """Write the workbook of one city for one convening."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, TEXT_AS_TEXT) as book:
        book.set_properties(
            {
                "title": _title(content),
                "created": datetime(content.made_on.year, content.made_on.month, content.made_on.day),  # noqa: DTZ001 - a day
            }
        )
        styles = Styles(book)
        first = book.add_worksheet(_("Instructions"))
        answers = book.add_worksheet(name_of_answers())
        words = book.add_worksheet(_name_of_words())
        about = book.add_worksheet(name_of_stamp())
        _write_instructions(first, content, styles)
        lists = _write_words(words, content, styles)
        write_answers(answers, content, styles, lists)
        _write_stamp(about, content, styles)
        for sheet in (first, words, about):
            _set_up_text_sheet(sheet, content)
        answers.activate()
        first.activate()
    return out.getvalue()


def _name_of_words() -> str:
    return _("Words to choose from")


def _title(content: WorkbookContent) -> str:
    return _("Return of {city} for {convening}", city=content.city, convening=content.convening)


def _set_up_text_sheet(sheet: Any, content: WorkbookContent) -> None:
    """Lock a sheet that is only read, and fit it to sheets of paper."""
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{foot_of(content)}&R&P / &N")


def foot_of(content: WorkbookContent) -> str:
    """Name the workbook at the foot of a printed sheet."""
    return sheet_margin(_title(content), "&L&R&P / &N")


def _write_instructions(sheet: Any, content: WorkbookContent, styles: Styles) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, _title(content), styles.title)
    row = 2
    for heading, sentences in instructions(content):
        sheet.write_string(row, 0, heading, styles.heading)
        for sentence in sentences:
            sheet.write_string(row, 1, sentence, styles.text)
            row += 1
        row += 1
    sheet.write_string(row, 0, _("What each column means"), styles.heading)
    for number, column in enumerate(sheet_columns(), start=row + 1):
        sheet.write_string(number, 0, column.label, styles.text)
        sheet.write_string(number, 1, column.means, styles.text)


def _write_words(sheet: Any, content: WorkbookContent, styles: Styles) -> dict[Holds, str]:
    """Write each list of words as one column; give the range of each, for the drop-downs."""
    lists: list[tuple[Holds, Sequence[str]]] = [
        (Holds.STATUS, list(words_of(Holds.STATUS))),
        (Holds.CONFIDENCE, list(words_of(Holds.CONFIDENCE))),
        (Holds.TICK, list(words_of(Holds.TICK))),
        (Holds.AREA, content.areas),
    ]
    labels = {column.holds: column.label for column in sheet_columns()}
    name = _name_of_words().replace("'", "''")
    ranges: dict[Holds, str] = {}
    for place, (holds, words) in enumerate(lists):
        sheet.write_string(0, place, labels[holds], styles.given_header)
        for number, word in enumerate(words, start=1):
            sheet.write_string(number, place, word, styles.text)
        if words:
            letter = "ABCD"[place]
            ranges[holds] = f"='{name}'!${letter}$2:${letter}${len(words) + 1}"
    sheet.set_column(0, len(lists) - 1, 40)
    sheet.freeze_panes(1, 0)
    return ranges


def _write_stamp(sheet: Any, content: WorkbookContent, styles: Styles) -> None:
    """Write the stamp: what it says in words, and the line by which ictrack knows it again."""
    stamp = content.stamp
    words = {
        "ictrack_return": (_("Made by"), _("ictrack, the progress tracker of Inclusive Cities")),
        "city": (_("City"), content.city),
        "convening": (_("Convening"), content.convening),
        "cut_off": (_("An empty day means"), content.day),
        "data": (_("Fingerprint of the data"), stamp.data),
        "load": (_("Last load that it knows"), str(stamp.load)),
        "made_on": (_("Made on"), format_day(content.made_on)),
        CODES: (_("Initiatives on the sheet"), format_count(len(stamp.codes or ()))),
        "check": (
            _("Check of this stamp"),
            _("Leave this sheet as it is: by it ictrack knows the workbook again."),
        ),
    }
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 2, 44)
    for place, label in enumerate((_("What"), _("In words"), _("Stamp"))):
        sheet.write_string(0, place, label, styles.given_header)
    for row, line in enumerate(stamp.lines(), start=1):
        key, _equals, value = line.partition("=")
        label, said = words.get(key) or (_("Their codes"), value)
        sheet.write_string(row, 0, label, styles.text)
        sheet.write_string(row, 1, said, styles.text)
        sheet.write_string(row, 2, line, styles.code)
    sheet.freeze_panes(1, 0)
