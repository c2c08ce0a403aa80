"""A section of a convening report on screen: the same sentences, charts and tables as in its files."""

from __future__ import annotations

from markupsafe import Markup

from ictrack.markup import element
from ictrack.reports.charts import report_figure
from ictrack.reports.document import Block, Bullets, Chart, Commentary, Grid, Paragraph, Section
from ictrack.reports.grids import table_of
from ictrack.ui import components
from ictrack.ui.view import View

# A preview of a long list; the files have all of it.
_MOST_ROWS = 30


def show_report_section(section: Section) -> None:
    """Show what stands in a section and in those within it, commentary apart."""
    for block in section.blocks:
        _show(block)
    for inner in section.sections:
        components.show_heading(inner.title, 3)
        show_report_section(inner)


def _show(block: Block) -> None:
    match block:
        case Paragraph(sentence=sentence, style="note"):
            components.show_notes(sentence.text)
        case Paragraph(sentence=sentence):
            components.show_text(sentence.text)
        case Bullets() if block.items:
            components.show(_bullets, block)
        case Grid():
            components.show_table(table_of(block), numbered_rows=_MOST_ROWS)
        case Chart():
            components.show_figure(report_figure, block, alt=block.sentence, table=table_of(block.table))
        case Commentary():
            pass


def _bullets(_view: View, bullets: Bullets) -> Markup:
    items = [element("li", item.text) for item in bullets.items]
    return element("section", element("h3", bullets.title, class_="ic-heading"), element("ul", *items))
