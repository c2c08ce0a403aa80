"""Progress over time: stacked bars at year-ends or month-ends, with what happened marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from ictrack.figures.marks import bar_style, chart_layout, count_axis, name_in_legend, plain_words
from ictrack.figures.palette import SURFACES, Theme
from ictrack.language import _, format_day, format_month, format_written
from ictrack.summaries.overview import Mark, Series
from ictrack.vocabulary import Standing

_BAR_DAYS = {"wide": 240, "narrow": 22}
_HEIGHT = 460
# Room above the tallest bar for the words of the marks.
_HEADROOM = 1.3
_DAY = 24 * 60 * 60 * 1000


def progress_over_time(series: Series, theme: Theme) -> go.Figure:
    """Draw how many initiatives had each standing at each moment, and the marks of time."""
    surface = SURFACES[theme]
    figure = go.Figure()
    width = _bar_width(series.moments)
    tallest = _tallest(series)
    for standing, counts in series.counts.items():
        figure.add_bar(
            x=[moment.isoformat() for moment in series.moments],
            y=list(counts),
            name=name_in_legend(standing, series.labels[standing]),
            width=width * _DAY,
            text=_letters(standing, counts, tallest, every=width == _BAR_DAYS["wide"]),
            constraintext="none",
            customdata=[format_day(moment) for moment in series.moments],
            hovertemplate="%{customdata}: %{y}<extra>%{fullData.name}</extra>",
            **bar_style(standing, theme),
        )
    _mark_time(figure, series.marks, theme)
    figure.update_layout(
        **chart_layout(theme),
        height=_HEIGHT,
        margin={"l": 48, "r": 16, "t": 76, "b": 40},
        xaxis={
            "type": "date",
            "showgrid": False,
            "linecolor": surface.hairline,
            **_ticks(series.moments),
        },
        yaxis=count_axis(theme, _("Initiatives")) | {"range": [0, tallest * _HEADROOM]},
    )
    return figure


def _ticks(moments: Sequence[date]) -> dict[str, object]:
    """Name every bar by its own day where there are few, else every January."""
    if len(moments) > 12:
        return {"tickformat": "%Y", "dtick": "M12"}
    return {
        "tickvals": [moment.isoformat() for moment in moments],
        "ticktext": [format_month(moment) for moment in moments],
    }


def _bar_width(moments: Sequence[date]) -> int:
    """Choose bars of eight months for year-ends, of three weeks for month-ends."""
    if len(moments) < 2:
        return _BAR_DAYS["wide"]
    gap = (moments[1] - moments[0]).days
    return _BAR_DAYS["wide"] if gap > 100 else _BAR_DAYS["narrow"]


def _letters(standing: Standing, counts: Sequence[int], tallest: int, *, every: bool) -> list[str]:
    """Give each segment that is tall enough its letter; narrow bars bear it at the end only."""
    lettered = [standing.letter if count * 25 >= tallest else "" for count in counts]
    return lettered if every else [""] * (len(lettered) - 1) + lettered[-1:]


def _tallest(series: Series) -> int:
    """Give the height of the tallest bar; one where there is none."""
    totals = [sum(column) for column in zip(*series.counts.values(), strict=True)]
    return max(totals, default=1) or 1


def _mark_time(figure: go.Figure, marks: Sequence[Mark], theme: Theme) -> None:
    surface = SURFACES[theme]
    for mark in marks:
        if mark.kind == "phase":
            figure.add_vline(
                x=mark.starts_on.isoformat(), line={"color": surface.text, "width": 1.5}, layer="below"
            )
        elif mark.kind == "disruption":
            figure.add_vrect(
                x0=mark.starts_on.isoformat(),
                x1=mark.ends_on.isoformat(),
                fillcolor=surface.quiet,
                opacity=0.18,
                line_width=0,
                layer="below",
            )
        else:
            figure.add_vline(
                x=mark.ends_on.isoformat(),
                line={"color": surface.quiet, "width": 1, "dash": "dot"},
                layer="below",
            )
    _write_marks(figure, [mark for mark in marks if mark.kind != "convening"], surface.text)


def _write_marks(figure: go.Figure, marks: Sequence[Mark], colour: str) -> None:
    for place, mark in enumerate(marks):
        words = mark.label.split(":")[0] if mark.kind == "disruption" else mark.label
        figure.add_annotation(
            x=mark.starts_on.isoformat(),
            y=1 - 0.07 * (place % 3),
            yref="paper",
            text=plain_words(words),
            showarrow=False,
            xanchor="left",
            yanchor="top",
            xshift=3,
            font={"color": colour, "size": 12},
        )


def written_range(first: str | None, last: str | None) -> str:
    """Write a span of partial days, such as "March 2017 to May 2019"."""
    start, end = format_written(first), format_written(last)
    return _("{start} to {end}", start=start, end=end) if start and end else start or end
