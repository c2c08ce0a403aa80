"""Receipts and problems as text for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from textwrap import shorten
from typing import Any

from ictrack.actions.receipt import Difference, FileCount, Outcome, Receipt
from ictrack.commands.printing import Format, ListFormat, PlainRow, print_rows
from ictrack.ingest.issues import Issue
from ictrack.ingest.source import Reading
from ictrack.words import fold

_COUNTS = ("file", "rows", "new", "changed", "unchanged", "in_conflict", "rejected", "withheld")
_OF_ISSUE = ("file", "sheet", "row", "column", "value", "code", "message", "allowed", "suggestion")
_THINGS = {"initiatives": "initiative", "status_updates": "status update"}
_LISTED_TITLES = 20
_LONGEST_LINE = 300
_SIGNS = {"new": "+", "changed": "~", "in_conflict": "!"}


class TextFormat(StrEnum):
    """How a receipt or a list of problems is printed."""

    TEXT = "text"
    JSON = "json"


def print_receipt(form: TextFormat, receipt: Receipt) -> str:
    """Print what a load did, or would do: its sentence, its counts, what was read as what last."""
    if form is TextFormat.JSON:
        return _as_json(receipt.to_json())
    return "".join(f"{line}\n" for line in _lines_of(receipt))


def notice_lines(receipt: Receipt) -> Iterator[str]:
    """Say what is to be looked at although it is no problem.

    Of the new initiatives that may be known ones the first are named, and what to do.
    """
    yield from (notice.sentence() for notice in receipt.notices)
    sentences = receipt.close_title_sentences()
    yield from sentences[:_LISTED_TITLES]
    if len(sentences) > _LISTED_TITLES:
        yield f"and {len(sentences) - _LISTED_TITLES:,} more like this; --format json lists all."
    yield from receipt.advice()


def _lines_of(receipt: Receipt) -> Iterator[str]:
    """Say the result first, then what to look at, and last how words were read."""
    yield receipt.sentence()
    yield from notice_lines(receipt)
    counts = [_counts_of(file, receipt.conflicts_of(file.file)) for file in receipt.files]
    yield from print_rows(Format.TABLE, _COUNTS, counts).splitlines()
    yield from _differences_of(receipt)
    for file, columns in receipt.absent_columns.items():
        yield f"{file}: has no column {', '.join(columns)}; read as empty."
    if receipt.ignored_files:
        yield f"Not read, because no file of a source has such a name: {', '.join(receipt.ignored_files)}."
    yield from _readings_of(receipt)


def _counts_of(file: FileCount, in_conflict: int) -> PlainRow:
    """Count the rows of a file, those in conflict apart from the other rejected ones."""
    return {**vars(file), "in_conflict": in_conflict, "rejected": file.rejected - in_conflict}


def _readings_of(receipt: Receipt) -> Iterator[str]:
    """Sum up per column what was read as something else than was written, with an example."""
    columns: dict[str, list[Reading]] = defaultdict(list)
    for reading in receipt.readings:
        # A sheet has one of each column, whatever file of the full form it becomes a part of.
        columns[reading.column if receipt.sheet else f"{reading.file}, {reading.column}"].append(reading)
    if columns:
        yield "What was read as something else than it says (--format json lists all):"
    for column, readings in columns.items():
        telling = max(readings, key=lambda one: (fold(one.written) != fold(one.read_as), one.count))
        others = len({reading.written for reading in readings}) - 1
        more = f", and {others:,} more" if others else ""
        yield f"  {column}: '{telling.written}' as {telling.read_as}{more}"


def _differences_of(receipt: Receipt) -> Iterator[str]:
    """List each row that a preview would add or change; those of the public record apart.

    First come those that it may not change; of a refused load, the good rows come last.
    """
    if receipt.load_id is not None:
        return
    for difference in receipt.conflicts:
        yield _line_of(difference, receipt)
    own = [difference for difference in receipt.differences if difference.file not in receipt.borrowed]
    if own and receipt.outcome is Outcome.REFUSED:
        yield "These rows are good, and wait for the others (--accept-valid loads them alone):"
    for difference in own:
        yield _line_of(difference, receipt)
    if receipt.differences_left_out:
        yield f"and {receipt.differences_left_out:,} rows more."


def _line_of(difference: Difference, receipt: Receipt) -> str:
    sign = _SIGNS.get(difference.state, "?")
    return f"{sign} {_place_of(difference, receipt)} {difference.key}{_cells_of(difference)}"


def _place_of(difference: Difference, receipt: Receipt) -> str:
    """Say what a row is: by the file of the full form, or by its place in one sheet."""
    if receipt.sheet is None:
        return difference.file
    of_sheet = f", sheet {difference.sheet}" if difference.sheet else ""
    thing = _THINGS.get(difference.file, difference.file)
    return f"{receipt.source_name}{of_sheet}, row {difference.row}: {thing}"


def _cells_of(difference: Difference) -> str:
    """Say what a new row says, shortened, or which cells of a known one would change."""
    if difference.state == "new":
        said = shorten(difference.what_it_says(), _LONGEST_LINE, placeholder="…")
    else:
        changes = (
            f"{cell.column}: '{cell.before or ''}' → '{cell.after or ''}'" for cell in difference.cells
        )
        said = "; ".join(changes)
    return f": {said}" if said else ""


def print_issues(form: ListFormat, issues: tuple[Issue, ...], left_out: Mapping[str, int]) -> str:
    """Print every problem that is listed, and how many of each kind are not."""
    if form is not ListFormat.TEXT:
        return print_rows(Format(form.value), _OF_ISSUE, [_plain(issue) for issue in issues])
    lines = [issue.sentence() for issue in issues]
    lines += [f"and {count:,} more of the kind {code}." for code, count in sorted(left_out.items())]
    return "".join(f"{line}\n" for line in lines)


def _plain(issue: Issue) -> dict[str, Any]:
    return {name: getattr(issue, name) for name in _OF_ISSUE}


def _as_json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
