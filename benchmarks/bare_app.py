"""The bare page as an app of its own: what a recording holds, drawn from constants."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.unit.running_app import PROJECT, RunningApp, free_port, run_process

BARE = "benchmarks/bare.py"


def command_of(script: str, port: int) -> list[str]:
    """Give the command that serves a script of the project."""
    serve = [sys.executable, "-m", "streamlit", "run", str(PROJECT / script)]
    return [*serve, "--server.headless", "true", "--server.port", str(port)]


def environment_of(recording: Path) -> Mapping[str, str]:
    """Say to the bare page where its recording is, and where the code is that reads it."""
    return {"ICTRACK_RECORDING": str(recording), "PYTHONPATH": str(PROJECT)}


@contextmanager
def run_bare(recording: Path) -> Iterator[RunningApp]:
    """Run the page of a recording until the end of the block; its log stands beside that."""
    port = free_port()
    database = recording.with_suffix(".duckdb")
    with run_process(command_of(BARE, port), port, database, **environment_of(recording)) as app:
        yield app
