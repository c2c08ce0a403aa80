"""The target dates that one initiative has had: when each was given, why, and by how much it moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ictrack.language import _, format_written, ngettext
from ictrack.store.queries import InitiativeInFull, UpdateInFull
from ictrack.summaries.table import Cell, Column, Table


@dataclass(frozen=True)
class Targets:
    """The target dates in the order in which they were given; no rows where none has moved."""

    sentence: str
    table: Table


@dataclass(frozen=True)
class _Given:
    """One target date: the day it was given, the update that gave it, and why."""

    target_on: date
    target_written: str
    given_on: date | None
    given_written: str
    update_id: str
    why: str


def trace_targets(initiative: InitiativeInFull, updates: Sequence[UpdateInFull], as_at: date) -> Targets:
    """List the target dates that were in force by a day, the first one first."""
    given = [*_first(initiative), *_revised(updates, as_at)]
    has_moved = any(one.update_id for one in given)
    rows = [_row(one, before) for before, one in pairwise([None, *given]) if one] if has_moved else []
    columns = (
        Column("given", _("Given on")),
        Column("target", _("Target date")),
        Column("moved", _("Moved by")),
        Column("why", _("Why")),
        Column("update_id", _("Update")),
    )
    return Targets(_sentence(given), Table(_("Target dates"), columns, tuple(rows)))


def _first(initiative: InitiativeInFull) -> list[_Given]:
    if initiative.target_on is None:
        return []
    written = format_written(initiative.target_on_written)
    return [_Given(initiative.target_on, written, None, _("in the plan"), "", "")]


def _revised(updates: Sequence[UpdateInFull], as_at: date) -> list[_Given]:
    """List the target dates that updates gave, but for those that were taken back."""
    given = [
        _Given(
            update.revised_target_on,
            format_written(update.revised_target_on_written),
            update.reported_on,
            format_written(update.reported_on_written),
            update.update_id,
            update.reason or update.summary or "",
        )
        for update in updates
        if update.revised_target_on
        and update.reported_on
        and update.reported_on <= as_at
        and not update.taken_back_by
    ]
    return sorted(given, key=lambda one: (one.given_on or date.min, one.update_id))


def _row(one: _Given, before: _Given | None) -> tuple[Cell, ...]:
    return (
        one.given_written,
        one.target_written,
        _moved(one, before),
        one.why or None,
        one.update_id or None,
    )


def _moved(one: _Given, before: _Given | None) -> str | None:
    if before is None:
        return None
    words = moved_in_words(before.target_on, one.target_on)
    if one.given_on and before.target_on < one.given_on:
        return _("{moved}, after it had passed", moved=words)
    return words


def moved_in_words(earlier: date, later: date) -> str:
    """Say by how many days a date was moved, such as "92 days later"."""
    days = (later - earlier).days
    if days == 0:
        return _("not moved")
    if days < 0:
        return ngettext("{n} day earlier", "{n} days earlier", -days)
    return ngettext("{n} day later", "{n} days later", days)


def _sentence(given: Sequence[_Given]) -> str:
    moves = sum(before.target_on != one.target_on for before, one in pairwise(given))
    if not moves:
        return ""
    times = ngettext("The target date moved once", "The target date moved {n} times", moves)
    if given[0].update_id:
        return _("{times}. The plan itself gave none.", times=times)
    if given[0].target_on == given[-1].target_on:
        return _("{times}, and is where it was first planned.", times=times)
    slip = moved_in_words(given[0].target_on, given[-1].target_on)
    return _("{times}: it is now {slip} than first planned.", times=times, slip=slip)
