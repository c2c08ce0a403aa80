"""Send reports on initiatives: kept as a draft, handed in for review, or loaded at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain

from ictrack.access.identity import THIS_COMPUTER
from ictrack.access.roles import Action
from ictrack.actions.meanwhile import ReportsThere, Seen, read_reports_there
from ictrack.actions.permitted import permit
from ictrack.actions.receipt import Outcome, Receipt
from ictrack.actions.report_rules import judge_no_change, judge_report
from ictrack.actions.reports import check_reports, cleaned, numbered, table_of
from ictrack.actions.settle import load_reports, settle
from ictrack.dates import utc_now
from ictrack.errors import UsageError
from ictrack.ingest.issues import Issue
from ictrack.ingest.update_identifiers import UpdateIdentifiers
from ictrack.settings import current_settings
from ictrack.store.database import Database
from ictrack.store.submissions import (
    StoredReport,
    Submission,
    list_initiatives_with_status,
    list_taken_identifiers,
    write_submissions,
)
from ictrack.vocabulary import SubmissionState


@dataclass(frozen=True)
class NewReport:
    """Hold one report to send: the cells of a status update as text, `initiative_id` among them.

    `submission_id` is that of the draft or the returned report that it was written from;
    `seen` says what was known when it was written, or nothing if that is judged elsewhere.
    """

    cells: Mapping[str, str | None]
    submission_id: str | None = None
    seen: Seen | None = None


@dataclass(frozen=True)
class SubmitReports:
    """Ask for reports to be kept as drafts or sent, all of them or none.

    `origin` says where they come from, such as `form`; with `review` what is sent waits
    for review, without it it is loaded at once.
    """

    reports: tuple[NewReport, ...]
    state: SubmissionState = SubmissionState.SUBMITTED
    made_by: str = THIS_COMPUTER
    origin: str = "form"
    review: bool = field(default_factory=lambda: current_settings().review == "on")
    today: date = field(default_factory=date.today)


class SubmitOutcome(StrEnum):
    """What came of reports that were sent."""

    KEPT = "kept"
    SUBMITTED = "submitted"
    LOADED = "loaded"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"
    ALREADY_THERE = "already_there"


@dataclass(frozen=True)
class SubmitReceipt:
    """Hold what came of reports: those that are stored now, and what kept others out.

    `already_there` are stored reports that say the same as ones that were sent again;
    `newer` are reports on the same initiatives that their sender has not seen.
    """

    outcome: SubmitOutcome
    submissions: tuple[Submission, ...] = ()
    already_there: tuple[Submission, ...] = ()
    newer: tuple[StoredReport | Submission, ...] = ()
    issues: tuple[Issue, ...] = ()
    load: Receipt | None = None


def submit_reports(database: Database, command: SubmitReports) -> SubmitReceipt:
    """Keep reports as drafts, or send them: all of them, or none if one cannot be.

    What was sent before and says the same is not stored twice. A report is refused with
    what came meanwhile where its sender has not seen it. Raises UsageError where reports
    that are loaded at once are of two sources, NotPermittedError where the reader may not
    report for the city of an initiative.
    """
    told = [each.cells.get("initiative_id") or "" for each in command.reports]
    database = permit(database, Action.REPORT, told)
    if command.state not in {SubmissionState.DRAFT, SubmissionState.SUBMITTED}:
        raise UsageError(f"state: '{command.state}' cannot be sent. Use 'draft' or 'submitted'.")
    while True:
        judged_at = database.version()
        receipt = _attempt(database, command, judged_at)
        if receipt is not None:
            return receipt


def _attempt(database: Database, command: SubmitReports, judged_at: int) -> SubmitReceipt | None:
    """Judge reports and write them; nothing where the store has changed meanwhile."""
    prepared = _prepare(database, command)
    made, already_there = prepared.made, prepared.already_there
    if not made:
        return SubmitReceipt(SubmitOutcome.ALREADY_THERE, already_there=already_there)
    if command.state is SubmissionState.DRAFT:
        kept = write_submissions(database, judged_at, command.made_by, put=made)
        return SubmitReceipt(SubmitOutcome.KEPT, made, already_there) if kept else None
    refusal = _refusal(database, command, prepared)
    if refusal is not None:
        return replace(refusal, already_there=already_there)
    if not command.review:
        return _load(database, command, made, already_there, judged_at)
    sent = write_submissions(database, judged_at, command.made_by, put=made)
    return SubmitReceipt(SubmitOutcome.SUBMITTED, made, already_there) if sent else None


def make_submissions(database: Database, command: SubmitReports) -> tuple[Submission, ...]:
    """Make what would be stored of reports that are judged elsewhere; nothing is written.

    What was sent before and says the same is left out.
    """
    return _prepare(database, command).made


@dataclass(frozen=True)
class _Prepared:
    """Hold reports beside what is stored: those that are new and what they become, and the others."""

    stored: ReportsThere
    fresh: tuple[NewReport, ...]
    made: tuple[Submission, ...]
    already_there: tuple[Submission, ...]


def _prepare(database: Database, command: SubmitReports) -> _Prepared:
    reports = [replace(report, cells=cleaned(report.cells)) for report in command.reports]
    initiatives = sorted({str(report.cells.get("initiative_id", "")) for report in reports})
    stored = read_reports_there(database, initiatives)
    twins = [stored.twin(_texts(report)) for report in reports]
    fresh = tuple(report for report, twin in zip(reports, twins, strict=True) if twin is None)
    identifiers = UpdateIdentifiers(list_taken_identifiers(database, initiatives))
    made = _make(fresh, stored, command, identifiers)
    return _Prepared(stored, fresh, made, tuple(twin for twin in twins if twin))


def _texts(report: NewReport) -> dict[str, str]:
    return {name: cell for name, cell in report.cells.items() if cell}


def _make(
    reports: Iterable[NewReport],
    stored: ReportsThere,
    command: SubmitReports,
    identifiers: UpdateIdentifiers,
) -> tuple[Submission, ...]:
    """Make the submissions to store; each stays the one that it was written from."""
    now = utc_now()
    made = []
    for report in reports:
        cells = _texts(report)
        former = stored.named(report.submission_id)
        open_former = former if former and former.state in _OPEN else None
        submission = Submission(
            open_former.submission_id if open_former else _new_id(report, former),
            cells.get("initiative_id", ""),
            command.state,
            cells,
            now,
            command.made_by,
            note=open_former.note if open_former else None,
        )
        update_id = _identifier_of(submission, open_former, stored, identifiers)
        made.append(replace(submission, cells={**cells, "update_id": update_id}))
    return tuple(made)


def _identifier_of(
    submission: Submission, former: Submission | None, stored: ReportsThere, identifiers: UpdateIdentifiers
) -> str:
    """Keep the identifier of what a report was written from, where it still can have it.

    What is sent sorts after all that was sent before, because of two reports of one day the
    last one counts; a draft or a returned report may have got its identifier earlier.
    """
    held = former.update_id if former else ""
    is_taken = any(update.update_id == held for update in stored.updates)
    is_sent = submission.state is SubmissionState.SUBMITTED
    if not held or is_taken or (is_sent and not identifiers.is_last(submission.initiative_id, held)):
        return identifiers.give(submission.initiative_id)
    return held


_OPEN = (SubmissionState.DRAFT, SubmissionState.RETURNED)


def _new_id(report: NewReport, former: Submission | None) -> str:
    """Give the identifier that was asked for, unless a report that was sent has it."""
    return report.submission_id if report.submission_id and former is None else uuid.uuid4().hex


def _refusal(database: Database, command: SubmitReports, prepared: _Prepared) -> SubmitReceipt | None:
    """Say why reports cannot be sent: what came meanwhile, or what is wrong with them."""
    newer = list(
        chain.from_iterable(
            prepared.stored.newer(submission.initiative_id, report.seen)
            for report, submission in zip(prepared.fresh, prepared.made, strict=True)
            if report.seen is not None
        )
    )
    if newer:
        return SubmitReceipt(SubmitOutcome.OVERTAKEN, newer=tuple(newer))
    rows = numbered(prepared.made)
    table = table_of(command.origin, {number: report.cells for number, report in rows.items()})
    named = [submission.initiative_id for submission in prepared.made]
    with_status = list_initiatives_with_status(database, named, command.today)
    asked = [
        issue
        for number, report in rows.items()
        for issue in (
            *judge_report(table, number, report.cells, command.today),
            *judge_no_change(table, number, report.cells, with_status),
        )
    ]
    issues = (*asked, *check_reports(database, command.origin, rows))
    return SubmitReceipt(SubmitOutcome.REFUSED, issues=issues) if issues else None


def _load(
    database: Database,
    command: SubmitReports,
    made: Sequence[Submission],
    already_there: tuple[Submission, ...],
    judged_at: int,
) -> SubmitReceipt | None:
    """Load reports that need no review, and note them as accepted."""
    settled = settle(made, command.made_by, SubmissionState.ACCEPTED)
    receipt = load_reports(database, settled, command.origin, command.today, judged_at)
    if receipt is None:
        return None
    if receipt.outcome is not Outcome.LOADED:
        return SubmitReceipt(SubmitOutcome.REFUSED, issues=receipt.issues, load=receipt)
    loaded = tuple(replace(each, load_id=receipt.load_id) for each in settled)
    return SubmitReceipt(SubmitOutcome.LOADED, loaded, already_there, load=receipt)
