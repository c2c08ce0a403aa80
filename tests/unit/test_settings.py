"""A setting that is not allowed ends in a sentence, not in a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ICTRACK_PORT", "abc"),
        ("ICTRACK_PORT", "0"),
        ("ICTRACK_MEMORY_LIMIT", "lots"),
        ("ICTRACK_SENDER", "returns"),
        ("ICTRACK_SENDER", "a@example.org, b@example.org"),
    ],
)
def test_a_setting_that_is_not_allowed_is_named(tmp_path: Path, name: str, value: str) -> None:
    command = [sys.executable, "-m", "ictrack", "load", "data/public-record"]
    ended = subprocess.run(
        [*command, "--database", str(tmp_path / "own.duckdb")],
        cwd=PROJECT,
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"{name}: '{value}'")
    assert "Traceback" not in ended.stderr
