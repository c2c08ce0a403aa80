"""One number from the first day to the last: what added to it and what took away."""

from __future__ import annotations

from textwrap import wrap

import plotly.graph_objects as go

from ictrack.escapes import plain_words
from ictrack.figures.marks import chart_layout, count_axis
from ictrack.figures.palette import SURFACES, Theme
from ictrack.language import _
from ictrack.summaries.ledger_numbers import Waterfall, signed

_LINE_HEIGHT, _ROW_GAP = 15, 12
_MARGINS = {"l": 16, "r": 48, "t": 8, "b": 48}
# What a phone can give to words and still show bars.
_LONGEST_LINE = 22
_FEW = 5


def waterfall_bars(waterfall: Waterfall, theme: Theme) -> go.Figure:
    """Draw one bar per step, from top to bottom; what takes away is hollow.

    Every row is as high as the longest words need.
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
    peaks = [start + length for start, length in zip(starts, lengths, strict=True)]
    rows = list(range(len(labels)))
    lines = [wrap(label, _LONGEST_LINE) for label in labels]
    row_height = _LINE_HEIGHT * max(map(len, lines)) + _ROW_GAP
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
        height=row_height * len(rows) + _MARGINS["t"] + _MARGINS["b"],
        margin=_MARGINS,
        dragmode=False,
        showlegend=False,
        # So few are not counted in halves.
        xaxis=count_axis(theme, _("Initiatives")) | ({"dtick": 1} if max(peaks) < _FEW else {}),
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": rows,
            "ticktext": ["<br>".join(map(plain_words, label)) for label in lines],
            "tickfont": {"size": 12},
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
        },
    )
    return figure
