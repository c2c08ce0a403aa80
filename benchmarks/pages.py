"""What a page costs beside a bare Streamlit page with the same elements from constants.

    python -m benchmarks.pages

measures, on the public record, the server's time for a warm page and the first paint in
Chromium, each page and its bare twin in turn, and writes `benchmarks/pages.md`.
"""

from __future__ import annotations

import os
import pickle
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import streamlit
from playwright.sync_api import Browser, sync_playwright
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from benchmarks.pairs import Pairs
from benchmarks.recording import Step, recording
from tests.machine import find_chromium
from tests.unit.running_app import free_port, run_app, run_process

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
ROUNDS = 41
PAINTS = 11
# The one function of Streamlit 1.67 that runs a script from its first line to its last.
_RUN_SCRIPT = "exec_func_with_error_handling"
SERVER_BUDGET, PAINT_BUDGET = 1.5, 1.2


@dataclass(frozen=True)
class Measured:
    """Hold what one page costs: on the server, and to first paint."""

    page: str
    server: Pairs
    paint: Pairs


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


def _app_at(page: str) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "ictrack" / "ui" / "frame.py"), default_timeout=120)
    for name, value in PAGES[page].items():
        app.query_params[name] = value
    if page != "overview":
        app.run()
        app.switch_page(f"../../pages/{page}.py")
    return app


def _record(page: str, into: Path) -> Path:
    app = _app_at(page)
    app.run()
    with recording() as steps:
        app.run()
    assert not app.exception, app.exception
    assert steps, "nothing was drawn"
    path = into / f"{page}.pickle"
    path.write_bytes(pickle.dumps(_first_run_of(steps)))
    return path


def _first_run_of(steps: list[Step]) -> list[Step]:
    starts = [place for place, step in enumerate(steps) if step.name == "set_page_config"]
    return steps[starts[-1] :]


def _server_times(page: str, path: Path) -> Pairs:
    """Run ours and the bare page in turn."""
    os.environ["ICTRACK_RECORDING"] = str(path)
    ours, bare = (
        _app_at(page),
        AppTest.from_file(str(PROJECT / "benchmarks" / "bare.py"), default_timeout=120),
    )
    ours.run(), bare.run()
    assert not bare.exception, bare.exception
    return Pairs(tuple((_run_time(ours), _run_time(bare)) for _round in range(ROUNDS)))


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


def _paint_times(browser: Browser, page: str, path: Path, app: str, folder: Path) -> Pairs:
    opens = "&".join(f"{name}={value}" for name, value in PAGES[page].items())
    ours = f"{app}/{'' if page == 'overview' else page}?{opens}"
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "benchmarks" / "bare.py")]
    command += ["--server.headless", "true", "--server.port", str(port)]
    environment = {"ICTRACK_RECORDING": str(path), "PYTHONPATH": str(PROJECT)}
    with run_process(command, port, folder / f"{page}.duckdb", **environment):
        # Opened by a link to a page, as ours: Streamlit first looks for its server beneath that page.
        linked = "" if page == "overview" else "about" if page == "city" else "city"
        bare = f"http://127.0.0.1:{port}/{linked}"
        for address in (ours, bare):
            _paint(browser, address)
        return Pairs(tuple((_paint(browser, ours), _paint(browser, bare)) for _round in range(PAINTS)))


def measure(folder: Path) -> list[Measured]:
    """Measure every page on the public record."""
    os.environ["ICTRACK_DATABASE"] = str(folder / "server.duckdb")
    recordings = {page: _record(page, folder) for page in PAGES}
    server = {page: _server_times(page, path) for page, path in recordings.items()}
    executable = find_chromium()
    assert executable, "first paint needs a Chrome or Chromium"
    with sync_playwright() as playwright, run_app(folder / "paint.duckdb") as app:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-background-networking"]
        )
        address = f"http://127.0.0.1:{app.port}"
        paint = {p: _paint_times(browser, p, recordings[p], address, folder) for p in PAGES}
        browser.close()
    return [Measured(page, server[page], paint[page]) for page in PAGES]


def write_table(measured: list[Measured]) -> str:
    """Write the table; figures in milliseconds are of this run, the ratios are what counts."""
    how = (
        f"Written by `python -m benchmarks.pages` on {date.today().isoformat()}, "
        f"Python {platform.python_version()}, Streamlit {streamlit.__version__}, "
        f"{os.cpu_count()} cores, the public record. Medians of {ROUNDS} runs on the server and "
        f"{PAINTS} first paints in Chromium, each page and its bare twin in turn; a ratio is the "
        "median of the ratios of such pairs. "
        f"Budgets: {SERVER_BUDGET} times on the server, {PAINT_BUDGET} times to first paint."
    )
    lines = [
        "# What a page costs beside a bare Streamlit page",
        "",
        how,
        "",
        "| page | server, ms | bare, ms | ratio | first paint, ms | bare, ms | ratio |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {m.page} | {m.server.ours:.0f} | {m.server.other:.0f} | {m.server.ratio:.2f} "
        f"| {m.paint.ours:.0f} | {m.paint.other:.0f} | {m.paint.ratio:.2f} |"
        for m in measured
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, write the table, and say where it is."""
    with tempfile.TemporaryDirectory() as folder:
        table = write_table(measure(Path(folder)))
    TABLE.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
