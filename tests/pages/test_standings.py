"""Squares up to the limit of the settings, bars above it, and the same numbers beside both."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.properties.tables import Files

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]

FILES: Files = {
    "phases": [{"phase_id": "1", "name": "Phase one", "starts_on": "2017-03", "ends_on": "2019-05-31"}],
    "cities": [{"city_id": "A", "name": "Ambridge"}, {"city_id": "B", "name": "Borchester"}],
    "initiatives": [
        {"initiative_id": f"I{n}", "city_id": "AB"[n % 2], "phase_id": "1", "title": f"Initiative {n}"}
        for n in range(4)
    ],
}


@pytest.mark.parametrize(("limit", "is_squares"), [("4", True), ("3", False)])
def test_squares_give_way_to_bars_above_the_limit(
    open_page: OpenPage, words_of: Words, monkeypatch: pytest.MonkeyPatch, limit: str, is_squares: bool
) -> None:
    monkeypatch.setenv("ICTRACK_SQUARES_LIMIT", limit)
    app = open_page("overview", files=FILES)
    words = words_of(app)
    charts = len(app.get("plotly_chart"))
    assert ("One square per initiative" in words, charts) == (is_squares, 1 if is_squares else 2)
    assert ("too many for a square each" in words) is not is_squares
    assert "Initiatives by city and progress" in words
