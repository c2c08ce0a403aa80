"""Cells as text: what surrounds them, and what keeps a spreadsheet from running them.

A text that a spreadsheet could take for a formula (it begins with = + - @ or a tab, after
spaces or apostrophes if any) is written with one apostrophe before it. Who reads it back
takes that one off again, so every text reads back as it was.
"""

from __future__ import annotations

import re

_AROUND = " \t\r\n\u00a0\u200b\ufeff"
# The spaces and apostrophes before the sign are what makes the rule reversible, and hold
# against programs that drop them.
_FORMULA = re.compile(r"[\s'\u200b\ufeff]*[=+\-@\t\r]")


def clean(cell: str) -> str:
    """Take white space off both ends, and the apostrophe that `guard` put before a formula."""
    return unguard(cell.strip(_AROUND)).strip(_AROUND)


def guard(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet could take for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Take off the apostrophe that `guard` put before a cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell
