"""Phases by months since each began, so that two years and four years compare."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ictrack.language import _, format_count, format_day, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import InitiativeAsAt, Phase, StandingAt, count_standings_at, list_initiatives
from ictrack.summaries.progress import Counts, SquareRow, count_progress, square_rows
from ictrack.summaries.setting import Setting, dates_are_often_years, last_drawn
from ictrack.summaries.table import Cell, Column, Linked, Plain, Table, Target
from ictrack.vocabulary import RecordKind, Standing

# Under this number of initiatives no share is given.
FEWEST = 5
# Longer than any phase; a day far off is not looked at.
MOST_MONTHS = 50 * 12


@dataclass(frozen=True)
class PhaseLine:
    """One phase at a list of days: months since it began, and the initiatives counted then.

    `ended` is the number of months after which the phase ended, if it had.
    """

    phase_id: str
    name: str
    months: tuple[int, ...]
    days: tuple[date, ...]
    initiatives: tuple[int, ...]
    completed: tuple[int, ...]
    known: tuple[int, ...]
    ended: int | None


@dataclass(frozen=True)
class PhaseMonths:
    """The lines of all phases, the sentence that they show, and their numbers.

    `squares` are the initiatives of each phase so many months after its start, and
    `counts` those of all of them, for where a phase has too few for a share.
    """

    lines: tuple[PhaseLine, ...]
    known_label: str
    sentence: str
    squares: tuple[SquareRow, ...]
    counts: Counts
    table: Table

    @property
    def is_drawn(self) -> bool:
        """Say whether every phase has a day of which a share is given."""
        return all(max(line.initiatives, default=0) >= FEWEST for line in self.lines)

    @property
    def why_squares(self) -> str:
        """Say why squares stand for the shares."""
        few = join_words([line.name for line in self.lines if max(line.initiatives, default=0) < FEWEST])
        return _(
            "{phases}: fewer than {n} initiatives, so no share is given. "
            "Each initiative is a square instead, as many months after the start of its phase.",
            phases=few,
            n=FEWEST,
        )


def compare_by_months(
    database: Database,
    scope: Scope,
    setting: Setting,
    phases: Sequence[Phase],
    title: str,
    now: Sequence[InitiativeAsAt],
) -> PhaseMonths:
    """Count what was completed and what was known so many months into each phase.

    `now` are the initiatives at the as-at date: where the numbers differ it says why.
    """
    step = 6 if dates_are_often_years(setting) else 3
    last = last_drawn(setting, scope.as_at)
    months = {phase.phase_id: _months_of(scope, phase, step, last) for phase in phases}
    lines = _lines(database, scope, phases, months)
    shared = _shared_months(lines)
    if shared is None and lines:
        # The youngest phase is between two steps of the others: they are looked at then, too.
        shared = min(line.months[-1] for line in lines)
        for phase in phases:
            months[phase.phase_id].setdefault(shared, _end_of(phase.starts_on, shared))
        lines = _lines(database, scope, phases, months)
    then = {} if shared is None else {line.phase_id: _at(database, scope, line, shared) for line in lines}
    changes = [_change(scope, line, then[line.phase_id], now) for line in lines if then]
    public = setting.record_kind_in(scope) is RecordKind.PUBLIC_RECORD
    everyone = [initiative for initiatives in then.values() for initiative in initiatives]
    return PhaseMonths(
        lines=lines,
        known_label=_("With dated evidence of status") if public else _("With a known status"),
        sentence=" ".join([_sentence(lines, shared), *(change for change in changes if change)]),
        squares=square_rows(everyone, _heads(scope, lines, shared), lambda i: i.phase_id, keep_empty=True),
        counts=count_progress(everyone, scope.as_at),
        table=_table(lines, title),
    )


def _at(database: Database, scope: Scope, line: PhaseLine, months: int) -> tuple[InitiativeAsAt, ...]:
    """List the initiatives of a phase so many months after its start."""
    day = line.days[line.months.index(months)]
    return list_initiatives(database, replace(scope.at(day), phase=line.phase_id))


def _heads(scope: Scope, lines: Sequence[PhaseLine], months: int | None) -> list[tuple[str | None, Linked]]:
    """Head each row of squares by its phase and day, with a link to the same initiatives then."""
    cities = tuple(("cities", city_id) for city_id in scope.cities)
    heads: list[tuple[str | None, Linked]] = []
    for line in lines:
        day = line.days[line.months.index(months or 0)]
        opens = (("phase", line.phase_id), ("as_at", day.isoformat()), *cities)
        words = _("{phase}, at {day}", phase=line.name, day=format_day(day))
        heads.append((line.phase_id, Linked(words, Target("initiatives", opens))))
    return heads


def _months_of(scope: Scope, phase: Phase, step: int, last: date) -> dict[int, date]:
    """List the days on which a phase is looked at, every so many months, by their numbers of months."""
    # One point per month: where the phase ended in the month of a step, its end stands for both.
    of_steps = dict(moments_of(phase.starts_on, max(last, phase.starts_on), step))
    return of_steps | _end_as_moment(phase, _ended(scope, phase))


def _ended(scope: Scope, phase: Phase) -> date | None:
    return phase.ends_on if phase.ends_on and phase.ends_on <= scope.as_at else None


def _lines(
    database: Database, scope: Scope, phases: Sequence[Phase], months: Mapping[str, Mapping[int, date]]
) -> tuple[PhaseLine, ...]:
    """Look at each phase at its own days, which are asked for at once."""
    days = sorted({day for of_phase in months.values() for day in of_phase.values()})
    found = count_standings_at(database, replace(scope, phase=None), days, by_phase=True)
    return tuple(_line(scope, phase, months[phase.phase_id], found) for phase in phases)


def _line(
    scope: Scope, phase: Phase, of_months: Mapping[int, date], standings: Sequence[StandingAt]
) -> PhaseLine:
    ended = _ended(scope, phase)
    moments = sorted(of_months.items())
    days = tuple(day for _months, day in moments)
    found = {
        (row.as_at, row.standing): row.initiatives for row in standings if row.phase_id == phase.phase_id
    }
    totals = [sum(found.get((day, standing), 0) for standing in Standing) for day in days]
    unknown = [found.get((day, Standing.NOT_REPORTED), 0) for day in days]
    return PhaseLine(
        phase_id=phase.phase_id,
        name=phase.name,
        months=tuple(months for months, _day in moments),
        days=days,
        initiatives=tuple(totals),
        completed=tuple(found.get((day, Standing.COMPLETED), 0) for day in days),
        known=tuple(total - missing for total, missing in zip(totals, unknown, strict=True)),
        ended=full_months(phase.starts_on, ended) if ended else None,
    )


def _end_as_moment(phase: Phase, ended: date | None) -> dict[int, date]:
    return {full_months(phase.starts_on, ended): ended} if ended else {}


def moments_of(starts_on: date, as_at: date, step: int) -> Iterator[tuple[int, date]]:
    """Give the last day of every so many months since a phase began; the as-at date comes last.

    None is later than `MOST_MONTHS` after the beginning.
    """
    as_at = min(as_at, _end_of(starts_on, MOST_MONTHS))
    months = 0
    day: date | None = None
    while (following := _end_of(starts_on, months + step)) <= as_at:
        months, day = months + step, following
        yield months, day
    elapsed = full_months(starts_on, as_at)
    if day != as_at and (elapsed > months or months == 0):
        yield elapsed, as_at


def full_months(starts_on: date, day: date) -> int:
    """Count the whole months from a phase's first day to the end of a day."""
    months = (day.year - starts_on.year) * 12 + day.month - starts_on.month + 1
    return months if _end_of(starts_on, months) <= day else months - 1


def _end_of(starts_on: date, months: int) -> date:
    """Give the last day of the n-th month since a day."""
    index = starts_on.year * 12 + starts_on.month - 1 + months
    year, month = divmod(index, 12)
    day = min(starts_on.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def _shared_months(lines: Sequence[PhaseLine]) -> int | None:
    """Give the latest number of months that all phases have reached."""
    shared = set.intersection(*(set(line.months) for line in lines)) if lines else set()
    return max(shared, default=None)


def _change(
    scope: Scope, line: PhaseLine, before: Sequence[InitiativeAsAt], now: Sequence[InitiativeAsAt]
) -> str:
    """Say why a phase stands elsewhere at the as-at date than so many months after its start."""
    after = [initiative for initiative in now if initiative.phase_id == line.phase_id]
    what = join_words(_changes_in_words(before, after))
    if not what:
        return ""
    return ngettext(
        "At {day} it is {x} of {n} of {phase}: since then {what}.",
        "At {day} it is {x} of {n} of {phase}: since then {what}.",
        len(after),
        day=format_day(scope.as_at),
        x=format_count(len(_completed(after))),
        phase=line.name[:1].lower() + line.name[1:],
        what=what,
    )


def _changes_in_words(before: Sequence[InitiativeAsAt], after: Sequence[InitiativeAsAt]) -> list[str]:
    then, now = {i.initiative_id for i in before}, {i.initiative_id for i in after}
    done = len(_completed(after) - _completed(before))
    undone = len((_completed(before) & now) - _completed(after))
    joined, left = len(now - then), len(then - now)
    told = (
        (done, ngettext("{n} more was completed", "{n} more were completed", done)),
        (
            undone,
            ngettext("{n} no longer counts as completed", "{n} no longer count as completed", undone),
        ),
        (joined, ngettext("{n} joined", "{n} joined", joined)),
        (left, ngettext("{n} left", "{n} left", left)),
    )
    return [words for number, words in told if number]


def _completed(initiatives: Sequence[InitiativeAsAt]) -> set[str]:
    return {i.initiative_id for i in initiatives if i.standing == Standing.COMPLETED}


def _sentence(lines: Sequence[PhaseLine], months: int | None) -> str:
    """Compare the phases at the latest number of months that all have reached."""
    if months is None:
        return ""
    parts = []
    for line in lines:
        place = line.months.index(months)
        if line.initiatives[place] == 0:
            parts.append(_("no initiative of {phase}", phase=line.name[:1].lower() + line.name[1:]))
            continue
        of_all = ngettext(
            "{x} of {n} initiative",
            "{x} of {n} initiatives",
            line.initiatives[place],
            x=format_count(line.completed[place]),
        )
        parts.append(_("{x_of_n} of {phase}", x_of_n=of_all, phase=line.name[:1].lower() + line.name[1:]))
    return ngettext(
        "Completed {n} month after the start: {parts}.",
        "Completed {n} months after the start: {parts}.",
        months,
        parts=join_words(parts),
    )


def _table(lines: Sequence[PhaseLine], title: str) -> Table:
    columns = [Column("months", _("Months since the start"), is_number=True)]
    for line in lines:
        columns += [
            Column(f"day_{line.phase_id}", _("{phase}: day", phase=line.name)),
            Column(f"completed_{line.phase_id}", _("{phase}: completed", phase=line.name), is_number=True),
            Column(f"known_{line.phase_id}", _("{phase}: known", phase=line.name), is_number=True),
            Column(
                f"initiatives_{line.phase_id}", _("{phase}: initiatives", phase=line.name), is_number=True
            ),
        ]
    every = sorted({months for line in lines for months in line.months})
    rows: list[tuple[Cell, ...]] = [
        (months, *(cell for line in lines for cell in _cells(line, months))) for months in every
    ]
    which = title[:1].lower() + title[1:]
    return Table(_("By months since each phase began: {which}", which=which), tuple(columns), tuple(rows))


def _cells(line: PhaseLine, months: int) -> tuple[Plain, ...]:
    if months not in line.months:
        return (None, None, None, None)
    place = line.months.index(months)
    return (format_day(line.days[place]), line.completed[place], line.known[place], line.initiatives[place])
