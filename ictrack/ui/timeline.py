"""Initiatives on the line of time, under their key: HTML, which wraps on a phone as no chart's would."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from ictrack.figures.timeline import initiative_bars
from ictrack.language import _
from ictrack.markup import element
from ictrack.summaries.rows_counted import Paragraphs
from ictrack.summaries.table import Marked
from ictrack.summaries.timeline_bars import Bars
from ictrack.ui.components import show_figure
from ictrack.ui.drawing import draw_mark
from ictrack.ui.page import current_page


def show_bars(bars: Bars, rows: Paragraphs) -> None:
    """Show initiatives as bars, under the key to what is drawn; `rows` say which they are."""
    _show_key(bars)
    show_figure(
        initiative_bars,
        bars,
        *("counted", "target", "standing", "closed", "silent", "plan_link"),
        alt=bars.sentence,
        table=bars.table,
        notes=[_("The table below leads to each initiative.")],
        rows=rows,
        whole=bars.whole,
    )


def _show_key(bars: Bars) -> None:
    """Show what is drawn, side by side. "Take away" has the table and not the chart, so not its key."""
    colours = element("ul", *map(_of_standing, bars.key), class_="ic-legend")
    marks = element("ul", *(_of_mark(*mark) for mark in bars.marks), class_="ic-legend")
    st.html(element("div", colours, marks, class_="ic", lang=current_page().view.language))


def _of_standing(mark: Marked) -> Markup:
    return element("li", draw_mark(mark), element("span", mark.text))


def _of_mark(mark: str, words: str) -> Markup:
    return element("li", element("span", mark, aria_hidden="true"), element("span", words))
