"""Pictures where there is no browser that could draw them; with one, see tests/browser."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ictrack.errors import UsageError
from ictrack.reports.pictures import draw_pictures
from tests.reports.sample import sample_report


def test_without_a_browser_it_is_said_what_is_missing_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))
    with pytest.raises(UsageError, match=r"no Chrome or Chromium was found.*Nothing was written.*without"):
        draw_pictures(sample_report())


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="the command is a script of a Unix shell")
def test_a_command_that_is_no_browser_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    command = tmp_path / "chromium"
    command.write_text("#!/bin/sh\nexit 1\n")
    command.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(command))
    with pytest.raises(UsageError, match="did not draw them"):
        draw_pictures(sample_report())


def test_a_report_without_charts_needs_no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))
    assert draw_pictures(replace(sample_report(), sections=())) == {}
