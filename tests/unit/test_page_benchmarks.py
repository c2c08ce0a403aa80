"""The benchmarks of pages, of starts and of many people run without an error; how fast is not for a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import pages, people, start
from benchmarks.crowd import Memory
from ictrack.actions.opening import close_shared
from ictrack.settings import current_settings


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let the benchmarks set which database they are of, and nothing of it stay."""
    monkeypatch.setenv("ICTRACK_DATABASE", str(tmp_path / "unused.duckdb"))
    monkeypatch.setenv("ICTRACK_RECORDING", "")
    yield
    close_shared()
    current_settings.cache_clear()


def test_people_come_at_once_and_after_each_other_and_see_what_is_loaded_meanwhile(tmp_path: Path) -> None:
    (plan,) = people.QUICK
    found = people.measure(tmp_path, plan)
    for measured in (found.ours, found.bare):
        assert measured.errors == ()
        assert [len(visit.changes) for visit in measured.visits] == [plan.changes] * plan.people
        assert [sessions for sessions, _held in measured.memory.samples] == list(range(plan.sessions + 1))
    assert "| errors | 0 | 0 | |" in people.write_table([found])


@pytest.mark.browser
def test_pages_are_measured_beside_bare_ones(tmp_path: Path) -> None:
    measured = pages.measure(tmp_path, pages.QUICK)
    assert [one.page for one in measured] == list(pages.QUICK.pages)
    assert all(one.sent and one.sent_of_network for one in measured)
    assert pages.write_table(measured, pages.QUICK).count("\n| initiative | ") == 1


@pytest.mark.browser
def test_starts_are_measured_beside_those_of_a_bare_page(tmp_path: Path) -> None:
    measured = start.measure(tmp_path, start.SMALL, rounds=1)
    assert all(0 < one.answers.ours < one.paints.ours for one in measured)
    assert "| the public record | " in start.write_table(measured, rounds=1)


def test_the_growth_of_memory_is_the_slope_of_its_line() -> None:
    held = Memory(tuple((sessions, 300 + sessions * 0.01) for sessions in range(0, 1_001, 20)))
    slope, uncertainty = held.growth_since(200)
    assert slope == pytest.approx(1.0)
    assert uncertainty == pytest.approx(0.0, abs=1e-6)
    assert held.after(400) == pytest.approx(304)
