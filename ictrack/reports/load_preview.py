"""A load as tables: what it would do or did, row by row, for the screen and for files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ictrack.actions.receipt import BundledFate, Difference, FileCount, Outcome, Receipt
from ictrack.ingest.issues import Issue
from ictrack.ingest.plain_words import plain_issue
from ictrack.labels import file_label
from ictrack.language import _, format_count, join_words, ngettext
from ictrack.summaries.setting import upper_first
from ictrack.summaries.table import Column, Table

_SHOWN_VALUE = 300


@dataclass(frozen=True)
class LoadPreview:
    """Hold what a load would do or did: its sentence, what to note, and its rows as tables.

    `rows` is false where a table has none.
    """

    sentence: str
    notes: tuple[str, ...]
    counts: Table
    conflicts: Table
    changed: Table
    new: Table
    readings: Table


def preview_load(receipt: Receipt) -> LoadPreview:
    """Put a receipt into words and tables."""
    return LoadPreview(
        sentence=_sentence(receipt),
        notes=_notes(receipt),
        counts=_counts(receipt),
        conflicts=_cell_table(_("In conflict with what is stored"), receipt.conflicts, receipt),
        changed=_cell_table(_("Changed rows"), _in_state(receipt, "changed"), receipt),
        new=_new_table(_in_state(receipt, "new"), receipt),
        readings=_reading_table(receipt),
    )


def issue_table(issues: Sequence[Issue]) -> Table:
    """List problems in the words that people see: where, what, what is allowed, what is close."""
    columns = (
        Column("file", _("File")),
        Column("sheet", _("Sheet")),
        Column("row", _("Row"), is_number=True),
        Column("column", _("Column")),
        Column("value", _("What it says")),
        Column("problem", _("Problem")),
        Column("suggestion", _("Suggestion")),
        Column("code", _("Kind")),
    )
    rows = tuple(
        (
            issue.file,
            issue.sheet,
            issue.row,
            issue.column,
            _short(issue.value),
            _problem(issue),
            issue.suggestion or None,
            kind_of_issue(issue.code),
        )
        for issue in map(plain_issue, issues)
    )
    return without_empty(Table(_("Problems"), columns, rows), "sheet", "suggestion")


def without_empty(table: Table, *keys: str) -> Table:
    """Leave out those of some columns in which no row says anything."""
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.key not in keys or any(row[place] is not None for row in table.rows)
    ]
    columns = tuple(table.columns[place] for place in places)
    return Table(table.caption, columns, tuple(tuple(row[place] for place in places) for row in table.rows))


def kind_of_issue(code: str) -> str:
    """Write the code of a problem as words."""
    return code.replace("_", " ")


def _problem(issue: Issue) -> str:
    said = f"{upper_first(issue.message)}."
    return f"{said} {_('Use {allowed}.', allowed=issue.allowed)}" if issue.allowed else said


def _in_state(receipt: Receipt, state: str) -> tuple[Difference, ...]:
    return tuple(
        one for one in receipt.differences if one.state == state and one.file not in receipt.borrowed
    )


def _sentence(receipt: Receipt) -> str:
    """Say what a load did or would do, with the counts of its rows."""
    if receipt.is_unread:
        return _("{name} could not be read. Nothing is loaded.", name=receipt.source_name)
    rows = ngettext("{n} row", "{n} rows", receipt.total("rows"))
    in_conflict = receipt.conflict_count
    counted = [
        ngettext("{n} new", "{n} new", receipt.total("new")) if receipt.total("new") else "",
        ngettext("{n} changed", "{n} changed", receipt.total("changed")) if receipt.total("changed") else "",
        ngettext("{n} unchanged", "{n} unchanged", receipt.total("unchanged"))
        if receipt.total("unchanged")
        else "",
        ngettext("{n} in conflict", "{n} in conflict", in_conflict) if in_conflict else "",
        _rejected(receipt.total("rejected") - in_conflict),
        _waiting(receipt.total("withheld")),
    ]
    said = [words for words in counted if words]
    counts = f"{rows}: {join_words(said)}" if said else rows
    return {
        Outcome.LOADED: _("{name} is loaded. {counts}.", name=receipt.source_name, counts=counts),
        Outcome.PREVIEWED: _("{name} can be loaded. {counts}.", name=receipt.source_name, counts=counts),
        Outcome.NOTHING_NEW: _(
            "{name} holds nothing new. {counts}.", name=receipt.source_name, counts=counts
        ),
        Outcome.REFUSED: _("{name} cannot be loaded yet. {counts}.", name=receipt.source_name, counts=counts),
    }[receipt.outcome]


def _rejected(count: int) -> str:
    return ngettext("{n} rejected", "{n} rejected", count) if count > 0 else ""


def _waiting(count: int) -> str:
    return ngettext("{n} good one that waits", "{n} good ones that wait", count) if count else ""


def _notes(receipt: Receipt) -> tuple[str, ...]:
    """Say what else became, or would become, of what is stored and of what was sent."""
    notes = []
    if receipt.bundled is BundledFate.REPLACED:
        is_done = receipt.load_id is not None
        notes.append(
            _("The public record was replaced.") if is_done else _("The public record would be replaced.")
        )
    if receipt.borrowed:
        files = join_words([file_label(file) for file in receipt.borrowed])
        notes.append(_("From the public record: {files}.", files=files))
    for file, columns in receipt.absent_columns.items():
        notes.append(
            _("{file} has no column {columns}; read as empty.", file=file, columns=join_words(columns))
        )
    if receipt.ignored_files:
        notes.append(_("Not read: {files}.", files=join_words(receipt.ignored_files)))
    notes += [notice.sentence() for notice in receipt.notices]
    notes += receipt.close_title_sentences()[:20]
    return (*notes, *receipt.advice())


def _counts(receipt: Receipt) -> Table:
    columns = (
        Column("file", _("What")),
        Column("rows", _("Rows"), is_number=True),
        Column("new", _("New"), is_number=True),
        Column("changed", _("Changed"), is_number=True),
        Column("unchanged", _("Unchanged"), is_number=True),
        Column("in_conflict", _("In conflict"), is_number=True),
        Column("rejected", _("Rejected"), is_number=True),
        Column("withheld", _("Waiting"), is_number=True),
    )
    return Table(
        _("What becomes of each row"),
        columns,
        tuple(_count_row(file, receipt.conflicts_of(file.file)) for file in receipt.files),
    )


def _count_row(file: FileCount, in_conflict: int) -> tuple[str | int, ...]:
    return (
        file_label(file.file),
        file.rows,
        file.new,
        file.changed,
        file.unchanged,
        in_conflict,
        file.rejected - in_conflict,
        file.withheld,
    )


def _cell_table(caption: str, differences: Sequence[Difference], receipt: Receipt) -> Table:
    """List what differs, one cell in each row."""
    columns = (
        Column("identifier", _("Identifier")),
        Column("file", _("What")),
        Column("sheet", _("Sheet")),
        Column("row", _("Row"), is_number=True),
        Column("column", _("Column")),
        Column("before", _("Stored")),
        Column("after", _("Sent")),
    )
    rows = tuple(
        (
            one.key,
            file_label(one.file),
            one.sheet,
            one.row,
            cell.column,
            _short(cell.before) or _("(nothing)"),
            _short(cell.after) or _("(nothing)"),
        )
        for one in differences
        for cell in one.cells
    )
    return without_empty(Table(_with_rest(caption, receipt), columns, rows), "sheet")


def _new_table(differences: Sequence[Difference], receipt: Receipt) -> Table:
    columns = (
        Column("identifier", _("Identifier")),
        Column("file", _("What")),
        Column("sheet", _("Sheet")),
        Column("row", _("Row"), is_number=True),
        Column("says", _("What it says")),
    )
    rows = tuple(
        (one.key, file_label(one.file), one.sheet, one.row, _short(one.what_it_says())) for one in differences
    )
    return without_empty(Table(_with_rest(_("New rows"), receipt), columns, rows), "sheet")


def _with_rest(caption: str, receipt: Receipt) -> str:
    if not receipt.differences_left_out:
        return caption
    left = format_count(receipt.differences_left_out)
    return _("{caption} (the list leaves out {left} of all rows)", caption=caption, left=left)


def _reading_table(receipt: Receipt) -> Table:
    columns = (
        Column("column", _("Column")),
        Column("written", _("What it says")),
        Column("read_as", _("Read as")),
        Column("count", _("Cells"), is_number=True),
    )
    rows = tuple((one.column, one.written, one.read_as, one.count) for one in receipt.readings)
    return Table(_("What was read as something else than it says"), columns, rows)


def _short(text: str | None) -> str | None:
    """Shorten a text for a cell of a table; what was sent stands in the file."""
    if text is None or len(text) <= _SHOWN_VALUE:
        return text
    return f"{text[:_SHOWN_VALUE]}…"
