"""The blocks of a report as HTML: sentences, tables, charts and what the project manager wrote."""

from __future__ import annotations

from markupsafe import Markup

from ictrack.language import _
from ictrack.markup import element, joined
from ictrack.reports.document import Block, Bullets, Chart, Commentary, Grid, Paragraph
from ictrack.reports.plain_text import paragraphs_of
from ictrack.reports.web_numbers import draw_counted
from ictrack.reports.web_places import place_of_chart
from ictrack.reports.web_tables import Place, draw_grid


def draw_block(block: Block, place: Place) -> Markup:
    """Draw one block."""
    match block:
        case Paragraph(sentence=sentence, style=style):
            return element("p", place.traces.link_numbers(place.section, sentence), class_=f"ic-{style}")
        case Bullets():
            return _draw_bullets(block, place)
        case Grid():
            return joined(draw_grid(block, place), draw_counted(block, place.traces))
        case Chart():
            return _draw_chart(block, place)
        case Commentary(text=text):
            return _draw_commentary(text)


def _draw_bullets(bullets: Bullets, place: Place) -> Markup:
    if not bullets.items:
        return joined()
    items = (element("li", place.traces.link_numbers(place.section, item)) for item in bullets.items)
    title = element("p", bullets.title, class_="ic-label") if bullets.title else ""
    return element("div", title, element("ul", *items, aria_label=bullets.title or None), class_="ic-bullets")


def _draw_commentary(text: str) -> Markup:
    """Draw what the project manager wrote, told apart from what was computed."""
    paragraphs = [element("p", paragraph) for paragraph in paragraphs_of(text)]
    if not paragraphs:
        return joined()
    return element(
        "div", element("p", _("Commentary"), class_="ic-label"), *paragraphs, class_="ic-commentary"
    )


def _draw_chart(chart: Chart, place: Place) -> Markup:
    """Draw the place of a chart, which its script fills, then its numbers; both say the same."""
    caption = element(
        "figcaption",
        element("p", chart.title, class_="ic-label"),
        element("p", chart.sentence),
    )
    drawn = element(
        "div", id=place_of_chart(chart.key), class_="ic-plot", role="img", aria_label=chart.sentence
    )
    save = element(
        "button",
        _("Save as a picture"),
        element("span", f": {chart.title}", class_="ic-unseen"),
        type="button",
        class_="ic-save",
        data_chart=chart.key,
        hidden="",
    )
    return joined(
        element("figure", caption, drawn, save, class_="ic-chart"),
        draw_grid(chart.table, place),
        draw_counted(chart.table, place.traces),
    )
