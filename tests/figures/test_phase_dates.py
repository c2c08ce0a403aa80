"""Phases by date: one scale for all panels, each phase named, its own time shaded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ictrack.figures.palette import Theme
from ictrack.figures.phase_dates import standings_by_date
from ictrack.summaries.phase_dates import PhaseDates, PhasePanel
from ictrack.summaries.table import Table
from ictrack.vocabulary import Standing

YEARS = tuple(date(year, 12, 31) for year in range(2017, 2024))
MONTHS = tuple(date(2020, 1, 31) + timedelta(days=30.4 * n) for n in range(80))


def panel(name: str, starts_on: date, ends_on: date, numbers: tuple[int, ...]) -> PhasePanel:
    counts = {standing: (0,) * len(numbers) for standing in Standing}
    counts |= {Standing.COMPLETED: numbers}
    return PhasePanel(name, starts_on, ends_on, counts, numbers)


def draw(moments: tuple[date, ...], *largest: int) -> dict[str, Any]:
    panels = tuple(
        panel(f"Phase <{place}>", moments[place], moments[-1], (0, *(number for _day in moments[1:])))
        for place, number in enumerate(largest)
    )
    dates = PhaseDates(moments, panels, {Standing.COMPLETED: "Completed"}, "", Table("By date", (), ()))
    drawn: dict[str, Any] = standings_by_date(dates, Theme.LIGHT).to_plotly_json()
    return drawn


@pytest.mark.parametrize("largest", [(22, 100), (100, 22), (3, 2), (40, 50, 60)])
def test_an_initiative_is_as_high_in_every_panel(largest: tuple[int, ...]) -> None:
    layout = draw(YEARS, *largest)["layout"]
    axes = [layout["yaxis" if n == 0 else f"yaxis{n + 1}"] for n in range(len(largest))]
    heights = [(axis["domain"][1] - axis["domain"][0]) / axis["range"][1] for axis in axes]
    assert heights == pytest.approx([heights[0]] * len(largest))
    assert len({axis["dtick"] for axis in axes}) == 1
    assert all(axis["range"][1] >= number for axis, number in zip(axes, largest, strict=True))


def test_each_panel_is_named_and_the_legend_stands_once() -> None:
    drawn = draw(YEARS, 22, 100)
    names = [annotation["text"] for annotation in drawn["layout"]["annotations"]]
    assert names == ["Phase &lt;0&gt;: 22 initiatives", "Phase &lt;1&gt;: 100 initiatives"]
    assert [trace["name"] for trace in drawn["data"] if trace["showlegend"]] == ["C Completed"]


def test_the_time_of_a_phase_is_shaded_in_its_own_panel() -> None:
    spans = [(s["x0"], s["x1"], s["xref"]) for s in draw(YEARS, 22, 100)["layout"]["shapes"]]
    assert spans == [("2017-12-31", "2023-12-31", "x"), ("2018-12-31", "2023-12-31", "x2")]


def test_letters_stand_in_wide_bars_and_beside_narrow_ones() -> None:
    wide = draw(YEARS, 22, 100)
    assert wide["data"][1]["text"][-1] == "C"
    narrow = draw(MONTHS, 22, 100)
    assert all(trace.get("text") is None for trace in narrow["data"])
    beside = [a for a in narrow["layout"]["annotations"] if a["text"] == "C"]
    assert [a["y"] for a in beside] == [11, 50]


def test_a_segment_that_is_too_low_has_no_letter() -> None:
    assert all(a["text"] != "C" for a in draw(MONTHS, 2, 400)["layout"]["annotations"][:1])
    assert draw(YEARS, 2, 400)["data"][0]["text"][-1] == ""
