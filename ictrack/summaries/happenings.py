"""What is dated about one initiative beside its updates: its start, its targets, its milestones.

They stand in one line of time with the updates, as far as they lie on a day or before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ictrack.dates import parse_partial_day
from ictrack.language import _, format_day, format_written, ngettext
from ictrack.store.queries import InitiativeInFull, InitiativeLink, Milestone
from ictrack.summaries.history import Said
from ictrack.summaries.table import Cell
from ictrack.vocabulary import LinkKind

Happening = tuple[date, Said]
_FORERUNNERS = {LinkKind.CARRIED_OVER, LinkKind.EVOLVED_FROM, LinkKind.SPLIT_FROM, LinkKind.INSPIRED_BY}


def happenings_of(
    initiative: InitiativeInFull, milestones: Sequence[Milestone], origins: Sequence[Cell], as_at: date
) -> tuple[Happening, ...]:
    """List what happened by a day; `origins` say what it came from, with where they lead."""
    found = [
        *_beginnings(initiative, tuple(origins)),
        *_targets(initiative),
        *(_milestone(milestone, as_at) for milestone in milestones),
        *_end(initiative),
    ]
    return tuple((day, said) for day, said in found if day <= as_at)


def is_origin(link: InitiativeLink, initiative_id: str) -> bool:
    """Say whether a link tells what an initiative came from."""
    kind = LinkKind(link.kind)
    if kind is LinkKind.MERGED_INTO:
        return link.to_id == initiative_id
    return kind in _FORERUNNERS and link.from_id == initiative_id


def _happened(
    when: str, kind: str, text: str = "", notes: Sequence[str] = (), trail: tuple[Cell, ...] = ()
) -> Said:
    return Said(
        update_id="",
        when=when,
        kind=kind,
        status=None,
        confidence="",
        summary=text,
        texts=(),
        trail=trail,
        notes=tuple(notes),
        is_taken_back=False,
        sets_standing=False,
    )


def _beginnings(initiative: InitiativeInFull, origins: tuple[Cell, ...]) -> list[Happening]:
    """Tell of the start and of the day from which it counts, once where they are one day."""
    started = parse_partial_day(initiative.starts_on_written or "")
    joined_on = None if initiative.whole_id else initiative.joined_on
    found = []
    if joined_on and (started is None or started.last != joined_on):
        added = format_written(initiative.added_on_written)
        kind = _("Added to the plan") if added else _("Counts from this day on")
        found.append((joined_on, _happened(added or format_day(joined_on), kind, trail=origins)))
        origins = ()
    if started:
        words = format_written(initiative.starts_on_written)
        found.append((started.last, _happened(words, _("Start"), trail=origins)))
    return found


def _targets(initiative: InitiativeInFull) -> list[Happening]:
    """Tell of the first target date and of the current one, once where it has not moved."""
    first, current = initiative.target_on, initiative.current_target_on
    if first == current:
        return [(first, _target(initiative.target_on_written, _("Target date")))] if first else []
    found = []
    if first:
        said = _target(initiative.target_on_written, _("First target date"), _("It was moved since."))
        found.append((first, said))
    if current:
        found.append((current, _target(initiative.current_target_on_written, _("Current target date"))))
    return found


def _target(written: str | None, kind: str, text: str = "") -> Said:
    return _happened(format_written(written), kind, text)


def _milestone(milestone: Milestone, as_at: date) -> Happening:
    if milestone.done_on and milestone.done_on <= as_at:
        note = _lateness(milestone, milestone.done_on)
        when = format_written(milestone.done_on_written)
        notes = [note] if note else []
        reached = _("Milestone reached: {title}", title=milestone.title)
        return milestone.done_on, _happened(when, reached, notes=notes)
    when = format_written(milestone.due_on_written)
    due = _("Milestone due: {title}", title=milestone.title)
    notes = [] if milestone.due_on == as_at else [_("Not reached by {day}.", day=format_day(as_at))]
    return milestone.due_on, _happened(when, due, notes=notes)


def _lateness(milestone: Milestone, done_on: date) -> str:
    """Say how late a milestone was reached; of days that are not known whole, only that it was late."""
    if not is_reached_late(milestone):
        return ""
    if not all(len(written or "") == len("2019-03-31") for written in _written(milestone)):
        return _("Reached after it was due.")
    return ngettext(
        "{n} day after it was due.", "{n} days after it was due.", (done_on - milestone.due_on).days
    )


def is_reached_late(milestone: Milestone) -> bool:
    """Say whether it is certain that a milestone was reached after the period in which it was due."""
    done = parse_partial_day(milestone.done_on_written or "")
    return done is not None and done.first > milestone.due_on


def _written(milestone: Milestone) -> tuple[str | None, ...]:
    return milestone.due_on_written, milestone.done_on_written


def _end(initiative: InitiativeInFull) -> list[Happening]:
    if initiative.removed_on is None:
        return []
    when = format_written(initiative.removed_on_written)
    return [(initiative.removed_on, _happened(when, _("Left the plan"), initiative.removal_reason or ""))]
