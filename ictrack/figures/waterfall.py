"""One number from the first day to the last: what added to it and what took away."""

from __future__ import annotations

from textwrap import wrap

import plotly.graph_objects as go

from ictrack.figures.marks import chart_layout, count_axis, plain_words
from ictrack.figures.palette import SURFACES, Theme
from ictrack.language import _
from ictrack.summaries.ledger_numbers import Waterfall, signed

_ROW_HEIGHT = 38
_MARGINS = {"l": 16, "r": 48, "t": 8, "b": 48}
# What takes a phone's width and leaves the bars the rest of it.
_LONGEST_LINE = 20


def waterfall_bars(waterfall: Waterfall, theme: Theme) -> go.Figure:
    """Draw one bar per step, from top to bottom; what takes away is hollow.

    Every row is as high in a ledger of three steps as in one of twenty.
    """
    surface = SURFACES[theme]
    labels = [waterfall.first, *(step.label for step in waterfall.steps), waterfall.last]
    starts, lengths, texts, fills = [0], [waterfall.opening], [str(waterfall.opening)], [surface.text]
    running = waterfall.opening
    for step in waterfall.steps:
        starts.append(min(running, running + step.change))
        lengths.append(abs(step.change))
        texts.append(signed(step.change))
        fills.append(surface.accent if step.change > 0 else surface.background)
        running += step.change
    starts.append(0)
    lengths.append(waterfall.closing)
    texts.append(str(waterfall.closing))
    fills.append(surface.text)
    rows = list(range(len(labels)))
    borders = [surface.text, *([surface.accent] * len(waterfall.steps)), surface.text]
    figure = go.Figure(
        go.Bar(
            orientation="h",
            base=starts,
            x=lengths,
            y=rows,
            width=0.7,
            text=texts,
            textposition="outside",
            cliponaxis=False,
            textfont={"color": surface.text},
            marker={"color": fills, "line": {"color": borders, "width": 1.5}},
            customdata=[plain_words(label) for label in labels],
            hovertemplate="%{customdata}: %{text}<extra></extra>",
        )
    )
    figure.update_layout(
        **chart_layout(theme),
        height=_ROW_HEIGHT * len(rows) + _MARGINS["t"] + _MARGINS["b"],
        margin=_MARGINS,
        dragmode=False,
        showlegend=False,
        xaxis=count_axis(theme, _("Initiatives")),
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": rows,
            "ticktext": [_in_lines(label) for label in labels],
            "tickfont": {"size": 12},
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
        },
    )
    return figure


def _in_lines(label: str) -> str:
    """Break a label into short lines, as Plotly writes them."""
    return "<br>".join(plain_words(line) for line in wrap(label, _LONGEST_LINE))
