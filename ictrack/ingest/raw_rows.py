"""Rows as they were sent: each with its cells, or very many of them as columns of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import overload

import pyarrow as pa
import pyarrow.compute as pc

from ictrack.ingest.text import clean

FILE_ROW = "file_row"


@dataclass(frozen=True)
class RawRow:
    """Hold one row as it was sent: its number in a spreadsheet, and its cells as text."""

    number: int
    cells: tuple[str, ...]


class TextRows(Sequence[RawRow]):
    """Hold rows as columns of text, as sent; a row that is asked for has its cells cleaned.

    The columns of `table` are named by their place, and `file_row` is the number of each row.
    """

    def __init__(self, table: pa.Table) -> None:
        """Take the columns over."""
        self.table = table

    def __len__(self) -> int:
        """Count the rows."""
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[RawRow]:
        """Make the rows one after the other."""
        for batch in self.table.to_batches(max_chunksize=10_000):
            columns = [column.to_pylist() for column in batch.columns]
            for *cells, number in zip(*columns, strict=True):
                yield RawRow(number, tuple(map(clean, cells)))

    @overload
    def __getitem__(self, place: int) -> RawRow: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[RawRow]: ...

    def __getitem__(self, place: int | slice) -> RawRow | Sequence[RawRow]:
        """Make the row at a place, or give those of several places."""
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            return TextRows(self.table.take(list(range(start, stop, step))))
        return next(iter(self[range(len(self))[place] :][:1]))

    def numbered(self, numbers: Set[int]) -> TextRows:
        """Give the rows of these numbers, in their order in the file."""
        wanted = pa.array(sorted(numbers), pa.int64())
        return TextRows(self.table.filter(pc.is_in(self.table[FILE_ROW], wanted)))
