"""How far initiatives have got, as one bar per city or thematic area.

What is drawn instead of one square per initiative where there are too many to count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product
from math import ceil

import plotly.graph_objects as go

from ictrack.escapes import plain_words
from ictrack.figures.marks import (
    bar_style,
    chart_layout,
    count_axis,
    explain_hatching,
    name_in_legend,
    silent_style,
)
from ictrack.figures.palette import Theme
from ictrack.labels import standing_label
from ictrack.language import _
from ictrack.summaries.progress import SquareRow
from ictrack.vocabulary import STANDING_ORDER, RecordKind, Standing

ROW_HEIGHT = 28
_MARGINS = {"l": 16, "r": 16, "t": 64, "b": 48}
_BAR_SHARE = 0.75
_LONGEST_NAME = 24
_LEGEND_GAP = 8
_LEGEND_ROW = 20


def standing_bars(rows: Sequence[SquareRow], record_kind: RecordKind, theme: Theme) -> go.Figure:
    """Draw one horizontal bar per row, in the order given, its segments in the order of the legend.

    What is silent is hatched, in a segment of its own beside the rest of its standing. A row
    is as high in a chart of sixty as in one of three.
    """
    counts = [Counter((square.standing, square.is_silent) for square in row.squares) for row in rows]
    names = [plain_words(row.head.text) for row in rows]
    figure = go.Figure()
    for standing, silent in product(STANDING_ORDER, (False, True)):
        lengths = [count[standing, silent] for count in counts]
        if any(lengths):
            words = standing_label(standing, record_kind)
            figure.add_bar(
                orientation="h",
                x=lengths,
                y=list(range(len(rows))),
                width=_BAR_SHARE,
                name=name_in_legend(standing, _("{progress}, silent", progress=words) if silent else words),
                text=[_in_segment(standing, length, silent) for length in lengths],
                customdata=names,
                hovertemplate="%{customdata}: %{x}<extra>%{fullData.name}</extra>",
                showlegend=not silent,
                **(silent_style(standing, theme) if silent else bar_style(standing, theme)),
            )
    if any(silent for count in counts for _standing, silent in count):
        explain_hatching(figure, theme, orientation="h")
    entries = sum(bar.showlegend is not False for bar in figure.data)
    margins = _MARGINS | {"t": _MARGINS["t"] + _LEGEND_ROW * max(0, ceil(entries / 2) - 3)}
    bars_height = ROW_HEIGHT * len(rows)
    figure.update_layout(
        **chart_layout(theme),
        height=bars_height + margins["t"] + margins["b"],
        margin=margins,
        dragmode=False,
        # A letter that would not fit its segment at this size is left to the table.
        uniformtext={"minsize": 11, "mode": "hide"},
        xaxis=count_axis(theme, _("Initiatives")),
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": [plain_words(_shorten(row.head.text)) for row in rows],
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
        },
    )
    figure.update_layout(legend_y=1 + _LEGEND_GAP / max(bars_height, 1))
    return figure


def _in_segment(standing: Standing, length: int, silent: bool) -> str:
    """Write the letter and number of a segment; bold where it stands on hatching."""
    if not length:
        return ""
    words = f"{standing.letter} {length}"
    return f"<b>{words}</b>" if silent else words


def _shorten(name: str) -> str:
    """Cut a name that would push the bars off a phone; the table has it whole."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
