"""What a source is before and after it is checked: tables of text, then rows and problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated

import pyarrow as pa
from pydantic import AfterValidator

from ictrack.ingest.issues import Issue, IssueLog
from ictrack.ingest.notices import Notice
from ictrack.ingest.raw_rows import RawRow, TextRows
from ictrack.ingest.returns.stamp import Stamp
from ictrack.ingest.trackers.mapping import TrackerMapping
from ictrack.models import Row
from ictrack.store.cited_rows import number_in, place_of
from ictrack.vocabulary import RecordedOn, RecordKind


@dataclass(frozen=True)
class RawTable:
    """Hold one file or sheet as it was sent.

    `name` is the file of the full form, such as `cities`; `epoch` the first day that the
    workbook's serial numbers count from, or nothing for a CSV file. `narrow_or_wide` are
    rows whose width is not the header's: they are counted, and never read. `header_words`
    says how a sheet's own header writes a column, where the table was made from a sheet;
    `words_of_rows` the same of each row, where a row of the sheet became several. `fills`
    gives the colour of coloured cells of a tracker, such as FFC000, by row and header, and
    `header_row` the row of its column names. `notices` tell what of it was hidden. `sheets` are
    those that were put together, if it is several; its rows are then numbered by
    `ictrack.store.cited_rows`, and every problem names the sheet and the row in it.
    """

    name: str
    file: str
    sheet: str | None
    header: tuple[str, ...]
    rows: Annotated[Sequence[RawRow], AfterValidator(tuple)]
    narrow_or_wide: tuple[RawRow, ...] = ()
    epoch: date | None = None
    header_words: Mapping[str, str] = field(default_factory=dict)
    words_of_rows: tuple[Mapping[str, str], ...] = ()
    fills: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    header_row: int = 1
    notices: tuple[Notice, ...] = ()
    sheets: tuple[str, ...] = ()

    def issue(
        self,
        code: str,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        allowed: str = "",
        suggestion: str = "",
    ) -> Issue:
        """Make a problem of this table."""
        sheet, number = self.place_of(row) if row else (self.sheet, row)
        return Issue(self.file, sheet, number, column, value, code, message, allowed, suggestion)

    def place_of(self, number: int) -> tuple[str | None, int]:
        """Give the sheet, and the row in it, of a row by its number."""
        if not self.sheets:
            return self.sheet, number
        place, row = place_of(number)
        return self.sheets[place], row

    def number_of(self, sheet: str | None, row: int) -> int:
        """Give the number of a row of a sheet."""
        return number_in(self.sheets.index(sheet), row) if sheet in self.sheets else row

    def numbered(self, numbers: Set[int]) -> Iterator[RawRow]:
        """Give the rows of these numbers, those of a wrong width too."""
        of_other_width = (row for row in self.narrow_or_wide if row.number in numbers)
        if isinstance(self.rows, TextRows):
            return chain(
                self.rows.numbered(numbers - {row.number for row in self.narrow_or_wide}), of_other_width
            )
        return chain((row for row in self.rows if row.number in numbers), of_other_width)

    def holds(self, issue: Issue) -> bool:
        """Say whether a problem is one of this table."""
        return issue.file == self.file and issue.sheet in (self.sheets or (self.sheet,))

    @property
    def row_count(self) -> int:
        """Count the rows under the header, those of a wrong width too; blank ones apart."""
        return len(self.rows) + len(self.narrow_or_wide)


class Settlement(StrEnum):
    """What becomes of an answer whose initiative got another report after the workbook was made.

    It holds for the one time that the workbook is sent: an answer that was not taken is asked
    about again with the next.
    """

    KEEP_THEIRS = "keep_theirs"
    TAKE_MINE = "take_mine"


@dataclass(frozen=True)
class Returned:
    """Hold a returns workbook that was sent back: its stamp, and the sheet that was filled in.

    `settled` says, by initiative, what becomes of the answers that are in conflict.
    """

    stamp: Stamp
    answers: RawTable
    settled: Mapping[str, Settlement] = field(default_factory=dict)


@dataclass(frozen=True)
class RawSource:
    """Hold a source as it was sent, before any cell was read.

    `sheet` is the one table of a one-sheet source, else nothing. `unread` names the files
    that could not be read as tables, so that references to them are not judged. `returned`
    is a returns workbook, whose tables are made when it is held against the store. `tracker`
    says how `sheet` is read where it has a column for each reporting date. `notices` are
    what is told of it beside its problems.
    """

    path: Path
    tables: Mapping[str, RawTable]
    issues: tuple[Issue, ...]
    unread: frozenset[str]
    ignored_files: tuple[str, ...]
    fingerprint: str
    sheet: RawTable | None = None
    returned: Returned | None = None
    tracker: TrackerMapping | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def all_tables(self) -> tuple[RawTable, ...]:
        """List all that was read as a table."""
        alone = (self.sheet, self.returned.answers if self.returned else None)
        return (*self.tables.values(), *(table for table in alone if table is not None))

    @property
    def is_unread(self) -> bool:
        """Say whether nothing of it could be read as a table."""
        return not self.all_tables


@dataclass(frozen=True)
class SourceFacts:
    """Hold what a source says of itself; nothing where it does not say."""

    title: str | None = None
    record_kind: RecordKind | None = None
    recorded_on: RecordedOn | None = None
    compiled_on: str | None = None
    licence: str | None = None
    note: str | None = None
    invented: bool | None = None


@dataclass(frozen=True)
class Reading:
    """Hold what was read as what, and how often: `Complete` as `completed`, 12 times."""

    file: str
    column: str
    written: str
    read_as: str
    count: int


@dataclass(frozen=True)
class RejectedRow:
    """Hold a row that was refused: its number and its cells, by column.

    Of a row of a wrong width (`is_whole` is false) nobody knows which cell is which; its
    first cells only serve to know its identifier again.
    """

    number: int
    cells: Mapping[str, str]
    is_whole: bool = True


@dataclass(frozen=True)
class TypedFile:
    """Hold the rows of one file that their model accepted, as columns of the store.

    `table` has the columns of the file's table in the store that come from cells, then
    `file_row` and `sent_hash`. `row_count` counts all rows of the file.
    """

    row: type[Row]
    place: RawTable
    table: pa.Table
    rejected: tuple[RejectedRow, ...] = ()
    columns_shown: Mapping[str, str] = field(default_factory=dict)

    def shown(self, column: str) -> str:
        """Give a column's name as the file writes it."""
        return self.columns_shown.get(column, column)


@dataclass(frozen=True)
class CheckedSource:
    """Hold what a check found: rows that can be loaded, and every problem.

    `rows` holds the accepted rows per file of the full form, references resolved to
    identifiers, with `file_row`, `sent_hash` and `row_key`. `states` says what becomes of
    each row: `file`, `file_row`, `row_key`, `state`. `raw` is the source as sent.
    `borrowed` names the reference files that were taken from the public record.
    `sheet_identifiers` gives the initiative and the update of each row of one sheet.
    """

    facts: SourceFacts
    source_id: str
    raw: RawSource
    files: Mapping[str, TypedFile]
    rows: Mapping[str, pa.Table]
    states: pa.Table
    log: IssueLog
    readings: tuple[Reading, ...]
    absent_columns: Mapping[str, tuple[str, ...]]
    borrowed: tuple[str, ...] = ()
    sheet_identifiers: Mapping[int, tuple[str | None, str | None]] = field(default_factory=dict)

    @property
    def is_one_sheet(self) -> bool:
        """Say whether the source is one sheet, or files of the full form."""
        return self.raw.sheet is not None

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Give the problems that are listed."""
        return tuple(self.log.listed)

    @property
    def ignored_files(self) -> tuple[str, ...]:
        """Name the files that are no part of a source."""
        return self.raw.ignored_files

    @property
    def fingerprint(self) -> str:
        """Give the fingerprint of the bytes that were read."""
        return self.raw.fingerprint
