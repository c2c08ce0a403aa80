"""What a load did, row by row counted, so that nothing of a file goes unaccounted for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

import pyarrow as pa

from ictrack.actions.close_titles import CloseTitle, CloseTitles
from ictrack.ingest.issues import Issue
from ictrack.ingest.mend import csv_bytes, filled_in_rows, workbook_bytes
from ictrack.ingest.notices import Notice
from ictrack.ingest.source import CheckedSource, RawTable, Reading
from ictrack.models import ROW_OF_FILE


class Outcome(StrEnum):
    """What came of a load as a whole."""

    LOADED = "loaded"
    NOTHING_NEW = "nothing_new"
    REFUSED = "refused"
    PREVIEWED = "previewed"


class BundledFate(StrEnum):
    """What became of the public record that ships with ictrack."""

    ABSENT = "absent"
    KEPT = "kept"
    REPLACED = "replaced"


@dataclass(frozen=True)
class FileCount:
    """Count the rows of one file by what became of them; they add up to `rows`."""

    file: str
    rows: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    withheld: int = 0


@dataclass(frozen=True)
class CellChange:
    """Hold one cell before and after a load."""

    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Difference:
    """Hold one row that a load adds, changes or may not change; `cells` say what differs in it.

    `state` is `new`, `changed` or `in_conflict`; `sheet` is given where several were read as one.
    """

    file: str
    row: int
    key: str
    state: str
    cells: tuple[CellChange, ...] = ()
    sheet: str | None = None

    def what_it_says(self) -> str:
        """Write what a row says in one line, its identifier apart."""
        said = (cell for cell in self.cells if cell.after and cell.after != self.key)
        return "; ".join(f"{cell.column}: {cell.after}" for cell in said)


@dataclass(frozen=True)
class Receipt:
    """Hold what a load did, or what it would have done.

    `issues` are listed up to a limit, `issues_left_out` counts the rest by code;
    `differences` are listed up to a limit, `differences_left_out` counts the rest;
    of a refused load they are those of the good rows, which wait for the others.
    `conflicts` are the rejected rows that say otherwise than what is stored and may not change.
    `borrowed` names the reference files that were taken from the public record.
    `new_initiatives` and `new_updates` count what the new rows are; `close_titles` names the
    new initiatives that may be known ones under another title.
    `to_mend` holds, by file name, the rows that were left out of a load of the good ones;
    `is_return` marks a returns workbook, which is mended itself; `is_unread` says that nothing
    of the source could be read as a table. `notices` are what is told of
    the source beside its problems.
    """

    outcome: Outcome
    source_id: str
    source_title: str
    source_name: str
    files: tuple[FileCount, ...]
    issues: tuple[Issue, ...]
    issues_left_out: Mapping[str, int]
    differences: tuple[Difference, ...]
    differences_left_out: int
    readings: tuple[Reading, ...]
    absent_columns: Mapping[str, tuple[str, ...]]
    ignored_files: tuple[str, ...]
    borrowed: tuple[str, ...]
    bundled: BundledFate
    recorded_mode: str
    load_id: int | None = None
    sheet: RawTable | None = None
    sheet_identifiers: Mapping[int, tuple[str | None, str | None]] = field(default_factory=dict)
    to_mend: Mapping[str, bytes] = field(default_factory=dict)
    is_return: bool = False
    conflicts: tuple[Difference, ...] = ()
    new_initiatives: int = 0
    new_updates: int = 0
    close_titles: CloseTitles = field(default_factory=CloseTitles)
    notices: tuple[Notice, ...] = ()
    is_unread: bool = False

    def total(self, state: str) -> int:
        """Count the rows of all files in one state, such as `new`; `rows` counts all."""
        return sum(getattr(file, state) for file in self.files)

    @property
    def issue_count(self) -> int:
        """Count all problems, listed or not."""
        return len(self.issues) + sum(self.issues_left_out.values())

    def conflicts_of(self, file: str) -> int:
        """Count those of a file's rejected rows that are in conflict; of one sheet, its own rows."""
        is_sheet = self.sheet is not None
        return len({(one.sheet, one.row) for one in self.conflicts if is_sheet or one.file == file})

    @property
    def conflict_count(self) -> int:
        """Count the rows that are in conflict with what is stored."""
        return sum(self.conflicts_of(file.file) for file in self.files)

    def sentence(self) -> str:
        """Say in one line what was loaded, or why nothing was."""
        if self.is_unread:
            return (
                f"{self.source_name} could not be read; nothing of it was loaded. "
                f"{_problems(self.issue_count)}"
            )
        rows = {
            "new": self.total("new"),
            "changed": self.total("changed"),
            "unchanged": self.total("unchanged"),
            "in conflict": self.conflict_count,
            "rejected": self.total("rejected") - self.conflict_count,
            "withheld": self.total("withheld"),
        }
        counts = ", ".join(f"{count:,} {state}" for state, count in rows.items() if count)
        said = f"{_WORDS[self.outcome].format(name=self.source_name)} {_rows(self.total('rows'))}"
        said += f": {counts}." if counts else "."
        if self.new_initiatives or self.new_updates:
            said += (
                f" New: {_counted(self.new_initiatives, 'initiative')},"
                f" {_counted(self.new_updates, 'status update')}."
            )
        if self.issue_count:
            said += f" {_problems(self.issue_count)}"
        if self.borrowed:
            said += f" From the public record: {', '.join(self.borrowed)}."
        if self.bundled is BundledFate.REPLACED:
            said += (
                " The public record was replaced."
                if self.load_id
                else " The public record would be replaced."
            )
        return said

    def close_title_sentences(self) -> tuple[str, ...]:
        """Name each new initiative that may be a known one under another title."""
        verb = "is" if self.load_id is not None else "would be"
        return tuple(
            f"{self._place_of(close)}: '{close.title}' {verb} a new initiative "
            f"({close.initiative_id}). Its title is close to '{close.known_title}' ({close.known_id})."
            for close in self.close_titles.found
        )

    def advice(self) -> tuple[str, ...]:
        """Say what to do where a new initiative may be a known one under another title."""
        said = [self._advice_on_close_titles()] if self.close_titles.found else []
        if self.close_titles.not_compared:
            left = _counted(self.close_titles.not_compared, "new initiative")
            said += [f"There are too many to compare all titles: {left} left out."]
        return tuple(said)

    def _advice_on_close_titles(self) -> str:
        if self.load_id is not None:
            advice = (
                "If that is the same initiative, take the new one out: load its identifier with a column "
                "'removed on' that says when its phase began (phase one, if it states none); send its "
                "updates with the known one."
            )
            return f"{advice} Next time, send the filled-in sheet (--filled-in)." if self.sheet else advice
        if self.sheet is not None:
            return (
                "If that is the same initiative, send the filled-in sheet instead: load the sheet as it was "
                "sent before with --filled-in FILE, mend the title in FILE, and load FILE."
            )
        return "If that is the same initiative, send it with the identifier that it has already."

    def _place_of(self, close: CloseTitle) -> str:
        if self.sheet is None:
            return f"initiatives, row {close.row}"
        sheet, row = self.sheet.place_of(close.row)
        of_sheet = f", sheet {sheet}" if self.sheet.sheets else ""
        return f"{self.source_name}{of_sheet}, row {row}"

    def to_json(self) -> dict[str, Any]:
        """Give the receipt as what JSON can hold; issues with their sentence."""
        data = {name: value for name, value in vars(self).items() if name not in _NOT_IN_JSON}
        data["files"] = [asdict(file) for file in self.files]
        data["differences"] = [asdict(difference) for difference in self.differences]
        data["conflicts"] = [asdict(conflict) for conflict in self.conflicts]
        data["readings"] = [asdict(reading) for reading in self.readings]
        data["issues"] = [{**asdict(issue), "sentence": issue.sentence()} for issue in self.issues]
        data["absent_columns"] = {file: list(columns) for file, columns in self.absent_columns.items()}
        data["issues_left_out"] = dict(self.issues_left_out)
        data["ignored_files"] = list(self.ignored_files)
        data["borrowed"] = list(self.borrowed)
        data["to_mend"] = sorted(self.to_mend)
        data["close_titles"] = [asdict(close) for close in self.close_titles.found]
        data["titles_not_compared"] = self.close_titles.not_compared
        data["advice"] = list(self.advice())
        data["notices"] = [{**asdict(one), "sentence": one.sentence()} for one in self.notices]
        data["sentence"] = self.sentence()
        return data


def filled_in_sheet(receipt: Receipt) -> bytes:
    """Write the one sheet of a load again, with an identifier in every row.

    A workbook comes back as a workbook, a CSV file as a CSV file; several sheets come as one.
    Raises ValueError where the source was not one sheet.
    """
    if receipt.sheet is None:
        raise ValueError(f"{receipt.source_name} is not one sheet")
    rows = filled_in_rows(receipt.sheet, receipt.sheet_identifiers)
    if is_of_workbook(receipt.sheet):
        return workbook_bytes(rows, receipt.sheet.sheet or "Initiatives")
    return csv_bytes(rows)


def is_of_workbook(sheet: RawTable) -> bool:
    """Say whether the one sheet of a load is of a workbook, or several of one that were read as one."""
    return bool(sheet.sheet or sheet.sheets)


def count_files(checked: CheckedSource, states: pa.Table) -> tuple[FileCount, ...]:
    """Count the rows of each file by what becomes of them; of one sheet, its own rows.

    A row of a sheet becomes an initiative, an update or both: it is what the more
    telling of them is.
    """
    sheet = checked.raw.path.name if checked.is_one_sheet else None
    is_row_one_row = sheet is None and checked.raw.returned is None
    counts = _count_rows(checked, states) if is_row_one_row else _count_singly(checked, states, sheet)
    order = [*ROW_OF_FILE, sheet]
    return tuple(
        FileCount(file, counts[file].total(), **counts[file]) for file in sorted(counts, key=order.index)
    )


def _count_rows(checked: CheckedSource, states: pa.Table) -> Mapping[str, Counter[str]]:
    """Count the rows of files by their state, where each is one row of its file."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in states.group_by(["file", "state"]).aggregate([([], "count_all")]).to_pylist():
        if row["file"] not in checked.borrowed:
            counts[row["file"]][row["state"]] = row["count_all"]
    return counts


def _count_singly(checked: CheckedSource, states: pa.Table, sheet: str | None) -> Mapping[str, Counter[str]]:
    """Count the rows of a sheet, or of the files that it was made of, where one may have become several."""
    by_row: dict[tuple[str, int], str] = {}
    for row in states.select(["file", "file_row", "state"]).to_pylist():
        if row["file"] not in checked.borrowed:
            place = (sheet or row["file"], row["file_row"])
            by_row[place] = min(by_row.get(place, row["state"]), row["state"], key=_TELLING.index)
    if sheet:
        _add_repeated_rows(by_row, sheet, checked, states)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (file, _), state in by_row.items():
        counts[file][state] += 1
    return counts


def _add_repeated_rows(
    by_row: dict[tuple[str, int], str], sheet: str, checked: CheckedSource, states: pa.Table
) -> None:
    """Count the rows of a sheet that only repeat an initiative as what the initiative is."""
    of_initiative = {
        row["row_key"]: row["state"] for row in states.to_pylist() if row["file"] == "initiatives"
    }
    for number, (initiative_id, _) in checked.sheet_identifiers.items():
        if (sheet, number) not in by_row and initiative_id in of_initiative:
            by_row[sheet, number] = of_initiative[initiative_id]


# The states of a row, the most telling first.
_TELLING = ("rejected", "withheld", "new", "changed", "unchanged")

_NOT_IN_JSON = frozenset({"issues", "sheet", "sheet_identifiers", "to_mend"})

_WORDS = {
    Outcome.LOADED: "Loaded {name}.",
    Outcome.NOTHING_NEW: "{name} holds nothing new; nothing was written.",
    Outcome.REFUSED: "Nothing of {name} was loaded.",
    Outcome.PREVIEWED: "Previewed {name}; nothing was written.",
}


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing if count == 1 else f'{thing}s'}"


def _problems(count: int) -> str:
    return "1 problem." if count == 1 else f"{count:,} problems."
