"""What the tests of commands share: a command that is run as its user runs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ictrack.cli import run_command_line


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, str, str]]:
    """Run a command, and give its exit code and what it printed to stdout and stderr."""

    def run_one(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            run_command_line([str(argument) for argument in arguments])
        printed = capfdbinary.readouterr()
        return int(ended.value.code or 0), printed.out.decode(), printed.err.decode()

    return run_one
