"""Bars instead of squares: the same initiatives, counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from ictrack.figures.bars import ROW_HEIGHT, standing_bars
from ictrack.figures.palette import Theme
from ictrack.summaries.progress import Square, SquareRow
from ictrack.summaries.table import Linked, open_city, open_initiative
from ictrack.vocabulary import STANDING_ORDER, RecordKind, Standing

C, I_, N = Standing.COMPLETED, Standing.IN_PROGRESS, Standing.NOT_STARTED


def row(name: str, *standings: Standing, silent: int = 0) -> SquareRow:
    """Make the squares of one city; so many of them, the last, are silent."""
    squares = tuple(
        Square(
            str(n),
            standing,
            name,
            is_hollow=False,
            is_closed=False,
            target=open_initiative(str(n)),
            is_silent=n >= len(standings) - silent,
        )
        for n, standing in enumerate(standings)
    )
    return SquareRow(Linked(name, open_city(name)), squares)


def draw(rows: Sequence[SquareRow], theme: Theme = Theme.LIGHT) -> dict[str, Any]:
    """Draw bars and give the figure as Plotly sends it."""
    figure: dict[str, Any] = standing_bars(rows, RecordKind.RETURNS, theme).to_plotly_json()
    return figure


def test_every_initiative_is_in_one_segment() -> None:
    figure = draw([row("Bath", C, C, I_), row("Ely", N)])
    assert {bar["name"]: list(bar["x"]) for bar in figure["data"]} == {
        "C Completed": [2, 0],
        "I Under way": [1, 0],
        "N Not started": [0, 1],
    }


def test_segments_stand_in_the_order_of_the_legend() -> None:
    figure = draw([row("Bath", *reversed(STANDING_ORDER))])
    letters = [bar["name"][0] for bar in figure["data"]]
    assert letters == [standing.letter for standing in STANDING_ORDER]


def test_cities_stand_in_the_order_given_from_the_top() -> None:
    layout = draw([row("Bath", C), row("Ely", C), row("York", C)])["layout"]
    assert list(layout["yaxis"]["ticktext"]) == ["Bath", "Ely", "York"]
    first, last = layout["yaxis"]["range"]
    assert first > last


def test_each_segment_says_its_letter_and_number_and_an_empty_one_nothing() -> None:
    completed = draw([row("Bath", C, C), row("Ely", I_)])["data"][0]
    assert list(completed["text"]) == ["C 2", ""]


@pytest.mark.parametrize("cities", [3, 60])
def test_a_row_is_as_high_among_sixty_as_among_three(cities: int) -> None:
    rows = [row(f"City {n}", C) for n in range(cities)]
    smaller = draw(rows[:-1])["layout"]["height"]
    assert draw(rows)["layout"]["height"] - smaller == ROW_HEIGHT


def test_what_colour_cannot_carry_a_pattern_does() -> None:
    for bar in draw([row("Bath", *STANDING_ORDER)])["data"]:
        solid = bar["name"][0] in "CIRB"
        assert (bar["marker"]["pattern"]["shape"] == "") is solid


def test_what_is_silent_is_hatched_beside_the_rest_of_its_standing_and_explained_once() -> None:
    bars = draw([row("Bath", C, I_, I_, silent=1), row("Ely", N, silent=1)])["data"]
    assert [(bar["name"], list(bar["x"])) for bar in bars] == [
        ("C Completed", [1, 0]),
        ("I Under way", [1, 0]),
        ("I Under way, silent", [1, 0]),
        ("N Not started, silent", [0, 1]),
        ("hatched: silent", [None]),
    ]
    assert [bar.get("showlegend", True) for bar in bars] == [True, True, False, False, True]
    shapes = [bar["marker"]["pattern"]["shape"] for bar in bars]
    assert shapes == ["", "", "\\", "\\", "\\"]


def test_the_hatching_of_silence_is_no_pattern_of_a_standing() -> None:
    everything = draw([row("Bath", *STANDING_ORDER)])["data"]
    assert "\\" not in {bar["marker"]["pattern"]["shape"] for bar in everything}


@pytest.mark.parametrize("theme", Theme)
def test_the_lines_of_silence_stand_out_from_every_fill(theme: Theme) -> None:
    for bar in draw([row("Bath", *STANDING_ORDER, silent=8)], theme)["data"]:
        assert bar["marker"]["pattern"]["fgcolor"] == bar["insidetextfont"]["color"]


def test_a_long_name_is_cut_and_a_name_is_never_markup() -> None:
    layout = draw([row("<b>Bath</b>", C), row("L" * 200, C)])["layout"]
    short, long = layout["yaxis"]["ticktext"]
    assert short == "&lt;b&gt;Bath&lt;/b&gt;"
    assert len(long) == 24


@pytest.mark.parametrize("theme", Theme)
def test_nothing_to_draw_is_an_empty_chart(theme: Theme) -> None:
    assert draw([], theme)["data"] == []
