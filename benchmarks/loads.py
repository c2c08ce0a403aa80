"""What reading, judging and loading status updates costs beside DuckDB's own `read_csv` of them.

    python -m benchmarks.loads [--quick] [--rounds N] [ROWS ...]

makes up a programme for each size, reads its updates by DuckDB with the types given, checks the
whole programme and loads it, in turn, each in a process of its own so that its memory is its own,
and writes `benchmarks/loads.md`. Of each size there is a file in which every row is good, one in
which one row in a hundred is bad, and one in which every status is an alias. `--quick` is small
and writes nothing.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import duckdb

from benchmarks.pairs import Pairs
from ictrack.actions.load import LoadSource, load_source
from ictrack.ingest.check import check_source
from ictrack.store.database import open_database
from ictrack.vocabulary import RecordedMode

TABLE = Path(__file__).with_name("loads.md")
SIZES = (100_000, 1_000_000)
QUICK = 3_000
ROUNDS = 3
UPDATES_OF_EACH = 20
BAD_ONE_IN = 100
_BUDGET = "at least half as fast at 1 million rows and 0.4 at 10 million, under 1,000 MB"
_MEBIBYTE = 1024**2
_STATUS = Path("/proc/self/status")
_BETWEEN_LOOKS = 0.05

R_ = TypeVar("R_")


class Kind(StrEnum):
    """What the statuses of a file are like."""

    GOOD = "every row good"
    BAD = "1 row in 100 bad"
    ALIASES = "every status an alias"


_STATUSES = {
    Kind.GOOD: ["not_started", "in_progress", "completed", "paused"],
    Kind.BAD: ["not_started", "in_progress", "completed", "paused"],
    Kind.ALIASES: ["To do", "Underway", "Complete", "on hold"],
}
_REFERENCE = {
    "phases": "phase_id,name,starts_on\n1,Phase one,2017-01-01\n",
    "cities": "city_id,name\nBRI,Bristol\nCDF,Cardiff\n",
    "thematic_areas": "area_id,name,sort_order\ngrowth,Inclusive growth,1\n",
    "source": "key,value\ntitle,Made up\n",
}
_INITIATIVES = """
copy (
    select
        format('I-{:07d}', number) as initiative_id,
        if(number % 2 = 0, 'BRI', 'CDF') as city_id,
        1 as phase_id,
        'growth' as area_id,
        format('Welcome those who come, part {}', number) as title
    from range($initiatives) as made (number)
) to '{file}' (header)
"""
_UPDATES = """
copy (
    select
        format('U-{:08d}', number) as update_id,
        format('I-{:07d}', number // $each) as initiative_id,
        'status' as kind,
        date '2018-01-01' + (number * 7 % 2800)::int as reported_on,
        date '2018-01-03' + (number * 7 % 2800)::int as recorded_on,
        if($bad and number % 100 = 37, 'blue', $statuses[1 + number % 4]) as status,
        if(number % 3 = 0, 'at_risk', null) as confidence,
        if(number % 3 = 0, 'waits for the funding of the second year', null) as reason,
        if(number % 8 = 0, date '2027-01-01' + (number % 300)::int, null) as revised_target_on,
        format('Met {} people in week {}, and the work goes on', number % 977, number % 52) as summary,
        if(number % 4 = 0, 'Trained the staff of the library, the museum and both schools', null)
            as achievements,
        null as challenges,
        if(number % 5 = 0, 'Find a room for the second group', null) as next_steps,
        if(number % 50 = 0, 'An example of a contract', null) as help_wanted,
        format('https://example.org/reports/{}', number // 7) as evidence_url,
        'Head of Inclusion' as reported_by_role,
        'Returns of the cities' as source_title
    from range($rows) as made (number)
) to '{file}' (header)
"""
_TYPES = {"reported_on": "date", "recorded_on": "date", "revised_target_on": "date"}
_READ = "create table read as select * from read_csv(?, header = true, columns = {columns})"


def make_up(folder: Path, rows: int, kind: Kind) -> Path:
    """Write the files of a made-up programme."""
    folder.mkdir()
    for file, text in _REFERENCE.items():
        (folder / f"{file}.csv").write_text(text, encoding="utf-8")
    connection = duckdb.connect()
    initiatives = -(-rows // UPDATES_OF_EACH)
    to_initiatives = _INITIATIVES.replace("{file}", str(folder / "initiatives.csv"))
    connection.execute(to_initiatives, {"initiatives": initiatives})
    connection.execute(
        _UPDATES.replace("{file}", str(_updates(folder))),
        {"rows": rows, "each": UPDATES_OF_EACH, "bad": kind is Kind.BAD, "statuses": _STATUSES[kind]},
    )
    connection.close()
    return folder


def _updates(folder: Path) -> Path:
    return folder / "status_updates.csv"


@dataclass(frozen=True)
class Work:
    """Hold what one piece of work took: milliseconds, mebibytes at most, and how many rows it took in."""

    milliseconds: float
    mebibytes: float
    rows: int


def read_by_duckdb(folder: Path) -> Work:
    """Read the updates by DuckDB's own reader, with the types given, into a table in memory."""
    header = _updates(folder).open(encoding="utf-8").readline().strip().split(",")
    columns = {name: _TYPES.get(name, "varchar") for name in header}
    connection = duckdb.connect()
    sql = _READ.replace("{columns}", str(columns))
    return _work(
        lambda: connection.execute(sql, [str(_updates(folder))]),
        lambda _read: (connection.execute("select count(*) from read").fetchone() or (0,))[0],
    )


def check(folder: Path) -> Work:
    """Check the whole programme: every rule, every problem told, beside an empty store.

    There no row needs a fingerprint, which tells it from a stored one; a load takes that of each.
    """
    return _work(lambda: check_source(folder), lambda checked: checked.rows["status_updates"].num_rows)


def load(folder: Path) -> Work:
    """Load the good rows of the programme into a new database on the disk, with its journal."""
    database = open_database(folder / "ictrack.duckdb")
    command = LoadSource(folder, recorded_mode=RecordedMode.TODAY, accept_valid=True)
    done = _work(lambda: load_source(database, command), lambda receipt: receipt.new_updates)
    database.close()
    for file in folder.glob("ictrack.*"):
        file.unlink()
    return done


def _work(work: Callable[[], R_], count: Callable[[R_], int]) -> Work:
    """Do a piece of work; `count` says how many rows it took in."""
    watch = _MemoryWatch()
    started = time.perf_counter()
    done = work()
    milliseconds = (time.perf_counter() - started) * 1000
    return Work(milliseconds, watch.end(), count(done))


class _MemoryWatch:
    """Look every now and then at how much memory this process holds, files that it reads apart.

    These the system takes back whenever it needs room.
    """

    def __init__(self) -> None:
        """Begin to look."""
        self.most = 0.0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._is_over.wait(_BETWEEN_LOOKS):
            self.most = max(self.most, _mebibytes_held())

    def end(self) -> float:
        """Give the most mebibytes that were held."""
        self._is_over.set()
        self._thread.join()
        return max(self.most, _mebibytes_held())


def _mebibytes_held() -> float:
    """Ask how much memory is held now, which Linux counts in kibibytes; elsewhere how much was at most."""
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    held = (line.split()[1] for line in _STATUS.read_text().splitlines() if line.startswith("RssAnon"))
    return int(next(held)) / 1024


@dataclass(frozen=True)
class Measured:
    """Hold what checking and loading one file cost, each beside DuckDB's own reading of it."""

    rows: int
    kind: Kind
    mebibytes_of_file: float
    checks: Pairs
    check_mebibytes: float
    loads: Pairs
    load_mebibytes: float
    rows_checked: int
    rows_loaded: int


def _apart(work: Callable[[Path], Work], folder: Path) -> Work:
    """Do a piece of work in a new process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, folder).result()


def _measure(folder: Path, rows: int, kind: Kind, rounds: int) -> Measured:
    make_up(folder, rows, kind)
    turns = [
        [_apart(work, folder) for work in (check, read_by_duckdb, load, read_by_duckdb)]
        for _ in range(rounds)
    ]
    return Measured(
        rows,
        kind,
        _updates(folder).stat().st_size / _MEBIBYTE,
        Pairs(tuple((turn[0].milliseconds, turn[1].milliseconds) for turn in turns)),
        max(turn[0].mebibytes for turn in turns),
        Pairs(tuple((turn[2].milliseconds, turn[3].milliseconds) for turn in turns)),
        max(turn[2].mebibytes for turn in turns),
        turns[0][0].rows,
        turns[0][2].rows,
    )


def measure(folder: Path, sizes: Sequence[int] = SIZES, rounds: int = ROUNDS) -> list[Measured]:
    """Measure every kind of file at every size."""
    return [_measure(folder / f"{rows}_{kind.name}", rows, kind, rounds) for rows in sizes for kind in Kind]


def write_table(measured: Sequence[Measured], rounds: int = ROUNDS) -> str:
    """Write the table; figures in seconds are of this run, the ratios are what counts."""
    how = (
        f"Written by `python -m benchmarks.loads` on {date.today().isoformat()}, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {os.cpu_count()} cores. "
        f"Each piece of work ran {_times(rounds)} in a process of its own, each time followed by DuckDB's "
        "own `read_csv` of the same updates with their types given. Speed is how fast ours is beside that: "
        "the median over such pairs, where 0.5 means that ours takes twice as long. Checking reads the whole "
        "programme, judges every rule and tells every problem, beside an empty store, where no row needs a "
        "fingerprint; loading also takes that of each row, and writes the rows, what is searched and the "
        "journal to the disk. Memory is the most that was held at any moment, files that "
        "are read apart: the system takes those back when it needs room. "
        f"Budget: {_BUDGET}; a file of aliases at most 1.5 times as "
        "slow as a good one."
    )
    head = (
        "| updates | file | MB | `read_csv`, s | checked, s | speed | memory, MB "
        "| loaded, s | speed | memory, MB |"
    )
    lines = ["# What a load costs beside reading its file", "", how, "", head, f"|---:|---{'|---:' * 8}|"]
    lines += [
        f"| {m.rows:,} | {m.kind} | {m.mebibytes_of_file:,.0f} | {m.checks.other / 1000:.2f} "
        f"| {m.checks.ours / 1000:.2f} | {1 / m.checks.ratio:.2f} | {m.check_mebibytes:,.0f} "
        f"| {m.loads.ours / 1000:.2f} | {1 / m.loads.ratio:.2f} | {m.load_mebibytes:,.0f} |"
        for m in measured
    ]
    return "\n".join(lines) + "\n"


def _times(rounds: int) -> str:
    return "once" if rounds == 1 else f"{rounds} times"


def main() -> None:
    """Measure, write the table, and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=SIZES)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.quick:
            print(write_table(measure(Path(folder), (QUICK,), 1), 1))
            return
        table = write_table(measure(Path(folder), asked.rows, asked.rounds), asked.rounds)
    TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
