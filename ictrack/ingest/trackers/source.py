"""A tracker as a source: one sheet of a file, and how it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ictrack.ingest.issues import Issue
from ictrack.ingest.source import RawSource, RawTable
from ictrack.ingest.trackers.mapping import TrackerMapping
from ictrack.ingest.trackers.proposal import ProposalOptions, propose_mapping
from ictrack.ingest.trackers.questions import open_questions, unknown_words
from ictrack.models import ROW_OF_FILE


def tracker_of(raw: RawSource, sheet: str | None = None) -> RawTable | None:
    """Give the tracker of a file: that of the sheet, else the only one; nothing where there are more."""
    if sheet is not None and sheet in raw.tables:
        return raw.tables[sheet]
    return next(iter(raw.tables.values())) if len(raw.tables) == 1 else None


def as_source(
    raw: RawSource, answers: TrackerMapping | None, options: ProposalOptions, today: date
) -> RawSource:
    """Make a source of a file of trackers: one of them, read as its mapping says.

    What the mapping leaves open is among the problems. A file without a tracker, or with
    several of which none is chosen, is a source of which nothing can be read.
    """
    table = tracker_of(raw, answers.sheet if answers else None)
    if table is None:
        issues = raw.issues if not raw.tables else (*raw.issues, _several(raw))
        return replace(raw, tables={}, issues=issues, unread=frozenset(ROW_OF_FILE))
    mapping = propose_mapping(raw.path.stem, table, answers, options)
    own = tuple(issue for issue in raw.issues if issue.sheet in {None, table.sheet})
    notices = tuple(notice for notice in raw.notices if notice.sheet == table.sheet)
    left = tuple(f"{name} (another tracker)" for name in raw.tables if raw.tables[name] is not table)
    return replace(
        raw,
        tables={},
        issues=(*own, *open_questions(table, mapping, today)),
        ignored_files=(*raw.ignored_files, *left),
        notices=notices,
        sheet=table,
        tracker=mapping,
    )


def open_issues(raw: RawSource, mapping: TrackerMapping, today: date) -> list[Issue]:
    """List what a mapping leaves open of a file's tracker: columns, days, colours and words."""
    table = tracker_of(raw, mapping.sheet)
    if table is None:
        return []
    return [*open_questions(table, mapping, today), *unknown_words(table, mapping)]


def _several(raw: RawSource) -> Issue:
    sheets = " or ".join(f'sheet = "{sheet}"' for sheet in raw.tables)
    return Issue(
        raw.path.name,
        None,
        None,
        None,
        None,
        "several_trackers",
        f"holds {len(raw.tables)} sheets with a column for each date",
        f"{sheets} in the mapping",
    )
