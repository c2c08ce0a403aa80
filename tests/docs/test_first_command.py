"""The README's first command, on a copy of the project with nothing but requirements.txt."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from pathlib import Path

import pytest

from tests.architecture.project import PROJECT, all_files

SECONDS_TO_START = 90


def copy_project(target: Path) -> None:
    """Copy what a clone would hold."""
    for path in all_files():
        copy = target / path.relative_to(PROJECT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> str:
    """Ask an address until it answers; give the answer."""
    given_up_at = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < given_up_at:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode())
        except (OSError, urllib.error.URLError):
            time.sleep(0.5)
    raise AssertionError(f"{address} did not answer")


@pytest.mark.long
def test_the_first_command_opens_the_public_record_on_a_fresh_machine(tmp_path: Path) -> None:
    project, home = tmp_path / "project", tmp_path / "home"
    home.mkdir()
    copy_project(project)
    venv.create(tmp_path / "venv", with_pip=True)
    python = str(tmp_path / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    install = [python, "-m", "pip", "install", "--quiet", "-r", "requirements.txt"]
    subprocess.run(install, cwd=project, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # A browser cannot be opened here; all else is as a first user has it, with a home that is new.
    command = [python, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ICTRACK_", "DISPLAY"))}
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=project,
            env={**kept, "HOME": str(home), "USERPROFILE": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        counts = wait_for(f"http://127.0.0.1:{port}/api/v1/summary.csv", process)
    finally:
        process.terminate()
        process.wait(timeout=30)
    assert counts.splitlines()[1].startswith("96,")
    said = log.read_text(encoding="utf-8")
    assert "email" not in said.lower()
    assert "Traceback" not in said
