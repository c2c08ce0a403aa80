"""Show where initiatives stood at each meeting: a table of marks under one key."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ictrack.labels import standing_label
from ictrack.language import _
from ictrack.markup import element, joined
from ictrack.summaries.history_strip import HistoryStrip, StripCell, StripDay, StripRow
from ictrack.summaries.table import Marked
from ictrack.ui.components import show, show_downloads, show_heading, show_notes
from ictrack.ui.drawing import draw_link, draw_mark
from ictrack.ui.history import draw_absent
from ictrack.ui.lists import show_links
from ictrack.ui.view import View
from ictrack.vocabulary import STANDING_ORDER, Standing


def show_history_strip(strip: HistoryStrip) -> None:
    """Show the strip as a part of a page, under its heading."""
    if not strip.rows:
        return
    show_heading(_("At each meeting"))
    show_strip_alone(strip)


def show_strip_alone(strip: HistoryStrip) -> None:
    """Show the strip with its sentence, its key, and its files."""
    show_notes(strip.sentence)
    show(_strip, strip)
    if strip.more:
        show_links((strip.more,))
    show_downloads(strip.table)


def _strip(view: View, strip: HistoryStrip) -> Markup:
    head = element("tr", element("th", _("Initiative"), scope="col"), *map(_head, strip.days))
    table = element(
        "table",
        element("caption", strip.table.caption, class_="ic-unseen"),
        element("thead", head),
        element("tbody", *(_row(view, row, with_city=strip.with_city) for row in strip.rows)),
        class_="ic-table ic-meetings",
    )
    box = element(
        "div",
        table,
        class_="ic-scroll ic-newest",
        role="region",
        aria_label=strip.table.caption,
        tabindex="0",
    )
    # The table's own caption would scroll away with its first columns.
    words = element("p", strip.table.caption, class_="ic-caption", aria_hidden="true")
    return joined(_key(view, strip.rows), words, box)


def _head(column: StripDay) -> Markup:
    unseen = element("span", f": {column.occasion}", class_="ic-unseen")
    return element("th", column.label, unseen, scope="col", title=column.occasion)


def _row(view: View, row: StripRow, *, with_city: bool) -> Markup:
    city = element("span", row.city, class_="ic-caption") if with_city else ""
    return element("tr", element("th", draw_link(view, row.head), city, scope="row"), *map(_cell, row.cells))


def _cell(cell: StripCell) -> Markup:
    drawn = draw_mark(cell.marked) if cell.marked else draw_absent()
    return element("td", drawn, element("span", cell.words, class_="ic-unseen"), title=cell.words)


def _key(view: View, rows: Sequence[StripRow]) -> Markup:
    """Say what the marks of the rows mean, each once."""
    marks = {cell.marked for row in rows for cell in row.cells}
    drawn = [mark for mark in marks if mark]
    occur = {mark.standing for mark in drawn}
    items = [
        _key_item(draw_mark(Marked("", standing)), standing_label(standing, view.record_kind))
        for standing in STANDING_ORDER
        if standing in occur
    ]
    if any(mark.is_hollow for mark in drawn):
        hollow = draw_mark(Marked("", Standing.IN_PROGRESS, is_hollow=True))
        items.append(_key_item(hollow, _("hollow: link not confirmed")))
    if any(mark.is_closed for mark in drawn):
        paler = draw_mark(Marked("", Standing.IN_PROGRESS, is_closed=True))
        items.append(_key_item(paler, _("paler: closed with its phase")))
    if any(mark.is_silent for mark in drawn):
        hatched = draw_mark(Marked("", Standing.IN_PROGRESS, is_silent=True))
        items.append(_key_item(hatched, _("hatched: silent, no recent report")))
    if None in marks:
        items.append(_key_item(draw_absent(), _("not in the plan at that time")))
    return element("ul", *items, class_="ic-legend")


def _key_item(mark: Markup, words: str) -> Markup:
    return element("li", mark, element("span", words))
