"""The benchmark of the search runs; how long anything takes is not for a test."""

from __future__ import annotations

from pathlib import Path

from benchmarks.search import SEARCHES, UPDATES_OF_EACH, measure, write_table


def test_it_measures_the_public_record_and_made_up_initiatives(tmp_path: Path) -> None:
    measured = measure(tmp_path, sizes=(None, 30), rounds=1)
    assert [size.initiatives for size in measured] == [106, 30]
    assert measured[1].updates == 30 * UPDATES_OF_EACH
    assert [search.name for search in measured[0].searches] == list(SEARCHES)
    assert {s.name: s.found for s in measured[0].searches}["a typing error"] > 0
    table = write_table(measured, rounds=1)
    assert "## 106 initiatives" in table
    assert table.count("| one word: `sanctuary` |") == 2
