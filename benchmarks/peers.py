"""What the questions of the pages cost in other programs, asked of the same rows.

    python -m benchmarks.peers                      writes `benchmarks/peers.md`
    python -m benchmarks.peers --updates 1000000    the same, of that many status updates alone
    python -m benchmarks.peers --quick              a small programme, to the screen alone

The invented programme is made once and given to pandas, polars, SQLite and PostgreSQL, to each in
the form from which it answers quickest. Before a time is taken every answer of each is compared
with that of ictrack, row by row. Then each question is asked of ictrack and, right after it, of
each peer in turn, as often as there are rounds.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.machine import busy, load, memory
from benchmarks.pairs import Pairs, milliseconds
from benchmarks.peer.asked import QUESTIONS, Peer, Question
from benchmarks.peer.checking import OtherAnswerError, check_answers
from benchmarks.peer.in_ictrack import InIctrack
from benchmarks.peer.in_pandas import InPandas
from benchmarks.peer.in_polars import InPolars
from benchmarks.peer.in_postgresql import SERVER, InPostgresql
from benchmarks.peer.in_sqlite import InSqlite
from benchmarks.peer.rows import rows_of
from benchmarks.programme import Size, make_programme, size_of_network
from tests.unit.postgres_server import NoServerError, postgres_server

TABLE = Path(__file__).with_name("peers.md")
UPDATES = (1_000_000, 10_000_000)
QUICK = Size(8, 160, 1_600, 2)
ROUNDS = 5
_LEFT_OUT = """The peers are asked for less than ictrack, never for more:

- What does not depend on the day stands ready beside each initiative: the days of its phase, whether
  it is a part of another, the day on which it joins if no report comes first. Identifiers are
  numbers, an update names the one that corrects it, and the rows are in order throughout. ictrack
  works all of it out at each question, from texts, of rows in the order in which loads brought them.
- No load was taken back, and no reader is kept from anything: the peers have no rules for either.
- They hold no texts. ictrack's answer on movement bears titles, summaries and reasons, and on a
  series how many initiatives were silent, as the pages show them.
- The corrections and withdrawals are judged by all alike, chains of them too; reports that speak of
  later days, that were learned later or bear no day, initiatives that have not joined or have left,
  and parts count for none."""


@dataclass(frozen=True)
class Measured:
    """Hold what one question costs: how many rows it has, and ictrack's times beside each peer's.

    `again` are ictrack's milliseconds where the same was asked twice and nothing was written since.
    """

    question: Question
    rows: int
    pairs: tuple[Pairs, ...]
    again: float


@dataclass(frozen=True)
class AtSize:
    """Hold what the questions cost in a programme of one size, of whom they were asked, and the load."""

    size: Size
    load: float
    peers: tuple[tuple[str, str], ...]
    measured: tuple[Measured, ...]


def measure(size: Size, rounds: int, *, with_server: bool = True) -> AtSize:
    """Measure every question in a programme of one size.

    Raises OtherAnswerError where a peer answers otherwise than ictrack, and NoServerError
    where there is no PostgreSQL.
    """
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        database = make_programme(Path(folder) / "programme.duckdb", size)
        stack.callback(database.close)
        rows = rows_of(database)
        peers: list[Peer] = [InPandas(rows), InPolars(rows), InSqlite(Path(folder), rows)]
        if with_server:
            peers.append(InPostgresql(stack.enter_context(postgres_server(SERVER)), rows))
        for peer in peers:
            stack.callback(peer.close)
        loaded = load()
        measured = measure_beside(InIctrack(database), peers, rounds)
    return AtSize(size, loaded, tuple((peer.name, peer.holds) for peer in peers), measured)


def measure_beside(ours: InIctrack, peers: Sequence[Peer], rounds: int) -> tuple[Measured, ...]:
    """Check the answers of every peer, then measure each question, all of them in turn."""
    rows = check_answers(ours, peers, QUESTIONS)
    return tuple(_measure(ours, peers, question, rows[question], rounds) for question in QUESTIONS)


def _measure(ours: InIctrack, peers: Sequence[Peer], question: Question, rows: int, rounds: int) -> Measured:
    turns = [_turn(ours, peers, question) for _ in range(rounds)]
    pairs = (tuple((turn[0], turn[place]) for turn in turns) for place in range(1, len(peers) + 1))
    again = statistics.median(turn[-1] for turn in turns)
    return Measured(question, rows, tuple(map(Pairs, pairs)), again)


def _turn(ours: InIctrack, peers: Sequence[Peer], question: Question) -> list[float]:
    """Ask ictrack after a write, each peer after it, and ictrack for the third time; in milliseconds."""
    ours.write()
    times = [milliseconds(partial(one.ask, question)) for one in (ours, *peers)]
    ours.ask(question)
    return [*times, milliseconds(partial(ours.ask, question))]


def write_table(sizes: Sequence[AtSize], rounds: int) -> str:
    """Write the table; figures in milliseconds are of this run, the ratios are what counts."""
    how = (
        f"Written by `{_command(sizes, rounds)}` on {date.today().isoformat()}, "
        f"Python {platform.python_version()}, {InIctrack.name.removeprefix('ictrack, ')}, "
        f"{', '.join(name for name, _holds in sizes[0].peers)}, {os.cpu_count()} cores, {memory()}. "
        f"Medians of {rounds} rounds; in each, a question is asked of ictrack right after a write, when it "
        "keeps nothing in memory for it, after that of each peer, and of ictrack for the third time, when it "
        "keeps what is asked of a day more than once. A ratio is the median of how many times as long the "
        "peer took as ictrack at first: above 1, ictrack is ahead. "
        "Every answer was compared with that of ictrack before a time was taken, row by row. "
        "Budget: ahead of each, in each."
    )
    lines = ["# What the questions of the pages cost in other programs", "", how]
    for size in sizes:
        lines += ["", f"## {size.size.named}", "", *_rows_of(size), "", _behind(size), "", busy(size.load)]
    lines += ["", "## What each holds", "", f"- ictrack: {InIctrack.holds}."]
    lines += [f"- {name}: {holds}." for name, holds in sizes[0].peers]
    return "\n".join([*lines, "", "## What is left out", "", _LEFT_OUT]) + "\n"


def _command(sizes: Sequence[AtSize], rounds: int) -> str:
    """Give the command that measures these sizes, that often."""
    updates = tuple(size.size.updates for size in sizes)
    of_sizes = "" if updates == UPDATES else f" --updates {' '.join(map(str, updates))}"
    of_rounds = "" if rounds == ROUNDS else f" --rounds {rounds}"
    return f"python -m benchmarks.peers{of_sizes}{of_rounds}"


def _rows_of(size: AtSize) -> Iterator[str]:
    beside = "".join(f" {name}, ms | ratio |" for name, _ in size.peers)
    yield f"| question | rows | ictrack, ms | again, ms |{beside}"
    yield "|---|---:|---:|---:|" + "---:|---:|" * len(size.peers)
    for one in size.measured:
        ours = one.pairs[0].ours
        beside = "".join(f" {pairs.other:,.0f} | {_times(pairs)} |" for pairs in one.pairs)
        yield f"| {one.question.name} | {one.rows:,} | {ours:,.0f} | {one.again:,.0f} |{beside}"


def _times(pairs: Pairs) -> str:
    times = 1 / pairs.ratio
    return f"{times:.2f}" if times >= 0.1 else f"{times:.3f}"


def _behind(size: AtSize) -> str:
    """Say in which questions ictrack is not ahead, and of whom."""
    lost = [
        f"{one.question.name} ({', '.join(names)})"
        for one in size.measured
        if (names := _ahead_of_ictrack(size, one))
    ]
    if not lost:
        return "ictrack is ahead of each, in each."
    return f"Where ictrack is not ahead, and of whom: {'; '.join(lost)}."


def _ahead_of_ictrack(size: AtSize, one: Measured) -> list[str]:
    named = zip(size.peers, one.pairs, strict=True)
    return [name.split()[0] for (name, _holds), pairs in named if pairs.ratio >= 1]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small programme, to the screen alone")
    parser.add_argument("--updates", type=int, nargs="+", default=UPDATES, help="sizes to measure")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each question is asked")
    return parser.parse_args()


def main() -> None:
    """Measure, write the table, and print it."""
    asked = _arguments()
    sizes = [QUICK] if asked.quick else [size_of_network(updates) for updates in asked.updates]
    rounds = 1 if asked.quick else asked.rounds
    # Who ends it ends its server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("It was ended; nothing was written."))
    try:
        table = write_table([measure(size, rounds) for size in sizes], rounds)
    except (OtherAnswerError, NoServerError) as error:
        sys.exit(str(error))
    if not asked.quick:
        TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
