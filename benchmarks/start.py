"""How long the app takes from the start of its process to the first paint, beside a bare page.

    python -m benchmarks.start            writes `benchmarks/start.md`
    python -m benchmarks.start --quick    small data, once, to the screen alone
    python -m benchmarks.start --copies 25 --rounds 2    a tenth of the updates, fewer starts

starts the app on the public record and on an invented programme of 10 million updates, both in
the store already, opens the Overview in Chromium as soon as the server answers, and waits for the
last element of the page. Right after each start follows that of a bare Streamlit page that draws
the same elements from constants.
"""

from __future__ import annotations

import argparse
import os
import platform
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import streamlit
from playwright.sync_api import Browser

from benchmarks.bare_app import BARE, command_of, environment_of
from benchmarks.pages import open_chromium
from benchmarks.pairs import Pairs
from benchmarks.programme import Size, make_programme, size_of_copies
from benchmarks.recording import write_recording
from ictrack.actions.opening import close_shared, open_with_public_record
from ictrack.settings import current_settings
from tests.unit.running_app import PROJECT, free_port

TABLE = Path(__file__).with_name("start.md")
# Of the pattern of `size_of_copies`.
COPIES = 250
SMALL = Size(4, 40, 160, 2)
ROUNDS = 5
PATIENCE_SECONDS = 180


@dataclass(frozen=True)
class Measured:
    """Hold what a start takes: until the server answers, and until the Overview is painted."""

    data: str
    answers: Pairs
    paints: Pairs


def measure(folder: Path, large: Size, rounds: int) -> list[Measured]:
    """Measure starts on the public record and on a programme of a size."""
    public, programme = folder / "public.duckdb", folder / "programme.duckdb"
    open_with_public_record(public, lambda _sentence: None).close()
    make_programme(programme, large).close()
    named = f"{large.cities:,} cities, {large.initiatives:,} initiatives, {large.updates:,} updates"
    with open_chromium() as browser:
        return [
            _measure(browser, path, data, rounds)
            for path, data in ((public, "the public record"), (programme, named))
        ]


def _measure(browser: Browser, path: Path, data: str, rounds: int) -> Measured:
    recorded = path.with_suffix(".pickle")
    os.environ["ICTRACK_DATABASE"] = str(path)
    current_settings.cache_clear()
    write_recording(recorded, "overview", {})
    close_shared()
    bare = environment_of(recorded)
    # The system then has all files in its memory, for both alike.
    _start(browser, BARE, bare), _start(browser, "app.py", {})
    pairs = [(_start(browser, "app.py", {}), _start(browser, BARE, bare)) for _ in range(rounds)]
    answers = tuple((ours[0], other[0]) for ours, other in pairs)
    return Measured(data, Pairs(answers), Pairs(tuple((ours[1], other[1]) for ours, other in pairs)))


def _start(browser: Browser, script: str, environment: Mapping[str, str]) -> tuple[float, float]:
    """Start a script; give the milliseconds until it answers, and until its page is painted."""
    port = free_port()
    started = time.perf_counter()
    process = subprocess.Popen(
        command_of(script, port),
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until(lambda: _answers(port))
        answered = time.perf_counter()
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
        page.wait_for_selector(".ic-foot", timeout=PATIENCE_SECONDS * 1000)
        painted = time.perf_counter()
        context.close()
    finally:
        process.terminate()
        process.wait(timeout=30)
    return (answered - started) * 1000, (painted - started) * 1000


def _wait_until(holds: Callable[[], bool]) -> None:
    until = time.perf_counter() + PATIENCE_SECONDS
    while not holds():
        assert time.perf_counter() < until, "it did not start"
        time.sleep(0.02)


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


def write_table(measured: Sequence[Measured], rounds: int) -> str:
    """Write the table; seconds are of this run, the ratios are what counts."""
    how = (
        f"Written by `python -m benchmarks.start` on {date.today().isoformat()}, "
        f"Python {platform.python_version()}, Streamlit {streamlit.__version__}, "
        f"DuckDB {duckdb.__version__}, {os.cpu_count()} cores. Medians of {rounds} starts of a new process "
        "with its data in the store, each followed by that of a bare page with the elements of the Overview "
        "as constants: until the server answers, and until the Overview is painted in Chromium, with "
        "nothing computed before. A ratio is the median of the ratios of such pairs."
    )
    lines = [
        "# What a start takes beside that of a bare Streamlit page",
        "",
        how,
        "",
        "| data | answers, s | bare, s | ratio | first paint, s | bare, s | ratio |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.data} | {one.answers.ours / 1000:.2f} | {one.answers.other / 1000:.2f} "
        f"| {one.answers.ratio:.2f} | {one.paints.ours / 1000:.2f} | {one.paints.other / 1000:.2f} "
        f"| {one.paints.ratio:.2f} |"
        for one in measured
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, write the table, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small data, once, to the screen alone")
    parser.add_argument("--copies", type=int, default=COPIES, help="how large the large data are")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how many starts")
    asked = parser.parse_args()
    copies = asked.copies
    large = SMALL if asked.quick else size_of_copies(copies)
    rounds = 1 if asked.quick else asked.rounds
    with tempfile.TemporaryDirectory() as folder:
        table = write_table(measure(Path(folder), large, rounds), rounds)
    if not asked.quick:
        TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
