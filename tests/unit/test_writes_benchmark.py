"""The benchmark of writes holds answers against each other; how long anything takes is not for a test."""

from __future__ import annotations

from pathlib import Path

from benchmarks.questions import OF_ALL
from benchmarks.writes import QUICK, measure, write_table


def test_after_a_report_each_question_is_measured_and_told_as_it_is_worked_out(tmp_path: Path) -> None:
    (measured,) = measure(tmp_path, QUICK, rounds=1)
    assert [one.question.name for one in measured.measured] == [name for name, _asked in OF_ALL]
    assert len(measured.reports) == len(OF_ALL)
    assert all(one.beside_scan.ratio > 0 < one.beside_worked_out.ratio for one in measured.measured)
    table = write_table([measured], rounds=1)
    assert "## Right after a report: 8 cities, 40 initiatives, 160 status updates" in table
