"""Cells as text: what surrounds them is taken off."""

from __future__ import annotations

from ictrack.escapes import unguard

# What is no part of a cell at either end of it.
AROUND = " \t\r\n\u00a0\u200b\ufeff"
# What tells the cells of a row apart where they are joined.
CELL_SEPARATOR = "\x1f"


def clean(cell: str) -> str:
    """Take white space off both ends, and the apostrophe that a CSV has before a formula."""
    return unguard(cell.strip(AROUND)).strip(AROUND)
