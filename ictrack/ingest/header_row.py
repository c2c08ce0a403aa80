"""Find the row of column names where it is not the first one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ictrack.ingest.sheet_words import RAG_WORDS, header_words
from ictrack.models import ROW_OF_FILE, columns_of
from ictrack.words import fold

_LOOKED_AT = 30
_FEWEST_NAMES = 2


def late_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Give the place of the row that holds column names, where the first one does not."""
    for place, cells in enumerate(rows[:_LOOKED_AT]):
        if _is_header(cells):
            return place or None
    return None


def _is_header(cells: Sequence[str]) -> bool:
    """Say whether most of a row's cells are names of columns that are known, and at least two."""
    said = [cell for cell in cells if cell]
    known = sum(fold(cell) in _names_of_columns() for cell in said)
    return known >= _FEWEST_NAMES and 2 * known > len(said)


@cache
def _names_of_columns() -> frozenset[str]:
    """List the names of all columns, folded: of every file of the full form, and of trackers."""
    of_files = {fold(column) for row in ROW_OF_FILE.values() for column in columns_of(row)}
    return frozenset({*of_files, *header_words(), *RAG_WORDS})
