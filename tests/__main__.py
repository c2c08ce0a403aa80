"""Run the checks: style, types, import rules, SQL, then the tests.

`python -m tests` runs what this machine can run, in minutes, and says what it left out.
`python -m tests --all` runs everything and fails on whatever is left out or skipped, but tries a share of
what takes long. `python -m tests --thorough` tries all of that too; `tests/shares.py` says what it is.
Exit code: 0 when all that was asked for passed, else 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.machine import find_chromium
from tests.shares import EXAMPLES, TESTS_ON_LAKES, USUAL, take_usual_shares

PROJECT = Path(__file__).resolve().parent.parent
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS: dict[str, tuple[str, ...]] = {
    "style": ("-m", "ruff", "check", "."),
    "layout": ("-m", "ruff", "format", "--check", "."),
    "types": ("-m", "mypy"),
    "import rules": ("-c", LINT_IMPORTS, "--no-logo"),
    "SQL": ("-m", "sqlfluff", "lint", "--disable-progress-bar", "ictrack"),
}
WHY_LEFT_OUT = {
    "long": "they take minutes",
    "system": "they need services of Debian",
    "browser": "no Chrome or Chromium was found",
}

# Tests of a file share what it sets up, so one process runs them all.
SHARED_AMONG_CORES = ["-n", "auto", "--dist", "loadfile"]


@dataclass(eq=False)
class Watcher:
    """Count, while pytest runs, what it leaves out and what it skips."""

    left_out: Counter[str] = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        """Count each test that was left out under the first mark that says why."""
        for item in items:
            names = {mark.name for mark in item.iter_markers()}
            self.left_out[next((name for name in WHY_LEFT_OUT if name in names), "other")] += 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note each test that did not run to its end."""
        if report.skipped:
            self.skipped.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note each file that was skipped as a whole."""
        if report.skipped:
            self.skipped.append(report.nodeid)


def run_check(name: str, command: tuple[str, ...]) -> bool:
    """Run one check in a process of its own; give whether it passed."""
    print(f"== {name}", flush=True)
    begun = time.monotonic()
    passed = subprocess.run([sys.executable, *command], cwd=PROJECT, check=False).returncode == 0
    print(f"== {name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - begun:.0f} s", flush=True)
    return passed


def run_tests(watcher: Watcher, *, everything: bool) -> bool:
    """Run the tests that are asked for and possible; give whether they passed."""
    print("== tests", flush=True)
    marks = [] if everything else ["not long", "not system"]
    if find_chromium() is None:
        marks.append("not browser")
        # What several processes leave out is not counted here.
        watcher.unseen = ["Left out: tests/browser, because no Chrome or Chromium was found."] * everything
    options = ["-m", " and ".join(marks)] if marks else []
    if everything:
        options += SHARED_AMONG_CORES
    return pytest.main([*options, str(PROJECT / "tests")], plugins=[watcher]) == pytest.ExitCode.OK


def describe_rest(watcher: Watcher) -> list[str]:
    """Say what did not run, and why: one line per reason."""
    lines = [
        f"Left out: {count} marked {name}, because {WHY_LEFT_OUT.get(name, 'they were deselected')}."
        for name, count in sorted(watcher.left_out.items())
    ]
    lines += watcher.unseen
    return lines + [f"Skipped: {name}; pytest says above why." for name in watcher.skipped]


def main() -> int:
    """Run all checks, whatever fails on the way, and sum up."""
    parser = argparse.ArgumentParser(prog="python -m tests", description=__doc__.split("\n\n")[0])
    parser.add_argument("--all", action="store_true", help="run everything; fail on whatever is left out")
    parser.add_argument("--thorough", action="store_true", help="the same, and all of what takes long")
    asked = parser.parse_args()
    everything: bool = asked.all or asked.thorough
    if not asked.thorough:
        take_usual_shares()
    failed = [name for name, command in CHECKS.items() if not run_check(name, command)]
    watcher = Watcher()
    if not run_tests(watcher, everything=everything):
        failed.append("tests")
    rest = describe_rest(watcher)
    print(*rest, sep="\n", end="\n" if rest else "")
    if not asked.thorough:
        print(
            f"One in {USUAL[TESTS_ON_LAKES]} of the tests on lakes and one in {USUAL[EXAMPLES]} of the "
            "examples of properties were tried; 'python -m tests --thorough' tries all."
        )
    if everything and rest:
        failed.append("nothing left out")
    elif watcher.left_out:
        print("'python -m tests --all' runs everything.")
    print(f"FAILED: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
