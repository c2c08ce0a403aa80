"""Phase one to two: both beside each other, of all cities and of those that took part in each."""

from __future__ import annotations

from dataclasses import replace

from ictrack.language import _
from ictrack.reports.document import Block, Commentary, Paragraph, Section
from ictrack.reports.grids import grid_of
from ictrack.reports.sections.basis import Basis
from ictrack.reports.wording import plain
from ictrack.summaries.phases import summarise_phases


def phase_to_phase(basis: Basis) -> Section:
    """Compare the phases of the report's cities; where only one had begun, say so."""
    phases = summarise_phases(basis.database, replace(basis.scope, phase=None), basis.setting)
    blocks: list[Block] = [Paragraph(plain(phases.sentence), "lead"), Commentary("phases")]
    blocks += [Paragraph(plain(phases.not_compared))] if phases.not_compared else []
    blocks += [grid_of(comparison.table, {"phase": 5}) for comparison in phases.comparisons]
    blocks += [grid_of(flow.table) for flow in phases.lineage.flows]
    return Section("phases", _("From phase to phase"), tuple(blocks))
