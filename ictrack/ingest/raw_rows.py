"""Rows as they were sent: each with its cells, or very many of them as columns of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Protocol, overload

import pyarrow as pa
import pyarrow.compute as pc

from ictrack.ingest.text import clean

FILE_ROW = "file_row"
_MOST_KEPT = 200_000


@dataclass(frozen=True)
class RawRow:
    """Hold one row as it was sent: its number in a spreadsheet, and its cells as text."""

    number: int
    cells: tuple[str, ...]


class Block(Protocol):
    """Some rows that follow each other, as columns of text that can be read any number of times.

    The columns are named by their place, and `file_row` is the number of each row.
    """

    @property
    def rows(self) -> int:
        """Count the rows."""

    def read(self) -> pa.Table:
        """Give the rows."""


class TextRows(Sequence[RawRow]):
    """Hold rows as blocks of columns of text, as sent; a row that is asked for has its cells cleaned."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Take blocks of rows over, in their order."""
        self.blocks = tuple(blocks)
        self._ends = tuple(accumulate(block.rows for block in self.blocks))
        self._kept: dict[int, RawRow] = {}

    def __len__(self) -> int:
        """Count the rows."""
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[RawRow]:
        """Make the rows one after the other."""
        return (row for block in self.blocks for row in rows_of(block.read()))

    @overload
    def __getitem__(self, place: int) -> RawRow: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[RawRow]: ...

    def __getitem__(self, place: int | slice) -> RawRow | Sequence[RawRow]:
        """Make the row at a place, or those of several places."""
        if isinstance(place, slice):
            places = range(len(self))[place]
            at = dict(self._between(min(places), max(places))) if places else {}
            return tuple(at[each] for each in places)
        wanted = range(len(self))[place]
        return next(row for _, row in self._between(wanted, wanted))

    def _between(self, first: int, last: int) -> Iterator[tuple[int, RawRow]]:
        """Make the rows from a place to another, each with its place."""
        for block, end in zip(self.blocks, self._ends, strict=True):
            start = end - block.rows
            if start <= last and first < end:
                skipped = max(0, first - start)
                some = block.read().slice(skipped, last + 1 - start - skipped)
                yield from enumerate(rows_of(some), start + skipped)

    def keep(self, rows: Iterable[RawRow]) -> None:
        """Hold rows that are asked for again, unless they are too many."""
        self._kept |= {row.number: row for row in islice(rows, _MOST_KEPT - len(self._kept))}

    def numbered(self, numbers: Set[int]) -> Iterator[RawRow]:
        """Give the rows of these numbers, in their order in the file."""
        if numbers <= self._kept.keys():
            return (self._kept[number] for number in sorted(numbers))
        wanted = pa.array(sorted(numbers), pa.int64())
        tables = (block.read() for block in self.blocks)
        return (row for table in tables for row in rows_of(table.filter(pc.is_in(table[FILE_ROW], wanted))))


def rows_of(table: pa.Table) -> Iterator[RawRow]:
    """Make the rows of columns of text."""
    for batch in table.to_batches(max_chunksize=10_000):
        columns = [column.to_pylist() for column in batch.columns]
        for *cells, number in zip(*columns, strict=True):
            yield RawRow(number, tuple(map(clean, cells)))
