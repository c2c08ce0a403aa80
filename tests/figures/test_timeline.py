"""The pictures of the Timeline: one height of a row, and dates drawn as long as they are known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ictrack.figures.line_of_time import ROW_HEIGHT
from ictrack.figures.palette import SURFACES, Theme, paint_of
from ictrack.figures.timeline import evidence_strip, initiative_bars, programme_lanes
from ictrack.summaries.table import Linked, Table, Target
from ictrack.summaries.timeline_bars import Bar, Bars, Group, Update
from ictrack.summaries.timeline_events import Frame, Lane, Programme, Span, span_of
from ictrack.summaries.timeline_strip import Strip, StripRow
from ictrack.vocabulary import DeliveryStatus, Standing

EMPTY = Table("", (), ())
FRAME = Frame(
    first=date(2017, 1, 1),
    last=date(2023, 12, 31),
    as_at=date(2022, 6, 30),
    phase_starts=(date(2017, 3, 1), date(2019, 6, 1)),
    disruptions=(Span(date(2020, 3, 1), date(2020, 10, 31), "COVID-19"),),
)
DAY = 24 * 60 * 60 * 1000


def bar(
    start: str = "",
    target: str = "",
    first: str = "",
    updates: tuple[tuple[str, str], ...] = (),
    standing: Standing = Standing.IN_PROGRESS,
    title: str = "Welcome pack",
    **looks: bool,
) -> Bar:
    marks = [(span_of(day), DeliveryStatus(status) if status else None) for day, status in updates]
    return Bar(
        title=title,
        standing=standing,
        is_hollow=looks.get("is_hollow", False),
        is_closed=looks.get("is_closed", False),
        start=span_of(start),
        target=span_of(target),
        first_target=span_of(first),
        updates=tuple(Update(span, status) for span, status in marks if span),
        words="words",
        is_silent=looks.get("is_silent", False),
    )


def draw(*bars: Bar, theme: Theme = Theme.LIGHT, undated: str = "") -> dict[str, Any]:
    data = Bars(FRAME, (Group("Bristol", bars),), (), (), undated, "", EMPTY, EMPTY)
    figure: dict[str, Any] = initiative_bars(data, theme).to_plotly_json()
    return figure


def of_type(figure: dict[str, Any], kind: str, mode: str = "") -> list[dict[str, Any]]:
    traces = figure["data"]
    return [t for t in traces if t["type"] == kind and (not mode or t.get("mode") == mode)]


def pieces(figure: dict[str, Any]) -> list[tuple[str, float, float]]:
    """List the drawn bars: from which day, how many days, how high."""
    return [
        (base, x / DAY, trace["width"])
        for trace in of_type(figure, "bar")
        for base, x in zip(trace["base"], trace["x"], strict=True)
    ]


def test_days_make_one_bar_with_its_last_day_in_it() -> None:
    assert pieces(draw(bar("2018-03-01", "2018-03-31"))) == [("2018-03-01", 31, 0.36)]


def test_what_is_known_to_the_month_or_year_is_a_thin_piece_of_that_time() -> None:
    assert sorted(pieces(draw(bar("2018-03", "2019")))) == [
        ("2018-03-01", 31, 0.14),
        ("2018-03-31", 277, 0.36),
        ("2019-01-01", 365, 0.14),
    ]


def test_a_start_and_a_target_in_one_year_are_that_year_and_no_more() -> None:
    assert {height for _base, _days, height in pieces(draw(bar("2018", "2018")))} == {0.14}


def test_without_a_start_or_a_target_there_is_no_bar_but_a_mark() -> None:
    for one in (bar(start="2018-03-01"), bar(target="2018-03-01")):
        figure = draw(one)
        assert pieces(figure) == []
        assert [list(t["x"]) for t in of_type(figure, "scatter", "markers")] == [["2018-03-01"]]


def test_a_target_before_the_start_makes_no_bar() -> None:
    assert pieces(draw(bar("2020-01-01", "2019-01-01", updates=(("2018-01-01", ""),)))) == []


def test_an_update_of_a_year_is_a_line_of_a_year_and_one_of_a_day_a_mark() -> None:
    figure = draw(bar(updates=(("2018", "in_progress"), ("2019-05-06", "completed"))))
    [line] = [t for t in of_type(figure, "scatter", "lines") if t.get("customdata")]
    first, last, _break = line["x"]
    assert "2018-01-01" <= first < "2018-01-31"
    assert "2018-12-01" < last <= "2019-01-01"
    [mark] = of_type(figure, "scatter", "markers")
    assert (list(mark["x"]), mark["marker"]["symbol"]) == (["2019-05-06"], "star")


@pytest.mark.parametrize("theme", Theme)
def test_the_first_target_is_an_open_mark(theme: Theme) -> None:
    figure = draw(bar("2018-01-01", "2019-01-01", first="2018-06-01"), theme=theme)
    [mark] = of_type(figure, "scatter", "markers")
    assert (list(mark["x"]), mark["marker"]["symbol"]) == (["2018-06-01"], "triangle-down")
    assert mark["marker"]["color"] == SURFACES[theme].background


def test_a_first_target_of_a_year_is_dotted_for_that_year() -> None:
    figure = draw(bar("2018-01-01", "2020-01-01", first="2018"))
    [line] = [t for t in of_type(figure, "scatter", "lines") if t.get("customdata")]
    assert line["line"]["dash"] == "dot"


@pytest.mark.parametrize("theme", Theme)
def test_a_silent_bar_is_hatched_and_a_hollow_one_stays_hollow(theme: Theme) -> None:
    silent = bar("2018-01-01", "2019-01-01", is_silent=True)
    hollow = bar("2018-01-01", "2019-01-01", is_silent=True, is_hollow=True)
    plain = bar("2018-01-01", "2019-01-01")
    first, second, third = of_type(draw(plain, silent, hollow, theme=theme), "bar")
    assert first["marker"]["pattern"]["shape"] == ""
    assert second["marker"]["pattern"]["shape"] == third["marker"]["pattern"]["shape"] == "\\"
    assert second["marker"]["color"] == first["marker"]["color"] != third["marker"]["color"]


@pytest.mark.parametrize("theme", Theme)
def test_hollow_and_paler_bars_look_as_the_squares_do(theme: Theme) -> None:
    figure = draw(
        bar("2018-01-01", "2019-01-01"),
        bar("2018-01-01", "2019-01-01", is_hollow=True),
        bar("2018-01-01", "2019-01-01", is_closed=True),
        theme=theme,
    )
    fill = paint_of(Standing.IN_PROGRESS, theme).fill
    looks = {
        t["y"][0]: (t["marker"]["color"] == fill, t["marker"]["opacity"]) for t in of_type(figure, "bar")
    }
    assert [looks[y] for y in sorted(looks)] == [(True, 1), (False, 1), (True, 0.5)]


def test_what_colour_cannot_carry_a_pattern_and_a_letter_do() -> None:
    bars = [bar("2018-01-01", "2019-01-01", standing=standing) for standing in Standing]
    figure = draw(*bars)
    shapes = [trace["marker"]["pattern"]["shape"] for trace in of_type(figure, "bar")]
    assert sorted(shapes) == ["", "", "", "", "-", ".", "/", "x"]
    labels = [text for t in of_type(figure, "scatter", "text") for text in t["text"]]
    for standing in Standing:
        assert any(text.startswith(f"<b>{standing.letter}</b>") for text in labels)


def test_what_lies_beyond_the_line_of_time_is_said() -> None:
    figure = draw(bar("2007", "2030-05-01", title="W" * 80))
    [label] = [t for trace in of_type(figure, "scatter", "text") for t in trace["text"] if "WW" in t]
    assert label.endswith("… (from 2007, to 2030)")
    assert len(label) < 60


def test_a_title_is_never_markup() -> None:
    figure = draw(bar("2018-01-01", title="<b>Bold</b>"))
    labels = [text for t in of_type(figure, "scatter", "text") for text in t["text"]]
    assert any("&lt;b&gt;Bold" in text for text in labels)


@pytest.mark.parametrize("number", [1, 50])
def test_a_row_is_as_high_among_fifty_as_alone(number: int) -> None:
    bars = [bar("2018-01-01", "2019-01-01")] * number
    height = draw(*bars, bar("2018-01-01"))["layout"]["height"]
    assert height - draw(*bars)["layout"]["height"] == ROW_HEIGHT


def test_those_without_a_date_have_a_lane_of_words() -> None:
    figure = draw(bar("2018-01-01"), undated="3 initiatives, listed below")
    words = [text for t in of_type(figure, "scatter", "text") for text in t["text"]]
    assert "3 initiatives, listed below" in words


def test_the_lanes_of_the_programme_are_as_high_as_the_rows_of_initiatives() -> None:
    spans = (Span(date(2018, 10, 10), date(2018, 10, 12), "First"),)
    whole = (Span(date(2017, 3, 1), date(2019, 5, 31), "Phase one"),)
    lanes = (Lane("Phases", whole, ("Phase one",)), Lane("Convenings", spans))
    two = programme_lanes(Programme(FRAME, lanes, "", (), EMPTY), Theme.LIGHT)
    one = programme_lanes(Programme(FRAME, lanes[:1], "", (), EMPTY), Theme.LIGHT)
    assert two.layout.height - one.layout.height == ROW_HEIGHT
    assert [t.marker.symbol for t in two.select_traces({"mode": "markers"})] == ["diamond"]


def test_names_that_do_not_fit_stand_in_the_label_of_their_lane() -> None:
    lane = Lane("Disruptions", FRAME.disruptions, ("COVID-19",))
    figure = programme_lanes(Programme(FRAME, (lane,), "", (), EMPTY), Theme.DARK)
    words = [text for t in figure.select_traces({"mode": "text"}) for text in t.text]
    assert "Disruptions: COVID-19" in words


def test_a_year_of_the_strip_is_darker_the_more_were_heard_of_in_it() -> None:
    row = StripRow(Linked("Bristol", Target("city")), 9, (1, 0, 7), 1)
    strip = Strip(FRAME, (2019, 2020, 2021), (row,), "", "", EMPTY)
    figure = evidence_strip(strip, Theme.LIGHT)
    # A band behind its tiles would make a year look as if more were heard of in it.
    assert not any(str(shape.yref).endswith("domain") for shape in figure.layout.shapes)
    tiles = [shape for shape in figure.layout.shapes if str(shape.x0).endswith("-01-08")]
    assert [tile.x0[:4] for tile in tiles] == ["2019", "2021"]
    assert tiles[0].opacity < tiles[1].opacity
    words = [text for t in figure.select_traces({"mode": "text"}) for text in t.text]
    assert "<b>Bristol</b>  9; 1 without a date" in words
    assert {"1", "7"} <= set(words)


@pytest.mark.parametrize("theme", Theme)
def test_nothing_to_draw_is_an_empty_picture(theme: Theme) -> None:
    frame = Frame(date(2020, 1, 1), date(2020, 12, 31), date(2020, 12, 31), (), ())
    assert programme_lanes(Programme(frame, (), "", (), EMPTY), theme).layout.height
    assert evidence_strip(Strip(frame, (), (), "", "", EMPTY), theme).layout.height
    assert initiative_bars(Bars(frame, (), (), (), "", "", EMPTY, EMPTY), theme).layout.height
