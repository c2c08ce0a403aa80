"""Phases compared: one comparison after the other, each by date and by months."""

from __future__ import annotations

from ictrack.figures.lineage import lineage_flow
from ictrack.figures.phase_dates import standings_by_date
from ictrack.figures.phases import shares_by_months
from ictrack.language import _
from ictrack.summaries.lineage import Lineage
from ictrack.summaries.phase_months import PhaseMonths
from ictrack.summaries.phases import Comparison
from ictrack.ui import components


def show_comparison(comparison: Comparison) -> None:
    """Show the phases beside each other now, at the same days, and at the same number of months."""
    components.show_heading(comparison.title)
    components.show_standings(
        comparison.squares, comparison.counts, comparison.title, alt=comparison.sentence
    )
    components.show_same_numbers(comparison.table)
    components.show_heading(_("By date"), level=3)
    components.show_figure(
        standings_by_date,
        comparison.dates,
        alt=comparison.dates.sentence,
        table=comparison.dates.table,
        notes=[_("Shaded: the time of the phase itself.")],
    )
    components.show_heading(_("By months since each phase began"), level=3)
    _show_months(comparison.months)


def _show_months(months: PhaseMonths) -> None:
    """Show shares; where a phase has too few initiatives for one, all of them as squares."""
    if not months.is_drawn:
        components.show_notes(months.sentence, months.why_squares)
        components.show_standings(months.squares, months.counts, months.table.caption, alt=months.sentence)
        components.show_same_numbers(months.table)
        return
    components.show_figure(
        shares_by_months,
        months,
        alt=months.sentence,
        table=months.table,
        notes=[_("Open mark: the phase ends. Days on which fewer than 5 initiatives counted are left out.")],
    )


def show_lineage(lineage: Lineage) -> None:
    """Show what became of each phase's initiatives in the next; where no link says so, that."""
    if lineage.flows or lineage.missing:
        components.show_heading(_("What became of initiatives"))
    components.show_notes(lineage.missing)
    for flow in lineage.flows:
        notes = [flow.note] if flow.note else []
        components.show_figure(lineage_flow, flow, alt=flow.sentence, table=flow.table, notes=notes)
        components.show_same_numbers(flow.initiatives, whole=flow.with_identifiers)
