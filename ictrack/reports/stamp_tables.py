"""What a report is of, as tables: the facts of its stamp, and what its letters and colours stand for."""

from __future__ import annotations

from ictrack.language import _
from ictrack.reports.document import Grid, Heading, Mark, Report


def stamp_tables(report: Report) -> list[Grid]:
    """Give the tables at the start of a report; those without rows are left out."""
    headings = (Heading("what", _("What"), weight=3), Heading("value", _("Value"), weight=7))
    facts = Grid(_("What this report is of"), headings, report.stamp.facts)
    marks = tuple((Mark(words, standing),) for standing, words in report.legend)
    letters = Grid(_("What the letters stand for"), (Heading("progress", _("Progress")),), marks)
    return [grid for grid in (facts, letters) if grid.rows]
