"""The pictures of a report's charts, drawn by the Chromium that is there."""

from __future__ import annotations

import struct

import pytest

from ictrack.reports.pictures import draw_pictures
from tests.machine import find_chromium
from tests.reports.sample import sample_report


@pytest.fixture(autouse=True)
def _chromium(monkeypatch: pytest.MonkeyPatch) -> None:
    found = find_chromium()
    if found is None:
        pytest.skip("no Chrome or Chromium on this machine")
    monkeypatch.setenv("BROWSER_PATH", found)


def test_every_chart_is_a_picture_wide_enough_for_print_and_the_same_each_time() -> None:
    report = sample_report()
    pictures = draw_pictures(report)
    assert list(pictures) == [chart.key for chart in report.charts()]
    for picture in pictures.values():
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">I", picture[16:20]) == (1600,)
    assert draw_pictures(report) == pictures
