"""What a form for a report says: what it will show, what is wrong, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ictrack.actions.foresee import Foresight
from ictrack.actions.people_in_text import PersonalTrace, find_personal_traces
from ictrack.actions.submit import SubmitOutcome, SubmitReceipt
from ictrack.ingest.issues import Issue
from ictrack.labels import progress_label
from ictrack.language import _, format_written, ngettext
from ictrack.store.queries import InitiativeInFull
from ictrack.summaries.told import field_label
from ictrack.ui.forms.issue_words import say_issue
from ictrack.vocabulary import RecordKind, Standing, StandingReason

FREE_TEXTS = (
    *("reason", "summary", "achievements", "challenges", "next_steps", "help_wanted", "help_offered"),
    "evidence_title",
)


def tell_foresight(foresight: Foresight) -> str:
    """Say how the initiative will show once the report counts."""
    now, then = _progress(foresight.before), _progress(foresight.after)
    if foresight.after.standing_reason == StandingReason.PAST_TARGET:
        return _("Will show as past its date: give a new date, or mark it completed.")
    if foresight.after.standing == Standing.NOT_REPORTED:
        return _("Will show as {progress}: this report gives no delivery status.", progress=then.lower())
    said = (
        _("Will go on showing as {progress}.", progress=then.lower())
        if now == then
        else _("Will show as {progress}, now {before}.", progress=then.lower(), before=now.lower())
    )
    target = foresight.after.current_target_on_written
    if target and target != foresight.before.current_target_on_written:
        said += " " + _("Its target date will be {day}.", day=format_written(target))
    return said


def tell_older(foresight: Foresight, *, gives_status: bool) -> str:
    """Say that a later report goes on to set where the initiative stands, if that is so."""
    if foresight.sets_standing or not gives_status:
        return ""
    day = format_written(foresight.after.status_reported_on_written)
    return _("A later report, of {day}, goes on to say where it stands.", day=day)


def _progress(initiative: InitiativeInFull) -> str:
    return progress_label(
        Standing(initiative.standing),
        StandingReason(initiative.standing_reason),
        RecordKind(initiative.record_kind),
    )


def tell_issue(issue: Issue) -> str:
    """Say one problem of a report by the name of its field."""
    where = field_label(issue.column) if issue.column else _("This report")
    return say_issue(issue, where)


def tell_traces(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Say where the free texts may point to a person."""
    return tuple(
        _trace_words(kind, field_label(field), words)
        for field in FREE_TEXTS
        for kind, words in find_personal_traces(cells.get(field, ""))
    )


def _trace_words(kind: PersonalTrace, field: str, words: str) -> str:
    if kind is PersonalTrace.EMAIL:
        return _(
            "{field} holds an email address, '{words}'. Name the post instead.", field=field, words=words
        )
    if kind is PersonalTrace.TELEPHONE:
        return _(
            "{field} holds a telephone number, '{words}'. Name the post instead.", field=field, words=words
        )
    return _(
        "{field} counts fewer than five people, '{words}'. Write 'fewer than five', or leave it out.",
        field=field,
        words=words,
    )


def tell_receipt(receipt: SubmitReceipt) -> str:
    """Say in a sentence what came of reports that were sent."""
    sent = len(receipt.submissions)
    if receipt.outcome is SubmitOutcome.LOADED:
        loaded = ngettext(
            "{n} report was saved and counts now.", "{n} reports were saved and count now.", sent
        )
        return f"{loaded} {_names(receipt)}{_already(receipt)}"
    if receipt.outcome is SubmitOutcome.SUBMITTED:
        waits = ngettext(
            "{n} report was sent for review. It counts once it is accepted.",
            "{n} reports were sent for review. They count once they are accepted.",
            sent,
        )
        return f"{waits} {_names(receipt)}{_already(receipt)}"
    return _already(receipt).strip()


def _names(receipt: SubmitReceipt) -> str:
    names = ", ".join(each.update_id for each in receipt.submissions)
    return ngettext(
        "Its identifier is {names}.", "Their identifiers are {names}.", len(receipt.submissions), names=names
    )


def _already(receipt: SubmitReceipt) -> str:
    if not receipt.already_there:
        return ""
    return " " + ngettext(
        "{n} report was there already and says the same: it was not stored twice.",
        "{n} reports were there already and say the same: they were not stored twice.",
        len(receipt.already_there),
    )


def tell_issues(issues: Iterable[Issue]) -> tuple[str, ...]:
    """Say all problems of a report, each once."""
    return tuple(dict.fromkeys(tell_issue(issue) for issue in issues))
