"""Cells of one file to typed columns: the models judge each row, and nothing else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any, get_args

import pyarrow as pa
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ictrack.dates import PartialDay
from ictrack.ingest.columns import HeaderReading
from ictrack.ingest.days import DayReading, read_day, read_serial, suggest_day
from ictrack.ingest.issues import Issue, IssueLog
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.source import RawTable, Reading, RejectedRow, TypedFile
from ictrack.ingest.text import CELL_SEPARATOR
from ictrack.models import PhaseRow, Row, columns_of, day_columns_of, items_of, vocabularies_of
from ictrack.settings import current_settings
from ictrack.vocabulary import DeliveryStatus
from ictrack.words import is_blank_status, match_word

_CHUNK = 20_000
_NO_STATUS = "(no status)"
# Of the fingerprint of a row.
BYTES_OF_HASH = 16


@dataclass(frozen=True)
class StoreColumn:
    """Hold one column that a model's field becomes in the store, and how to read it."""

    name: str
    type: pa.DataType
    read: Callable[[dict[str, Any]], object]


@cache
def store_columns(row: type[Row]) -> tuple[StoreColumn, ...]:
    """List the store's columns of a file's rows: a partial day becomes a day and its words."""
    return tuple(column for name in columns_of(row) for column in columns_of_field(row, name))


@cache
def store_schema(row: type[Row]) -> pa.Schema:
    """Give the Arrow schema of a file's typed rows, `file_row` and `sent_hash` included."""
    fields = [(column.name, column.type) for column in store_columns(row)]
    return pa.schema([*fields, ("file_row", pa.int64()), ("sent_hash", pa.string())])


def columns_of_field(row: type[Row], name: str) -> tuple[StoreColumn, ...]:
    """List the store's columns of one field."""
    kinds = {row.model_fields[name].annotation, *get_args(row.model_fields[name].annotation)}
    if PartialDay in kinds:
        by_first = row is PhaseRow and name == "starts_on"
        return (
            StoreColumn(name, pa.date32(), _first_day(name) if by_first else _last_day(name)),
            StoreColumn(f"{name}_written", pa.string(), _written_day(name)),
        )
    if int in kinds:
        return (StoreColumn(name, pa.int32(), _value(name)),)
    if date in kinds:
        return (StoreColumn(name, pa.date32(), _value(name)),)
    if any(getattr(kind, "__origin__", None) is tuple for kind in (row.model_fields[name].annotation,)):
        return (StoreColumn(name, pa.list_(pa.string()), _value(name)),)
    return (StoreColumn(name, pa.string(), _value(name)),)


def _value(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda cells: cells[name]


def _first_day(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda cells: cells[name].first if cells[name] else None


def _last_day(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda cells: cells[name].last if cells[name] else None


def _written_day(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda cells: str(cells[name]) if cells[name] else None


def sent_hash(row: type[Row], cells: Mapping[str, str]) -> str:
    """Give the fingerprint of a row's cells as sent; an absent column counts as empty."""
    text = CELL_SEPARATOR.join(cells.get(column, "") for column in columns_of(row))
    return blake2b(text.encode(), digest_size=BYTES_OF_HASH).hexdigest()


@dataclass(frozen=True)
class CellReading:
    """Hold what one text was read as: its value, and the words that were read as others."""

    value: object
    notes: tuple[tuple[str, str], ...] = ()


@dataclass
class RowReader:
    """Read the rows of one file; problems go to `log`.

    `faulty_cells` are cells, by row and header, that have a problem of their own already.
    """

    row: type[Row]
    place: RawTable
    header: HeaderReading
    log: IssueLog
    day_first: bool | None = None
    faulty_cells: frozenset[tuple[int, str | None]] = frozenset()

    def __post_init__(self) -> None:
        """Prepare what each row needs."""
        self._counted: Counter[tuple[str, str, str]] = Counter()
        self._days = frozenset((*day_columns_of(self.row), *_whole_day_columns(self.row)))
        self._words = tuple(_word_columns(self.row))
        self.longest = current_settings().cell_characters
        shown = zip(self.header.columns, self.place.header, strict=True)
        self._shown = {column: header for column, header in shown if column} | dict(self.place.header_words)
        self._shown_in_row: Mapping[str, str] = {}

    def read(self) -> TypedFile:
        """Read all rows; those of a wrong width or that their model refuses are set aside."""
        rejected = self.rejected_by_width()
        return self.typed(self.table_of(self.place.rows, rejected), rejected)

    def rejected_by_width(self) -> list[RejectedRow]:
        """List the rows of a wrong width."""
        return [
            RejectedRow(row.number, self._first_cells(row), is_whole=False)
            for row in self.place.narrow_or_wide
        ]

    def typed(self, table: pa.Table, rejected: Iterable[RejectedRow]) -> TypedFile:
        """Give the file as its rows were read."""
        return TypedFile(self.row, self.place, table, tuple(rejected), self._shown)

    def table_of(self, rows: Iterable[RawRow], rejected: list[RejectedRow]) -> pa.Table:
        """Read some rows to columns of the store, and add those that are refused to `rejected`."""
        return pa.Table.from_batches(list(self._batches(rows, rejected)), store_schema(self.row))

    def read_models(self) -> list[Row]:
        """Read all rows as models; for the small file that describes the source itself."""
        parsed = (self._read_row(cells, number) for number, cells in self._cells_of_rows(self.place.rows))
        return [row for row in parsed if row is not None]

    def read_text(self, column: str, text: str, judge: Callable[[str], object]) -> CellReading | None:
        """Read one text as any row that has it in a column would; nothing where there is a problem.

        `judge` is the field of the column.
        """
        if column == "status" and is_blank_status(text):
            return CellReading(None, ((text, _NO_STATUS),))
        day = read_day(text, day_first=self.day_first) if column in self._days else DayReading(text)
        if day.code:
            return None
        try:
            value = judge(day.text)
        except ValidationError:
            return None
        pairs = [(text, day.text), *(_pairs(text, value) if column in self._words else ())]
        return CellReading(value, tuple((word, read_as) for word, read_as in pairs if word != read_as))

    def note(self, column: str, word: str, read_as: str, rows: int) -> None:
        """Count that a word was read as another in so many rows."""
        if rows:
            self._counted[column, word, read_as] += rows

    def readings(self) -> tuple[Reading, ...]:
        """List the controlled words that were read as another, with counts."""
        return tuple(
            Reading(self.row.file, self._shown.get(column, column), written, read_as, count)
            for (column, written, read_as), count in sorted(self._counted.items())
        )

    def _cells_of_rows(self, rows: Iterable[RawRow]) -> Iterator[tuple[int, dict[str, str]]]:
        columns = self.header.columns
        epoch = self.place.epoch
        for place, raw in enumerate(rows):
            if self.place.words_of_rows:
                self._shown_in_row = self.place.words_of_rows[place]
            cells = {column: cell for column, cell in zip(columns, raw.cells, strict=True) if column and cell}
            if epoch is not None:
                for column in self._days & cells.keys():
                    cells[column] = read_serial(cells[column], epoch)
            yield raw.number, cells

    def _first_cells(self, row: RawRow) -> dict[str, str]:
        """Give the cells of a row of a wrong width as far as they go, for its identifier."""
        named = zip(self.header.columns, row.cells, strict=False)
        return {column: cell for column, cell in named if column and cell}

    def _batches(self, rows: Iterable[RawRow], rejected: list[RejectedRow]) -> Iterator[pa.RecordBatch]:
        columns = store_columns(self.row)
        values: list[list[object]] = [[] for _ in range(len(columns) + 2)]
        for number, cells in self._cells_of_rows(rows):
            row = self._read_row(cells, number)
            if row is None:
                rejected.append(RejectedRow(number, cells))
                continue
            fields = row.__dict__
            for place, column in enumerate(columns):
                values[place].append(column.read(fields))
            values[-2].append(number)
            values[-1].append(sent_hash(self.row, cells))
            if len(values[-1]) >= _CHUNK:
                yield self._batch(values)
                values = [[] for _ in values]
        yield self._batch(values)

    def _batch(self, values: list[list[object]]) -> pa.RecordBatch:
        schema = store_schema(self.row)
        arrays = [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)]
        return pa.RecordBatch.from_arrays(arrays, schema=schema)

    def _read_row(self, cells: dict[str, str], number: int) -> Row | None:
        before = len(self.log)
        prepared = self._prepare(cells, number)
        try:
            row = self.row.model_validate(prepared)
        except ValidationError as error:
            refused = set(cells) - set(prepared)
            self.log.extend(self._issues(error.errors(include_url=False), cells, number, refused))
            row = None
        if row is None or len(self.log) > before:
            return None
        self._note_words(cells, row)
        return row

    def _prepare(self, cells: dict[str, str], number: int) -> dict[str, str]:
        """Empty blank status words, read slashed dates, and hold back what is too long."""
        prepared = dict(cells)
        if "status" in cells and is_blank_status(cells["status"]):
            self._counted["status", prepared.pop("status"), _NO_STATUS] += 1
        for column in self._days & cells.keys():
            reading = read_day(cells[column], day_first=self.day_first)
            prepared[column] = reading.text
            if reading.code:
                del prepared[column]
                self.log.add(
                    self._issue(
                        reading.code,
                        reading.message,
                        number,
                        column,
                        cells[column],
                        reading.allowed,
                        reading.suggestion,
                    )
                )
            elif reading.text != cells[column]:
                self._counted[column, cells[column], reading.text] += 1
        for column, cell in cells.items():
            if len(cell) > self.longest:
                del prepared[column]
                self.log.add(self._too_long(number, column, cell))
        return prepared

    def _note_words(self, cells: dict[str, str], row: Row) -> None:
        for column in self._words:
            written = cells.get(column)
            if written is None:
                continue
            for word, read_as in _pairs(written, getattr(row, column)):
                if word != read_as:
                    self._counted[column, word, read_as] += 1
        implied = match_word(DeliveryStatus, cells.get("status", "")).confidence
        if implied and "confidence" not in cells:
            self._counted["confidence", cells["status"], str(implied)] += 1

    def _issues(
        self, errors: Iterable[ErrorDetails], cells: dict[str, str], number: int, refused: set[str]
    ) -> Iterator[Issue]:
        for error in errors:
            context = error.get("ctx", {})
            column = str(error["loc"][0]) if error["loc"] else str(context.get("column", ""))
            if error["type"] == "missing":
                if column not in refused and self._is_blank(column, number):
                    yield self._issue("required", "is empty", number, column, None, "a value; it is required")
                continue
            value = cells.get(column)
            suggestion = str(context.get("suggestion", ""))
            if not suggestion and value and column in self._days:
                suggestion = suggest_day(value)
            message = str(context.get("message", error["msg"]))
            allowed = str(context.get("allowed", context.get("expected", "")))
            if error["type"] == "literal_error":
                message = "is not allowed"
            yield self._issue(error["type"], message, number, column or None, value, allowed, suggestion)

    def _is_blank(self, column: str, number: int) -> bool:
        """Say whether a cell is blank, and not without a column or faulty in another way."""
        return column in self.header.columns and (number, self._shown.get(column)) not in self.faulty_cells

    def _issue(
        self,
        code: str,
        message: str,
        number: int,
        column: str | None,
        value: str | None,
        allowed: str = "",
        suggestion: str = "",
    ) -> Issue:
        shown = self._shown_in_row.get(column) or self._shown.get(column, column) if column else None
        return self.place.issue(
            code, message, row=number, column=shown, value=value, allowed=allowed, suggestion=suggestion
        )

    def _too_long(self, number: int, column: str, cell: str) -> Issue:
        message = f"has {len(cell):,} characters"
        allowed = f"at most {self.longest:,} characters in a cell"
        return self._issue("cell_too_long", message, number, column, None, allowed)


def _pairs(written: str, value: object) -> list[tuple[str, str]]:
    if isinstance(value, tuple):
        return list(zip(items_of(written), value, strict=True))
    return [(written, str(value))] if value is not None else []


@cache
def _word_columns(row: type[Row]) -> tuple[str, ...]:
    """List the columns that hold controlled words, or words of which some are controlled."""
    words = vocabularies_of(row)
    return tuple(name for name in columns_of(row) if name in words or name in {"sectors", "sector"})


@cache
def _whole_day_columns(row: type[Row]) -> tuple[str, ...]:
    return tuple(
        name
        for name, field in row.model_fields.items()
        if date in (field.annotation, *get_args(field.annotation))
    )
