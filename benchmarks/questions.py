"""What each question of a page costs beside one plain scan of the columns that it reads.

    python -m benchmarks.questions            writes `benchmarks/questions.md`
    python -m benchmarks.questions --quick    a small programme, to the screen alone
    python -m benchmarks.questions --updates 1000000

A question is measured up to its answer as an Arrow table: right after a write, when all that is kept
in memory for questions is gone, and for the third time, when it is there again. Each is followed by the
scan, so that what else the machine does falls on both. The scan looks once at every value of every
column that is in DuckDB's plan of the question (`scans.py`).
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from benchmarks.pairs import Pairs, milliseconds
from benchmarks.programme import LAST_DAY, Size, make_programme, size_of_copies, size_of_network
from benchmarks.scans import scan_of
from ictrack.dates import end_of_day
from ictrack.scope import Scope
from ictrack.store.database import Database

TABLE = Path(__file__).with_name("questions.md")
SIZES = tuple(map(size_of_network, (100_000, 1_000_000, 10_000_000)))
# The same city among ever more others, and what their pages may grow by from the first to the last.
GROWING = tuple(map(size_of_copies, (3, 30, 250)))
QUICK = (Size(8, 40, 160, 2), Size(16, 80, 320, 4))
ROUNDS = 5
BUDGET = 3.0
GROWTH = 1.5
AS_AT, SINCE = date(2026, 10, 31), date(2026, 1, 14)
CITY, INITIATIVE = "ALD", "ALD-001"
Parameters = Mapping[str, object]


@dataclass(frozen=True)
class Question:
    """Name a question and what it is asked with, besides the scope."""

    name: str
    asked: Parameters


@dataclass(frozen=True)
class Measured:
    """Hold what a question costs after a write and again: pairs of it and of the scan, in milliseconds."""

    question: Question
    rows: int
    first: Pairs
    again: Pairs


@dataclass(frozen=True)
class AtSize:
    """Hold what the questions cost in a programme of one size."""

    size: Size
    measured: tuple[Measured, ...]


def month_ends(number: int) -> list[date]:
    """Give the last days of that many months, up to the as-at date."""
    days = [AS_AT]
    while len(days) < number:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]


_MOMENTS: Parameters = {"moments": month_ends(60), "by_phase": False}
_CITY: Parameters = {"cities": [CITY]}
_ONE: Parameters = {"initiative": INITIATIVE, "moments": month_ends(12)}
_CYCLE: Parameters = {
    "cut_off_before": SINCE,
    "cycle_begins": end_of_day(SINCE),
    "cycle_ends": end_of_day(AS_AT),
}
OF_ALL: Sequence[tuple[str, Parameters]] = (
    ("summary", {"by_city": True, "by_area": True, "by_phase": True}),
    ("initiative_list", {}),
    ("change_list", {"since": SINCE, "known_since": LAST_DAY}),
    ("progress_series", _MOMENTS),
    ("uncounted_list", {}),
    ("pace", {"due_by": AS_AT}),
    ("status_since", {}),
    ("update_list", {"most": 200}),
    ("part_list", {"parts": None}),
    ("joint_list", {}),
    ("left_list", {}),
    ("contradiction_list", {}),
    ("gap_list", {"gap_months": 12, "gap_few": 1}),
    ("help_list", {"gap_months": 12}),
    ("lens_list", {"lens": "sectors"}),
    ("timeline_counts", {}),
    ("timeline_dated", {"by_area": True}),
    ("timeline_undated", {"evidence_only": False}),
    ("timeline_years", {"by_area": True}),
    ("peer_list", {"city": CITY, "thin_areas": ["story", "growth"], "most": 5}),
    ("elsewhere_list", {"city": CITY, "area": "story", "asked_words": "", "most": 5}),
    ("return_list", _CYCLE),
    ("source_list", {}),
)
# What others have is asked of all cities.
_OF_OTHERS = {"peer_list", "elsewhere_list", "source_list"}
_OF_CITY = (
    *((name, {**asked, **_CITY}) for name, asked in OF_ALL if name not in {*_OF_OTHERS, "part_list"}),
    ("part_names", _CITY),
    ("part_list", {"parts": [INITIATIVE], **_CITY}),
)
_OF_INITIATIVE: Sequence[tuple[str, Parameters]] = (
    ("initiative_one", _ONE),
    ("initiative_updates", _ONE),
    ("initiative_milestones", _ONE),
    ("link_list", _ONE),
    ("standing_moments", _ONE),
    ("taken_in_at_once", _ONE),
)
OF_FEW = (*_OF_CITY, *_OF_INITIATIVE)


def questions(asked: Sequence[tuple[str, Parameters]]) -> tuple[Question, ...]:
    """Give questions with all that they are asked with."""
    scope = Scope(AS_AT, LAST_DAY).parameters
    return tuple(Question(name, {**scope, **own}) for name, own in asked)


def measure(
    folder: Path, sizes: Sequence[Size], asked: Sequence[tuple[str, Parameters]], rounds: int
) -> list[AtSize]:
    """Measure questions in programmes of several sizes."""
    return [_measure_at(folder, size, questions(asked), rounds) for size in sizes]


def _measure_at(folder: Path, size: Size, asked: Sequence[Question], rounds: int) -> AtSize:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        database = make_programme(Path(own) / "programme.duckdb", size)
        measured = tuple(_measure(database, question, rounds) for question in asked)
        database.close()
    return AtSize(size, measured)


def _measure(database: Database, question: Question, rounds: int) -> Measured:
    with database.cursor() as cursor:
        scan = scan_of(cursor, question.name, question.asked)

        def ours() -> int:
            return len(database.ask_table(question.name, question.asked))

        def other() -> None:
            for statement in scan:
                cursor.execute(statement).fetchall()

        rows = ours()
        turns = [_turn(database, ours, other) for _ in range(rounds)]
    first, again = (Pairs(tuple(turn[place] for turn in turns)) for place in range(2))
    return Measured(question, rows, first, again)


def _turn(
    database: Database, ours: Callable[[], object], other: Callable[[], object]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Time a question after a write and for the third time, each followed by the scan."""
    database.write(lambda _cursor: None)
    first = milliseconds(ours), milliseconds(other)
    ours()
    return first, (milliseconds(ours), milliseconds(other))


def write_table(of_all: Sequence[AtSize], of_few: Sequence[AtSize], rounds: int) -> str:
    """Write the table; figures in milliseconds are of this run, the ratios are what counts."""
    how = (
        f"Written by `python -m benchmarks.questions` on {date.today().isoformat()}, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {os.cpu_count()} cores. "
        f"Medians of {rounds} rounds: the question up to its answer as an Arrow table, and right after it "
        "one scan of the columns that DuckDB reads for it, in which each value is looked at once; a ratio is "
        "the median of the ratios of such pairs. First is right after a write: nothing is kept in memory for "
        "it. Again is the same question for the third time, when what is asked of a day more than once is "
        f"kept. Budget: {BUDGET:.0f} times the scan."
    )
    few = (
        "The same city and the same initiative, asked for alone, among ever more others. Beside each is by "
        f"how many times it grew from the first to the last. Budget: {GROWTH}."
    )
    lines = ["# What each question of a page costs beside a plain scan of its columns", "", how]
    for size in of_all:
        lines += ["", f"## The whole programme: {size.size.named}", "", *_rows_of(size)]
    lines += ["", "## One city, one initiative", "", few, "", *_growth_of(of_few)]
    return "\n".join(lines) + "\n"


def _rows_of(size: AtSize) -> Iterator[str]:
    yield "| question | rows | first, ms | scan, ms | ratio | again, ms | ratio |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for one in size.measured:
        yield (
            f"| {one.question.name} | {one.rows:,} | {one.first.ours:,.0f} | {one.first.other:,.0f} "
            f"| {one.first.ratio:.1f} | {one.again.ours:,.0f} | {one.again.ratio:.1f} |"
        )


def _growth_of(sizes: Sequence[AtSize]) -> Iterator[str]:
    heads = " | ".join(f"{size.size.updates:,} updates, ms" for size in sizes)
    yield f"| question | of one | {heads} | grew |"
    yield "|---|---|" + "---:|" * (len(sizes) + 1)
    for same in zip(*(size.measured for size in sizes), strict=True):
        of_one = "city" if same[0].question.asked["cities"] else "initiative"
        times = " | ".join(f"{one.first.ours:,.0f}" for one in same)
        grew = same[-1].first.ours / same[0].first.ours
        yield f"| {same[0].question.name} | {of_one} | {times} | {grew:.1f} |"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small programme, to the screen alone")
    parser.add_argument("--updates", type=int, nargs="+", help="sizes to measure, to the screen alone")
    return parser.parse_args()


def main() -> None:
    """Measure, write the table, and print it."""
    asked = _arguments()
    sizes = QUICK[-1:] if asked.quick else SIZES
    if asked.updates:
        sizes = tuple(map(size_of_network, asked.updates))
    rounds = 1 if asked.quick else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        of_all = measure(Path(folder), sizes, OF_ALL, rounds)
        of_few = measure(Path(folder), QUICK if asked.quick else GROWING, OF_FEW, rounds)
    table = write_table(of_all, of_few, rounds)
    if sizes is SIZES:
        TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
