"""Phases by date: a panel for each, one above the other, with the same days and the same scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ictrack.escapes import plain_words
from ictrack.figures.marks import band, bar_style, chart_layout, count_axis, letters_beside, name_in_legend
from ictrack.figures.moments import DAY_IN_MILLISECONDS, WIDE, bar_width, name_days
from ictrack.figures.palette import SURFACES, Surface, Theme
from ictrack.language import _, format_day, ngettext
from ictrack.summaries.phase_dates import PhaseDates, PhasePanel

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

    @property
    def x(self) -> str:
        """Name the axis of its days, as shapes, words and bars do."""
        return "x" if self.row == 1 else f"x{self.row}"

    @property
    def y(self) -> str:
        """Name the axis of its numbers."""
        return "y" if self.row == 1 else f"y{self.row}"


def standings_by_date(dates: PhaseDates, theme: Theme) -> go.Figure:
    """Draw how many initiatives of each phase had each standing at each day; a phase's own time is shaded."""
    surface = SURFACES[theme]
    heights = _heights(dates.panels)
    rows = len(heights)
    between = _PIXELS_BETWEEN * (rows - 1)
    width = bar_width(dates.moments)
    pixels = min(_MOST_PIXELS, max(_LEAST_PIXELS_OF_A_PANEL * rows, _PIXELS_OF_AN_INITIATIVE * sum(heights)))
    figure = make_subplots(
        rows=rows,
        cols=1,
        shared_xaxes=True,
        row_heights=heights,
        vertical_spacing=_PIXELS_BETWEEN / (pixels + between) if rows > 1 else 0,
    )
    needed = sum(heights) * _PIXELS_OF_A_LETTER / pixels
    shapes, words = [], []
    for row, (panel, height) in enumerate(zip(dates.panels, heights, strict=True), start=1):
        place = _Place(row, height, max(heights), needed)
        _draw_panel(figure, dates, panel, place, theme)
        own_time = band(panel.starts_on, panel.ends_on, surface)
        shapes.append(own_time | {"xref": place.x, "yref": f"{place.y} domain"})
        beside = [] if width == WIDE else _letters_beside(dates, panel, place, surface)
        words += [*beside, _name_of(panel, place, surface)]
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
        shapes=shapes,
        annotations=words,
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
    width = bar_width(dates.moments)
    is_wide = width == WIDE
    for standing in dates.labels:
        counts = panel.counts[standing]
        style = bar_style(standing, theme)
        if not is_wide:
            # Hairlines around bars of a few pixels would be all that is seen of them.
            style["marker"]["line"]["width"] = 0
        letters = [standing.letter if count >= place.initiatives_of_a_letter else "" for count in counts]
        figure.add_bar(
            x=[moment.isoformat() for moment in dates.moments],
            y=list(counts),
            name=plain_words(name_in_legend(standing, dates.labels[standing])),
            legendgroup=standing.value,
            showlegend=place.row == 1,
            width=width * DAY_IN_MILLISECONDS,
            text=letters if is_wide else None,
            constraintext="none",
            customdata=[format_day(moment) for moment in dates.moments],
            hovertemplate="%{customdata}: %{y}<extra>%{fullData.name}</extra>",
            xaxis=place.x,
            yaxis=place.y,
            **style,
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


def _letters_beside(
    dates: PhaseDates, panel: PhasePanel, place: _Place, surface: Surface
) -> list[dict[str, Any]]:
    last = ((standing, panel.counts[standing][-1]) for standing in dates.labels)
    letters = letters_beside(
        last, dates.moments[-1], lambda count: count >= place.initiatives_of_a_letter, surface.text
    )
    return [letter | {"xref": place.x, "yref": place.y} for letter in letters]


def _name_of(panel: PhasePanel, place: _Place, surface: Surface) -> dict[str, Any]:
    """Write above a panel which phase it is of, and of how many initiatives."""
    number = ngettext("{n} initiative", "{n} initiatives", panel.totals[-1])
    return {
        "x": 0,
        "xref": f"{place.x} domain",
        "y": 1,
        "yref": f"{place.y} domain",
        "text": plain_words(_("{phase}: {number}", phase=panel.name, number=number)),
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "font": {"color": surface.text, "size": 13},
    }
