"""The three short lists of a city: what moved, what needs its lead, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.labels import standing_label
from ictrack.language import _, format_written, ngettext
from ictrack.scope import Scope
from ictrack.store.queries import Change, Event, InitiativeAsAt, StatusSince
from ictrack.summaries.progress import count_progress, progress_of, standing_of
from ictrack.summaries.sentences import progress_in_words, statuses_in_words
from ictrack.summaries.setting import Setting, lower_first, since_convening, upper_first
from ictrack.summaries.table import Linked, Target, open_initiative, open_initiatives
from ictrack.vocabulary import (
    GROUP_OF_STANDING,
    Movement,
    RecordKind,
    Standing,
    StandingGroup,
    StandingReason,
)

MOST_ITEMS = 5
_MOVED = {Movement.FIRST_UPDATE, Movement.FORWARD, Movement.BACK, Movement.ROUND_TRIP}
# What needs a lead most comes first.
_URGENCY = (Standing.BEHIND, Standing.AT_RISK, Standing.PAUSED)
_FINISHED = {Standing.COMPLETED, Standing.STOPPED}


@dataclass(frozen=True)
class ListItem:
    """One line of a short list: what it leads to, and what is said of it."""

    linked: Linked
    detail: str


@dataclass(frozen=True)
class ShortList:
    """A list of at most five; `note` says what it is of, `empty` why there is nothing in it."""

    title: str
    note: str
    items: tuple[ListItem, ...]
    empty: str
    more: Linked | None


def list_moved(
    changes: Sequence[Change],
    now: Sequence[InitiativeAsAt],
    convening: Event | None,
    scope: Scope,
    city_id: str,
    setting: Setting,
) -> ShortList:
    """List what moved since the last convening, the newest first; `changes` are those since then."""
    kind = setting.record_kind_in(scope)
    if convening is None:
        empty = _("There was no convening of a phase before this day, so there is nothing to compare with.")
        return ShortList(_("What moved"), "", (), empty, None)
    since = since_convening(convening)
    moved = [change for change in changes if change.movement in _MOVED]
    moved.sort(key=lambda change: change.initiative_id)
    moved.sort(key=lambda change: change.status_reported_on or date.min, reverse=True)
    new = {change.initiative_id for change in changes if change.movement == Movement.JOINED}
    return ShortList(
        title=_("What moved"),
        note=_new_in_words([i for i in now if i.initiative_id in new], since, scope, kind),
        items=tuple(ListItem(_opening(change), _move_in_words(change)) for change in moved[:MOST_ITEMS]),
        empty=_("Nothing has changed in the initiatives that were there then.")
        if any(change.from_standing for change in changes)
        else _("No initiative was there then."),
        more=_more(len(moved), Target("convening", (("cities", city_id),))),
    )


def _new_in_words(new: Sequence[InitiativeAsAt], since: str, scope: Scope, record_kind: RecordKind) -> str:
    if not new:
        return _("Changes {since}.", since=since)
    counted = ngettext("{n} initiative is new", "{n} initiatives are new", len(new))
    what = progress_in_words(count_progress(new, scope.as_at), record_kind)
    return _("Changes {since}. {new}: {what}.", since=since, new=counted, what=what)


def _move_in_words(change: Change) -> str:
    day = format_written(change.to_reported_on_written) or _("no date")
    old, new = statuses_in_words(change)
    if change.movement == Movement.ROUND_TRIP and change.worst_between:
        kind = RecordKind(change.record_kind)
        worst = standing_label(Standing(change.worst_between), kind).lower()
        return _("{new} again, {worst} between, {day}", new=new, worst=worst, day=day)
    return _("{old} → {new}, {day}", old=old, new=new, day=day)


def list_needs(now: Sequence[InitiativeAsAt], since: Iterable[StatusSince], city_id: str) -> ShortList:
    """List what is past its date, off track, at risk or paused; what is still open comes first."""
    days = {row.initiative_id: row for row in since}
    needing = [i for i in now if GROUP_OF_STANDING.get(standing_of(i)) is StandingGroup.NEEDS_ATTENTION]
    needing.sort(
        key=lambda i: (i.is_closed, _URGENCY.index(standing_of(i)), _since(i, days), i.initiative_id)
    )
    items = [ListItem(_opening(i), _need_in_words(i, days)) for i in needing[:MOST_ITEMS]]
    unknown = sum(standing_of(i) is Standing.NOT_REPORTED for i in now)
    return ShortList(
        title=_("What needs you"),
        note=_("Past its date, off track, at risk or paused."),
        items=tuple(items),
        empty=_nothing_needed(len(now), unknown),
        more=_more(
            len(needing),
            open_initiatives(cities=city_id, progress=StandingGroup.NEEDS_ATTENTION.value),
        ),
    )


def _since(initiative: InitiativeAsAt, days: Mapping[str, StatusSince]) -> str:
    if initiative.standing_reason == StandingReason.PAST_TARGET and initiative.current_target_on:
        return initiative.current_target_on.isoformat()
    found = days.get(initiative.initiative_id)
    return found.since.isoformat() if found else ""


def _need_in_words(initiative: InitiativeAsAt, days: Mapping[str, StatusSince]) -> str:
    if initiative.standing_reason == StandingReason.PAST_TARGET:
        target = format_written(initiative.current_target_on_written)
        parts = [_("past its date, {day}", day=target), _last_heard(initiative)]
    else:
        progress = progress_of(initiative).lower()
        found = days.get(initiative.initiative_id)
        day = format_written(found.since_written) if found else ""
        parts = [_("{progress} since {day}", progress=progress, day=day) if day else progress]
    if initiative.is_closed:
        parts.append(_("its phase has ended"))
    text = "; ".join(part for part in parts if part)
    reason = f". {initiative.reason}" if initiative.reason else ""
    return f"{upper_first(text)}{reason}"


def _last_heard(initiative: InitiativeAsAt) -> str:
    day = format_written(initiative.last_reported_on_written)
    if not day:
        return ""
    if initiative.record_kind == RecordKind.PUBLIC_RECORD:
        return _("last heard of {day}", day=day)
    return _("last reported {day}", day=day)


def _nothing_needed(initiatives: int, unknown: int) -> str:
    nothing = _("Nothing is known to be past its date, off track, at risk or paused.")
    if not unknown:
        return nothing
    silence = ngettext(
        "Of {unknown} of {n} nothing is known.",
        "Of {unknown} of {n} nothing is known.",
        initiatives,
        unknown=unknown,
    )
    return f"{nothing} {silence}"


def list_due(now: Sequence[InitiativeAsAt], scope: Scope, city_id: str, setting: Setting) -> ShortList:
    """List the next target dates in order; once the phase has ended nothing can fall due."""
    still_open = [i for i in now if standing_of(i) not in _FINISHED and not i.is_closed]
    ended = _ended_phase(scope, setting)
    due = [] if ended else [i for i in still_open if _is_ahead(i, scope)]
    due.sort(key=lambda i: (i.current_target_on or scope.as_at, i.initiative_id))
    return ShortList(
        title=_("What is due"),
        note=_("The next target dates."),
        items=tuple(ListItem(_opening(i), _due_in_words(i)) for i in due[:MOST_ITEMS]),
        empty=_nothing_due(still_open, ended, sum(i.is_closed for i in now)),
        more=_more(len(due), open_initiatives(cities=city_id)),
    )


def _ended_phase(scope: Scope, setting: Setting) -> str:
    """Name the last of the scope's phases if all of them have ended by its day."""
    ends = {p.ends_on: p for p in setting.phases if scope.phase in {None, p.phase_id}}
    days = [day for day in ends if day is not None and day <= scope.as_at]
    return ends[max(days)].name if days and len(days) == len(ends) else ""


def _is_ahead(initiative: InitiativeAsAt, scope: Scope) -> bool:
    target = initiative.current_target_on
    return target is not None and target >= scope.as_at and not initiative.is_open_ended


def _due_in_words(initiative: InitiativeAsAt) -> str:
    day = format_written(initiative.current_target_on_written)
    return f"{day}; {progress_of(initiative).lower()}"


def _nothing_due(still_open: Sequence[InitiativeAsAt], ended: str, closed: int) -> str:
    if ended:
        return _("Nothing can fall due any more: {phase} has ended.", phase=lower_first(ended))
    if not still_open and closed:
        return ngettext(
            "No initiative is open: {n} was closed with its phase.",
            "No initiative is open: {n} were closed with their phase.",
            closed,
        )
    if not still_open:
        return _("No initiative is open.")
    undated = sum(i.current_target_on is None for i in still_open)
    none_ahead = _("No open initiative has a target date ahead.")
    if not undated:
        return none_ahead
    return f"{none_ahead} " + ngettext(
        "{undated} of {n} has no target date.",
        "{undated} of {n} have no target date.",
        len(still_open),
        undated=undated,
    )


def _opening(initiative: InitiativeAsAt | Change) -> Linked:
    return Linked(initiative.title, open_initiative(initiative.initiative_id))


def _more(found: int, target: Target) -> Linked | None:
    if found <= MOST_ITEMS:
        return None
    return Linked(_("{shown} of {all} shown: see all", shown=MOST_ITEMS, all=found), target)
