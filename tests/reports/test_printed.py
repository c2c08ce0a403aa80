"""What the template of the PDF draws is worked out before."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.reports.printed import printed_report, ticks_up_to
from tests.reports.sample import CONTROL, sample_report


@pytest.mark.parametrize(
    ("peak", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (6, [0, 1, 2, 3, 4, 5, 6]),
        (7, [0, 2, 4, 6, 8]),
        (13, [0, 5, 10, 15]),
        (96, [0, 20, 40, 60, 80, 100]),
    ],
)
def test_ticks_are_round_numbers(peak: int, ticks: list[int]) -> None:
    assert ticks_up_to(peak) == ticks


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_ticks_are_few_and_reach_the_peak(peak: int) -> None:
    ticks = ticks_up_to(peak)
    assert ticks[-2] < max(peak, 1) <= ticks[-1]
    assert len(ticks) <= 7


def test_it_is_nothing_but_what_json_holds_and_has_no_control_characters() -> None:
    drawn = printed_report(sample_report(commentary=CONTROL))
    text = json.dumps(drawn, ensure_ascii=False)
    assert json.loads(text) == drawn
    assert text.isprintable()
