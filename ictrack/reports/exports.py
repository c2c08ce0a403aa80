"""Tables as files that open safely and read back as they were.

CSV     UTF-8 with a byte order mark. The first row holds the keys of the columns. Nothing
        is an empty cell. A text that a spreadsheet could take for a formula (it begins
        with = + - @ or a tab, after spaces or apostrophes if any) has one apostrophe
        before it; who reads the file back takes that one off again (`escapes.unguard`).
        It holds nothing but the table; the as-at date stands in the file's name.
XLSX    A sheet that is named for the table; the first row holds the labels of the columns.
        Text is typed as text, and every line break in it is the one that spreadsheets know
        (LF). The sheet "About" says what the table is of.
JSON    An object: "about" says what the table is of, "rows" is a list with one object per
        row, by the keys of the columns.
Parquet One column per key: whole numbers, or text. What the table is of stands in the
        metadata of the file, under "ictrack." and the same keys as in JSON.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from ictrack.escapes import TEXT_AS_TEXT, clean_text, guard
from ictrack.language import _
from ictrack.reports.sheet_names import legal_name
from ictrack.summaries.table import Fact, Plain, Table


def table_csv(table: Table, _about: Sequence[Fact] = ()) -> bytes:
    """Write a table as CSV; the byte order mark is there so that Excel reads its accents."""
    return _csv(table, [column.key for column in table.columns])


def table_csv_to_send(table: Table) -> bytes:
    """Write a table as CSV for people: the first row holds the labels of the columns."""
    return _csv(table, [column.label for column in table.columns])


def _csv(table: Table, head: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(guard, head))
    for row in table.plain_rows():
        writer.writerow([guard(value) if isinstance(value, str) else value for value in row.values()])
    return out.getvalue().encode("utf-8-sig")


def table_xlsx(table: Table, about: Sequence[Fact] = ()) -> bytes:
    """Write a table as a workbook, every text typed as text, and what it is of on a second sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, TEXT_AS_TEXT) as workbook:
        bold = workbook.add_format({"bold": True})
        sheet = workbook.add_worksheet(sheet_name(table.caption))
        lines = [list(row.values()) for row in table.plain_rows()]
        _write_sheet(sheet, [column.label for column in table.columns], lines, bold)
        if about:
            facts = [[fact.label, fact.value] for fact in about]
            _write_sheet(workbook.add_worksheet(_about_name()), [_("What"), _("Value")], facts, bold)
    return out.getvalue()


def _write_sheet(sheet: Any, labels: Sequence[str], lines: Sequence[Sequence[Plain]], bold: Any) -> None:
    """Fill a sheet: one row of labels, which stays in sight, then the lines."""
    for place, label in enumerate(labels):
        sheet.write_string(0, place, clean_text(label), bold)
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line):
            if isinstance(value, int):
                sheet.write_number(number, place, value)
            elif value:
                sheet.write_string(number, place, clean_text(value))
    sheet.freeze_panes(1, 0)
    sheet.autofit()


def sheet_name(caption: str) -> str:
    """Name a sheet for its table, as far as Excel allows; the second sheet has a name of its own."""
    name = legal_name(caption)
    return _("Table") if name.casefold() in {"", _about_name().casefold()} else name


def _about_name() -> str:
    return _("About")


def table_json(table: Table, about: Sequence[Fact] = ()) -> bytes:
    """Write a table as JSON: what it is of, and a list with one object per row."""
    content = {"about": {fact.key: fact.value for fact in about}, "rows": table.plain_rows()}
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")


def table_parquet(table: Table, about: Sequence[Fact] = ()) -> bytes:
    """Write a table as Parquet: whole numbers where a column counts, else text."""
    schema = pa.schema(
        [(column.key, pa.int64() if column.is_number else pa.string()) for column in table.columns],
        metadata={f"ictrack.{fact.key}": fact.value for fact in about},
    )
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(table.plain_rows(), schema=schema), out)
    return out.getvalue()
