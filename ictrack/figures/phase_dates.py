"""Phases by date: a panel for each, one above the other, with the same days and the same scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ictrack.escapes import plain_words
from ictrack.figures.marks import bar_style, chart_layout, count_axis, name_in_legend
from ictrack.figures.moments import DAY_IN_MILLISECONDS, WIDE, bar_width, name_days
from ictrack.figures.palette import SURFACES, Surface, Theme
from ictrack.language import _, format_day, ngettext
from ictrack.summaries.phase_dates import PhaseDates, PhasePanel
from ictrack.vocabulary import Standing

# The panels are as high as their phases are large, but none is lower than this share of the highest.
_LOWEST = 0.4
# Few initiatives need less than the most.
_MOST_PIXELS, _LEAST_PIXELS_OF_A_PANEL, _PIXELS_OF_AN_INITIATIVE = 400, 90, 24
_PIXELS_BETWEEN, _TOP, _BOTTOM = 44, 76, 44
# The least height of a segment that bears its letter.
_PIXELS_OF_A_LETTER = 15


@dataclass(frozen=True)
class _Place:
    """Where a phase is drawn: its panel, how many initiatives that is high, and the highest panel.

    A segment of so many initiatives has room for its letter.
    """

    row: int
    height: float
    highest: float
    initiatives_of_a_letter: float


def standings_by_date(dates: PhaseDates, theme: Theme) -> go.Figure:
    """Draw how many initiatives of each phase had each standing at each day; a phase's own time is shaded."""
    surface = SURFACES[theme]
    heights = _heights(dates.panels)
    rows = len(heights)
    between = _PIXELS_BETWEEN * (rows - 1)
    pixels = min(_MOST_PIXELS, max(_LEAST_PIXELS_OF_A_PANEL * rows, _PIXELS_OF_AN_INITIATIVE * sum(heights)))
    figure = make_subplots(
        rows=rows,
        cols=1,
        shared_xaxes=True,
        row_heights=heights,
        vertical_spacing=_PIXELS_BETWEEN / (pixels + between) if rows > 1 else 0,
    )
    width = bar_width(dates.moments)
    needed = sum(heights) * _PIXELS_OF_A_LETTER / pixels
    for row, (panel, height) in enumerate(zip(dates.panels, heights, strict=True), start=1):
        place = _Place(row, height, max(heights), needed)
        _draw_panel(figure, dates, panel, place, theme)
        _name_panel(figure, panel, place, surface)
    around = timedelta(days=width * 0.6)
    figure.update_xaxes(
        type="date",
        range=[(min(_firsts(dates)) - around).isoformat(), (dates.moments[-1] + around).isoformat()],
        showgrid=False,
        linecolor=surface.hairline,
        tickangle=0,
        tickfont={"size": 12},
        **name_days(dates.moments),
    )
    figure.update_layout(
        **chart_layout(theme),
        height=pixels + between + _TOP + _BOTTOM,
        margin={"l": 52, "r": 16 if width == WIDE else 32, "t": _TOP, "b": _BOTTOM},
    )
    figure.update_layout(legend={"y": 1 + 24 / (pixels + between)})
    return figure


def _heights(panels: Sequence[PhasePanel]) -> list[float]:
    """Give how many initiatives each panel is high, so that one is as high in every panel."""
    tallest = [max(panel.totals, default=0) for panel in panels]
    least = max(1.0, max(tallest, default=1) * _LOWEST)
    return [max(least, float(number)) * 1.04 for number in tallest]


def _firsts(dates: PhaseDates) -> list[date]:
    return [dates.moments[0], *(panel.starts_on for panel in dates.panels)]


def _draw_panel(figure: go.Figure, dates: PhaseDates, panel: PhasePanel, place: _Place, theme: Theme) -> None:
    surface = SURFACES[theme]
    width = bar_width(dates.moments)
    is_wide = width == WIDE
    below = 0
    for standing in dates.labels:
        counts = panel.counts[standing]
        style = bar_style(standing, theme)
        if not is_wide:
            # Hairlines around bars of a few pixels would be all that is seen of them.
            style["marker"]["line"]["width"] = 0
        has_room = [count >= place.initiatives_of_a_letter for count in counts]
        figure.add_bar(
            x=[moment.isoformat() for moment in dates.moments],
            y=list(counts),
            name=plain_words(name_in_legend(standing, dates.labels[standing])),
            legendgroup=standing.value,
            showlegend=place.row == 1,
            width=width * DAY_IN_MILLISECONDS,
            text=[standing.letter if room else "" for room in has_room] if is_wide else None,
            constraintext="none",
            customdata=[format_day(moment) for moment in dates.moments],
            hovertemplate="%{customdata}: %{y}<extra>%{fullData.name}</extra>",
            row=place.row,
            col=1,
            **style,
        )
        if not is_wide and has_room[-1]:
            _write_beside(figure, dates.moments[-1], below + counts[-1] / 2, standing, place, surface)
        below += counts[-1]
    figure.add_vrect(
        x0=panel.starts_on.isoformat(),
        x1=panel.ends_on.isoformat(),
        fillcolor=surface.quiet,
        opacity=0.18,
        line_width=0,
        layer="below",
        row=place.row,
        col=1,
    )
    # The ticks of all panels are as many initiatives apart.
    figure.update_yaxes(
        count_axis(theme, _("Initiatives"))
        | {"range": [0, place.height], "dtick": _step(place.highest), "nticks": None},
        row=place.row,
        col=1,
    )


def _step(height: float) -> int:
    """Give how many initiatives lie between two lines: 1, 2 or 5, or so many tens, hundreds and so on."""
    unit = 1
    while True:
        for step in (unit, 2 * unit, 5 * unit):
            if height / step <= 5:
                return step
        unit *= 10


def _write_beside(
    figure: go.Figure, day: date, height: float, standing: Standing, place: _Place, surface: Surface
) -> None:
    """Write the letter of narrow bars to the right of the last one, beside its segment."""
    figure.add_annotation(
        x=day.isoformat(),
        y=height,
        text=standing.letter,
        showarrow=False,
        xanchor="left",
        xshift=8,
        font={"color": surface.text, "size": 12},
        row=place.row,
        col=1,
    )


def _name_panel(figure: go.Figure, panel: PhasePanel, place: _Place, surface: Surface) -> None:
    """Write above a panel which phase it is of, and of how many initiatives."""
    number = ngettext("{n} initiative", "{n} initiatives", panel.totals[-1])
    figure.add_annotation(
        x=0,
        xref="x domain" if place.row == 1 else f"x{place.row} domain",
        y=1,
        yref="y domain" if place.row == 1 else f"y{place.row} domain",
        text=plain_words(_("{phase}: {number}", phase=panel.name, number=number)),
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        font={"color": surface.text, "size": 13},
    )
