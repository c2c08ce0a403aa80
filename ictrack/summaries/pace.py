"""How many of those that fell due were done in time: what happened, and no forecast.

Against the first target date. Done is the earliest day that a completed status in force
speaks of; one that was reopened, and is not completed again, is not done.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ictrack.dates import Precision, parse_partial_day
from ictrack.language import _, format_day, format_written, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import Event
from ictrack.store.timeline_queries import FellDue, list_fallen_due
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Table, open_city, open_initiative
from ictrack.summaries.timeline_events import days_of_event
from ictrack.vocabulary import EventKind, Standing

# Under this number of initiatives nothing is said of their pace.
FEWEST = 5
_MONTHS = 6


class Outcome(StrEnum):
    """What became of an initiative whose first target date had passed."""

    IN_TIME = "in_time"
    WITHIN_SIX_MONTHS = "within_six_months"
    LATER = "later"
    NOT_DONE = "not_done"
    NOT_OVER = "not_over"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class PaceCounts:
    """How many fell due, and what became of them; every initiative is in one outcome once."""

    label: str
    fell_due: int
    outcomes: tuple[tuple[Outcome, int], ...]

    def of(self, outcome: Outcome) -> int:
        """Give the number of initiatives with an outcome."""
        return dict(self.outcomes).get(outcome, 0)

    @property
    def within_six_months(self) -> int:
        """Give the number done within six months, those done in time among them."""
        return self.of(Outcome.IN_TIME) + self.of(Outcome.WITHIN_SIX_MONTHS)


@dataclass(frozen=True)
class Pace:
    """Hold what is said of the pace; without tables where it is not said."""

    sentence: str
    notes: tuple[str, ...] = ()
    table: Table | None = None
    rows: Table | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """List the tables that there are: the numbers, then the initiatives that they count."""
        return tuple(table for table in (self.table, self.rows) if table)


def summarise_pace(database: Database, scope: Scope, setting: Setting) -> Pace:
    """Say of the initiatives that had fallen due by the last convening when they were done."""
    convening = _last_convening_by(setting, scope.as_at)
    if convening is None:
        return Pace(
            _(
                "No convening had taken place by {day}, so nothing can be said of what fell due by one.",
                day=format_day(scope.as_at),
            )
        )
    listed = list_fallen_due(database, scope, convening.cut_off_on)
    fell_due = [i for i in listed if i.standing != Standing.STOPPED and not i.is_open_ended]
    day = format_day(convening.cut_off_on)
    if len(fell_due) < FEWEST:
        return Pace(_too_few(len(fell_due), convening, day))
    if _are_mostly_years(fell_due):
        return Pace(
            _(
                "Most dates of what fell due by {convening} ({day}) are known to the year only, so it cannot "
                "be told what was done in time.",
                convening=convening.title,
                day=day,
            )
        )
    everything = _count(_("All that fell due"), fell_due, scope.as_at)
    windows = [_without(event, fell_due, scope.as_at) for event in _disruptions(setting, convening)]
    notes = (*(note for _counts, note in windows), _not_over(everything), _left_out(listed))
    return Pace(
        sentence=_sentence(everything, convening, day),
        notes=tuple(note for note in notes if note),
        table=_table([everything, *(counts for counts, _note in windows)], day),
        rows=_rows(fell_due, scope.as_at),
    )


def _last_convening_by(setting: Setting, day: date) -> Event | None:
    """Give the convening of a phase whose cut-off came last, on a day or before it."""
    past = [e for e in setting.events if e.kind == EventKind.CONVENING and e.phase_id and e.cut_off_on <= day]
    return max(past, key=lambda event: (event.cut_off_on, event.event_id), default=None)


def _too_few(fell_due: int, convening: Event, day: str) -> str:
    if fell_due == 0:
        return _(
            "No initiative had a first target date by {convening} ({day}), so there is no pace to speak of.",
            convening=convening.title,
            day=day,
        )
    return ngettext(
        "Only {n} initiative fell due by {convening} ({day}): too few to speak of their pace.",
        "Only {n} initiatives fell due by {convening} ({day}): too few to speak of their pace.",
        fell_due,
        convening=convening.title,
        day=day,
    )


def _are_mostly_years(fell_due: Sequence[FellDue]) -> bool:
    """Say whether most of the first target dates and of the days of completion are of a year only."""
    written = [i.target_on_written for i in fell_due] + [i.done_on_written for i in fell_due]
    days = [day for day in map(parse_partial_day, filter(None, written)) if day]
    return sum(day.precision is Precision.YEAR for day in days) * 2 > len(days)


def outcome_of(target_on: date, target_written: str, done_written: str | None, as_at: date) -> Outcome:
    """Say when an initiative was done, against its target; where its period straddles, that it is unknown."""
    done = parse_partial_day(done_written) if done_written else None
    limit = six_months_after(target_on, is_day=target_written.count("-") == 2)
    if done is None:
        return Outcome.NOT_OVER if as_at < limit else Outcome.NOT_DONE
    if done.last <= target_on:
        return Outcome.IN_TIME
    if done.first <= target_on or done.first <= limit < done.last:
        return Outcome.CANNOT_TELL
    return Outcome.WITHIN_SIX_MONTHS if done.last <= limit else Outcome.LATER


def six_months_after(day: date, *, is_day: bool) -> date:
    """Give the day six months later; where only a month or year was known, the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + _MONTHS, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last) if is_day else last)


def _outcome(initiative: FellDue, as_at: date) -> Outcome:
    return outcome_of(initiative.target_on, initiative.target_on_written, initiative.done_on_written, as_at)


def _count(label: str, fell_due: Sequence[FellDue], as_at: date) -> PaceCounts:
    outcomes = Counter(_outcome(initiative, as_at) for initiative in fell_due)
    return PaceCounts(label, len(fell_due), tuple((outcome, outcomes[outcome]) for outcome in Outcome))


def _sentence(counts: PaceCounts, convening: Event, day: str) -> str:
    text = ngettext(
        "Of {n} that fell due by {convening} ({day}), {parts}",
        "Of {n} that fell due by {convening} ({day}), {parts}",
        counts.fell_due,
        convening=convening.title,
        day=day,
        parts=_parts(counts),
    )
    return f"{text}."


def _parts(counts: PaceCounts) -> str:
    """Say how many were done in time, and within six months; of how many it cannot be told."""
    in_time = counts.of(Outcome.IN_TIME)
    parts = _(
        "{done}, {within} within six months",
        done=ngettext("{n} was done in time", "{n} were done in time", in_time),
        within=counts.within_six_months,
    )
    unknown = counts.of(Outcome.CANNOT_TELL)
    if not unknown:
        return parts
    return _(
        "{parts}; {unknown}",
        parts=parts,
        unknown=ngettext("of {n} it cannot be told", "of {n} it cannot be told", unknown),
    )


def _disruptions(setting: Setting, convening: Event) -> list[Event]:
    """List the disruptions that had begun by a convening."""
    return [
        event
        for event in setting.events
        if event.kind == EventKind.DISRUPTION and _first_day(event) <= convening.cut_off_on
    ]


def _first_day(event: Event) -> date:
    """Give the first day of the period in which an event began: a window is open from then."""
    written = parse_partial_day(event.starts_on_written)
    return written.first if written else event.starts_on


def _without(event: Event, fell_due: Sequence[FellDue], as_at: date) -> tuple[PaceCounts, str]:
    """Count again without those whose first target falls in a disruption, and say so in a sentence."""
    kept = [i for i in fell_due if not _first_day(event) <= i.target_on <= event.ends_on]
    # A title's first words name the disruption; the rest explains it.
    window = _("{title} ({days})", title=event.title.split(":")[0], days=days_of_event(event))
    counts = _count(_("Without those due during {window}", window=window), kept, as_at)
    left = len(fell_due) - len(kept)
    if not left:
        return counts, _("None of them fell due during {window}.", window=window)
    if counts.fell_due < FEWEST:
        rest = ngettext("{n} remains, too few", "{n} remain, too few", counts.fell_due)
    else:
        rest = ngettext("of {n}, {parts}", "of {n}, {parts}", counts.fell_due, parts=_parts(counts))
    return counts, ngettext(
        "Without the {n} that fell due during {window}: {rest}.",
        "Without the {n} that fell due during {window}: {rest}.",
        left,
        window=window,
        rest=rest,
    )


def _not_over(counts: PaceCounts) -> str:
    waiting = counts.of(Outcome.NOT_OVER)
    if not waiting:
        return ""
    return ngettext("Six months are not over for {n}.", "Six months are not over for {n}.", waiting)


def _left_out(listed: Sequence[FellDue]) -> str:
    stopped = sum(i.standing == Standing.STOPPED for i in listed)
    open_ended = sum(i.is_open_ended and i.standing != Standing.STOPPED for i in listed)
    parts = []
    if stopped:
        parts.append(ngettext("{n} stopped", "{n} stopped", stopped))
    if open_ended:
        parts.append(ngettext("{n} ongoing or recurring", "{n} ongoing or recurring", open_ended))
    return _("Left out: {what}.", what=join_words(parts)) if parts else ""


def _table(windows: Sequence[PaceCounts], day: str) -> Table:
    columns = (
        Column("which", _("Which")),
        Column("fell_due", _("Fell due"), is_number=True),
        Column("in_time", _("Done in time"), is_number=True),
        Column("within_six_months", _("Done within six months"), is_number=True),
        Column("later", _("Done later"), is_number=True),
        Column("not_done", _("Not known to be done"), is_number=True),
        Column("not_over", _("Six months not over"), is_number=True),
        Column("cannot_tell", _("Cannot be told"), is_number=True),
    )
    rows = tuple((counts.label, counts.fell_due, *_cells(counts)) for counts in windows)
    return Table(_("Pace: what fell due by {day}", day=day), columns, rows)


def _cells(counts: PaceCounts) -> tuple[Cell, ...]:
    """Give the numbers of a row; nothing where they would be of too few."""
    if counts.fell_due < FEWEST:
        return (None,) * 6
    return (
        counts.of(Outcome.IN_TIME),
        counts.within_six_months,
        counts.of(Outcome.LATER),
        counts.of(Outcome.NOT_DONE),
        counts.of(Outcome.NOT_OVER),
        counts.of(Outcome.CANNOT_TELL),
    )


def _rows(fell_due: Sequence[FellDue], as_at: date) -> Table:
    columns = (
        Column("initiative", _("Initiative")),
        Column("city", _("City")),
        Column("first_target", _("First target date")),
        Column("done", _("Done")),
        Column("outcome", _("Against the first target")),
    )
    rows = tuple(
        (
            Linked(i.title, open_initiative(i.initiative_id)),
            Linked(i.city_name, open_city(i.city_id)),
            format_written(i.target_on_written),
            format_written(i.done_on_written) or None,
            _outcome_label(_outcome(i, as_at)),
        )
        for i in fell_due
    )
    return Table(_("The initiatives that fell due"), columns, rows)


def _outcome_label(outcome: Outcome) -> str:
    return {
        Outcome.IN_TIME: _("Done in time"),
        Outcome.WITHIN_SIX_MONTHS: _("Done within six months"),
        Outcome.LATER: _("Done later"),
        Outcome.NOT_DONE: _("Not known to be done"),
        Outcome.NOT_OVER: _("Not known to be done; six months not over"),
        Outcome.CANNOT_TELL: _("Cannot be told: the date is not known exactly enough"),
    }[outcome]
