"""Where initiatives stood at each meeting of the cities: one row per initiative, one cell per meeting.

A meeting shows what is known of its cut-off. The as-at date comes last, unless it is a cut-off itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise

from ictrack.labels import progress_label
from ictrack.language import _, format_day, format_month, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.history_queries import StandingThen, list_standing_history
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Marked, Table, open_initiative
from ictrack.vocabulary import EventKind, PlanLink, RecordKind, Standing, StandingReason

# Rows beyond these are on the page of all initiatives, a page at a time.
MOST_ROWS = 100


@dataclass(frozen=True)
class StripDay:
    """One column: a day, its month as it stands above the column, and the occasion in full."""

    day: date
    label: str
    occasion: str


@dataclass(frozen=True)
class StripCell:
    """Where one initiative stood at one day; no mark where it did not count, with the word for it."""

    marked: Marked | None
    words: str


@dataclass(frozen=True)
class StripRow:
    """One initiative, its city, and a cell for each day."""

    head: Linked
    city: str
    cells: tuple[StripCell, ...]


@dataclass(frozen=True)
class HistoryStrip:
    """Hold the strip, the sentence that it shows, its table for a file, and where the rest is."""

    sentence: str
    days: tuple[StripDay, ...]
    rows: tuple[StripRow, ...]
    with_city: bool
    table: Table
    more: Linked | None = None


def trace_at_meetings(
    database: Database,
    scope: Scope,
    setting: Setting,
    *,
    initiatives: Sequence[str] | None = None,
    caption: str = "",
    with_city: bool = True,
) -> HistoryStrip:
    """Show where initiatives stood at each meeting up to the as-at date, as known on the known-on date.

    They are those that count in a scope at any of these days, by city and identifier; or
    those that `initiatives` names, in its order.
    """
    meetings = _meetings(setting, scope.as_at)
    days = _with_as_at(meetings, scope.as_at)
    found = list_standing_history(database, scope, [column.day for column in days], initiatives)
    traced = [tuple(stood) for _id, stood in groupby(found, key=lambda then: then.initiative_id)]
    if initiatives is not None:
        place = {identifier: number for number, identifier in enumerate(initiatives)}
        traced.sort(key=lambda stood: place[stood[0].initiative_id])
    rows = tuple(_row(stood, days) for stood in traced)
    public = setting.record_kind_in(scope) is RecordKind.PUBLIC_RECORD
    return HistoryStrip(
        sentence=_sentence(traced, meetings, days, public=public),
        days=days,
        rows=rows,
        with_city=with_city,
        table=_table(rows, days, caption or _("Progress at each meeting")),
    )


def shortened(strip: HistoryStrip, more: Linked) -> HistoryStrip:
    """Keep the first rows of a long strip and say where the others are; its file has them all."""
    if len(strip.rows) <= MOST_ROWS:
        return strip
    return replace(strip, rows=strip.rows[:MOST_ROWS], more=more)


def _meetings(setting: Setting, as_at: date) -> tuple[StripDay, ...]:
    """List the meetings whose cut-off is not after a day, the earliest first; one column per cut-off."""
    events = [e for e in setting.events if e.kind == EventKind.CONVENING and e.cut_off_on <= as_at]
    events.sort(key=lambda event: (event.cut_off_on, event.event_id))
    return tuple(
        StripDay(
            day,
            format_month(held[0].starts_on),
            _("{meeting}, as at {day}", meeting="; ".join(e.title for e in held), day=format_day(day)),
        )
        for day, together in groupby(events, key=lambda event: event.cut_off_on)
        for held in [list(together)]
    )


def _with_as_at(meetings: tuple[StripDay, ...], as_at: date) -> tuple[StripDay, ...]:
    if meetings and meetings[-1].day == as_at:
        return meetings
    return (*meetings, StripDay(as_at, format_day(as_at), _("The day of this page")))


def _row(stood: Sequence[StandingThen], days: Sequence[StripDay]) -> StripRow:
    then = {standing.as_at: standing for standing in stood}
    one, first = stood[0], min(then)
    return StripRow(
        head=Linked(one.title, open_initiative(one.initiative_id)),
        city=one.city_name,
        cells=tuple(_cell(then.get(column.day), early=column.day < first) for column in days),
    )


def _cell(then: StandingThen | None, *, early: bool) -> StripCell:
    if then is None:
        return StripCell(None, _("Not in the plan yet") if early else _("Not in the plan any more"))
    standing, reason = Standing(then.standing), StandingReason(then.standing_reason)
    words = progress_label(standing, reason, RecordKind(then.record_kind))
    is_hollow = then.plan_link == PlanLink.UNCONFIRMED
    marked = Marked(words, standing, is_hollow, then.is_closed, then.is_silent)
    return StripCell(marked, _("{progress}; silent", progress=words) if then.is_silent else words)


def _sentence(
    traced: Sequence[Sequence[StandingThen]],
    meetings: Sequence[StripDay],
    days: Sequence[StripDay],
    *,
    public: bool,
) -> str:
    if not meetings:
        return _(
            "No meeting of the cities by {day} is recorded, so only that day is shown. To supply meetings: "
            "the file events, with the kind convening.",
            day=format_day(days[-1].day),
        )
    parts = [_changes_in_words(traced, meetings, days)] if len(days) > 1 else []
    return " ".join((*parts, *_beginnings_in_words(traced, meetings, days, public=public)))


def _changes_in_words(
    traced: Sequence[Sequence[StandingThen]], meetings: Sequence[StripDay], days: Sequence[StripDay]
) -> str:
    """Say how many initiatives changed progress; a first status is no change."""
    times = [_changes_of(stood) for stood in traced]
    changed = sum(count > 0 for count in times)
    last = meetings[-1]
    if len(meetings) == 1:
        when = _("Since the meeting of {month}", month=last.label)
    elif last is days[-1]:
        when = _("From one meeting to the next")
    else:
        when = _("From one meeting to the next, and since the last of them")
    if not changed:
        return ngettext(
            "{when}, the {n} initiative did not change progress.",
            "{when}, none of {n} initiatives changed progress.",
            len(traced),
            when=when,
        )
    all_times = ngettext("once in all", "{n} times in all", sum(times))
    return ngettext(
        "{when}, {x} of {n} initiative changed progress, {times}.",
        "{when}, {x} of {n} initiatives changed progress, {times}.",
        len(traced),
        when=when,
        x=changed,
        times=all_times,
    )


def _changes_of(stood: Sequence[StandingThen]) -> int:
    known = (then.standing for then in stood if then.standing != Standing.NOT_REPORTED)
    return sum(earlier != later for earlier, later in pairwise(known))


def _beginnings_in_words(
    traced: Sequence[Sequence[StandingThen]],
    meetings: Sequence[StripDay],
    days: Sequence[StripDay],
    *,
    public: bool,
) -> list[str]:
    """Say for how many a first status came, how many are newer than the meetings, and how many left."""
    first = sum(_became_known(stood) for stood in traced)
    joined = sum(min(then.as_at for then in stood) > meetings[-1].day for stood in traced)
    left = sum(max(then.as_at for then in stood) < days[-1].day for stood in traced)
    parts = []
    if first and public:
        parts.append(
            ngettext(
                "For {n} a first dated status was found.", "For {n} a first dated status was found.", first
            )
        )
    elif first:
        parts.append(
            ngettext("For {n} a first status was reported.", "For {n} a first status was reported.", first)
        )
    if joined:
        parts.append(
            ngettext(
                "{n} joined after the last meeting.",
                "{n} joined after the last meeting.",
                joined,
            )
        )
    if left:
        parts.append(ngettext("{n} left the plan.", "{n} left the plan.", left))
    return parts


def _became_known(stood: Sequence[StandingThen]) -> bool:
    unknown = [then.standing == Standing.NOT_REPORTED for then in stood]
    return any(earlier and not later for earlier, later in pairwise(unknown))


def _table(rows: Sequence[StripRow], days: Sequence[StripDay], caption: str) -> Table:
    columns = (
        Column("initiative", _("Initiative")),
        Column("city", _("City")),
        *(Column(column.day.isoformat(), f"{column.label}: {column.occasion}") for column in days),
    )
    return Table(caption, columns, tuple(_table_row(row) for row in rows))


def _table_row(row: StripRow) -> tuple[Cell, ...]:
    return (row.head, row.city, *(cell.words for cell in row.cells))
