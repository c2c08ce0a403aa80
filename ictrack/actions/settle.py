"""Make reports status updates: one load, recorded on the day on which they were accepted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ictrack.access.identity import THIS_COMPUTER
from ictrack.actions.load import BundledChoice, LoadSource, load_raw
from ictrack.actions.receipt import Receipt
from ictrack.actions.reports import by_source, numbered, source_of
from ictrack.dates import utc_now
from ictrack.errors import UsageError
from ictrack.store.database import Database
from ictrack.store.staging import StoreChangedError
from ictrack.store.submissions import Submission
from ictrack.vocabulary import RecordedMode, SubmissionState


def settle(
    submissions: Iterable[Submission], decided_by: str, state: SubmissionState, note: str | None = None
) -> tuple[Submission, ...]:
    """Give submissions as they are once somebody has decided on them, now."""
    now = utc_now()
    return tuple(
        replace(each, state=state, decided_at=now, decided_by=decided_by, note=note) for each in submissions
    )


def load_reports(
    database: Database, settled: Sequence[Submission], origin: str, today: date, judged_at: int
) -> Receipt | None:
    """Make one load of reports, recorded today; nothing where the store has changed meanwhile.

    Raises UsageError where they are of two sources, because a load is of one.
    """
    reports = numbered(settled)
    parts = by_source(database, reports)
    if len(parts) > 1:
        names = ", ".join(f"'{source}'" for source in sorted(map(str, parts)))
        raise UsageError(f"These reports are of {len(parts)} sources, {names}. Send those of one at a time.")
    (source_id,) = parts
    # Known from today on, whatever a report says: no picture of an earlier day may change.
    raw = source_of(
        origin, {number: {**report.cells, "recorded_on": ""} for number, report in reports.items()}
    )
    load = LoadSource(
        Path(origin),
        recorded_mode=RecordedMode.TODAY,
        bundled_choice=BundledChoice.KEEP,
        loaded_by=settled[0].decided_by or THIS_COMPUTER,
        today=today,
        source_id=source_id,
        settled=tuple(settled),
        judged_at=judged_at,
    )
    try:
        return load_raw(database, raw, load)
    except StoreChangedError:
        return None
