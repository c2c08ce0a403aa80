"""The numbers of the movement ledger: each from the first day to the last, step by step.

Whatever is counted, the number of the first day, late reports, and what each movement adds
or takes away come to the number of the last day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ictrack.labels import movement_label, standing_label
from ictrack.language import _, format_day
from ictrack.summaries.table import Column, Plain, Table
from ictrack.vocabulary import STANDING_ORDER, Movement, RecordKind, Standing

# What is followed through the ledger beside each standing.
ALL, DELIVERED = "initiatives", "delivered"


@dataclass(frozen=True)
class Step:
    """One step from the first number to the last: how many it adds or takes away."""

    label: str
    change: int


@dataclass(frozen=True)
class Waterfall:
    """One number followed from the first day to the last, step by step."""

    label: str
    first: str
    last: str
    opening: int
    steps: tuple[Step, ...]
    closing: int

    @property
    def sentence(self) -> str:
        """Say the number on both days."""
        return _(
            "{measure}: {x} on {first}, {y} on {last}.",
            measure=self.label,
            x=self.opening,
            y=self.closing,
            first=self.first,
            last=self.last,
        )

    @property
    def table(self) -> Table:
        """Tabulate the steps, each with the number that it leads to."""
        running = self.opening
        rows: list[tuple[Plain, ...]] = [(self.first, None, running)]
        for step in self.steps:
            running += step.change
            rows.append((step.label, signed(step.change), running))
        rows.append((self.last, None, self.closing))
        columns = (
            Column("step", _("Step")),
            Column("change", _("Change"), is_number=True),
            Column("initiatives", _("Initiatives"), is_number=True),
        )
        caption = _("{measure}: from the first day to the last", measure=self.label)
        return Table(caption, columns, tuple(rows))


@dataclass(frozen=True)
class Course:
    """Where initiatives stood as the first day was known, as it is known now, and at the last day."""

    movement: Movement
    before: Standing | None
    before_as_known_now: Standing | None
    after: Standing | None
    is_open_ended: bool


# How many initiatives took each course: a handful of sums, however many initiatives there are.
Courses = Mapping[Course, int]
# Whether an initiative on a course is of a measure while it has a standing.
_IsOf = Callable[[Course, Standing | None], bool]


def measures_of(kind: RecordKind) -> dict[str, str]:
    """Name what can be followed: delivered, each standing, all initiatives."""
    standings = {standing.value: standing_label(standing, kind) for standing in STANDING_ORDER}
    return {DELIVERED: _("Delivered: completed, of what can be"), **standings, ALL: _("All initiatives")}


def _is_of(measure: str) -> _IsOf:
    if measure == ALL:
        return lambda _course, standing: standing is not None
    if measure == DELIVERED:
        return lambda course, standing: standing is Standing.COMPLETED and not course.is_open_ended
    return lambda _course, standing: standing == measure


def follow_measure(
    courses: Courses, measure: str, measures: Mapping[str, str], days: tuple[date, date], kind: RecordKind
) -> Waterfall:
    """Follow one number from the first day to the last: by movement, from and to."""
    is_of = _is_of(measure)
    late = _came_late(courses, is_of)
    steps = [Step(_("Late reports and corrections"), late)] if late else []
    steps += _steps(courses, is_of, kind)
    first, last = map(format_day, days)
    opening, closing = _at_first(courses, is_of), _at_last(courses, is_of)
    return Waterfall(measures[measure], first, last, opening, tuple(steps), closing)


def _at_first(courses: Courses, is_of: _IsOf) -> int:
    return sum(n for course, n in courses.items() if is_of(course, course.before))


def _at_last(courses: Courses, is_of: _IsOf) -> int:
    return sum(n for course, n in courses.items() if is_of(course, course.after))


def _came_late(courses: Courses, is_of: _IsOf) -> int:
    """Count what late reports and corrections added to the first day, less what they took from it."""
    known_now = sum(n for course, n in courses.items() if is_of(course, course.before_as_known_now))
    return known_now - _at_first(courses, is_of)


def _moved(courses: Courses, is_of: _IsOf, movement: Movement) -> int:
    """Count what a movement added between the days, less what it took."""
    mine = [(course, n) for course, n in courses.items() if course.movement is movement]
    came = sum(n for course, n in mine if is_of(course, course.after))
    return came - sum(n for course, n in mine if is_of(course, course.before_as_known_now))


def _steps(courses: Courses, is_of: _IsOf, kind: RecordKind) -> list[Step]:
    """Group what came and what went by movement, and by where it came from or went to."""
    counted: Counter[tuple[int, bool, str]] = Counter()
    labels: dict[tuple[int, bool, str], str] = {}
    order = {movement: place for place, movement in enumerate(Movement)}
    for course, initiatives in courses.items():
        was, is_now = is_of(course, course.before_as_known_now), is_of(course, course.after)
        if was == is_now:
            continue
        other = course.before_as_known_now if is_now else course.after
        key = (order[course.movement], not is_now, other or "")
        counted[key] += initiatives
        labels[key] = _step_label(course.movement, other, kind, gained=is_now)
    return [Step(labels[key], -count if key[1] else count) for key, count in sorted(counted.items())]


def _step_label(movement: Movement, other: Standing | None, kind: RecordKind, *, gained: bool) -> str:
    name = movement_label(movement, kind)
    if other is None:
        return name
    standing = standing_label(other, kind).lower()
    if gained:
        return _("{movement}, from {standing}", movement=name, standing=standing)
    return _("{movement}, to {standing}", movement=name, standing=standing)


def changes_in_words(waterfall: Waterfall) -> str:
    """Say the steps of a number in one line, such as "Moved forward, from under way: +3"."""
    return "; ".join(
        _("{step}: {change}", step=step.label, change=signed(step.change)) for step in waterfall.steps
    )


def signed(change: int) -> str:
    """Write a change with its sign, nothing as 0."""
    return f"+{change}" if change > 0 else f"\u2212{-change}" if change else "0"


def reconcile_measures(
    courses: Courses, measures: Mapping[str, str], days: tuple[date, date], kind: RecordKind
) -> Table:
    """Tabulate every number from the first day to the last, one column per movement that changes any."""
    moved = {course.movement for course in courses if course.before_as_known_now != course.after}
    shown = [movement for movement in Movement if movement in moved]
    has_late = any(course.before != course.before_as_known_now for course in courses)
    columns = [Column("measure", _("Progress")), Column("opening", format_day(days[0]), is_number=True)]
    columns += [Column("late_reports", _("Late reports"), is_number=True)] if has_late else []
    columns += [Column(movement.value, movement_label(movement, kind), is_number=True) for movement in shown]
    columns.append(Column("closing", format_day(days[1]), is_number=True))
    rows: list[tuple[Plain, ...]] = []
    for measure, label in measures.items():
        is_of = _is_of(measure)
        late = [signed(_came_late(courses, is_of))] if has_late else []
        changes = [signed(_moved(courses, is_of, movement)) for movement in shown]
        rows.append((label, _at_first(courses, is_of), *late, *changes, _at_last(courses, is_of)))
    return Table(_("Every number from the first day to the last"), tuple(columns), tuple(rows))
