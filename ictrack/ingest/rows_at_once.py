"""Rows of a large file judged all at once by SQL; only those it does not accept are read one by one.

What comes of it is what `RowReader.read` gives of the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ictrack.ingest.raw_rows import FILE_ROW, TextRows
from ictrack.ingest.row_rules import ColumnRule, accepted_rows, count_implying, count_written, rules_of
from ictrack.ingest.rows import CellReading, RowReader, store_schema
from ictrack.ingest.source import TypedFile
from ictrack.models import columns_of, implications_of, vocabularies_of
from ictrack.store.staging import Staging
from ictrack.words import match_word

_ROWS = "text_row"


def read_file(reader: RowReader, staging: Staging) -> TypedFile:
    """Read all rows of a file: at once where they are columns of text under a header without a fault."""
    rows = reader.place.rows
    if not isinstance(rows, TextRows) or reader.header.issues:
        return reader.read()
    return _ManyRows(reader, staging, rows).read()


@dataclass
class _ManyRows:
    """Hold what is found out of the rows of one file on the way."""

    reader: RowReader
    staging: Staging
    rows: TextRows
    readings: dict[str, dict[str, CellReading]] = field(default_factory=dict)
    implied: dict[str, dict[str, str]] = field(default_factory=dict)

    def read(self) -> TypedFile:
        """Read them all."""
        rules = rules_of(self.reader.row)
        looked_up = [rule for rule in rules if rule.is_looked_up]
        named = self._named(self.rows)
        self.staging.put(_ROWS, named)
        for rule in looked_up:
            self.staging.put(rule.table, self._judged(rule))
        accepted = self._accepted(named)
        left = TextRows(self.rows.table.filter(pc.invert(self._is_in(accepted))))
        self._note_readings(left)
        self.staging.forget(_ROWS, *(rule.table for rule in looked_up))
        rejected = [*self.reader.rejected_by_width()]
        if len(left):
            read = self.reader.table_of(left, rejected)
            accepted = pa.concat_tables([accepted, read]) if len(read) else accepted
        return self.reader.typed(_in_order(accepted), rejected)

    def _named(self, rows: TextRows) -> pa.Table:
        """Give the rows by the names of their columns; of one that the file lacks each cell is blank."""
        places = {column: str(place) for place, column in enumerate(self.reader.header.columns)}
        blank = pa.repeat(pa.scalar(""), len(rows))
        columns = {
            column: rows.table[places[column]] if column in places else blank
            for column in columns_of(self.reader.row)
        }
        return pa.table({**columns, FILE_ROW: rows.table[FILE_ROW]})

    def _judged(self, rule: ColumnRule) -> pa.Table:
        """Judge each text of a column, once; list those that are accepted."""
        texts = [row["written"] for row in self.staging.ask(count_written(rule))]
        read = {text: self.reader.read_text(rule.name, text, rule.judge) for text in texts}
        readings = self.readings[rule.name] = {
            text: reading for text, reading in read.items() if reading is not None
        }
        implied = self._implied(rule.name, readings)
        fields = [{rule.name: reading.value} for reading in readings.values()]
        columns = [
            pa.array(list(readings), pa.string()),
            *(pa.array([column.read(one) for one in fields], column.type) for column in rule.stored),
            pa.array([implied.get(text) for text in readings], pa.string()),
        ]
        return pa.Table.from_arrays(columns, schema=rule.schema)

    def _implied(self, column: str, readings: Iterable[str]) -> dict[str, str]:
        """Say what the words of a column imply of another, where they do."""
        if column not in implications_of(self.reader.row):
            return {}
        kind = vocabularies_of(self.reader.row)[column]
        matches = {text: match_word(kind, text).confidence for text in readings}
        self.implied[column] = {text: str(said) for text, said in matches.items() if said is not None}
        return self.implied[column]

    def _accepted(self, named: pa.Table) -> pa.Table:
        """Give what the accepted rows say, as columns of the store."""
        parameters = {"longest": self.reader.longest}
        batches = self.staging.batches(accepted_rows(self.reader.row), parameters)
        hashed = pa.Table.from_batches(list(map(_hashed, batches)), _hashed_schema(batches.schema))
        read = _in_order(hashed)
        kept = named if len(read) == len(named) else named.filter(self._is_in(read))
        schema = store_schema(self.reader.row)
        columns = [
            read[name] if name in read.column_names else _blank_as_nothing(kept[name])
            for name in schema.names
        ]
        return pa.Table.from_arrays(columns, schema=schema)

    def _is_in(self, accepted: pa.Table) -> pa.Array:
        """Say of each row whether it was accepted."""
        numbers = self.rows.table[FILE_ROW].to_numpy()
        is_accepted = np.zeros(int(numbers[-1]) + 1, np.bool_)
        is_accepted[accepted[FILE_ROW].to_numpy()] = True
        return pa.array(is_accepted[numbers])

    def _note_readings(self, left: TextRows) -> None:
        """Count what was read as another word in the rows that were accepted: in all but those left."""
        rules = {rule.name: rule for rule in rules_of(self.reader.row)}
        noted = {
            column: {text: reading.notes for text, reading in readings.items() if reading.notes}
            for column, readings in self.readings.items()
        }
        questions = {column: count_written(rules[column]) for column, notes in noted.items() if notes}
        for column, counts in self._counts(questions, left).items():
            for text, notes in noted[column].items():
                for word, read_as in notes:
                    self.reader.note(column, word, read_as, counts.get(text, 0))
        row = self.reader.row
        implying = {column: count_implying(row, column) for column, said in self.implied.items() if said}
        for column, counts in self._counts(implying, left).items():
            for text, said in self.implied[column].items():
                self.reader.note(implications_of(row)[column], text, said, counts.get(text, 0))

    def _counts(self, questions: dict[str, str], left: TextRows) -> dict[str, dict[str, int]]:
        """Ask how often each text stands in rows that were accepted."""
        if not questions:
            return {}
        of_all = {column: self._asked(question) for column, question in questions.items()}
        self.staging.put(_ROWS, self._named(left))
        of_left = {column: self._asked(question) for column, question in questions.items()}
        self.staging.put(_ROWS, self._named(self.rows))
        return {
            column: {text: count - of_left[column].get(text, 0) for text, count in counts.items()}
            for column, counts in of_all.items()
        }

    def _asked(self, question: str) -> dict[str, int]:
        return {row["written"]: row["rows"] for row in self.staging.ask(question)}


def _hashed(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Put the fingerprint of a row's cells in place of the cells."""
    sent = batch.column("sent").cast(pa.binary()).to_pylist()
    hashes = pa.array([blake2b(cells, digest_size=16).hexdigest() for cells in sent], pa.string())
    columns = [hashes if name == "sent" else batch.column(name) for name in batch.schema.names]
    return pa.RecordBatch.from_arrays(columns, schema=_hashed_schema(batch.schema))


def _hashed_schema(schema: pa.Schema) -> pa.Schema:
    return schema.set(schema.get_field_index("sent"), pa.field("sent_hash", pa.string()))


def _blank_as_nothing(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Give texts with nothing in place of blank ones; the texts themselves are not copied."""
    return pa.chunked_array([_said(chunk) for chunk in cells.chunks], pa.string())


def _said(cells: pa.StringArray) -> pa.StringArray:
    is_said = pc.greater(pc.binary_length(cells), 0)
    if cells.offset:
        return pc.if_else(is_said, cells, None)
    _, offsets, texts = cells.buffers()
    return pa.StringArray.from_buffers(len(cells), offsets, texts, is_said.buffers()[1])


def _in_order(table: pa.Table) -> pa.Table:
    numbers = table[FILE_ROW].to_numpy()
    return table if bool((numbers[1:] > numbers[:-1]).all()) else table.sort_by(FILE_ROW)
