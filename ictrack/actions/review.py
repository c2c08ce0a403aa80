"""Decide on reports that were sent: accept them, return them, take them back or delete them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ictrack.access.identity import THIS_COMPUTER
from ictrack.access.roles import Action
from ictrack.actions.permitted import permit
from ictrack.actions.receipt import Outcome, Receipt
from ictrack.actions.settle import load_reports, settle
from ictrack.errors import UsageError
from ictrack.escapes import STEERING
from ictrack.ingest.issues import Issue
from ictrack.ingest.update_identifiers import UpdateIdentifiers
from ictrack.store.database import Database
from ictrack.store.submissions import (
    Submission,
    find_sources,
    list_stored_reports,
    list_submissions,
    list_taken_identifiers,
    write_submissions,
)
from ictrack.vocabulary import SubmissionState


@dataclass(frozen=True)
class AcceptReports:
    """Ask for reports to become status updates; they are given as the reviewer saw them."""

    submissions: tuple[Submission, ...]
    decided_by: str = THIS_COMPUTER
    today: date = field(default_factory=date.today)


@dataclass(frozen=True)
class ReturnReports:
    """Ask for reports to go back to who sent them, with a note that says what is missing."""

    submissions: tuple[Submission, ...]
    note: str
    decided_by: str = THIS_COMPUTER


@dataclass(frozen=True)
class TakeBackReports:
    """Ask for reports that wait for review to be drafts again."""

    submissions: tuple[Submission, ...]
    taken_back_by: str = THIS_COMPUTER


@dataclass(frozen=True)
class DeleteReports:
    """Ask for drafts and returned reports to be deleted, or any on what is not stored any more."""

    submissions: tuple[Submission, ...]
    deleted_by: str = THIS_COMPUTER


class ReviewOutcome(StrEnum):
    """What came of a decision on reports."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    DELETED = "deleted"
    REFUSED = "refused"
    CHANGED = "changed"


@dataclass(frozen=True)
class ReviewReceipt:
    """Hold what came of a decision: the reports as they are now, or what kept it from being done.

    `changed` are reports that are no longer as the reviewer saw them; nothing was decided then.
    """

    outcome: ReviewOutcome
    submissions: tuple[Submission, ...] = ()
    changed: tuple[Submission, ...] = ()
    issues: tuple[Issue, ...] = ()
    load: Receipt | None = None


def accept_reports(database: Database, command: AcceptReports) -> ReviewReceipt:
    """Make reports status updates, recorded today: all of them in one load, or none.

    Raises UsageError where none is given, or where they are of two sources, NotPermittedError
    where the reader may not review.
    """
    database = database.acting(Action.REVIEW)

    def accept(judged_at: int) -> ReviewReceipt | None:
        settled = settle(
            _with_free_identifiers(database, command.submissions),
            command.decided_by,
            SubmissionState.ACCEPTED,
        )
        receipt = load_reports(database, settled, "review", command.today, judged_at)
        if receipt is None:
            return None
        if receipt.outcome is not Outcome.LOADED:
            return ReviewReceipt(ReviewOutcome.REFUSED, issues=receipt.issues, load=receipt)
        loaded = tuple(replace(each, load_id=receipt.load_id) for each in settled)
        return ReviewReceipt(ReviewOutcome.ACCEPTED, loaded, load=receipt)

    return _decide(database, command.submissions, _waits, accept)


def return_reports(database: Database, command: ReturnReports) -> ReviewReceipt:
    """Send reports back with a note; they can be changed and sent again.

    Raises UsageError where none is given, or where the note is empty, NotPermittedError where
    the reader may not review.
    """
    database = database.acting(Action.REVIEW)
    note = STEERING.sub("", command.note).strip()
    if not note:
        raise UsageError("note: is empty. Say in a few words what is missing. Nothing was returned.")
    settled = settle(command.submissions, command.decided_by, SubmissionState.RETURNED, note)
    return _decide(
        database,
        command.submissions,
        _waits,
        _putting(database, command.decided_by, settled, ReviewOutcome.RETURNED),
    )


def take_back_reports(database: Database, command: TakeBackReports) -> ReviewReceipt:
    """Make reports that wait for review drafts again.

    Raises UsageError where none is given, NotPermittedError where the reader may not report for
    the city of one.
    """
    database = permit(database, Action.REPORT, (each.initiative_id for each in command.submissions))
    drafts = tuple(replace(each, state=SubmissionState.DRAFT) for each in command.submissions)
    return _decide(
        database,
        command.submissions,
        _waits,
        _putting(database, command.taken_back_by, drafts, ReviewOutcome.TAKEN_BACK),
    )


def delete_reports(database: Database, command: DeleteReports) -> ReviewReceipt:
    """Delete drafts and returned reports for good.

    Raises UsageError where none is given, NotPermittedError where the reader may not report for
    the city of one. One that waits is deleted only where its initiative is not stored any more,
    because its source was replaced: nobody can accept it then, and returned it could not be sent
    again.
    """
    database = permit(database, Action.REPORT, (each.initiative_id for each in command.submissions))
    ids = [each.submission_id for each in command.submissions]

    def delete(judged_at: int) -> ReviewReceipt | None:
        done = write_submissions(database, judged_at, command.deleted_by, remove=ids)
        return ReviewReceipt(ReviewOutcome.DELETED, command.submissions) if done else None

    def may_go(submission: Submission) -> bool:
        if submission.state is SubmissionState.SUBMITTED:
            return not find_sources(database, [submission.initiative_id])
        return submission.state in {SubmissionState.DRAFT, SubmissionState.RETURNED}

    return _decide(database, command.submissions, may_go, delete)


def _waits(submission: Submission) -> bool:
    return submission.state is SubmissionState.SUBMITTED


def _decide(
    database: Database,
    seen: Sequence[Submission],
    allows: Callable[[Submission], bool],
    write: Callable[[int], ReviewReceipt | None],
) -> ReviewReceipt:
    """Write a decision on reports that are still as they were seen, and in a state that allows it."""
    if not seen:
        raise UsageError("No report was chosen. Choose one at least. Nothing was done.")
    while True:
        judged_at = database.version()
        changed = _changed(database, seen, allows)
        if changed:
            return ReviewReceipt(ReviewOutcome.CHANGED, changed=changed)
        receipt = write(judged_at)
        if receipt is not None:
            return receipt


def _changed(
    database: Database, seen: Sequence[Submission], allows: Callable[[Submission], bool]
) -> tuple[Submission, ...]:
    ids = [each.submission_id for each in seen]
    now = {each.submission.submission_id: each.submission for each in list_submissions(database, ids=ids)}
    return tuple(
        now.get(each.submission_id, each)
        for each in seen
        if now.get(each.submission_id) != each or not allows(each)
    )


def _putting(
    database: Database, by: str, submissions: tuple[Submission, ...], outcome: ReviewOutcome
) -> Callable[[int], ReviewReceipt | None]:
    def put(judged_at: int) -> ReviewReceipt | None:
        done = write_submissions(database, judged_at, by, put=submissions)
        return ReviewReceipt(outcome, submissions) if done else None

    return put


def _with_free_identifiers(database: Database, submissions: Sequence[Submission]) -> tuple[Submission, ...]:
    """Give another identifier to each report whose own was taken by a load meanwhile.

    The others keep theirs, however late they are accepted: of two reports of one day the one
    that was sent later counts, so each stays in the place that it got when it was sent.
    """
    initiatives = sorted({each.initiative_id for each in submissions})
    live = {update.update_id for update in list_stored_reports(database, initiatives)}
    identifiers = UpdateIdentifiers(list_taken_identifiers(database, initiatives))
    kept = []
    for each in submissions:
        update_id = each.update_id
        if not update_id:
            update_id = identifiers.give(each.initiative_id)
        elif update_id in live:
            update_id = identifiers.give_beside(each.initiative_id, update_id)
        kept.append(replace(each, cells={**each.cells, "update_id": update_id}))
    return tuple(kept)
