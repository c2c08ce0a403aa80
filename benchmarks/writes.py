"""What a report costs among ever more others, and each question of a page right after it.

    python -m benchmarks.writes            writes `benchmarks/writes.md`
    python -m benchmarks.writes --quick    a small programme, to the screen alone

A report on one initiative is sent and loaded at once, as the form does where nothing is reviewed. What
is kept in memory for questions is then carried on: the first answer after it is held against the scan
of its columns and against the same answer worked out with nothing kept. All three answers are equal.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.pairs import Pairs, timed
from benchmarks.programme import LAST_DAY, Size, make_programme, size_of_network
from benchmarks.questions import OF_ALL, Question, questions
from benchmarks.scans import scan_of
from ictrack.actions.submit import NewReport, SubmitOutcome, SubmitReports, submit_reports
from ictrack.store.database import Database

TABLE = Path(__file__).with_name("writes.md")
SIZES = tuple(map(size_of_network, (100_000, 1_000_000, 10_000_000)))
QUICK = (Size(8, 40, 160, 2),)
ROUNDS = 3


@dataclass(frozen=True)
class After:
    """Hold what a question costs right after a report, in pairs with the scan and with nothing kept."""

    question: Question
    beside_scan: Pairs
    beside_worked_out: Pairs


@dataclass(frozen=True)
class AtSize:
    """Hold what was measured in a programme of one size; the reports in milliseconds each."""

    size: Size
    reports: tuple[float, ...]
    measured: tuple[After, ...]


class AnswersDifferError(Exception):
    """Say of which question an answer that was carried on is not the one that is worked out."""


def measure(folder: Path, sizes: Sequence[Size], rounds: int) -> list[AtSize]:
    """Measure in programmes of several sizes; raises AnswersDifferError."""
    return [_measure_at(folder, size, rounds) for size in sizes]


def _measure_at(folder: Path, size: Size, rounds: int) -> AtSize:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        database = make_programme(Path(own) / "programme.duckdb", size)
        reports = _Reports(database)
        measured = tuple(_measure(database, question, reports, rounds) for question in questions(OF_ALL))
        database.close()
    return AtSize(size, tuple(reports.took), measured)


class _Reports:
    """Send reports, each on another initiative, and keep how long each took."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.took: list[float] = []
        with database.cursor() as cursor:
            found = cursor.execute("select initiative_id from db.initiative order by 1 limit 100").fetchall()
        self._initiatives = [row[0] for row in found]

    def send(self) -> None:
        number = len(self.took)
        cells = {
            "initiative_id": self._initiatives[number % len(self._initiatives)],
            "reported_on": LAST_DAY.isoformat(),
            "status": "in_progress",
            "summary": f"Met {number} employers, and the work goes on.",
        }
        asked = SubmitReports((NewReport(cells),), review=False, today=LAST_DAY)
        took, sent = timed(lambda: submit_reports(self._database, asked))
        if sent.outcome is not SubmitOutcome.LOADED:
            raise AssertionError(f"the report was not loaded: {sent}")
        self.took.append(took)


def _measure(database: Database, question: Question, reports: _Reports, rounds: int) -> After:
    with database.cursor() as cursor:
        scan = scan_of(cursor, question.name, question.asked)

        def look() -> None:
            for statement in scan:
                cursor.execute(statement).fetchall()

        turns = [_turn(database, question, reports, look) for _ in range(rounds)]
    after, scanned, worked_out = zip(*turns, strict=True)
    return After(
        question,
        Pairs(tuple(zip(after, scanned, strict=True))),
        Pairs(tuple(zip(after, worked_out, strict=True))),
    )


def _turn(
    database: Database, question: Question, reports: _Reports, look: Callable[[], None]
) -> tuple[float, float, float]:
    """Time a question after a report, the scan, and the question with nothing kept; in milliseconds."""

    def ask() -> pa.Table:
        return database.ask_table(question.name, question.asked)

    for _time in range(2):
        ask()
    reports.send()
    after, carried = timed(ask)
    scanned, _nothing = timed(look)
    # A write of which nothing is recorded leaves nothing that is kept of use.
    database.write(lambda _cursor: None)
    worked_out, anew = timed(ask)
    if carried != anew:
        raise AnswersDifferError(question.name)
    return after, scanned, worked_out


def write_table(sizes: Sequence[AtSize], rounds: int) -> str:
    """Write the table; figures in milliseconds are of this run, the ratios are what counts."""
    how = (
        f"Written by `python -m benchmarks.writes` on {date.today().isoformat()}, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {os.cpu_count()} cores. "
        f"Medians of {rounds} rounds. A report on one initiative is sent and loaded at once; then each "
        "question of the whole programme is asked up to its answer as an Arrow table. Beside the scan: one "
        "of the columns that it reads, right after it. Beside worked out: the same question with nothing "
        "kept in memory; the two answers are equal."
    )
    lines = ["# What a report costs, and each question right after it", "", how]
    lines += ["", "## One report, sent and loaded", "", *_reports_of(sizes)]
    for size in sizes:
        lines += ["", f"## Right after a report: {size.size.named}", "", *_rows_of(size)]
    return "\n".join(lines) + "\n"


def _reports_of(sizes: Sequence[AtSize]) -> Iterator[str]:
    yield "| programme | reports | ms |"
    yield "|---|---:|---:|"
    for size in sizes:
        yield f"| {size.size.named} | {len(size.reports)} | {statistics.median(size.reports):,.0f} |"


def _rows_of(size: AtSize) -> Iterator[str]:
    yield "| question | after a report, ms | beside the scan | beside worked out |"
    yield "|---|---:|---:|---:|"
    for one in size.measured:
        yield (
            f"| {one.question.name} | {one.beside_scan.ours:,.0f} | {one.beside_scan.ratio:.1f} "
            f"| {one.beside_worked_out.ratio:.2f} |"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.writes", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small programme, to the screen alone")
    return parser.parse_args()


def main() -> None:
    """Measure, write the table, and print it."""
    quick = _arguments().quick
    rounds = 1 if quick else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        table = write_table(measure(Path(folder), QUICK if quick else SIZES, rounds), rounds)
    if not quick:
        TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
