"""What a page costs beside a bare Streamlit page with the same elements from constants.

    python -m benchmarks.pages            writes `benchmarks/pages.md`
    python -m benchmarks.pages --quick    two pages, once, to the screen alone

measures, on the public record, the server's time for a warm page and the first paint in
Chromium, each page and its bare twin in turn; and what each page sends to a browser, there and in
an invented programme of a network's size.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import streamlit
from playwright.sync_api import Browser, sync_playwright
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from benchmarks.bare_app import run_bare
from benchmarks.pairs import Pairs
from benchmarks.programme import Size, make_programme
from benchmarks.recording import app_at, write_recording
from ictrack.actions.opening import close_shared
from ictrack.settings import current_settings
from tests.machine import find_chromium
from tests.unit.running_app import run_app
from tests.unit.session import open_session

PROJECT = Path(__file__).resolve().parents[1]
TABLE = Path(__file__).with_name("pages.md")
PAGES = {
    "overview": {},
    "city": {"city": "BRI"},
    "area": {"area": "growth"},
    "initiatives": {},
    "initiative": {"initiative": "BRI-01"},
    "gaps": {},
    "lenses": {},
    "convening": {},
    "phases": {},
    "timeline": {},
    "data": {},
    "about": {},
}
# The same of the invented programme.
OF_NETWORK = {"city": {"city": "ALD"}, "initiative": {"initiative": "ALD-001"}}
# The one function of Streamlit 1.67 that runs a script from its first line to its last.
_RUN_SCRIPT = "exec_func_with_error_handling"
SERVER_BUDGET, PAINT_BUDGET = 1.5, 1.2


@dataclass(frozen=True)
class Plan:
    """Say how much is measured: which pages, how often, and in how large an invented programme."""

    pages: Sequence[str]
    rounds: int
    paints: int
    network: Size


WHOLE = Plan(tuple(PAGES), rounds=41, paints=11, network=Size(40, 4_000, 100_000, 4))
QUICK = Plan(("overview", "initiative"), rounds=1, paints=1, network=Size(4, 40, 160, 2))


@dataclass(frozen=True)
class Measured:
    """Hold what one page costs: on the server, to first paint, and in bytes sent here and in a network."""

    page: str
    server: Pairs
    paint: Pairs
    sent: int
    sent_of_network: int


@contextmanager
def _timing() -> Iterator[list[float]]:
    """Time each run of a script on the server, in milliseconds; nothing but the script."""
    times: list[float] = []
    run_script = getattr(script_runner, _RUN_SCRIPT)

    def timed(function: Callable[..., Any], context: Any) -> Any:
        started = time.perf_counter()
        try:
            return run_script(function, context)
        finally:
            times.append((time.perf_counter() - started) * 1000)

    with patch.object(script_runner, _RUN_SCRIPT, timed):
        yield times


def _record(page: str, into: Path) -> Path:
    path = into / f"{page}.pickle"
    write_recording(path, page, PAGES[page])
    return path


def _server_times(page: str, path: Path, rounds: int) -> Pairs:
    """Run ours and the bare page in turn."""
    os.environ["ICTRACK_RECORDING"] = str(path)
    ours, bare = (
        app_at(page, PAGES[page]),
        AppTest.from_file(str(PROJECT / "benchmarks" / "bare.py"), default_timeout=120),
    )
    ours.run(), bare.run()
    assert not bare.exception, bare.exception
    return Pairs(tuple((_run_time(ours), _run_time(bare)) for _round in range(rounds)))


def _run_time(app: AppTest) -> float:
    with _timing() as times:
        app.run()
    return times[-1]


def _paint(browser: Browser, address: str) -> float:
    """Give the milliseconds from asking for an address to the last element of its page."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".ic-foot", timeout=120_000)
    taken = (time.perf_counter() - started) * 1000
    context.close()
    return taken


def _paint_times(browser: Browser, page: str, path: Path, app: str, paints: int) -> Pairs:
    opens = "&".join(f"{name}={value}" for name, value in PAGES[page].items())
    ours = f"{app}/{'' if page == 'overview' else page}?{opens}"
    with run_bare(path) as bare_app:
        # Opened by a link to a page, as ours: Streamlit first looks for its server beneath that page.
        linked = "" if page == "overview" else "about" if page == "city" else "city"
        bare = f"http://127.0.0.1:{bare_app.port}/{linked}"
        for address in (ours, bare):
            _paint(browser, address)
        return Pairs(tuple((_paint(browser, ours), _paint(browser, bare)) for _round in range(paints)))


def measure(folder: Path, plan: Plan) -> list[Measured]:
    """Measure pages on the public record, and what they send in an invented programme as well."""
    os.environ["ICTRACK_DATABASE"] = str(folder / "server.duckdb")
    current_settings.cache_clear()
    recordings = {page: _record(page, folder) for page in plan.pages}
    server = {page: _server_times(page, path, plan.rounds) for page, path in recordings.items()}
    close_shared()
    with open_chromium() as browser, run_app(folder / "paint.duckdb") as app:
        address = f"http://127.0.0.1:{app.port}"
        paint = {p: _paint_times(browser, p, recordings[p], address, plan.paints) for p in plan.pages}
        sent = _sent(app.port, plan.pages, PAGES)
    make_programme(folder / "network.duckdb", plan.network).close()
    with run_app(folder / "network.duckdb") as app:
        sent_of_network = _sent(app.port, plan.pages, {**PAGES, **OF_NETWORK})
    return [
        Measured(page, server[page], paint[page], sent[page], sent_of_network[page]) for page in plan.pages
    ]


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Open a browser that paints as a reader's does."""
    executable = find_chromium()
    assert executable, "first paint needs a Chrome or Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def _sent(port: int, pages: Sequence[str], opens: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """Count the bytes that each page sends to a browser that opens it."""
    sent = {}
    for page in pages:
        with open_session(port) as session:
            drawn = session.open("" if page == "overview" else page, opens[page])
        assert not drawn.errors, drawn.errors
        sent[page] = len(drawn.sent)
    return sent


def write_table(measured: Sequence[Measured], plan: Plan) -> str:
    """Write the table; figures in milliseconds are of this run, the ratios are what counts."""
    how = (
        f"Written by `python -m benchmarks.pages` on {date.today().isoformat()}, "
        f"Python {platform.python_version()}, Streamlit {streamlit.__version__}, "
        f"{os.cpu_count()} cores, the public record. Medians of {plan.rounds} runs on the server and "
        f"{plan.paints} first paints in Chromium, each page and its bare twin in turn; a ratio is the "
        "median of the ratios of such pairs. "
        f"Budgets: {SERVER_BUDGET} times on the server, {PAINT_BUDGET} times to first paint. What is sent "
        "is all that a browser gets to draw the page, uncompressed; beside it, what the same page sends in "
        f"an invented programme of {plan.network.initiatives:,} initiatives."
    )
    lines = [
        "# What a page costs beside a bare Streamlit page",
        "",
        how,
        "",
        "| page | server, ms | bare, ms | ratio | paint, ms | bare, ms | ratio | sent, kB | of many, kB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {m.page} | {m.server.ours:.0f} | {m.server.other:.0f} | {m.server.ratio:.2f} "
        f"| {m.paint.ours:.0f} | {m.paint.other:.0f} | {m.paint.ratio:.2f} "
        f"| {m.sent / 1000:.0f} | {m.sent_of_network / 1000:.0f} |"
        for m in measured
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, write the table, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two pages, once, to the screen alone")
    parser.add_argument("--paints", type=int, default=WHOLE.paints, help="how often each page is painted")
    asked = parser.parse_args()
    plan = QUICK if asked.quick else replace(WHOLE, paints=asked.paints)
    with tempfile.TemporaryDirectory() as folder:
        table = write_table(measure(Path(folder), plan), plan)
    if not asked.quick:
        TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
