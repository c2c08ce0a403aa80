"""How many initiatives had each standing over time, how many of them were silent, and what happened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from ictrack.labels import standing_label
from ictrack.language import _, format_day
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import count_standings_at
from ictrack.summaries.progress import silence_columns
from ictrack.summaries.setting import Setting, year_ends_or_month_ends
from ictrack.summaries.table import Cell, Column, Table
from ictrack.vocabulary import STANDING_ORDER, EventKind, Standing


@dataclass(frozen=True)
class Mark:
    """Something to mark on a line of time: a day or a span, and its words."""

    starts_on: date
    ends_on: date
    label: str
    kind: str


@dataclass(frozen=True)
class Series:
    """How many initiatives had each standing at each of a list of days, and how many of them were silent.

    A standing of which none was silent at any day is not in `silent`; a public record has none.
    """

    moments: tuple[date, ...]
    counts: dict[Standing, tuple[int, ...]] = field(hash=False)
    silent: dict[Standing, tuple[int, ...]] = field(hash=False)
    labels: dict[Standing, str] = field(hash=False)
    marks: tuple[Mark, ...]
    sentence: str
    table: Table


def summarise_series(
    database: Database, scope: Scope, setting: Setting, moments: tuple[date, ...] = ()
) -> Series:
    """Count each standing at some moments; without any at year-ends or month-ends up to the as-at date."""
    moments = moments or year_ends_or_month_ends(setting, scope.as_at)
    found = count_standings_at(database, scope, moments)
    counts = _over_time(moments, {(row.as_at, Standing(row.standing)): row.initiatives for row in found})
    silent = _over_time(moments, {(row.as_at, Standing(row.standing)): row.silent for row in found})
    open_reported = Counter(dict.fromkeys(moments, 0))
    for row in found:
        open_reported[row.as_at] += row.open_reported
    labels = {standing: standing_label(standing, setting.record_kind_in(scope)) for standing in counts}
    return Series(
        moments=moments,
        counts=counts,
        silent=silent,
        labels=labels,
        marks=_marks(setting, scope.as_at),
        sentence=_series_sentence(moments, counts),
        table=_series_table(moments, counts, labels, _silence_columns(moments, open_reported, silent)),
    )


def _over_time(
    moments: tuple[date, ...], found: dict[tuple[date, Standing], int]
) -> dict[Standing, tuple[int, ...]]:
    """Arrange counts by standing, each at all moments; a standing that never occurs is left out."""
    over_time = {
        standing: tuple(found.get((moment, standing), 0) for moment in moments) for standing in STANDING_ORDER
    }
    return {standing: counts for standing, counts in over_time.items() if any(counts)}


def _silence_columns(
    moments: tuple[date, ...], open_reported: Counter[date], silent: dict[Standing, tuple[int, ...]]
) -> list[tuple[Column, tuple[int, ...]]]:
    """Tell how many were open at each moment and how many of these silent, where cities report."""
    if not any(open_reported.values()):
        return []
    at_all = tuple(sum(counts[place] for counts in silent.values()) for place in range(len(moments)))
    numbers = (tuple(open_reported[moment] for moment in moments), at_all)
    return list(zip(silence_columns(), numbers, strict=True))


def _series_sentence(moments: tuple[date, ...], counts: dict[Standing, tuple[int, ...]]) -> str:
    totals = [sum(counts[standing][place] for standing in counts) for place in range(len(moments))]
    done = counts.get(Standing.COMPLETED, (0,) * len(moments))
    first = next((place for place, total in enumerate(totals) if total), None)
    if first is None:
        return _("No initiative had joined by this day.")
    return _(
        "Completed initiatives went from {a} of {b} at {start} to {c} of {d} at {end}.",
        a=done[first],
        b=totals[first],
        start=format_day(moments[first]),
        c=done[-1],
        d=totals[-1],
        end=format_day(moments[-1]),
    )


def _series_table(
    moments: tuple[date, ...],
    counts: dict[Standing, tuple[int, ...]],
    labels: dict[Standing, str],
    silence: list[tuple[Column, tuple[int, ...]]],
) -> Table:
    columns = [Column("as_at", _("As at")), Column("initiatives", _("Initiatives"), is_number=True)]
    columns += [Column(standing.value, labels[standing], is_number=True) for standing in counts]
    columns += [column for column, _numbers in silence]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            format_day(moment),
            sum(counts[standing][place] for standing in counts),
            *(counts[standing][place] for standing in counts),
            *(numbers[place] for _column, numbers in silence),
        )
        for place, moment in enumerate(moments)
    )
    return Table(_("Initiatives by progress over time"), tuple(columns), rows)


def _marks(setting: Setting, as_at: date) -> tuple[Mark, ...]:
    marks = [
        Mark(phase.starts_on, phase.starts_on, _("{phase} begins", phase=phase.name), "phase")
        for phase in setting.phases
        if phase.starts_on <= as_at
    ]
    wanted = {EventKind.CONVENING, EventKind.DISRUPTION}
    marks += [
        Mark(event.starts_on, event.ends_on, event.title, event.kind)
        for event in setting.events
        if event.kind in wanted and event.starts_on <= as_at
    ]
    return tuple(marks)
