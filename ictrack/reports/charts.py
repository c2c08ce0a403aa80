"""The charts of a report as Plotly draws them: stacked bars, in the style of the app's own."""

from __future__ import annotations

from math import ceil
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from ictrack.escapes import clean_text, plain_words
from ictrack.figures.marks import bar_style, chart_layout, count_axis, name_in_legend
from ictrack.figures.palette import SURFACES, Theme
from ictrack.language import format_count
from ictrack.reports.document import Chart, ChartSeries, Paint
from ictrack.summaries.ledger_numbers import signed
from ictrack.vocabulary import Standing

_LINE_HEIGHT, _ROW_GAP, _LOWEST_ROW = 15, 12, 30
# What a phone can give to words and still show bars.
_LONGEST_LINE = 22
# How many letters stand side by side under upright bars, and under how many bars they are read level.
_LETTERS_ACROSS, _MOST_LEVEL = 84, 9
_UPRIGHT_HEIGHT = 300
_MARGINS = {"l": 16, "r": 40, "t": 16, "b": 48}
_LEGEND_ROW, _LEGEND_GAP = 20, 8
_FEW = 5


def report_figure(chart: Chart, theme: Theme) -> go.Figure:
    """Draw a chart of a report; its height is fixed, its width is that of where it stands."""
    bars = [_bar(chart, series, theme) for series in chart.series]
    # No look under that of the app: Streamlit sets one of its own for all figures of a process.
    figure = go.Figure(bars, go.Layout(template=go.layout.Template()))
    drawn_height = _UPRIGHT_HEIGHT if chart.is_upright else _row_height(chart) * max(1, len(chart.labels))
    margins = _MARGINS | {"t": _MARGINS["t"] + _LEGEND_ROW * _legend_rows(chart)}
    places, counts = ("xaxis", "yaxis") if chart.is_upright else ("yaxis", "xaxis")
    figure.update_layout(
        **chart_layout(theme),
        height=drawn_height + margins["t"] + margins["b"],
        margin=margins,
        dragmode=False,
        hovermode="closest",
        # A letter that would not fit its segment at this size is left to the table.
        uniformtext={"minsize": 11, "mode": "hide"},
        **{places: _place_axis(chart, theme), counts: _count_axis(chart, theme)},
    )
    # A ground of its own, for it is also saved as a picture.
    figure.update_layout(legend_y=1 + _LEGEND_GAP / drawn_height, paper_bgcolor=SURFACES[theme].background)
    return figure


def _bar(chart: Chart, series: ChartSeries, theme: Theme) -> go.Bar:
    """Draw one colour; a segment of nothing is left out, so that no hairline stands for it."""
    lengths = [value or None for value in series.values]
    places = list(range(len(chart.labels)))
    along = {"x": places, "y": lengths} if chart.is_upright else {"x": lengths, "y": places}
    return go.Bar(
        orientation="v" if chart.is_upright else "h",
        width=0.7,
        name=plain_words(_name_in_legend(series)),
        **along,
        **(_unseen() if series.paint is Paint.HIDDEN else _seen(chart, series, theme)),
    )


def _unseen() -> dict[str, Any]:
    """Give the look of what others only stand on."""
    look = {"color": "rgba(0,0,0,0)", "line": {"width": 0}}
    return {"marker": look, "hoverinfo": "skip", "showlegend": False}


def _seen(chart: Chart, series: ChartSeries, theme: Theme) -> dict[str, Any]:
    count = "%{y}" if chart.is_upright else "%{x}"
    return {
        "text": [_text_of(series.paint, value) for value in series.values],
        "customdata": list(map(plain_words, chart.labels)),
        "hovertemplate": f"%{{customdata}}: {count}<extra>%{{fullData.name}}</extra>",
        "showlegend": True,
        **(
            _step_style(series.paint, theme)
            if isinstance(series.paint, Paint)
            else bar_style(series.paint, theme)
        ),
    }


def _step_style(paint: Paint, theme: Theme) -> dict[str, Any]:
    """Give the look of a step: what was added is solid, what was taken away hollow."""
    surface = SURFACES[theme]
    fill = {Paint.TOTAL: surface.text, Paint.ADDED: surface.accent}.get(paint, surface.background)
    border = surface.text if paint is Paint.TOTAL else surface.accent
    return {
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "outsidetextfont": {"color": surface.text},
        "marker": {"color": fill, "line": {"color": border, "width": 1.5}},
    }


def _text_of(paint: Standing | Paint, value: int) -> str:
    """Write what a segment bears: its letter and number, or its number with its sign."""
    if not value:
        return ""
    if isinstance(paint, Standing):
        return f"{paint.letter} {format_count(value)}"
    change = {Paint.ADDED: value, Paint.TAKEN: -value}.get(paint)
    return signed(change) if change else format_count(value)


def _name_in_legend(series: ChartSeries) -> str:
    if isinstance(series.paint, Standing):
        return name_in_legend(series.paint, series.name)
    return series.name


def _legend_rows(chart: Chart) -> int:
    """Estimate how many rows the legend takes, two names in each."""
    return ceil(sum(series.paint is not Paint.HIDDEN for series in chart.series) / 2)


def _row_height(chart: Chart) -> int:
    """Give every row the height that the longest words need."""
    lines = max((len(_lines(chart, label)) for label in chart.labels), default=1)
    return max(_LOWEST_ROW, _LINE_HEIGHT * lines + _ROW_GAP)


def _place_axis(chart: Chart, theme: Theme) -> dict[str, Any]:
    """Give the axis of the labels: from left to right, or from top to bottom."""
    number = len(chart.labels)
    ends = [-0.5, max(number, 1) - 0.5]
    return {
        "range": ends if chart.is_upright else ends[::-1],
        "tickvals": list(range(number)),
        "ticktext": ["<br>".join(map(plain_words, _lines(chart, label))) for label in chart.labels],
        "tickfont": {"size": 12},
        "ticklabelstandoff": 6,
        # Words stay level, unless there is no room for that.
        "autotickangles": [0, 90],
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": SURFACES[theme].hairline,
        "automargin": True,
    }


def _count_axis(chart: Chart, theme: Theme) -> dict[str, Any]:
    peaks = [sum(values) for values in zip(*(series.values for series in chart.series), strict=True)]
    # So few are not counted in halves.
    few = {"dtick": 1} if max(peaks, default=0) < _FEW else {}
    title = {"title": {"text": plain_words(chart.axis), "font": {"size": 13}}}
    return count_axis(theme, "") | title | {"zeroline": False, "automargin": True} | few


def _lines(chart: Chart, label: str) -> list[str]:
    """Break a label into lines; under many upright bars it is one line, which Plotly turns."""
    words, number = clean_text(label), len(chart.labels)
    if chart.is_upright and number > _MOST_LEVEL:
        return [words]
    longest = min(_LONGEST_LINE, _LETTERS_ACROSS // number) if chart.is_upright else _LONGEST_LINE
    return wrap(words, longest, break_long_words=not chart.is_upright) or [""]
