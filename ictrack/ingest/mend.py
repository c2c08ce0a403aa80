"""Write rows back for people: those to mend and send again, and a sheet with its identifiers."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from ictrack.escapes import guard
from ictrack.ingest.columns import PROBLEMS_COLUMN
from ictrack.ingest.plain_words import plain_issue
from ictrack.ingest.sheet_words import columns_of_sheet
from ictrack.ingest.source import CheckedSource, RawTable
from ictrack.words import fold


def rows_to_mend(checked: CheckedSource, states: pa.Table) -> dict[str, bytes]:
    """Write the rows that were not loaded as CSV files, each with its problems first.

    Such a file can be mended and loaded: its column of problems is not read. That of a
    returns workbook is the sheet of answers; it is the workbook that is to be mended.
    """
    problems: dict[tuple[str, str | None, int], list[str]] = defaultdict(list)
    for issue in checked.issues:
        if issue.row:
            problems[issue.file, issue.sheet, issue.row].append(
                plain_issue(issue).sentence().partition(": ")[2]
            )
    out = pc.is_in(states["state"], pa.array(["rejected", "withheld"]))
    numbers: dict[str, set[int]] = defaultdict(set)
    for row in states.filter(out).to_pylist():
        numbers[row["file"]].add(row["file_row"])
    if checked.raw.returned is not None:
        wanted = {checked.raw.path.stem: (checked.raw.returned.answers, set().union(*numbers.values()))}
    elif checked.raw.sheet is not None:
        wanted = {checked.raw.path.stem: (checked.raw.sheet, set().union(*numbers.values()))}
    else:
        wanted = {file: (table, numbers[file]) for file, table in checked.raw.tables.items() if numbers[file]}
    return {
        f"{name}.csv": _mending_file(table, rows, problems) for name, (table, rows) in wanted.items() if rows
    }


def _mending_file(
    table: RawTable, numbers: set[int], problems: Mapping[tuple[str, str | None, int], list[str]]
) -> bytes:
    """Write some rows of a table under a new column of problems, in place of a former one."""
    kept = [place for place, column in enumerate(table.header) if fold(column) != PROBLEMS_COLUMN]
    written = [(PROBLEMS_COLUMN, *(table.header[place] for place in kept))]
    for row in sorted(table.numbered(numbers), key=lambda row: row.number):
        place = (table.file, *table.place_of(row.number))
        said = problems.get(place, ["Waits for a row that was not loaded."])
        cells = row.cells if len(kept) == len(table.header) else _at(row.cells, kept)
        written.append((" ".join(said), *cells))
    return csv_bytes(written)


def _at(cells: tuple[str, ...], places: list[int]) -> tuple[str, ...]:
    return tuple(cells[place] for place in places if place < len(cells))


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows as CSV that spreadsheets read as UTF-8 and in which nothing is a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([guard(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def workbook_bytes(rows: Iterable[Sequence[str]], sheet: str) -> bytes:
    """Write rows as a workbook of one sheet in which every cell is text."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in rows:
        cells = [WriteOnlyCell(page, cell or None) for cell in row]
        for cell in cells:
            if cell.value is not None:
                cell.data_type = "s"
        page.append(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def filled_in_rows(
    sheet: RawTable, identifiers: Mapping[int, tuple[str | None, str | None]]
) -> list[tuple[str, ...]]:
    """Give a sheet's rows with the identifiers of their initiative and update before them."""
    columns = columns_of_sheet(sheet.header)
    kept = [place for place, column in enumerate(columns) if column not in {"initiative_id", "update_id"}]
    rows: list[tuple[str, ...]] = [("initiative id", "update id", *(sheet.header[place] for place in kept))]
    for row in sheet.rows:
        initiative_id, update_id = identifiers.get(row.number, (None, None))
        rows.append((initiative_id or "", update_id or "", *(row.cells[place] for place in kept)))
    return rows
