"""How standings are drawn in slides and workbooks: fills, patterns, inks, and labels with their letters.

The colours are those of the screen on paper (light). Programs have patterns of their own:
the nearest ones are taken. In a label the letter of the standing stands before the number,
so a bar can be read without its colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.escapes import clean_text
from ictrack.figures.palette import SURFACES, Theme, paint_of
from ictrack.reports.document import Chart, ChartSeries, Mark, Paint
from ictrack.vocabulary import Standing

SURFACE = SURFACES[Theme.LIGHT]
# Plotly's patterns, by the names that Office has for its own; both libraries know them.
_PATTERNS = {
    "-": "light_horizontal",
    ".": "dotted_grid",
    "x": "outlined_diamond",
    "/": "wide_upward_diagonal",
}
# How much is left of a colour that is drawn paler.
_PALER = 0.45
# A segment that is a smaller share than this of the longest bar has no room for its label.
_NARROW = 0.045
_MOST_STEPS = 6


@dataclass(frozen=True)
class BarStyle:
    """How a segment is drawn: colours as `#rrggbb`, and the number format of its label.

    `pattern` is empty for a solid fill; with a pattern, `fill` is the ground under it and
    `line` its strokes.
    """

    fill: str
    line: str
    ink: str
    number_format: str
    pattern: str = ""


@dataclass(frozen=True)
class MarkStyle:
    """How the letter of a mark is drawn: its ground, the line around it and its ink."""

    fill: str
    line: str
    ink: str
    pattern: str = ""


def bar_style(paint: Standing | Paint) -> BarStyle | None:
    """Give how a series is drawn; none where it is only the place on which others stand."""
    if isinstance(paint, Standing):
        drawn = paint_of(paint, Theme.LIGHT)
        number_format = f'"{paint.letter} "#,##0;;;'
        line = drawn.stroke or SURFACE.background
        return BarStyle(drawn.fill, line, drawn.ink, number_format, _PATTERNS.get(drawn.pattern, ""))
    return {
        Paint.HIDDEN: None,
        Paint.TOTAL: BarStyle(SURFACE.text, SURFACE.text, SURFACE.background, "#,##0;;;"),
        Paint.ADDED: BarStyle(SURFACE.accent, SURFACE.accent, SURFACE.background, '"+"#,##0;;;'),
        Paint.TAKEN: BarStyle(SURFACE.background, SURFACE.accent, SURFACE.text, '"\u2212"#,##0;;;'),
    }[paint]


def mark_style(mark: Mark) -> MarkStyle:
    """Give how a mark is drawn: hollow where its link is unconfirmed, paler where it is closed."""
    drawn = paint_of(mark.standing, Theme.LIGHT)
    line = drawn.stroke or drawn.fill
    if mark.is_closed:
        line = _paler(line)
    if mark.is_hollow:
        return MarkStyle(SURFACE.background, line, SURFACE.text)
    if drawn.pattern:
        return MarkStyle(drawn.fill, line, drawn.ink, _PATTERNS[drawn.pattern])
    return MarkStyle(line, line, SURFACE.text if mark.is_closed else drawn.ink)


def series_name(series: ChartSeries) -> str:
    """Name a series as the legend does, with the letter of its standing."""
    name = clean_text(series.name)
    return f"{series.paint.letter} {name}" if isinstance(series.paint, Standing) else name


def has_legend(chart: Chart) -> bool:
    """Say whether a legend is needed: steps say by their signs what they are."""
    return any(isinstance(series.paint, Standing) for series in chart.series)


def longest_bar(chart: Chart) -> int:
    """Give the length of the longest bar, what it stands on included."""
    return max(map(sum, zip(*(series.values for series in chart.series), strict=True)), default=0)


def is_narrow(value: int, longest: int) -> bool:
    """Say whether a segment is too narrow for its label."""
    return 0 < value < longest * _NARROW


def axis_step(longest: int) -> int:
    """Give a round step from grid line to grid line, so that there are few, and none at a fraction."""
    step, scale = 1, 1
    while True:
        for factor in (1, 2, 5):
            step = factor * scale
            if step * _MOST_STEPS >= longest:
                return step
        scale *= 10


def _paler(colour: str) -> str:
    """Mix a colour with the background, as the screen does."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    ground = (int(SURFACE.background[place : place + 2], 16) for place in (1, 3, 5))
    mixed = (round(part * _PALER + under * (1 - _PALER)) for part, under in zip(parts, ground, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)
