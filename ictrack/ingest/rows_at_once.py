"""Rows of a large file judged all at once by SQL; only those it does not accept are read one by one.

What comes of it is what `RowReader.read` gives of the same rows. The rows come in blocks, one of
which is being prepared while the one before it is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ictrack.ingest.ahead import ahead
from ictrack.ingest.raw_rows import FILE_ROW, Block, TextRows, rows_of
from ictrack.ingest.row_rules import ColumnRule, in_doubt, perhaps_in_doubt, refused_rows, rules_of
from ictrack.ingest.rows import BYTES_OF_HASH, CellReading, RowReader, store_schema
from ictrack.ingest.signs import Mask, Texts
from ictrack.ingest.source import RejectedRow, TypedFile
from ictrack.ingest.spool import held, spooled
from ictrack.ingest.text import CELL_SEPARATOR
from ictrack.models import columns_of, implications_of, vocabularies_of
from ictrack.store.staging import Staging
from ictrack.words import match_word

_ROWS = "text_row"
# So many rows are held in memory once they were read; of more a file is made.
_MOST_HELD = 2_000_000
# So many texts of one column are known before those that were judged are forgotten.
_MOST_KNOWN = 100_000


def read_file(reader: RowReader, staging: Staging, *, are_marked: bool = True) -> TypedFile:
    """Read all rows of a file: at once where they are columns of text under a header without a fault.

    Where rows need not be `marked` by a fingerprint, those of very many have none.
    """
    rows = reader.place.rows
    if not isinstance(rows, TextRows) or reader.header.issues:
        return reader.read()
    return _ManyRows(reader, staging, rows, are_marked).read()


@dataclass(frozen=True)
class _Prepared:
    """Hold the rows of one block, and what can be said of them without asking a model.

    `cells` are the texts of the columns that are judged where they stand, `words` those of the others;
    a column that the file does not have is in `words` alone.
    """

    table: pa.Table
    cells: Mapping[str, pa.Array]
    words: Mapping[str, pa.DictionaryArray]
    may_be_good: Mask
    hashes: pa.Array


@dataclass
class _ManyRows:
    """Hold what is found out of the rows of one file on the way."""

    reader: RowReader
    staging: Staging
    rows: TextRows
    are_marked: bool = True
    readings: dict[str, dict[str, CellReading | None]] = field(default_factory=dict)
    implied: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def read(self) -> TypedFile:
        """Read them all."""
        rejected = self.reader.rejected_by_width()
        tables = (self._read_block(each, rejected) for each in ahead(self._prepare, self.rows.blocks))
        hold = held if len(self.rows) <= _MOST_HELD else spooled
        table = hold(tables, store_schema(self.reader.row))
        self.staging.forget(_ROWS)
        return self.reader.typed(table, rejected)

    def _prepare(self, block: Block) -> _Prepared:
        table = block.read().combine_chunks()
        places = {column: str(place) for place, column in enumerate(self.reader.header.columns)}
        sent = {
            column: _array(table[places[column]])
            for column in columns_of(self.reader.row)
            if column in places
        }
        rules = rules_of(self.reader.row)
        return _Prepared(
            table,
            {rule.name: sent[rule.name] for rule in rules if rule.name in sent and not rule.is_looked_up},
            {rule.name: _words(sent.get(rule.name), len(table)) for rule in rules if rule.is_looked_up},
            self._may_be_good(sent, len(table)),
            self._hashes(sent) if self.are_marked else pa.nulls(len(table), pa.string()),
        )

    def _may_be_good(self, sent: Mapping[str, pa.Array], rows: int) -> Mask:
        """Say which rows nothing puts in doubt, and whose texts are accepted where they stand."""
        is_good = np.ones(rows, np.bool_)
        is_in_doubt = np.zeros(rows, np.bool_)
        length = np.zeros(rows, np.int32)
        for rule in rules_of(self.reader.row):
            if rule.name not in sent:
                continue
            texts = Texts(sent[rule.name])
            length += texts.lengths
            accepted = None if rule.is_looked_up else rule.accepts(texts)
            if accepted is not None:
                is_good &= accepted
            doubted = perhaps_in_doubt(texts)
            if doubted is not None:
                is_in_doubt |= doubted
        if is_in_doubt.any():
            doubted_rows = [cells.filter(pa.array(is_in_doubt)) for cells in sent.values()]
            joined = pc.binary_join_element_wise(*doubted_rows, CELL_SEPARATOR)
            found = pc.match_substring_regex(joined, in_doubt())
            is_in_doubt[is_in_doubt] = found.to_numpy(zero_copy_only=False)
        return is_good & ~is_in_doubt & (length <= self.reader.longest)

    def _hashes(self, sent: Mapping[str, pa.Array]) -> pa.Array:
        """Give the fingerprint of each row; a column that the file does not have counts as blank."""
        cells = [sent.get(column, pa.scalar("")) for column in columns_of(self.reader.row)]
        return _hashes(pc.binary_join_element_wise(*cells, CELL_SEPARATOR))

    def _read_block(self, block: _Prepared, rejected: list[RejectedRow]) -> pa.Table:
        may_be_good = block.may_be_good
        read: dict[str, pa.Array] = {}
        for rule in rules_of(self.reader.row):
            if rule.is_looked_up:
                is_read, values = self._judged(rule, block)
                may_be_good = may_be_good & is_read
                read |= values
        said = self._said(block, read)
        is_accepted = may_be_good & self._keeps_rules(said)
        self._note_readings(block, is_accepted)
        if is_accepted.all():
            return said
        left = block.table.filter(pa.array(~is_accepted))
        rows = tuple(rows_of(left))
        others = self.reader.table_of(rows, rejected)
        self.rows.keep(rows)
        accepted = said.filter(pa.array(is_accepted))
        return pa.concat_tables([accepted, others]).sort_by(FILE_ROW) if len(others) else accepted

    def _judged(self, rule: ColumnRule, block: _Prepared) -> tuple[Mask, dict[str, pa.Array]]:
        """Judge each text of a column, once; say which rows are accepted, and what they say there."""
        words = block.words[rule.name]
        known = self.readings.setdefault(rule.name, {})
        if len(known) > _MOST_KNOWN:
            known.clear()
        texts = words.dictionary.to_pylist()
        for text in texts:
            if text and text not in known:
                known[text] = self.reader.read_text(rule.name, text, rule.judge)
        readings = [(text, known[text] if text else None) for text in texts]
        is_read = [bool(reading) or not (text or rule.is_required) for text, reading in readings]
        columns = {}
        for column in rule.stored:
            values = [
                column.read({rule.name: reading.value}) if reading else None if text else rule.absent
                for text, reading in readings
            ]
            columns[column.name] = pc.take(pa.array(values, column.type), words.indices)
        columns = self._with_implied(rule.name, block, columns)
        return np.array(is_read, np.bool_)[words.indices.to_numpy()], columns

    def _with_implied(
        self, column: str, block: _Prepared, columns: dict[str, pa.Array]
    ) -> dict[str, pa.Array]:
        """Fill blank cells of a column with what the words of another imply of it."""
        for implying, other in implications_of(self.reader.row).items():
            if other != column:
                continue
            said = self._implied(implying, block.words[implying].dictionary)
            if any(said):
                implied = pc.take(pa.array(said, pa.string()), block.words[implying].indices)
                is_blank = pa.array(_is_blank(block.words[column]))
                columns[column] = pc.coalesce(pc.if_else(is_blank, implied, None), columns[column])
        return columns

    def _implied(self, column: str, texts: pa.Array) -> list[str | None]:
        """Say what each text of a column implies of another, where it does."""
        kind = vocabularies_of(self.reader.row)[column]
        known = self.implied.setdefault(column, {"": None})
        for text in texts.to_pylist():
            if text not in known:
                said = match_word(kind, text).confidence
                known[text] = None if said is None else str(said)
        return [known[text] for text in texts.to_pylist()]

    def _keeps_rules(self, said: pa.Table) -> Mask:
        """Ask which rows certainly keep what holds between their cells."""
        keeps = np.ones(len(said), np.bool_)
        if self.reader.row.rules:
            self.staging.put(_ROWS, said)
            refused = self.staging.table(refused_rows(self.reader.row))[FILE_ROW].to_numpy()
            keeps[np.searchsorted(said[FILE_ROW].to_numpy(), refused)] = False
        return keeps

    def _said(self, block: _Prepared, read: Mapping[str, pa.Array]) -> pa.Table:
        """Give what rows say, as columns of the store; of accepted ones that is what they say."""
        own = {FILE_ROW: block.table[FILE_ROW], "sent_hash": block.hashes, **read}
        own |= {name: _blank_as_nothing(cells) for name, cells in block.cells.items()}
        schema = store_schema(self.reader.row)
        rows = len(block.table)
        columns = [own[field.name] if field.name in own else pa.nulls(rows, field.type) for field in schema]
        return pa.Table.from_arrays(columns, schema=schema)

    def _note_readings(self, block: _Prepared, is_accepted: Mask) -> None:
        """Count what was read as another word in the rows that were accepted."""
        for column, words in block.words.items():
            notes = {
                text: known.notes for text, known in self.readings[column].items() if known and known.notes
            }
            if notes:
                for text, count in _counts(words, is_accepted, notes.__contains__).items():
                    for word, read_as in notes[text]:
                        self.reader.note(column, word, read_as, count)
        for column, said in self.implied.items():
            if any(said.values()):
                other = implications_of(self.reader.row)[column]
                is_filled = is_accepted & _is_blank(block.words[other])
                for text, count in _counts(block.words[column], is_filled, said.get).items():
                    self.reader.note(other, text, str(said[text]), count)


def _words(texts: pa.StringArray | None, rows: int) -> pa.DictionaryArray:
    """Give each text that occurs once, and which of them each row has; blank ones of no column."""
    if texts is None:
        return pa.DictionaryArray.from_arrays(np.zeros(rows, np.int32), pa.array([""], pa.string()))
    return texts.dictionary_encode()


def _array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _is_blank(words: pa.DictionaryArray) -> Mask:
    is_blank = np.array([text == "" for text in words.dictionary.to_pylist()], np.bool_)
    of_rows: Mask = is_blank[words.indices.to_numpy()]
    return of_rows


def _counts(words: pa.DictionaryArray, wanted: Mask, is_noted: Callable[[str], object]) -> Counter[str]:
    """Count how often each text that is noted stands in the rows that are wanted."""
    texts = words.dictionary.to_pylist()
    counts = np.bincount(words.indices.to_numpy()[wanted], minlength=len(texts))
    return Counter({text: int(count) for text, count in zip(texts, counts, strict=True) if is_noted(text)})


def _hashes(sent: pa.StringArray) -> pa.StringArray:
    """Give the fingerprint of each row's cells."""
    _, offsets, texts = sent.buffers()
    places = np.frombuffer(offsets, np.int32)[sent.offset : sent.offset + len(sent) + 1].tolist()
    view = memoryview(texts) if texts is not None else memoryview(b"")
    digests = [
        blake2b(view[start:end], digest_size=BYTES_OF_HASH).digest() for start, end in pairwise(places)
    ]
    written = b"".join(digests).hex().encode()
    ends = np.arange(len(sent) + 1, dtype=np.int32) * (2 * BYTES_OF_HASH)
    return pa.StringArray.from_buffers(len(sent), pa.py_buffer(ends), pa.py_buffer(written))


def _blank_as_nothing(cells: pa.StringArray) -> pa.StringArray:
    """Give texts with nothing in place of blank ones; the texts themselves are not copied."""
    is_said = pc.greater(pc.binary_length(cells), 0)
    if cells.offset:
        return pc.if_else(is_said, cells, None)
    _, offsets, texts = cells.buffers()
    return pa.StringArray.from_buffers(len(cells), offsets, texts, is_said.buffers()[1])
