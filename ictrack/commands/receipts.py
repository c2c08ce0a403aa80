"""Receipts and problems as text for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from ictrack.actions.receipt import Difference, Receipt
from ictrack.commands.printing import Format, print_rows
from ictrack.ingest.issues import Issue

_COUNTS = ("file", "rows", "new", "changed", "unchanged", "rejected", "withheld")
_LISTED_TITLES = 20
_SIGNS = {"new": "+", "changed": "~"}


class TextFormat(StrEnum):
    """How a receipt or a list of problems is printed."""

    TEXT = "text"
    JSON = "json"


def print_receipt(form: TextFormat, receipt: Receipt) -> str:
    """Print what a load did, or would do: its sentence, its counts, what was read as what."""
    if form is TextFormat.JSON:
        return _as_json(receipt.to_json())
    return "".join(f"{line}\n" for line in _lines_of(receipt))


def close_title_lines(receipt: Receipt) -> Iterator[str]:
    """Name the new initiatives that may be known ones, the first of them, and what to do."""
    sentences = receipt.close_title_sentences()
    yield from sentences[:_LISTED_TITLES]
    if len(sentences) > _LISTED_TITLES:
        yield f"and {len(sentences) - _LISTED_TITLES:,} more like this; --format json lists all."
    yield from receipt.advice()


def _lines_of(receipt: Receipt) -> Iterator[str]:
    yield receipt.sentence()
    yield from close_title_lines(receipt)
    counts = [{name: getattr(file, name) for name in _COUNTS} for file in receipt.files]
    yield from print_rows(Format.TABLE, _COUNTS, counts).splitlines()
    for reading in receipt.readings:
        times = "once" if reading.count == 1 else f"{reading.count:,} times"
        yield f"{reading.file}, {reading.column}: '{reading.written}' was read as {reading.read_as}, {times}."
    for file, columns in receipt.absent_columns.items():
        yield f"{file}: has no column {', '.join(columns)}; read as empty."
    if receipt.ignored_files:
        yield f"Not read, because no file of a source has such a name: {', '.join(receipt.ignored_files)}."
    yield from _differences_of(receipt)


def _differences_of(receipt: Receipt) -> Iterator[str]:
    """List each row that a preview would add or change; those of the public record apart."""
    if receipt.load_id is not None:
        return
    own = [difference for difference in receipt.differences if difference.file not in receipt.borrowed]
    for difference in own:
        yield f"{_SIGNS.get(difference.state, '?')} {difference.file} {difference.key}{_cells_of(difference)}"
    if receipt.differences_left_out:
        yield f"and {receipt.differences_left_out:,} rows more."


def _cells_of(difference: Difference) -> str:
    if difference.state == "new":
        return ""
    changes = [f"{cell.column}: '{cell.before or ''}' → '{cell.after or ''}'" for cell in difference.cells]
    return f": {'; '.join(changes)}" if changes else ""


def print_issues(form: TextFormat, issues: tuple[Issue, ...], left_out: Mapping[str, int]) -> str:
    """Print every problem that is listed, and how many of each kind are not."""
    if form is TextFormat.JSON:
        return _as_json([_plain(issue) for issue in issues])
    lines = [issue.sentence() for issue in issues]
    lines += [f"and {count:,} more of the kind {code}." for code, count in sorted(left_out.items())]
    return "".join(f"{line}\n" for line in lines)


def _plain(issue: Issue) -> dict[str, Any]:
    names = ("file", "sheet", "row", "column", "value", "code", "message", "allowed", "suggestion")
    return {name: getattr(issue, name) for name in names}


def _as_json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
