"""The waterfall: its bars start where the one before ended, and end at the last number."""

from __future__ import annotations

import pytest

from ictrack.figures.palette import Theme
from ictrack.figures.waterfall import waterfall_bars
from ictrack.summaries.ledger_numbers import Step, Waterfall

FOLLOWED = Waterfall(
    label="Completed",
    first="31 October 2019",
    last="31 March 2020",
    opening=4,
    steps=(Step("Moved forward, from under way", 3), Step("Moved back, to <b>paused</b>", -2)),
    closing=5,
)


@pytest.mark.parametrize("theme", Theme)
def test_each_bar_starts_where_the_one_before_ended(theme: Theme) -> None:
    (bars,) = waterfall_bars(FOLLOWED, theme).data
    spans = list(zip(bars.base, bars.x, bars.text, strict=True))
    assert spans == [(0, 4, "4"), (4, 3, "+3"), (5, 2, "\u22122"), (0, 5, "5")]


def test_words_are_escaped_and_broken_into_lines() -> None:
    ticks = waterfall_bars(FOLLOWED, Theme.LIGHT).layout.yaxis.ticktext
    assert ticks[1] == "Moved forward, from<br>under way"
    assert "<b>" not in ticks[2]
    assert "&lt;b&gt;paused" in ticks[2]


def test_what_takes_away_is_told_from_what_adds_without_colour() -> None:
    (bars,) = waterfall_bars(FOLLOWED, Theme.LIGHT).data
    added, taken = bars.marker.color[1], bars.marker.color[2]
    assert added != taken
    assert bars.marker.line.color[1] == bars.marker.line.color[2]


def test_a_ledger_without_steps_has_its_two_numbers() -> None:
    still = Waterfall("Completed", "1 May 2019", "1 June 2019", 0, (), 0)
    (bars,) = waterfall_bars(still, Theme.LIGHT).data
    assert list(bars.text) == ["0", "0"]
    assert [row[0] for row in still.table.rows] == ["1 May 2019", "1 June 2019"]
