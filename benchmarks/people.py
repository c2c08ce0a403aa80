"""What thirty people at once wait for, and what a thousand sessions leave in memory.

    python -m benchmarks.people            writes `benchmarks/people.md`
    python -m benchmarks.people --quick    a few people, to the screen alone

starts the app as a process of its own on an invented programme of a network's size, lets people
come from this one, and then the same people to a bare Streamlit page with the elements of the
Overview as constants. Between, one city's update is loaded into the app that runs: every page
has to show it.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
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
# Everybody comes from one address here; the windows of 1,000 sessions are more than one may open.
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


WHOLE = Plan(Size(40, 4_000, 100_000, 4), people=30, changes=18, pause=5.0, sessions=1_000, every=20)
QUICK = Plan(Size(4, 40, 160, 2), people=4, changes=2, pause=0.1, sessions=10, every=1)


@dataclass(frozen=True)
class Measured:
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


def measure(folder: Path, plan: Plan) -> tuple[Measured, Measured]:
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
    return ours, bare


def _measure(app: RunningApp, pages: Sequence[Opened], plan: Plan) -> Measured:
    crowd = Crowd(plan.people, pages, plan.changes, plan.pause)
    busy = processor_seconds(app.process.pid)
    visits = crowd.visit(app.port)
    busy = processor_seconds(app.process.pid) - busy
    memory, errors = come_and_go(app.port, app.process.pid, pages, plan.sessions, plan.every)
    return Measured(visits, busy, memory, (*errors, *(error for visit in visits for error in visit.errors)))


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


def write_table(ours: Measured, bare: Measured, plan: Plan) -> str:
    """Write the table; seconds and mebibytes are of this run."""
    size = plan.size
    how = (
        f"Written by `python -m benchmarks.people` on {date.today().isoformat()}, "
        f"Python {platform.python_version()}, Streamlit {streamlit.__version__}, "
        f"DuckDB {duckdb.__version__}, {os.cpu_count()} cores, on which the people's clicks are made as "
        f"well. An invented programme of {size.cities:,} cities, {size.initiatives:,} initiatives and "
        f"{size.updates:,} status updates, on which nothing was asked before. {plan.people} people come, "
        f"each to one of {len(PAGES)} pages, and some {plan.pause:g} seconds after each answer change a "
        f"filter to anything that it offers, {plan.changes} times, so that hardly two see the same. What "
        "they wait for is from the click to the end of the script. Then sessions come and go one after the "
        "other, each with a page and a change of its filter. The bare page draws the elements of the "
        f"Overview from constants. Budget: p95 under {BUDGET_SECONDS:g} s, no error, memory that does not "
        "grow."
    )
    head = "| | ictrack | bare page | ratio |"
    lines = [f"# What {plan.people} people at once wait for", "", how, "", head, "|---|---:|---:|---:|"]
    for name, percent in (("half of the changes within, s", 50), ("95 in 100 within, s", 95)):
        lines.append(_row(name, ours.percentile(percent), bare.percentile(percent), 2))
    lines.append(_row("a processor is busy with each, s", ours.processor_each, bare.processor_each, 2))
    lines.append(f"| errors | {len(ours.errors)} | {len(bare.errors)} | |")
    for mark in plan.marks:
        name = f"memory after {mark:,} sessions, MB"
        lines.append(_row(name, ours.memory.after(mark), bare.memory.after(mark), 0))
    grown = [_growth(measured.memory, plan.marks[0]) for measured in (ours, bare)]
    lines.append(f"| grows in 100 sessions after {plan.marks[0]:,}, MB | {grown[0]} | {grown[1]} | |")
    return "\n".join(lines) + "\n"


def _row(name: str, ours: float, bare: float, places: int) -> str:
    return f"| {name} | {ours:,.{places}f} | {bare:,.{places}f} | {ours / bare:.1f} |"


def _growth(memory: Memory, since: int) -> str:
    slope, uncertainty = memory.growth_since(since)
    return f"{slope:.1f} ± {2 * uncertainty:.1f}"


def main() -> None:
    """Measure, write the table, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.people", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few people, to the screen alone")
    plan = QUICK if parser.parse_args().quick else WHOLE
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = measure(Path(folder), plan)
    table = write_table(ours, bare, plan)
    for error in (*ours.errors, *bare.errors):
        print(error, file=sys.stderr)
    if plan is WHOLE:
        TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
