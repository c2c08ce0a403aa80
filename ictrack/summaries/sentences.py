"""What is said of counts in sentences: every initiative is in one of the words once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ictrack.labels import standing_label, status_label
from ictrack.language import _, format_day, ngettext
from ictrack.store.queries import Change, InitiativeAsAt
from ictrack.summaries.progress import Counts
from ictrack.summaries.setting import Setting
from ictrack.vocabulary import Confidence, DeliveryStatus, RecordKind, Standing, StandingReason


def day_in_words(setting: Setting, as_at: date) -> str:
    """Write a day with its occasion, such as "31 December 2023, the end of phase two,"."""
    occasion = setting.occasion_of(as_at)
    return f"{format_day(as_at)}, {occasion}," if occasion else f"{format_day(as_at)},"


def progress_in_words(counts: Counts, record_kind: RecordKind) -> str:
    """Say how many have got how far, and of how many nothing is known; empty for none."""
    public = record_kind is RecordKind.PUBLIC_RECORD
    parts = [", ".join(words for count, words in _known_parts(counts, public) if count)]
    if unknown := counts.of(Standing.NOT_REPORTED):
        parts.append(_unknown_in_words(unknown, public))
    return "; ".join(part for part in parts if part)


def tell_progress(
    initiatives: Sequence[InitiativeAsAt], counts: Counts, record_kind: RecordKind
) -> tuple[tuple[str, tuple[InitiativeAsAt, ...]], ...]:
    """Say the same part by part, each with the initiatives that it counts; every one is in one part."""
    public = record_kind is RecordKind.PUBLIC_RECORD
    known = _known_parts(counts, public)
    unknown = counts.of(Standing.NOT_REPORTED)
    parts = [*known, (unknown, _unknown_in_words(unknown, public))]
    told = zip(_KEYS_OF_PARTS, parts, strict=True)
    return tuple(
        (words, tuple(one for one in initiatives if _key_of_part(one) == key))
        for key, (count, words) in told
        if count
    )


# The standings in the order in which a sentence tells them; what is behind is told by its reason.
_KEYS_OF_PARTS = (
    Standing.COMPLETED,
    Standing.IN_PROGRESS,
    Standing.NOT_STARTED,
    StandingReason.PAST_TARGET,
    StandingReason.OFF_TRACK,
    Standing.AT_RISK,
    Standing.PAUSED,
    Standing.STOPPED,
    Standing.NOT_REPORTED,
)


def _key_of_part(initiative: InitiativeAsAt) -> str:
    if initiative.standing == Standing.BEHIND:
        return initiative.standing_reason
    return initiative.standing


def _known_parts(counts: Counts, public: bool) -> list[tuple[int, str]]:
    completed, under_way = counts.of(Standing.COMPLETED), counts.of(Standing.IN_PROGRESS)
    waiting, past = counts.of(Standing.NOT_STARTED), counts.past_target
    off_track, at_risk = counts.of(Standing.BEHIND) - past, counts.of(Standing.AT_RISK)
    paused, stopped = counts.of(Standing.PAUSED), counts.of(Standing.STOPPED)
    announced = (
        ngettext("{n} announced", "{n} announced", waiting)
        if public
        else ngettext("{n} not started", "{n} not started", waiting)
    )
    return [
        (completed, ngettext("{n} completed", "{n} completed", completed)),
        (under_way, ngettext("{n} under way", "{n} under way", under_way)),
        (waiting, announced),
        (past, ngettext("{n} past its date", "{n} past their date", past)),
        (off_track, ngettext("{n} off track", "{n} off track", off_track)),
        (at_risk, ngettext("{n} at risk", "{n} at risk", at_risk)),
        (paused, ngettext("{n} paused", "{n} paused", paused)),
        (stopped, ngettext("{n} stopped", "{n} stopped", stopped)),
    ]


def _unknown_in_words(unknown: int, public: bool) -> str:
    if public:
        return ngettext(
            "for {n} we found no dated evidence of status",
            "for {n} we found no dated evidence of status",
            unknown,
        )
    return ngettext("{n} is not reported", "{n} are not reported", unknown)


def status_in_words(status: str | None, confidence: str | None, record_kind: RecordKind) -> str:
    """Name a reported status, with a confidence that is less than on track; nothing for no status."""
    if status is None:
        return ""
    words = status_label(DeliveryStatus(status), record_kind)
    if confidence == Confidence.AT_RISK:
        return _("{status}, at risk", status=words)
    if confidence == Confidence.OFF_TRACK:
        return _("{status}, off track", status=words)
    return words


def statuses_in_words(change: Change) -> tuple[str, str]:
    """Name the reported status of the first and of the last day of a change."""
    kind = RecordKind(change.record_kind)
    none = standing_label(Standing.NOT_REPORTED, kind)
    before = status_in_words(change.from_status, change.from_confidence, kind)
    return before or none, status_in_words(change.to_status, change.to_confidence, kind) or none


def tied_in_words(counts: Counts) -> str:
    """Say how many are tied to the programme by a document; nothing where all are."""
    if not counts.has_unconfirmed:
        return ""
    return ngettext(
        "{tied} of the {n} is tied to the programme by a document.",
        "{tied} of the {n} are tied to the programme by a document.",
        counts.initiatives,
        tied=counts.tied,
    )


def tied_completed_in_words(counts: Counts) -> str:
    """Say how many are completed, and how many of those a document ties to the programme."""
    return ngettext(
        "{n} completed, of which {tied} tied to the programme by a document.",
        "{n} completed, of which {tied} tied to the programme by a document.",
        counts.of(Standing.COMPLETED),
        tied=counts.tied_delivered,
    )


def _unheard_since_in_words(counts: Counts, initiatives: Sequence[InitiativeAsAt]) -> str:
    past = [i for i in initiatives if i.standing_reason == StandingReason.PAST_TARGET]
    return ngettext(
        "{n} past its date, of which {silent} not heard of since.",
        "{n} past their date, of which {silent} not heard of since.",
        counts.past_target,
        silent=sum(not _was_heard_of_since_target(initiative) for initiative in past),
    )


def _was_heard_of_since_target(initiative: InitiativeAsAt) -> bool:
    """Say whether a report came on a day after the target date."""
    heard, target = initiative.last_reported_on, initiative.current_target_on
    return heard is not None and target is not None and heard > target


def caveats_of(counts: Counts, initiatives: Sequence[InitiativeAsAt]) -> tuple[str, ...]:
    """Say what the counts do not say, one sentence each."""
    notes = [_("Counting completed initiatives measures delivery, not outcome.")]
    if counts.has_unconfirmed:
        notes.append(tied_completed_in_words(counts))
    if counts.past_target:
        notes.append(_unheard_since_in_words(counts, initiatives))
    if counts.joint:
        notes.append(
            ngettext(
                "{n} of all is joint: strands of one project in two cities.",
                "{n} of all are joint: strands of one project in two cities.",
                counts.joint,
            )
        )
    undated = sum(1 for i in initiatives if i.undated_reports and i.standing == Standing.NOT_REPORTED)
    if undated:
        notes.append(
            ngettext(
                "{n} has undated evidence only, which sets no progress.",
                "{n} have undated evidence only, which sets no progress.",
                undated,
            )
        )
    return tuple(notes)
