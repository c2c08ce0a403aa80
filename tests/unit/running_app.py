"""The real app, started as a process on a free port, and what to ask of it."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    """What the app answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class RunningApp:
    """An app that runs, its port and its database."""

    process: subprocess.Popen[bytes]
    port: int
    database: Path
    log: Path

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | Iterable[bytes] | None = None,
        *,
        address: str = "127.0.0.1",
        **headers: str,
    ) -> Answer:
        """Send one request; names of headers have `_` for `-`, a body of unsaid size is in pieces."""
        connection = http.client.HTTPConnection(address, self.port, timeout=60)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            received = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, received, response.read())
        finally:
            connection.close()

    def said(self) -> str:
        """Give what the app has written to its terminal so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End the app as a terminal or a service manager does, and wait until it has ended."""
        self.process.terminate()
        self.process.wait(timeout=30)


@contextmanager
def run_app(database: Path, **environment: str) -> Iterator[RunningApp]:
    """Run the app as the README says, until the end of the block."""
    with run_app_at(database, free_port(), **environment) as app:
        yield app


@contextmanager
def run_app_at(database: Path, port: int, **environment: str) -> Iterator[RunningApp]:
    """Run the app on a port that is known before."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    with run_process([*command, "--server.port", str(port)], port, database, **environment) as app:
        yield app


@contextmanager
def run_process(command: list[str], port: int, database: Path, **environment: str) -> Iterator[RunningApp]:
    """Run a command that serves the app, wait until it answers, and end it."""
    log = database.with_name(f"{database.name}.{port}.log")
    settings = {**os.environ, "ICTRACK_DATABASE": str(database), **environment}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=PROJECT, env=settings, stdout=out, stderr=out)
    app = RunningApp(process, port, database, log)
    try:
        _wait_for(app)
        yield app
    finally:
        app.process.kill()
        app.process.wait(timeout=30)


def free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def own_addresses() -> list[str]:
    """Give the address by which others would reach this computer, if there is a way to it at all."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the system only says from which address it would send.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; a minute at most."""
    for _attempt in range(300):
        if holds():
            return
        time.sleep(0.2)
    raise AssertionError("it did not come to hold")


def _wait_for(app: RunningApp) -> None:
    wait_until(lambda: app.process.poll() is not None or _answers(app))
    assert app.process.poll() is None, f"the app did not start:\n{app.said()}"


def _answers(app: RunningApp) -> bool:
    try:
        app.ask("/api/v1/health")
    except OSError:
        return False
    return True


def run_cli(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run one command in a process of its own, with nobody at its terminal."""
    command = [sys.executable, "-m", "ictrack", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=300,
    )
