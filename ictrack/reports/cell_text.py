"""What stands in a cell of a table, as text."""

from __future__ import annotations

from ictrack.escapes import clean_text
from ictrack.language import format_count
from ictrack.reports.document import Cell, Count, Heading, plain_cell


def cell_text(cell: Cell, heading: Heading) -> str:
    """Write a cell as a reader sees it; numbers as the language writes them, nothing as nothing."""
    said = plain_cell(cell)
    if said is None:
        return ""
    if isinstance(said, int) and (heading.is_number or isinstance(cell, Count)):
        return format_count(said)
    return clean_text(str(said))
