"""Which column of a model each header means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from ictrack.ingest.issues import Issue
from ictrack.ingest.source import RawTable
from ictrack.models import Row, columns_of, required_columns_of
from ictrack.words import fold

# The column that a file of rows to mend bears; it says what was wrong, and is not read.
PROBLEMS_COLUMN = "problems"


@dataclass(frozen=True)
class HeaderReading:
    """Hold which column each place of a header means (nothing: it is not read)."""

    columns: tuple[str | None, ...]
    absent: tuple[str, ...]
    issues: tuple[Issue, ...]


def read_header(table: RawTable, row: type[Row]) -> HeaderReading:
    """Match a header to a model's columns, in any order; case, spaces and dashes apart."""
    known = {fold(column): column for column in columns_of(row)}
    columns = tuple(known.get(fold(header)) for header in table.header)
    missing = [column for column in columns_of(row) if column not in columns]
    required = [column for column in required_columns_of(row) if column in missing]
    issues = [
        *doubled_columns(table, columns),
        *unknown_columns(table, columns, {word: word for word in missing} or known),
        *(_missing_issue(table, column) for column in required),
    ]
    absent = tuple(column for column in missing if column not in required)
    return HeaderReading(columns, absent, tuple(issues))


def doubled_columns(table: RawTable, columns: Iterable[str | None]) -> list[Issue]:
    """Name each header that stands for a column that an earlier one stands for already."""
    first: dict[str, str] = {}
    issues = []
    for header, column in zip(table.header, columns, strict=True):
        key = column or fold(header)
        if key in first:
            same = fold(first[key]) == fold(header)
            message = "is there twice" if same else f"means the same as the column {first[key]}"
            shown = header or "(without a name)"
            issues.append(
                table.issue("doubled_column", message, row=1, column=shown, allowed="each column once")
            )
        first.setdefault(key, header)
    return issues


def unknown_columns(table: RawTable, columns: Iterable[str | None], known: Mapping[str, str]) -> list[Issue]:
    """Name each header that is no column, and the known one that is close.

    `known` maps folded words to the column as it is shown.
    """
    words = {fold(word): shown for word, shown in known.items()}
    issues = []
    for header, column in zip(table.header, columns, strict=True):
        if column is not None or fold(header) == PROBLEMS_COLUMN:
            continue
        close = get_close_matches(fold(header), words, n=1, cutoff=0.7)
        issues.append(
            table.issue(
                "unknown_column" if header else "unnamed_column",
                "is not a column of this file" if header else "has cells but no name",
                row=1,
                column=header or "(without a name)",
                value=header or None,
                allowed="only columns that data/README.md lists",
                suggestion=words[close[0]] if close else "",
            )
        )
    return issues


def _missing_issue(table: RawTable, column: str) -> Issue:
    return table.issue(
        "missing_column", "is missing", row=1, column=column, allowed="a column of that name in the first row"
    )
