"""Progress over time: every bar is named, and the words of marks never stand on each other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ictrack.figures.palette import Theme
from ictrack.figures.progress import progress_over_time
from ictrack.summaries.series import Mark, Series
from ictrack.summaries.table import Table
from ictrack.vocabulary import Standing

YEARS = tuple(date(year, 12, 31) for year in range(2017, 2024))
MONTHS = tuple(date(2020, 1, 31) + timedelta(days=30.4 * n) for n in range(80))


def mark(day: date, label: str, kind: str = "phase") -> Mark:
    return Mark(day, day, label, kind)


def draw(
    moments: tuple[date, ...], *marks: Mark, done: int = 10, open_: int = 90, silent: int = 0
) -> dict[str, Any]:
    counts = {
        Standing.COMPLETED: (done,) * len(moments),
        Standing.IN_PROGRESS: (open_,) * len(moments),
    }
    labels = {Standing.COMPLETED: "Completed", Standing.IN_PROGRESS: "Under way"}
    silence = {Standing.IN_PROGRESS: (silent,) * len(moments)} if silent else {}
    series = Series(moments, counts, silence, labels, marks, "", Table("Over time", (), ()))
    drawn: dict[str, Any] = progress_over_time(series, Theme.LIGHT).to_plotly_json()
    return drawn


def words(drawn: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["text"]: one for one in drawn["layout"]["annotations"]}


def test_the_last_bar_is_named_and_no_name_lies_on_its_side() -> None:
    axis = draw(YEARS)["layout"]["xaxis"]
    assert axis["ticktext"][0] == "Dec<br>2023"
    assert len(axis["ticktext"]) == len(YEARS)
    assert axis["tickangle"] == 0


def test_of_many_bars_as_many_are_named_as_a_phone_has_room_for() -> None:
    ticks = draw(tuple(date(year, 12, 31) for year in range(2012, 2024)))["layout"]["xaxis"]["ticktext"]
    assert ticks[0] == "Dec<br>2023"
    assert len(ticks) <= 7


def test_all_bars_and_the_begin_of_a_phase_are_within_the_picture() -> None:
    first, last = draw(YEARS, mark(date(2017, 3, 1), "Phase one begins"))["layout"]["xaxis"]["range"]
    assert first < "2017-03-01"
    assert last > "2023-12-31"
    assert last < "2025"


def test_a_year_is_not_named_that_no_bar_reaches() -> None:
    axis = draw(MONTHS)["layout"]["xaxis"]
    assert max(axis["tickvals"]) <= MONTHS[-1].isoformat()


def test_narrow_bars_have_their_letters_beside_the_last_one() -> None:
    drawn = draw(MONTHS)
    assert all(bar.get("text") is None for bar in drawn["data"])
    assert words(drawn)["C"]["y"] == 5
    assert words(drawn)["I"]["y"] == 55
    assert words(drawn)["I"]["xanchor"] == "left"


def test_a_segment_that_is_too_low_has_no_letter() -> None:
    assert "C" not in words(draw(MONTHS, done=1, open_=200))


def test_words_of_marks_that_are_close_stand_in_rows_of_their_own() -> None:
    drawn = draw(
        YEARS,
        mark(date(2017, 3, 1), "Phase one begins"),
        mark(date(2019, 3, 1), "Phase two begins"),
        mark(date(2020, 3, 1), "COVID-19: first lockdown", "disruption"),
    )
    rows = {text: one["y"] for text, one in words(drawn).items()}
    assert set(rows) == {"Phase one begins", "Phase two begins", "COVID-19"}
    assert len(set(rows.values())) == 3
    assert drawn["layout"]["yaxis"]["range"][1] > 100 / (1 - 3 * 0.08)


def test_words_that_would_run_off_the_right_edge_stand_to_the_left_of_their_mark() -> None:
    drawn = draw(YEARS, mark(date(2023, 6, 1), "Winter floods", "disruption"))
    assert words(drawn)["Winter floods"]["xanchor"] == "right"


@pytest.mark.parametrize("label", ["L" * 200, "One word and another and many more words still"])
def test_long_words_are_cut(label: str) -> None:
    (text,) = words(draw(YEARS, mark(date(2018, 1, 1), label)))
    assert 1 < len(text) <= 28


def test_one_moment_is_one_bar() -> None:
    drawn = draw((date(2020, 3, 31),))
    assert drawn["layout"]["xaxis"]["ticktext"] == ["Mar<br>2020"]


@pytest.mark.parametrize("moments", [YEARS, MONTHS])
def test_what_is_silent_is_hatched_and_lies_above_the_rest_of_its_standing(moments: tuple[date, ...]) -> None:
    drawn = draw(moments, silent=30)
    completed, heard, silent, explained = drawn["data"]
    assert (heard["name"], heard["y"][0]) == ("I Under way", 60)
    assert (silent["name"], silent["y"][0]) == ("I Under way, silent", 30)
    assert silent["marker"]["pattern"]["shape"] == "\\"
    assert silent["marker"]["color"] == heard["marker"]["color"] != completed["marker"]["color"]
    assert silent["showlegend"] is False
    assert explained["name"] == "hatched: silent"
    assert drawn["layout"]["yaxis"]["range"] == draw(moments)["layout"]["yaxis"]["range"]


def test_a_letter_on_hatching_is_bold_and_one_without_room_is_left_out() -> None:
    assert draw(YEARS, silent=30)["data"][2]["text"][0] == "<b>I</b>"
    assert draw(YEARS, silent=4)["data"][2]["text"][0] == ""


def test_where_nothing_is_silent_no_hatching_is_explained() -> None:
    assert [bar["name"] for bar in draw(YEARS)["data"]] == ["C Completed", "I Under way"]
