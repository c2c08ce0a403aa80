"""The catalogue of contradictions: each rule's code, what is wrong, why it matters, how to mend it.

The codes are stable: they stand in addresses and downloads. What each finds is decided in
`ictrack/store/sql/contradiction_list.sql`. On screen contradictions are "things to check".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ictrack.labels import status_label
from ictrack.language import _, format_written, join_words
from ictrack.store.queries import Contradiction
from ictrack.vocabulary import DeliveryStatus, RecordKind


class ContradictionRule(StrEnum):
    """What can contradict itself or be incomplete, in the order in which it is listed."""

    COMPLETED_WITHOUT_EVIDENCE = "completed_without_evidence"
    OPEN_PAST_TARGET = "open_past_target"
    UNKNOWN_PAST_TARGET = "unknown_past_target"
    REOPENED_AFTER_COMPLETED = "reopened_after_completed"
    TWO_STATUSES_ON_ONE_DAY = "two_statuses_on_one_day"
    DATED_IN_FUTURE = "dated_in_future"
    DATED_BEFORE_PLAN = "dated_before_plan"
    RECORDED_LATE = "recorded_late"
    TARGET_MOVED_AFTER_PASSING = "target_moved_after_passing"
    UNDATED_UPDATE = "undated_update"
    NO_UPDATE = "no_update"
    NO_PHASE = "no_phase"
    NO_THEMATIC_AREA = "no_thematic_area"


@dataclass(frozen=True)
class RuleWords:
    """What people read of a rule: its name, why it matters, and how to mend what it finds."""

    label: str
    why: str
    mend: str


def describe_rule(rule: ContradictionRule) -> RuleWords:
    """Say what a rule looks for, why that matters and how to mend it."""
    return _words()[rule]


def _words() -> dict[ContradictionRule, RuleWords]:
    return {**_words_of_statuses(), **_words_of_days(), **_words_of_gaps()}


def _words_of_statuses() -> dict[ContradictionRule, RuleWords]:
    return {
        ContradictionRule.COMPLETED_WITHOUT_EVIDENCE: RuleWords(
            _("Completed without evidence"),
            _("Nobody can follow the claim to a document that shows it."),
            _("Give the address of a document in evidence_url or source_url of a further update."),
        ),
        ContradictionRule.OPEN_PAST_TARGET: RuleWords(
            _("Open past its date"),
            _("It shows as past its date, or as paused if it is, until something newer is known."),
            _("Add an update that says it is completed or stopped, or one with a new target date."),
        ),
        ContradictionRule.UNKNOWN_PAST_TARGET: RuleWords(
            _("Date passed, status not known"),
            _("Nobody knows whether it was done, so it counts as not known and never as past its date."),
            _("Add an update that says where it stood, or one with a new target date."),
        ),
        ContradictionRule.REOPENED_AFTER_COMPLETED: RuleWords(
            _("Open again after completed"),
            _("Work that comes back each year is never completed, so counts go up and down."),
            _(
                "If it recurs, write recurring in the column schedule. "
                "If it was not completed, correct the earlier update."
            ),
        ),
        ContradictionRule.TWO_STATUSES_ON_ONE_DAY: RuleWords(
            _("Two statuses on one day"),
            _("Nothing says which of them came last, so the order of their identifiers decides."),
            _("Give one of them a more exact date, or withdraw the one that does not hold."),
        ),
    }


def _words_of_days() -> dict[ContradictionRule, RuleWords]:
    return {
        ContradictionRule.DATED_IN_FUTURE: RuleWords(
            _("Dated in the future"),
            _("No one can know it yet, and it sets no progress until that day."),
            _("Correct the date; most often the year is mistyped."),
        ),
        ContradictionRule.DATED_BEFORE_PLAN: RuleWords(
            _("Status before the plan"),
            _("Either a date is wrong, or the work is older than the plan that is said to hold it."),
            _("Correct the date, or say in starts_on or added_on of the initiative when it began."),
        ),
        ContradictionRule.RECORDED_LATE: RuleWords(
            _("Recorded late"),
            _(
                "It became known more than 180 days after the day it speaks of, so pictures drawn in between "
                "differ from the ones drawn now."
            ),
            _("If the days are right there is nothing to mend; if one is mistyped, correct it."),
        ),
        ContradictionRule.TARGET_MOVED_AFTER_PASSING: RuleWords(
            _("Target moved too late"),
            _("The date had passed when it was moved; the new one hides that unless both are shown."),
            _("If the new date was agreed earlier, correct the day of the update that gives it."),
        ),
        ContradictionRule.UNDATED_UPDATE: RuleWords(
            _("Undated update"),
            _("It is shown as undated and sets no progress."),
            _("Correct it with the date it speaks of; a year is enough."),
        ),
    }


def _words_of_gaps() -> dict[ContradictionRule, RuleWords]:
    return {
        ContradictionRule.NO_UPDATE: RuleWords(
            _("No update"),
            _("Nothing is known of where it stands; it stays in every total."),
            _("Add a status update, even one with only a year, or one without a status."),
        ),
        ContradictionRule.NO_PHASE: RuleWords(
            _("No phase"),
            _("It counts where all phases are asked for, and in neither phase by itself."),
            _("Fill in phase_id of the initiative."),
        ),
        ContradictionRule.NO_THEMATIC_AREA: RuleWords(
            _("No thematic area"),
            _("It is in no column of the picture by thematic area."),
            _("Fill in area_id of the initiative, if one area fits."),
        ),
    }


def describe_finding(found: Contradiction, record_kind: RecordKind) -> str:
    """Say in a sentence what was found, with its days and statuses."""
    said, against = format_written(found.said), found.against or ""
    rule = ContradictionRule(found.rule)
    match rule:
        case ContradictionRule.COMPLETED_WITHOUT_EVIDENCE:
            return _("Completed ({said}), and no document is named.", said=said)
        case ContradictionRule.OPEN_PAST_TARGET:
            status = status_label(DeliveryStatus(against), record_kind).lower()
            return _("Due by {said}; {status}.", said=said, status=status)
        case ContradictionRule.UNKNOWN_PAST_TARGET:
            return _("Due by {said}; its status is not known.", said=said)
        case ContradictionRule.TWO_STATUSES_ON_ONE_DAY:
            statuses = [status_label(DeliveryStatus(word), record_kind) for word in against.split(";")]
            return _("For {said}: {statuses}.", said=said, statuses=join_words(statuses))
        case ContradictionRule.DATED_IN_FUTURE:
            return _("Speaks of {said}.", said=said)
        case _:
            return _describe_two_days(rule, said, format_written(against))


def _describe_two_days(rule: ContradictionRule, said: str, against: str) -> str:
    match rule:
        case ContradictionRule.REOPENED_AFTER_COMPLETED:
            return _("Completed ({against}), then open ({said}).", said=said, against=against)
        case ContradictionRule.DATED_BEFORE_PLAN:
            return _("A status of {said}; the plan is of {against}.", said=said, against=against)
        case ContradictionRule.RECORDED_LATE:
            return _("Speaks of {said}, recorded on {against}.", said=said, against=against)
        case ContradictionRule.TARGET_MOVED_AFTER_PASSING:
            return _("Due by {against}; moved by an update of {said}.", said=said, against=against)
        case _:
            return describe_rule(rule).label
