"""What thirty people at once wait for, and what thousands of sessions leave in memory.

    python -m benchmarks.people            writes `benchmarks/people.md`
    python -m benchmarks.people --quick    a few people, to the screen alone

starts the app as a process of its own on an invented programme, lets people come from this one, and
then the same people to a bare Streamlit page with the elements of the Overview as constants. Between,
one city's update is loaded into the app that runs: every page has to show it. The first programme is
as large as the network's own, the second forty times that.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import streamlit

from benchmarks.bare_app import run_bare
from benchmarks.crowd import Crowd, Memory, Opened, Visit, come_and_go, processor_seconds
from benchmarks.programme import Size, make_programme
from benchmarks.recording import write_recording
from ictrack.settings import current_settings
from tests.unit.running_app import RunningApp, run_app, run_cli
from tests.unit.session import open_session

TABLE = Path(__file__).with_name("people.md")
PAGES: tuple[Opened, ...] = (
    ("", {}),
    ("city", {"city": "ALD"}),
    ("initiatives", {}),
    ("area", {"area": "growth"}),
    ("gaps", {}),
    ("convening", {}),
    ("timeline", {}),
    ("phases", {}),
    ("data", {}),
    ("initiative", {"initiative": "ALD-001"}),
)
BARE: tuple[Opened, ...] = (("", {}),)
BUDGET_SECONDS = 2.0
# Everybody comes from one address here; the windows of so many sessions are more than one may open.
_LIMITS = {"ICTRACK_REQUESTS_PER_MINUTE": "100000"}
_NEW = "Opens its doors to everybody who comes"
_INITIATIVES = f"initiative_id,city_id,title,phase_id,added_on\nNEW-001,ALD,{_NEW},2,2026-01-01\n"
_SOURCE = "key,value\ntitle,A late return\n"


@dataclass(frozen=True)
class Plan:
    """Say how much is measured: the programme, the people, and the sessions that come and go."""

    size: Size
    people: int
    changes: int
    pause: float
    sessions: int
    every: int

    @property
    def marks(self) -> tuple[int, ...]:
        """Give after how many sessions the memory is told."""
        return tuple(self.sessions * fifth // 5 for fifth in range(1, 6))


WHOLE = (
    Plan(Size(14, 112, 2_240, 2), people=30, changes=18, pause=5.0, sessions=2_500, every=50),
    Plan(Size(40, 4_000, 100_000, 4), people=30, changes=18, pause=5.0, sessions=800, every=20),
)
QUICK = (Plan(Size(4, 40, 160, 2), people=4, changes=2, pause=0.1, sessions=10, every=1),)


@dataclass(frozen=True)
class AtApp:
    """Hold what people waited for at one app, what went wrong, and what its memory did."""

    visits: Sequence[Visit]
    processor: float
    memory: Memory
    errors: tuple[str, ...]

    @property
    def processor_each(self) -> float:
        """Give the seconds for which an answer kept a processor busy, opening the page among them."""
        return self.processor / sum(len(visit.opening) + len(visit.changes) for visit in self.visits)

    def percentile(self, percent: int) -> float:
        """Give the seconds within which so many of all changes of a filter were answered."""
        waits = [wait for visit in self.visits for wait in visit.changes]
        return statistics.quantiles(waits, n=100, method="inclusive")[percent - 1]


@dataclass(frozen=True)
class Measured:
    """Hold what was planned, and what came of it at the app and at the bare page."""

    plan: Plan
    ours: AtApp
    bare: AtApp


def measure(folder: Path, plan: Plan) -> Measured:
    """Measure the app, and then the bare page."""
    path = folder / "programme.duckdb"
    os.environ["ICTRACK_DATABASE"] = str(path)
    current_settings.cache_clear()
    make_programme(path, plan.size).close()
    with run_app(path, **_LIMITS) as app:
        ours = _measure(app, PAGES, plan)
        _load_into(app, folder)
    recorded = folder / "overview.pickle"
    write_recording(recorded, "overview", {})
    with run_bare(recorded) as app:
        bare = _measure(app, BARE, plan)
    return Measured(plan, ours, bare)


def _measure(app: RunningApp, pages: Sequence[Opened], plan: Plan) -> AtApp:
    crowd = Crowd(plan.people, pages, plan.changes, plan.pause)
    busy = processor_seconds(app.process.pid)
    visits = crowd.visit(app.port)
    busy = processor_seconds(app.process.pid) - busy
    memory, errors = come_and_go(app.port, app.process.pid, pages, plan.sessions, plan.every)
    return AtApp(visits, busy, memory, (*errors, *(error for visit in visits for error in visit.errors)))


def _load_into(app: RunningApp, folder: Path) -> None:
    """Load one initiative into the app that runs, and see that a page that was kept shows it."""
    late = folder / "late"
    late.mkdir()
    (late / "source.csv").write_text(_SOURCE, encoding="utf-8")
    (late / "initiatives.csv").write_text(_INITIATIVES, encoding="utf-8")
    with open_session(app.port) as session:
        asked = {"cities": "ALD", "search": _NEW}
        assert not session.open("initiatives", asked).holds("NEW-001")
        loaded = run_cli("load", late, ICTRACK_DATABASE=str(app.database))
        assert loaded.returncode == 0, loaded.stderr.decode()
        assert session.open("initiatives", asked).holds("NEW-001")


def write_table(measured: Sequence[Measured]) -> str:
    """Write the table; seconds and mebibytes are of this run."""
    plan = measured[0].plan
    how = (
        f"Written by `python -m benchmarks.people` on {date.today().isoformat()}, "
        f"Python {platform.python_version()}, Streamlit {streamlit.__version__}, "
        f"DuckDB {duckdb.__version__}, {os.cpu_count()} cores, on which the people's clicks are made as "
        f"well. {plan.people} people come to an invented programme on which nothing was asked before, each "
        f"to one of {len(PAGES)} pages, and some {plan.pause:g} seconds after each answer change a filter to "
        f"anything that it offers, {plan.changes} times, so that hardly two see the same. What they wait for "
        "is from the click to the end of the script. Then sessions come and go one after the other, each "
        "with a page and a change of its filter. The bare page draws the elements of the Overview from "
        f"constants. Budget: p95 under {BUDGET_SECONDS:g} s, no error, memory that does not grow."
    )
    lines = [f"# What {plan.people} people at once wait for", "", how]
    for one in measured:
        lines += ["", f"## {one.plan.size.named}", "", *_lines_of(one)]
    return "\n".join(lines) + "\n"


def _lines_of(measured: Measured) -> Iterator[str]:
    ours, bare, marks = measured.ours, measured.bare, measured.plan.marks
    yield "| | ictrack | bare page | ratio |"
    yield "|---|---:|---:|---:|"
    for name, percent in (("half of the changes within, s", 50), ("95 in 100 within, s", 95)):
        yield _row(name, ours.percentile(percent), bare.percentile(percent), 2)
    yield _row("a processor is busy with each, s", ours.processor_each, bare.processor_each, 2)
    yield f"| errors | {len(ours.errors)} | {len(bare.errors)} | |"
    for mark in marks:
        name = f"memory after {mark:,} sessions, MB"
        yield _row(name, ours.memory.after(mark), bare.memory.after(mark), 0)
    # Until then what is kept of answers fills up to its bounds.
    filled = marks[1]
    grown = [_growth(each.memory, filled) for each in (ours, bare)]
    yield f"| grows in 100 sessions after {filled:,}, MB | {grown[0]} | {grown[1]} | |"


def _row(name: str, ours: float, bare: float, places: int) -> str:
    return f"| {name} | {ours:,.{places}f} | {bare:,.{places}f} | {ours / bare:.1f} |"


def _growth(memory: Memory, since: int) -> str:
    slope, uncertainty = memory.growth_since(since)
    return f"{slope:.1f} ± {2 * uncertainty:.1f}"


def main() -> None:
    """Measure, write the table, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.people", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few people, to the screen alone")
    plans = QUICK if parser.parse_args().quick else WHOLE
    measured = [_in_own_folder(plan) for plan in plans]
    table = write_table(measured)
    for error in (error for one in measured for error in (*one.ours.errors, *one.bare.errors)):
        print(error, file=sys.stderr)
    if plans is WHOLE:
        TABLE.write_text(table, encoding="utf-8")
    print(table)


def _in_own_folder(plan: Plan) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder), plan)


if __name__ == "__main__":
    main()
