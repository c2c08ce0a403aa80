"""What the questions of the pages and small changes cost in a lake beside one file, of the same data.

    python -m benchmarks.engines                      writes `benchmarks/engines.md`
    python -m benchmarks.engines --updates 1000000    the same, up to that many status updates
    python -m benchmarks.engines --quick              a small programme, to the screen alone

The invented programme is made in a file and moved to a lake, whose catalogue is in a PostgreSQL that is
started here and stopped again. Each question is asked of both, one right after the other: right after a
write, when all that is kept in memory for questions is gone, and for the third time, when it is there
again. Before a time is taken both answers are compared, row by row.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import psycopg

from benchmarks.commits import ROWS_OF_A_LOAD, Change, load_sheet, send_report, write_nothing
from benchmarks.machine import busy, load, memory
from benchmarks.pairs import Pairs, milliseconds
from benchmarks.programme import LAST_DAY, Size, make_programme, size_of_network
from benchmarks.questions import CITY, INITIATIVE, OF_ALL, OF_FEW, Question, questions
from ictrack.store.database import Database, open_database
from ictrack.store.moving import move_database
from tests.lakes import new_lake
from tests.unit.postgres_server import NoServerError, PostgresServer, postgres_server

TABLE = Path(__file__).with_name("engines.md")
UPDATES = (100_000, 1_000_000, 10_000_000)
QUICK = Size(8, 40, 320, 2)
ROUNDS = 5
BUDGET = 2.0
CHANGES: Sequence[tuple[str, Change]] = (
    ("a write of nothing", write_nothing),
    ("a report is sent", partial(send_report, initiative=INITIATIVE, today=LAST_DAY)),
    (f"a load of {2 * ROWS_OF_A_LOAD} rows", partial(load_sheet, city=CITY, today=LAST_DAY)),
)


class OtherAnswerError(Exception):
    """The lake answers a question otherwise than the file: nothing is measured."""


@dataclass(frozen=True)
class Engines:
    """Hold the same data twice: in a file, and in a lake."""

    file: Database
    lake: Database

    def pair(self, work: Callable[[Database], object]) -> tuple[float, float]:
        """Do a piece of work on the lake and on the file, the file first; in milliseconds."""
        file, lake = (milliseconds(partial(work, each)) for each in (self.file, self.lake))
        return lake, file

    def write(self) -> None:
        """Write to both, so that nothing that is kept in memory for questions is of use."""
        for each in (self.file, self.lake):
            write_nothing(each)


@dataclass(frozen=True)
class Measured:
    """Hold what a question costs after a write and again: pairs of the lake and of the file."""

    question: Question
    rows: int
    first: Pairs
    again: Pairs

    @property
    def of_one(self) -> str:
        """Say of what it is asked: of all, of one city or of one initiative."""
        if self.question.asked.get("initiative"):
            return "initiative"
        return "city" if self.question.asked["cities"] else "all"


@dataclass(frozen=True)
class AtSize:
    """Hold what questions and small changes cost in a programme of one size, and the load of the machine."""

    size: Size
    load: float
    measured: tuple[Measured, ...]
    changed: tuple[tuple[str, Pairs], ...]


def measure(size: Size, server: PostgresServer, rounds: int) -> AtSize:
    """Measure every question and every small change in a programme of one size, on both engines.

    Raises OtherAnswerError where they tell different things.
    """
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        path, lake = Path(folder) / "programme.duckdb", new_lake(server, Path(folder))
        make_programme(path, size).close()
        move_database(path, lake)
        both = Engines(
            *(stack.enter_context(closing(open_database(each, for_many=True))) for each in (path, lake))
        )
        loaded = load()
        measured = tuple(_measure(both, question, rounds) for question in questions([*OF_ALL, *OF_FEW]))
        changed = tuple((name, _change(both, change, rounds)) for name, change in CHANGES)
    return AtSize(size, loaded, measured, changed)


def compare(both: Engines, question: Question) -> int:
    """Give how many rows the answer has; raises OtherAnswerError where the two differ."""
    file, lake = (each.ask_table(question.name, question.asked) for each in (both.file, both.lake))
    if not file.equals(lake):
        raise OtherAnswerError(
            f"The lake answers '{question.name}' otherwise than the file; nothing was measured. "
            f"The file has {file.num_rows:,} rows, the lake {lake.num_rows:,}."
        )
    return len(file)


def _measure(both: Engines, question: Question, rounds: int) -> Measured:
    rows = compare(both, question)
    turns = [_turn(both, question) for _ in range(rounds)]
    first, again = (Pairs(tuple(turn[place] for turn in turns)) for place in range(2))
    return Measured(question, rows, first, again)


def _turn(both: Engines, question: Question) -> tuple[tuple[float, float], tuple[float, float]]:
    """Time a question after a write and for the third time, on both."""
    both.write()
    first, _second, third = (both.pair(partial(_ask, question)) for _ in range(3))
    return first, third


def _ask(question: Question, database: Database) -> None:
    database.ask_table(question.name, question.asked)


def _change(both: Engines, change: Change, rounds: int) -> Pairs:
    return Pairs(tuple(both.pair(partial(change, number=number)) for number in range(rounds)))


def write_table(sizes: Sequence[AtSize], rounds: int, server: str) -> str:
    """Write the table; figures in milliseconds are of this run, the ratios are what counts."""
    how = (
        f"Written by `{_command(sizes, rounds)}` on {date.today().isoformat()}, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {server}, {os.cpu_count()} cores, "
        f"{memory()}. Medians of {rounds} rounds; in each, a question is asked of the file and right after "
        "it of the lake, up to its answer as an Arrow table, and a ratio is the median of how many times as "
        "long the lake took. First is right after a write: nothing is kept in memory for it. Again is the "
        "same question for the third time, when what is asked of a day more than once is kept. The catalogue "
        "of the lake is in a PostgreSQL on the same computer, its files are in a folder of the same disk. "
        "Every answer was compared with that of the file before a time was taken, row by row. "
        f"Budget: {BUDGET:.0f} times the file."
    )
    lines = ["# What questions and small changes cost in a lake beside one file", "", how]
    for size in sizes:
        lines += ["", f"## Questions: {size.size.named}", "", *_rows_of(size), "", busy(size.load)]
    for size in sizes:
        lines += ["", f"## Small changes: {size.size.named}", "", *_changes_of(size)]
    return "\n".join(lines) + "\n"


def _command(sizes: Sequence[AtSize], rounds: int) -> str:
    most = sizes[-1].size.updates
    of_sizes = "" if most == UPDATES[-1] else f" --updates {most}"
    of_rounds = "" if rounds == ROUNDS else f" --rounds {rounds}"
    return f"python -m benchmarks.engines{of_sizes}{of_rounds}"


def _rows_of(size: AtSize) -> Iterator[str]:
    yield "| question | of one | rows | file, ms | lake, ms | ratio | again: file, ms | lake, ms | ratio |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|"
    for one in size.measured:
        yield (
            f"| {one.question.name} | {one.of_one} | {one.rows:,} | {_in_pair(one.first)} "
            f"| {_in_pair(one.again)} |"
        )


def _changes_of(size: AtSize) -> Iterator[str]:
    yield "| change | file, ms | lake, ms | times |"
    yield "|---|---:|---:|---:|"
    for name, pairs in size.changed:
        yield f"| {name} | {_in_pair(pairs)} |"


def _in_pair(pairs: Pairs) -> str:
    """Write what the file took, what the lake took, and how many times as long that is."""
    return f"{_time(pairs.other)} | {_time(pairs.ours)} | {pairs.ratio:.1f}"


def _time(milliseconds: float) -> str:
    return f"{milliseconds:,.0f}" if milliseconds >= 10 else f"{milliseconds:.1f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small programme, to the screen alone")
    parser.add_argument("--updates", type=int, default=UPDATES[-1], help="the largest size to measure")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each question is asked")
    return parser.parse_args()


def sizes_up_to(most: int) -> list[Size]:
    """Give the sizes to measure: those that are smaller, and that of so many updates."""
    return [size_of_network(updates) for updates in (*(each for each in UPDATES if each < most), most)]


def name_of(server: PostgresServer) -> str:
    """Name the server with its version."""
    with closing(psycopg.connect(server.address)) as connection:
        version = connection.info.server_version
    return f"PostgreSQL {version // 10_000}.{version % 10_000}"


def main() -> None:
    """Measure, write the table, and print it."""
    asked = _arguments()
    sizes = [QUICK] if asked.quick else sizes_up_to(asked.updates)
    rounds = 1 if asked.quick else asked.rounds
    # Who ends it ends its server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("It was ended; nothing was written."))
    try:
        with postgres_server() as server:
            name = name_of(server)
            measured = [measure(size, server, rounds) for size in sizes]
    except (OtherAnswerError, NoServerError) as error:
        sys.exit(str(error))
    table = write_table(measured, rounds, name)
    if not asked.quick:
        TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
