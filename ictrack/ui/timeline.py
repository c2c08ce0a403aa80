"""The key of the timeline: what its colours, patterns and marks mean, as HTML that wraps on a phone."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from ictrack.summaries.table import Marked
from ictrack.summaries.timeline_bars import Bars
from ictrack.ui.drawing import draw_mark
from ictrack.ui.markup import element
from ictrack.ui.page import current_page


def show_key(bars: Bars) -> None:
    """Show what is drawn, side by side. "Take away" has the table and not the chart, so not its key."""
    colours = element("ul", *map(_of_standing, bars.key), class_="ic-legend")
    marks = element("ul", *(_of_mark(*mark) for mark in bars.marks), class_="ic-legend")
    st.html(element("div", colours, marks, class_="ic", lang=current_page().view.language))


def _of_standing(mark: Marked) -> Markup:
    return element("li", draw_mark(mark), element("span", mark.text))


def _of_mark(mark: str, words: str) -> Markup:
    return element("li", element("span", mark, aria_hidden="true"), element("span", words))
