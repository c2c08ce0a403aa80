"""How progress is marked in a report as HTML: what each letter, colour and look says."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from ictrack.figures.mark_style import mark_classes
from ictrack.language import _
from ictrack.markup import element, joined
from ictrack.reports.document import Grid, Mark, Report
from ictrack.vocabulary import Standing


def draw_legend(report: Report) -> Markup:
    """Draw how each standing is marked in tables and charts; nothing where none occurs."""
    marks = frozenset(_marks_of(report))
    items = [_item(standing.letter, words, standing) for standing, words in report.legend]
    if any(mark.is_hollow for mark in marks):
        items.append(_item("", _("hollow: link not confirmed"), Standing.IN_PROGRESS, is_hollow=True))
    if any(mark.is_closed for mark in marks):
        items.append(_item("", _("paler: closed with its phase"), Standing.IN_PROGRESS, is_closed=True))
    if not items:
        return joined()
    title = _("How progress is marked")
    listed = element("ul", *items, class_="ic-legend", aria_label=title)
    return joined(element("p", title, class_="ic-label"), listed)


def _item(
    letter: str, words: str, standing: Standing, *, is_hollow: bool = False, is_closed: bool = False
) -> Markup:
    classes = mark_classes(standing, is_hollow=is_hollow, is_closed=is_closed)
    mark = element("span", element("span", letter), class_=classes, aria_hidden="true")
    return element("li", mark, element("span", words))


def _marks_of(report: Report) -> Iterator[Mark]:
    for _depth, section in report.walk():
        for block in section.blocks:
            if isinstance(block, Grid):
                yield from (cell for row in block.rows for cell in row if isinstance(cell, Mark))
