"""The numbers of the movement ledger: each from the first day to the last, step by step.

Whatever is counted, the number of the first day, late reports, and what each movement adds
or takes away come to the number of the last day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.labels import movement_label, standing_label
from ictrack.language import _, format_day
from ictrack.store.queries import Change
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
class LedgerRow:
    """One initiative's standings: as the first day was known, as it is known now, at the last."""

    change: Change
    before: Standing | None
    before_as_known_now: Standing | None
    after: Standing | None

    @property
    def movement(self) -> Movement:
        """Give the class that the initiative is in."""
        return Movement(self.change.movement)


# Whether an initiative with a standing is of a measure.
_IsOf = Callable[[Change, Standing | None], bool]


def measures_of(kind: RecordKind) -> dict[str, str]:
    """Name what can be followed: delivered, each standing, all initiatives."""
    standings = {standing.value: standing_label(standing, kind) for standing in STANDING_ORDER}
    return {DELIVERED: _("Delivered: completed, of what can be"), **standings, ALL: _("All initiatives")}


def _is_of(measure: str) -> _IsOf:
    if measure == ALL:
        return lambda _change, standing: standing is not None
    if measure == DELIVERED:
        return lambda change, standing: standing is Standing.COMPLETED and not change.is_open_ended
    return lambda _change, standing: standing == measure


def follow_measure(
    rows: Sequence[LedgerRow],
    measure: str,
    measures: Mapping[str, str],
    days: tuple[date, date],
    kind: RecordKind,
) -> Waterfall:
    """Follow one number from the first day to the last: by movement, from and to."""
    is_of = _is_of(measure)
    opening = sum(is_of(row.change, row.before) for row in rows)
    closing = sum(is_of(row.change, row.after) for row in rows)
    late = sum(is_of(r.change, r.before_as_known_now) - is_of(r.change, r.before) for r in rows)
    steps = [Step(_("Late reports and corrections"), late)] if late else []
    steps += _steps(rows, is_of, kind)
    first, last = map(format_day, days)
    return Waterfall(measures[measure], first, last, opening, tuple(steps), closing)


def _steps(rows: Iterable[LedgerRow], is_of: _IsOf, kind: RecordKind) -> list[Step]:
    """Group what came and what went by movement, and by where it came from or went to."""
    counted: Counter[tuple[int, bool, str]] = Counter()
    labels: dict[tuple[int, bool, str], str] = {}
    order = {movement: place for place, movement in enumerate(Movement)}
    for row in rows:
        was, is_now = is_of(row.change, row.before_as_known_now), is_of(row.change, row.after)
        if was == is_now:
            continue
        other = row.before_as_known_now if is_now else row.after
        key = (order[row.movement], not is_now, other or "")
        counted[key] += 1
        labels[key] = _step_label(row.movement, other, kind, gained=is_now)
    return [Step(labels[key], -count if key[1] else count) for key, count in sorted(counted.items())]


def _step_label(movement: Movement, other: Standing | None, kind: RecordKind, *, gained: bool) -> str:
    name = movement_label(movement, kind)
    if other is None:
        return name
    standing = standing_label(other, kind).lower()
    if gained:
        return _("{movement}, from {standing}", movement=name, standing=standing)
    return _("{movement}, to {standing}", movement=name, standing=standing)


def signed(change: int) -> str:
    """Write a change with its sign, nothing as 0."""
    return f"+{change}" if change > 0 else f"\u2212{-change}" if change else "0"


def reconcile_measures(
    rows: Sequence[LedgerRow], measures: Mapping[str, str], days: tuple[date, date], kind: RecordKind
) -> Table:
    """Tabulate every number from the first day to the last, one column per movement that changes any."""
    shown = [m for m in Movement if any(r.movement is m and r.before_as_known_now != r.after for r in rows)]
    late = any(row.before != row.before_as_known_now for row in rows)
    columns = [Column("measure", _("Progress")), Column("opening", format_day(days[0]), is_number=True)]
    columns += [Column("late_reports", _("Late reports"), is_number=True)] if late else []
    columns += [Column(movement.value, movement_label(movement, kind), is_number=True) for movement in shown]
    columns.append(Column("closing", format_day(days[1]), is_number=True))
    table_rows: list[tuple[Plain, ...]] = []
    for measure, label in measures.items():
        is_of = _is_of(measure)
        cells: list[Plain] = [label, sum(is_of(row.change, row.before) for row in rows)]
        if late:
            cells.append(
                signed(sum(is_of(r.change, r.before_as_known_now) - is_of(r.change, r.before) for r in rows))
            )
        for movement in shown:
            mine = [row for row in rows if row.movement is movement]
            cells.append(
                signed(sum(is_of(r.change, r.after) - is_of(r.change, r.before_as_known_now) for r in mine))
            )
        cells.append(sum(is_of(row.change, row.after) for row in rows))
        table_rows.append(tuple(cells))
    return Table(_("Every number from the first day to the last"), tuple(columns), tuple(table_rows))
