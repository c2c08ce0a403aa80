"""Rows as text: CSV, JSON, or a table that lines up."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum

from ictrack.escapes import guard, terminal_text

Value = str | int | None
PlainRow = Mapping[str, Value]


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class ListFormat(StrEnum):
    """How a list of problems is printed: in lines for people, or as rows."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


def print_rows(form: Format, columns: Sequence[str], rows: Sequence[PlainRow]) -> str:
    """Print rows of the given columns; every line ends with a line feed."""
    printers = {Format.TABLE: _as_table, Format.CSV: _as_csv, Format.JSON: _as_json}
    return printers[form](columns, rows)


def _as_csv(columns: Sequence[str], rows: Sequence[PlainRow]) -> str:
    """Print a header and one line per row; nothing is an empty cell, no cell starts a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_guarded(row[column]) for column in columns] for row in rows)
    return text.getvalue()


def _guarded(value: Value) -> Value:
    return guard(value) if isinstance(value, str) else value


def _as_json(columns: Sequence[str], rows: Sequence[PlainRow]) -> str:
    """Print a list of objects; nothing is null."""
    objects = [{column: row[column] for column in columns} for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def _as_table(columns: Sequence[str], rows: Sequence[PlainRow]) -> str:
    """Print columns that line up: text to the left, numbers to the right."""
    cells = [
        ["" if row[column] is None else terminal_text(str(row[column])) for column in columns] for row in rows
    ]
    widths = [max(len(line[at]) for line in (columns, *cells)) for at in range(len(columns))]
    numeric = [any(isinstance(row[column], int) for row in rows) for column in columns]
    lines = [columns, ["-" * width for width in widths], *cells]
    return "".join(_line(line, widths, numeric) for line in lines)


def _shown(value: Value) -> str:
    return "" if value is None else terminal_text(str(value))


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = [
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, numeric, strict=True)
    ]
    return "  ".join(padded).rstrip() + "\n"
