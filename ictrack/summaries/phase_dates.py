"""Phases by date: where the initiatives of each stood at the same days, one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ictrack.labels import standing_label
from ictrack.language import _, format_count, format_day, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import Phase, StandingAt, count_standings_at
from ictrack.summaries.setting import Setting, year_ends_or_month_ends
from ictrack.summaries.table import Cell, Column, Table
from ictrack.vocabulary import STANDING_ORDER, Standing


@dataclass(frozen=True)
class PhasePanel:
    """One phase: its first and last day, and how many had each standing at each of the days.

    `ends_on` is the as-at date where the phase goes on.
    """

    name: str
    starts_on: date
    ends_on: date
    counts: dict[Standing, tuple[int, ...]] = field(hash=False)
    totals: tuple[int, ...]


@dataclass(frozen=True)
class PhaseDates:
    """All phases at the same days, the sentence that they show, and their numbers."""

    moments: tuple[date, ...]
    panels: tuple[PhasePanel, ...]
    labels: dict[Standing, str] = field(hash=False)
    sentence: str
    table: Table


def compare_by_date(
    database: Database, scope: Scope, setting: Setting, phases: Sequence[Phase], title: str
) -> PhaseDates:
    """Count the standings of each phase's initiatives at year-ends or month-ends up to the as-at date."""
    moments = year_ends_or_month_ends(setting, scope.as_at)
    found = count_standings_at(database, replace(scope, phase=None), moments, by_phase=True)
    panels = tuple(_panel(scope, phase, moments, found) for phase in phases)
    occurring = [s for s in STANDING_ORDER if any(any(panel.counts[s]) for panel in panels)]
    labels = {standing: standing_label(standing, setting.record_kind_in(scope)) for standing in occurring}
    which = title[:1].lower() + title[1:]
    return PhaseDates(
        moments=moments,
        panels=panels,
        labels=labels,
        sentence=" ".join(_went(panel, moments) for panel in panels),
        table=_table(moments, panels, labels, _("By date: {which}", which=which)),
    )


def _panel(scope: Scope, phase: Phase, moments: Sequence[date], found: Sequence[StandingAt]) -> PhasePanel:
    of_phase = {
        (row.as_at, Standing(row.standing)): row.initiatives
        for row in found
        if row.phase_id == phase.phase_id
    }
    counts = {s: tuple(of_phase.get((moment, s), 0) for moment in moments) for s in Standing}
    return PhasePanel(
        name=phase.name,
        starts_on=phase.starts_on,
        ends_on=min(phase.ends_on or scope.as_at, scope.as_at),
        counts=counts,
        totals=tuple(map(sum, zip(*counts.values(), strict=True))),
    )


def _went(panel: PhasePanel, moments: Sequence[date]) -> str:
    """Say from what to what the completed of a phase went."""
    first = next((place for place, total in enumerate(panel.totals) if total), None)
    if first is None:
        return _("{phase}: no initiative by this day.", phase=panel.name)
    done = panel.counts[Standing.COMPLETED]
    end = ngettext(
        "{x} of {n} initiative completed at {day}",
        "{x} of {n} initiatives completed at {day}",
        panel.totals[-1],
        x=format_count(done[-1]),
        day=format_day(moments[-1]),
    )
    if first == len(moments) - 1:
        return _("{phase}: {end}.", phase=panel.name, end=end)
    return _(
        "{phase}: from {x} of {all} at {day} to {end}.",
        phase=panel.name,
        x=format_count(done[first]),
        all=format_count(panel.totals[first]),
        day=format_day(moments[first]),
        end=end,
    )


def _table(
    moments: Sequence[date], panels: Sequence[PhasePanel], labels: dict[Standing, str], caption: str
) -> Table:
    """Tabulate one row per phase and day; days before a phase had any initiative are left out."""
    columns = [
        Column("as_at", _("As at")),
        Column("phase", _("Phase")),
        Column("initiatives", _("Initiatives"), is_number=True),
        *(Column(standing.value, label, is_number=True) for standing, label in labels.items()),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            format_day(moment),
            panel.name,
            panel.totals[place],
            *(panel.counts[standing][place] for standing in labels),
        )
        for panel in panels
        for place, moment in enumerate(moments)
        if panel.totals[place]
    ]
    return Table(caption, tuple(columns), tuple(rows))
