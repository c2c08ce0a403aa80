"""Problems of a returned workbook with what its own cells say, as whoever filled them in sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ictrack.ingest.issues import Issue
from ictrack.ingest.plain_words import plain_day
from ictrack.ingest.source import RawTable

# A day of a workbook: the sheet shows the name of its month.
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def as_sent(issues: Iterable[Issue], answers: RawTable) -> Iterator[Issue]:
    """Give problems with the cell that the city filled in, in place of what was read from it."""
    rows = {row.number: row for row in answers.rows}
    places = {header: place for place, header in enumerate(answers.header)}
    for issue in issues:
        is_here = issue.value and (issue.file, issue.sheet) == (answers.file, answers.sheet)
        row, place = rows.get(issue.row or 0), places.get(issue.column or "")
        cell = row.cells[place] if is_here and row and place is not None else ""
        yield replace(issue, value=_shown(cell)) if cell else issue


def _shown(cell: str) -> str:
    return plain_day(cell) if _WHOLE_DAY.fullmatch(cell) else cell
