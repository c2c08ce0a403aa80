"""Charts of a workbook: native ones, drawn from the cells of their tables where these have the same numbers.

Where a table says it in other words, as that of steps does, the numbers stand on a sheet of
their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ictrack.escapes import clean_text
from ictrack.reports.document import Chart, ChartSeries, Paint, plain_cell
from ictrack.reports.office_paint import (
    SURFACE,
    BarStyle,
    axis_step,
    bar_style,
    has_legend,
    is_narrow,
    longest_bar,
    series_name,
)
from ictrack.reports.sheet_page import SheetPage, TablePlace
from ictrack.reports.sheet_styles import FONT
from ictrack.reports.sheet_table import SheetColumn, SheetTable

_FONT = {"name": FONT, "size": 10, "color": SURFACE.text}
_BAR, _AROUND, _LEGEND, _UPRIGHT = 30, 70, 30, 340
_MOST_PIXELS, _FEW, _GAP, _GAP_OF_FEW = 900, 5, 45, 160
_TALLEST = 3_000


@dataclass(frozen=True)
class Source:
    """Where the numbers of a chart stand: its names in the first column, each series in one of its own."""

    place: TablePlace
    columns: tuple[int, ...]


def columns_in_table(chart: Chart) -> tuple[int, ...] | None:
    """Find the series of a chart among the columns of its table; none where any is not there."""
    cells = [[plain_cell(cell) for cell in row] for row in chart.table.rows]
    if [row[0] for row in cells] != list(chart.labels) or not cells:
        return None
    columns = [_column_of(series, chart, cells) for series in chart.series]
    return tuple(place for place in columns if place) if all(columns) else None


def _column_of(series: ChartSeries, chart: Chart, cells: Sequence[Sequence[str | int | None]]) -> int:
    """Give the column with the name and the numbers of a series, or 0."""
    for place, heading in enumerate(chart.table.headings):
        if heading.label == series.name and [row[place] for row in cells] == list(series.values):
            return place
    return 0


def data_table(chart: Chart) -> SheetTable:
    """Make the table of a chart's own numbers."""
    columns = [SheetColumn(clean_text(chart.axis))]
    columns += [SheetColumn(series_name(series), is_number=True) for series in chart.series]
    values = zip(*(series.values for series in chart.series), strict=True)
    rows = tuple((clean_text(name), *row) for name, row in zip(chart.labels, values, strict=True))
    return SheetTable(clean_text(chart.title), tuple(columns), rows)


def add_chart(book: Any, page: SheetPage, chart: Chart, source: Source) -> None:
    """Draw a chart on the next free rows of a page."""
    drawn = book.add_chart({"type": "column" if chart.is_upright else "bar", "subtype": "stacked"})
    for series, column in zip(chart.series, source.columns, strict=True):
        drawn.add_series(_series(series, column, chart, source.place))
    _draw_axes(drawn, chart)
    drawn.set_title({"none": True})
    drawn.set_chartarea({"border": {"none": True}})
    hidden = [place for place, series in enumerate(chart.series) if series.paint is Paint.HIDDEN]
    legend = {"position": "top", "font": _FONT, "delete_series": hidden}
    drawn.set_legend(legend if has_legend(chart) else {"none": True})
    height = _pixels(chart)
    drawn.set_size({"width": min(page.pixels, _MOST_PIXELS), "height": height})
    page.insert_chart(drawn, height, clean_text(chart.sentence))


def height_of_chart(chart: Chart) -> float:
    """Give the height of a chart in points."""
    return _pixels(chart) * 0.75


def _pixels(chart: Chart) -> int:
    if chart.is_upright:
        return _UPRIGHT
    legend = _LEGEND if has_legend(chart) else 0
    return min(_TALLEST, _BAR * max(2, len(chart.labels)) + _AROUND + legend)


def _series(series: ChartSeries, column: int, chart: Chart, place: TablePlace) -> dict[str, Any]:
    first, last = place.rows[0], place.rows[-1]
    few = chart.is_upright and len(chart.labels) < _FEW
    options: dict[str, Any] = {
        "name": _as_words(series_name(series)),
        "categories": [place.sheet, first, 0, last, 0],
        "values": [place.sheet, first, column, last, column],
        "gap": _GAP_OF_FEW if few else _GAP,
    }
    style = bar_style(series.paint)
    if style is None:
        return options | {"fill": {"none": True}, "border": {"none": True}}
    # A bar of nothing is not drawn as a line.
    nothing = _fill(style) | {"border": {"none": True}}
    return (
        options
        | _fill(style)
        | {
            "border": {"color": style.line, "width": 0.75},
            "points": [None if value else nothing for value in series.values],
            "data_labels": _labels(style, series, longest_bar(chart)),
        }
    )


def _fill(style: BarStyle) -> dict[str, Any]:
    if style.pattern:
        return {"pattern": {"pattern": style.pattern, "fg_color": style.line, "bg_color": style.fill}}
    return {"fill": {"color": style.fill}}


def _labels(style: BarStyle, series: ChartSeries, longest: int) -> dict[str, Any]:
    """Label the bars that are wide enough; the others are read in the table."""
    labels: dict[str, Any] = {
        "value": True,
        "position": "center",
        "num_format": style.number_format,
        "font": _FONT | {"color": style.ink},
    }
    if style.pattern:
        labels["fill"] = {"color": style.fill}
    narrow = [{"delete": True} if is_narrow(value, longest) else None for value in series.values]
    return labels | ({"custom": narrow} if any(narrow) else {})


def _draw_axes(drawn: Any, chart: Chart) -> None:
    names: dict[str, Any] = {
        "num_font": _FONT,
        "line": {"color": SURFACE.quiet},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": False},
    }
    numbers: dict[str, Any] = {
        "num_font": _FONT,
        "num_format": "#,##0",
        "min": 0,
        "major_unit": axis_step(longest_bar(chart)),
        "line": {"none": True},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": {"color": SURFACE.hairline, "width": 0.5}},
        "name": _as_words(clean_text(chart.axis)),
        "name_font": _FONT | {"bold": False},
    }
    if chart.is_upright:
        drawn.set_x_axis(names)
        drawn.set_y_axis(numbers)
    else:
        # The first bar is the uppermost; the numbers stay at the foot.
        drawn.set_y_axis(names | {"reverse": True, "crossing": "max", "interval_unit": 1})
        drawn.set_x_axis(numbers)


def _as_words(text: str) -> str:
    """Keep a name from being taken for a formula."""
    return f" {text}" if text.startswith("=") else text
