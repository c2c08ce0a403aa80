"""Where one initiative stood at each meeting and end of a phase, and what was known of that then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.labels import progress_label
from ictrack.language import _, format_day, format_month, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.history_queries import StandingOfOne, list_standings_of
from ictrack.store.queries import InitiativeInFull
from ictrack.summaries.known_when import Recording
from ictrack.summaries.setting import Moment, Setting
from ictrack.summaries.table import Marked
from ictrack.vocabulary import EventKind, PlanLink, RecordKind, Standing, StandingReason


@dataclass(frozen=True)
class MomentMark:
    """Where an initiative stood at one convening or end of a phase; no mark: it did not count.

    `known_then` says what was known of it on that day, where more is known by now.
    """

    day: str
    occasion: str
    marked: Marked | None
    words: str
    known_then: str = ""


@dataclass(frozen=True)
class MomentMarks:
    """The marks, the earliest first, and how many of them say more than was known then."""

    sentence: str
    marks: tuple[MomentMark, ...]


def mark_moments(
    database: Database, scope: Scope, setting: Setting, initiative: InitiativeInFull, recording: Recording
) -> MomentMarks:
    """Mark where it stood at each convening and end of a phase up to the as-at date."""
    moments = _moments(setting, scope.as_at)
    # A meeting is known by the month in which it was held, not by that of its cut-off.
    held = {e.cut_off_on: e.starts_on for e in setting.events if e.kind == EventKind.CONVENING}
    found = list_standings_of(database, scope, initiative.initiative_id, [moment.day for moment in moments])
    standings = {standing.as_at: standing for standing in found}
    marks = tuple(
        _mark(
            moment,
            format_month(held.get(moment.day, moment.day)),
            standings[moment.day],
            initiative,
            recording.tells_of(moment.day),
        )
        for moment in moments
    )
    return MomentMarks(_sentence(marks), marks)


def _moments(setting: Setting, as_at: date) -> list[Moment]:
    convenings = {e.cut_off_on for e in setting.events if e.kind == EventKind.CONVENING}
    days = convenings | {phase.ends_on for phase in setting.phases}
    labels: dict[date, list[str]] = {}
    for moment in reversed(setting.moments):
        if moment.day in days and moment.day <= as_at:
            labels.setdefault(moment.day, []).append(moment.label)
    return [Moment(day, "; ".join(labels[day])) for day in sorted(labels)]


def _mark(
    moment: Moment, month: str, stood: StandingOfOne, initiative: InitiativeInFull, tells: bool
) -> MomentMark:
    occasion = f"{format_day(moment.day)}, {moment.label}"
    if not stood.counts and not initiative.whole_id:
        early = initiative.joined_on and moment.day < initiative.joined_on
        words = _("Not in the plan yet") if early else _("Not counted")
        return MomentMark(month, occasion, None, words)
    kind = RecordKind(initiative.record_kind)
    standing = Standing(stood.standing)
    label = progress_label(standing, StandingReason(stood.standing_reason), kind)
    is_hollow = initiative.plan_link == PlanLink.UNCONFIRMED
    marked = Marked(label, standing, is_hollow, stood.is_closed)
    return MomentMark(month, occasion, marked, label, _known_then(stood, label, kind) if tells else "")


def _known_then(stood: StandingOfOne, label: str, kind: RecordKind) -> str:
    """Say what was known then where it differs; nothing else differs but by what came to be known later."""
    if stood.counts and not stood.counted_then:
        return _("not in the plan yet")
    then = progress_label(Standing(stood.standing_then), StandingReason(stood.standing_reason_then), kind)
    return "" if then == label else then


def _sentence(marks: Sequence[MomentMark]) -> str:
    changed = sum(bool(mark.known_then) for mark in marks)
    if not changed:
        return ""
    return ngettext(
        "On {n} of these days something else was known; it stands beneath.",
        "On {n} of these days something else was known; it stands beneath.",
        changed,
    )
