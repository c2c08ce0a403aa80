"""The charts of a report say what the report says, in the style of the app's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ictrack.figures.palette import SURFACES, Theme, paint_of
from ictrack.reports.charts import report_figure
from ictrack.reports.document import Chart, ChartSeries, Paint
from ictrack.vocabulary import STANDING_ORDER, Standing
from tests.reports.sample import CONTROL, NASTY, progress_chart, series_chart, steps_chart

CHARTS = (progress_chart(), steps_chart(), series_chart())


def turned(chart: Chart) -> Chart:
    """Give the same chart the other way up."""
    return replace(chart, is_upright=not chart.is_upright)


def named(chart: Chart, names: tuple[str, ...]) -> Chart:
    """Make a chart with other labels, and one of each in each."""
    series = tuple(replace(series, values=(1,) * len(names)) for series in chart.series)
    return replace(chart, labels=names, series=series)


def test_no_other_look_shows_through() -> None:
    drawn = report_figure(progress_chart(), Theme.LIGHT).to_plotly_json()
    assert drawn["layout"]["template"] == {"data": {"scatter": [{"type": "scatter"}]}}


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("chart", [*CHARTS, *map(turned, CHARTS)])
def test_every_number_of_a_chart_is_drawn_and_nothing_is_no_segment(chart: Chart, theme: Theme) -> None:
    bars = report_figure(chart, theme).data
    lengths = [tuple(bar.y if chart.is_upright else bar.x) for bar in bars]
    assert [tuple(length or 0 for length in of_bar) for of_bar in lengths] == [s.values for s in chart.series]
    assert all(length != 0 for of_bar in lengths for length in of_bar)


def test_each_segment_of_a_standing_bears_its_letter_and_number_and_the_legend_its_name() -> None:
    completed, not_reported = report_figure(progress_chart(), Theme.LIGHT).data
    assert (completed.name, completed.text) == ("C Completed", ("C 3", ""))
    assert (not_reported.name, not_reported.text) == ("? Not reported", ("? 1", "? 2"))


@pytest.mark.parametrize("theme", Theme)
def test_a_standing_looks_as_everywhere_in_the_app(theme: Theme) -> None:
    series = tuple(ChartSeries(standing, standing, (1, 1)) for standing in STANDING_ORDER)
    bars = report_figure(replace(progress_chart(), series=series), theme).data
    for standing, bar in zip(STANDING_ORDER, bars, strict=True):
        paint = paint_of(standing, theme)
        assert (bar.marker.color, bar.marker.pattern.shape or "") == (paint.fill, paint.pattern)


@pytest.mark.parametrize("theme", Theme)
def test_what_the_others_stand_on_is_not_seen_not_named_and_does_not_answer(theme: Theme) -> None:
    hidden = report_figure(steps_chart(), theme).data[0]
    assert hidden.marker.color == "rgba(0,0,0,0)"
    assert (hidden.marker.line.width, hidden.hoverinfo, hidden.showlegend) == (0, "skip", False)
    assert (hidden.text, hidden.hovertemplate) == (None, None)


def test_a_step_has_its_sign_and_what_is_taken_away_is_hollow() -> None:
    _hidden, total, added, taken = report_figure(steps_chart(), Theme.LIGHT).data
    assert (total.text, added.text, taken.text) == (
        ("2", "", "", "3"),
        ("", "+2", "", ""),
        ("", "", "\u22121", ""),
    )
    assert taken.marker.color == SURFACES[Theme.LIGHT].background
    assert added.marker.color == added.marker.line.color == taken.marker.line.color


def test_horizontal_bars_stand_from_the_first_at_the_top_and_upright_ones_from_the_left() -> None:
    across = report_figure(progress_chart(), Theme.LIGHT).layout
    assert across.yaxis.ticktext == ("Bristol", "Cardiff")
    assert across.yaxis.range[0] > across.yaxis.range[1]
    assert across.xaxis.title.text == "Initiatives"
    upright = report_figure(series_chart(), Theme.LIGHT).layout
    assert upright.xaxis.ticktext == ("31 December 2018", "31 December 2019")
    assert upright.xaxis.range[0] < upright.xaxis.range[1]
    assert upright.yaxis.title.text == "Initiatives"


@pytest.mark.parametrize("cities", [2, 13, 60])
def test_a_row_is_as_high_among_many_as_among_few(cities: int) -> None:
    names = tuple(f"City {n}" for n in range(cities))
    fewer = report_figure(named(progress_chart(), names[:-1]), Theme.LIGHT).layout.height
    assert report_figure(named(progress_chart(), names), Theme.LIGHT).layout.height - fewer == 30


def test_long_words_are_broken_into_lines_and_one_line_under_many_upright_bars() -> None:
    few = tuple(f"{day} September 2019" for day in range(1, 9))
    ticks = report_figure(named(series_chart(), few), Theme.LIGHT).layout.xaxis.ticktext
    assert ticks[0] == "1<br>September<br>2019"
    many = tuple(f"{day} September 2019" for day in range(1, 13))
    assert report_figure(named(series_chart(), many), Theme.LIGHT).layout.xaxis.ticktext == many


@pytest.mark.parametrize("text", [*NASTY, CONTROL])
@pytest.mark.parametrize("chart", [progress_chart(), series_chart()])
def test_no_text_is_markup_of_plotly(chart: Chart, text: str) -> None:
    series = tuple(ChartSeries(text, series.paint, (1, 1)) for series in chart.series)
    figure = report_figure(replace(chart, labels=(text, ""), series=series, axis=text), Theme.LIGHT)
    words = [figure.layout.xaxis, figure.layout.yaxis]
    told = [axis.title.text or "" for axis in words] + [bar.name for bar in figure.data]
    told += [tick.replace("<br>", " ") for axis in words for tick in axis.ticktext or ()]
    told += [name for bar in figure.data for name in bar.customdata]
    assert not any(sign in each for each in told for sign in "<>\x07\x00\x1b")


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("chart", [progress_chart(), series_chart()])
def test_nothing_to_draw_is_an_empty_chart(chart: Chart, theme: Theme) -> None:
    without_categories = report_figure(named(chart, ()), theme)
    assert [tuple((bar.y if chart.is_upright else bar.x) or ()) for bar in without_categories.data] == [
        ()
    ] * len(chart.series)
    assert report_figure(replace(chart, labels=(), series=()), theme).data == ()


def test_few_are_not_counted_in_halves() -> None:
    assert report_figure(progress_chart(), Theme.LIGHT).layout.xaxis.dtick == 1
    many = replace(progress_chart(), series=(ChartSeries("Completed", Standing.COMPLETED, (5, 0)),))
    assert report_figure(many, Theme.LIGHT).layout.xaxis.dtick is None


def test_a_step_to_nothing_has_no_sign() -> None:
    nothing = replace(steps_chart(), series=(ChartSeries("Added", Paint.ADDED, (0, 0, 0, 0)),))
    assert report_figure(nothing, Theme.LIGHT).data[0].text == ("",) * 4
