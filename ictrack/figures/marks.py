"""How a standing is drawn in every chart: fill, pattern, letter; and what all charts share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import plotly.graph_objects as go

from ictrack.escapes import plain_words
from ictrack.figures.palette import SURFACES, Surface, Theme, paint_of
from ictrack.language import _
from ictrack.vocabulary import Standing

# A shape over the whole height of its panel, under what is drawn there. Shapes and words are given to a
# layout all at once: to add them one by one costs Plotly more than all the bars.
WHOLE_HEIGHT = {"xref": "x", "yref": "y domain", "y0": 0, "y1": 1, "layer": "below"}


def band(first: date, last: date, surface: Surface) -> dict[str, Any]:
    """Give a quiet band from a day to another, as a shape of the layout."""
    days = {"x0": first.isoformat(), "x1": last.isoformat()}
    return {
        "type": "rect",
        "fillcolor": surface.quiet,
        "opacity": 0.18,
        "line": {"width": 0},
        **days,
        **WHOLE_HEIGHT,
    }


def letters_beside(
    last: Iterable[tuple[Standing, int]], day: date, has_room: Callable[[int], bool], colour: str
) -> list[dict[str, Any]]:
    """Give the letters of narrow bars, to the right of the last one, each beside its segment.

    They are annotations of the layout; `last` are the segments of that bar, from below.
    """
    letters: list[dict[str, Any]] = []
    below = 0
    for standing, count in last:
        if has_room(count):
            letters.append(
                {
                    "x": day.isoformat(),
                    "y": below + count / 2,
                    "text": standing.letter,
                    "showarrow": False,
                    "xanchor": "left",
                    "xshift": 8,
                    "font": {"color": colour, "size": 12},
                }
            )
        below += count
    return letters


def bar_style(standing: Standing, theme: Theme) -> dict[str, Any]:
    """Give the fill, pattern, hairline and ink of a standing's segment, as arguments of a bar."""
    paint = paint_of(standing, theme)
    return {
        "textposition": "inside",
        "textangle": 0,
        "insidetextanchor": "middle",
        "insidetextfont": {"color": paint.ink},
        "marker": {
            "color": paint.fill,
            "line": {"color": paint.stroke or SURFACES[theme].background, "width": 1},
            "pattern": {
                "shape": paint.pattern,
                "fgcolor": paint.stroke or paint.fill,
                "bgcolor": paint.fill,
                "size": 5,
                # Dots crowd a letter more than lines do.
                "solidity": 0.15 if paint.pattern == "." else 0.25,
            },
        },
    }


def silent_style(standing: Standing, theme: Theme) -> dict[str, Any]:
    """Give the style of a standing's segment of which all is silent: thick lines over its fill.

    They run the other way than those of not reported, and are of the ink, as on a square.
    """
    style = bar_style(standing, theme)
    ink = paint_of(standing, theme).ink
    style["marker"]["pattern"] |= {
        "shape": "\\",
        "fgcolor": ink,
        "fgopacity": 0.6,
        "size": 11,
        "solidity": 0.15,
    }
    return style


def explain_hatching(figure: go.Figure, theme: Theme, **axes: Any) -> None:
    """Say in the legend once what the hatching says of every standing."""
    style = silent_style(Standing.IN_PROGRESS, theme)
    figure.add_bar(x=[None], y=[None], name=_("hatched: silent"), **style, **axes)


def name_in_legend(standing: Standing, label: str) -> str:
    """Write a standing as the legend does: its letter, then its words."""
    return f"{standing.letter} {label}"


def chart_layout(theme: Theme) -> dict[str, Any]:
    """Give what the layouts of all charts share: the page shines through, the legend is above."""
    return {
        "barmode": "stack",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": SURFACES[theme].text, "size": 13, "family": "sans-serif"},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
    }


def count_axis(theme: Theme, title: str) -> dict[str, Any]:
    """Give an axis that counts from zero, with few grid lines."""
    return {
        "title": {"text": plain_words(title)},
        "rangemode": "tozero",
        "gridcolor": SURFACES[theme].hairline,
        "gridwidth": 0.5,
        "nticks": 5,
    }
