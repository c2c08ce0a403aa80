"""Rows as columns of text that are held in memory, as a block of a large file."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True)
class HeldBlock:
    """Hold rows as columns of text."""

    table: pa.Table

    @property
    def rows(self) -> int:
        """Count the rows."""
        return int(self.table.num_rows)

    def read(self) -> pa.Table:
        """Give the rows."""
        return self.table
