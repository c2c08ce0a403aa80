"""Tables as files that open safely and read back as they were.

CSV     UTF-8 with a byte order mark. The first row holds the keys of the columns. Nothing
        is an empty cell. A text that a spreadsheet could take for a formula (it begins
        with = + - @ or a tab, after spaces or apostrophes if any) has one apostrophe
        before it; who reads the file back takes that one off again (`ingest.text.unguard`).
XLSX    One sheet; the first row holds the labels of the columns. Text is typed as text, and
        every line break in it is the one that spreadsheets know (LF).
JSON    A list with one object per row, by the keys of the columns.
Parquet One column per key: whole numbers, or text.
"""

from __future__ import annotations

import csv
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from ictrack.ingest.text import guard
from ictrack.summaries.table import Table


def table_csv(table: Table) -> bytes:
    """Write a table as CSV; the byte order mark is there so that Excel reads its accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    for row in table.plain_rows():
        writer.writerow([guard(value) if isinstance(value, str) else value for value in row.values()])
    return out.getvalue().encode("utf-8-sig")


def table_xlsx(table: Table) -> bytes:
    """Write a table as a workbook of one sheet, every text typed as text."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        sheet = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True})
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.label, bold)
        for line, row in enumerate(table.plain_rows(), start=1):
            for place, value in enumerate(row.values()):
                if isinstance(value, int):
                    sheet.write_number(line, place, value)
                elif value:
                    sheet.write_string(line, place, value.replace("\r\n", "\n").replace("\r", "\n"))
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return out.getvalue()


def table_json(table: Table) -> bytes:
    """Write a table as JSON: a list with one object per row."""
    return json.dumps(table.plain_rows(), ensure_ascii=False, indent=1).encode("utf-8")


def table_parquet(table: Table) -> bytes:
    """Write a table as Parquet: whole numbers where a column counts, else text."""
    schema = pa.schema(
        [(column.key, pa.int64() if column.is_number else pa.string()) for column in table.columns]
    )
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(table.plain_rows(), schema=schema), out)
    return out.getvalue()
