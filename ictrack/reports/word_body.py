"""The text of a Word file: title page, sections, and what is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ictrack.language import _
from ictrack.reports.document import Block, Bullets, Chart, Commentary, Grid, Mark, Paragraph, Report
from ictrack.reports.outline import Place, is_drawn, outline_of
from ictrack.reports.plain_text import paragraphs_of
from ictrack.reports.word_tables import Relate, facts_table, grid_table, mark_runs
from ictrack.reports.word_xml import Element, link_inside, make, marked, paragraph, run, written

_STYLES = {"lead": "Lead", "plain": "Normal", "note": "SmallPrint"}
# Word has styles for nine levels of headings, and nobody reads more than six.
_LAST_LEVEL = 6
_STYLES_OF_CONTENTS = {2: "TOC1", 3: "TOC2"}

# Gives the picture of a chart, if there is one.
Picture = Callable[[Chart], Element | None]


@dataclass(frozen=True)
class Means:
    """What only the file can give: relations to addresses, and pictures."""

    relate: Relate
    picture: Picture


def body_of(report: Report, means: Means) -> Iterator[Element]:
    """Give all paragraphs and tables of a report, in their order."""
    places = outline_of(report)
    yield from _title_page(report, places)
    for number, place in enumerate(places, 1):
        yield from _section(number, place, means)


def _title_page(report: Report, places: tuple[Place, ...]) -> Iterator[Element]:
    yield written("Heading1", report.title)
    if report.subtitle:
        yield written("Subtitle", report.subtitle)
    for warning in report.stamp.warnings:
        yield written("Warning", warning)
    if report.stamp.facts:
        yield facts_table(report.stamp.facts, _("About this report"))
    if report.legend:
        yield written("Label", _("How progress is marked"))
        yield paragraph("Normal", *_legend(report))
    if len(report.sections) > 1:
        yield written("Label", _("Contents"))
        yield from _contents(places)


def _legend(report: Report) -> Iterator[Element]:
    for number, (standing, words) in enumerate(report.legend):
        if number:
            yield run("   ·   ")
        yield from mark_runs(Mark(words, standing), "\u00a0")


def _contents(places: tuple[Place, ...]) -> Iterator[Element]:
    """Give links to the sections; their pages would have to be asked for as the file is opened."""
    for number, place in enumerate(places, 1):
        style = _STYLES_OF_CONTENTS.get(place.level)
        if style:
            yield paragraph(style, link_inside(_bookmark(number), place.section.title))


def _bookmark(number: int) -> str:
    return f"section_{number}"


def _section(number: int, place: Place, means: Means) -> Iterator[Element]:
    level = min(place.level, _LAST_LEVEL)
    heading = marked(_bookmark(number), number, run(place.section.title))
    yield paragraph(f"Heading{level}", *heading, starts_page=place.starts_page)
    for block in filter(is_drawn, place.section.blocks):
        yield from _block(block, means)


def _block(block: Block, means: Means) -> Iterator[Element]:
    match block:
        case Paragraph(sentence=sentence, style=style):
            yield written(_STYLES[style], sentence.text)
        case Bullets(title=title, items=items):
            yield written("Label", title)
            for item in items:
                yield written("ListBullet", item.text)
        case Grid():
            yield from _grid(block, means)
        case Chart():
            yield from _chart(block, means)
        case Commentary(text=text):
            yield written("CommentaryLabel", _("Commentary"))
            for part in paragraphs_of(text):
                yield written("Commentary", part)


def _grid(grid: Grid, means: Means) -> Iterator[Element]:
    yield written("Caption", grid.caption)
    yield grid_table(grid, means.relate)


def _chart(chart: Chart, means: Means) -> Iterator[Element]:
    yield written("Label", chart.title)
    picture = means.picture(chart)
    yield written("Normal", chart.sentence, keeps_next=True)
    if picture is not None:
        yield paragraph("Normal", make("w:r", picture))
    yield from _grid(chart.table, means)
