"""Cells as text: what surrounds them is taken off."""

from __future__ import annotations

from ictrack.escapes import unguard

_AROUND = " \t\r\n\u00a0\u200b\ufeff"


def clean(cell: str) -> str:
    """Take white space off both ends, and the apostrophe that a CSV has before a formula."""
    return unguard(cell.strip(_AROUND)).strip(_AROUND)
