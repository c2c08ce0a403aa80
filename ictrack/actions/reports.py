"""Reports on screen as a source: the same tables of text, and the same checks, as a file's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from ictrack.ingest.check import CheckOptions, check_raw
from ictrack.ingest.issues import Issue
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.source import RawSource, RawTable
from ictrack.ingest.text import clean
from ictrack.models import StatusUpdateRow, columns_of
from ictrack.store.database import Database
from ictrack.store.staging import open_staging
from ictrack.store.submissions import Submission, find_sources

_COLUMNS = columns_of(StatusUpdateRow)
_FIRST_ROW = 2


def cleaned(cells: Mapping[str, str | None]) -> dict[str, str]:
    """Give the cells that hold something, as a file's cells are cleaned."""
    texts = {name: clean(cell) for name, cell in cells.items() if cell}
    return {name: text for name, text in texts.items() if text}


def table_of(origin: str, reports: Mapping[int, Mapping[str, str]]) -> RawTable:
    """Set reports, by row number, as the table `status_updates` that a file of them would be."""
    rows = tuple(
        RawRow(number, tuple(cells.get(column, "") for column in _COLUMNS))
        for number, cells in reports.items()
    )
    return RawTable(StatusUpdateRow.file, origin, None, _COLUMNS, rows)


def source_of(origin: str, reports: Mapping[int, Mapping[str, str]]) -> RawSource:
    """Make the source that a load of these reports reads."""
    table = table_of(origin, reports)
    digest = blake2b(repr([row.cells for row in table.rows]).encode(), digest_size=16).hexdigest()
    return RawSource(Path(origin), {table.name: table}, (), frozenset(), (), digest)


def numbered(submissions: Iterable[Submission]) -> dict[int, Submission]:
    """Give reports the row numbers of a file, so that problems can be told apart."""
    return dict(enumerate(submissions, start=_FIRST_ROW))


def by_source(
    database: Database, reports: Mapping[int, Submission]
) -> dict[str | None, dict[int, Submission]]:
    """Part reports by the source of their initiatives; None for initiatives that are unknown."""
    sources = find_sources(database, [report.initiative_id for report in reports.values()])
    parts: dict[str | None, dict[int, Submission]] = defaultdict(dict)
    for number, report in reports.items():
        parts[sources.get(report.initiative_id)][number] = report
    return dict(parts)


def check_reports(database: Database, origin: str, reports: Mapping[int, Submission]) -> tuple[Issue, ...]:
    """Check reports exactly as a load would; give every problem, in the order of the rows."""
    issues: list[Issue] = []
    for source_id, part in by_source(database, reports).items():
        raw = source_of(origin, {number: report.cells for number, report in part.items()})
        with open_staging(database) as staging:
            issues += check_raw(raw, staging, CheckOptions(source_id=source_id)).issues
    return tuple(sorted(issues, key=lambda issue: issue.row or 0))
