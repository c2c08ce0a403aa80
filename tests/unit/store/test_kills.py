"""Killed at any moment of a load: nothing that was acknowledged is lost, nothing is half done."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ictrack.store.verifying import verify
from tests.unit.actions.loading import load, stored
from tests.unit.running_app import PROJECT
from tests.unit.store.loads_of_returns import opened, write_programme

pytestmark = [pytest.mark.long, pytest.mark.system]
KILLS = 25


def kill_during_loads(path: Path, folder: Path, first: int, moment: float) -> list[int]:
    """Have another process load on and on, kill it at a moment, and give what it acknowledged."""
    words = ["-m", "tests.unit.store.loads_of_returns", str(path), str(folder), str(first)]
    with subprocess.Popen([sys.executable, *words], cwd=PROJECT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        time.sleep(moment)
        process.kill()
        # A line that the kill has cut was not acknowledged.
        lines = process.stdout.read().splitlines(keepends=True)
    return [int(line) for line in lines if line.endswith(b"\n")]


def test_25_kills_lose_nothing_acknowledged_and_leave_nothing_half_done(tmp_path: Path) -> None:
    chance = random.Random(25)  # noqa: S311  chance picks moments, and keeps no secret
    path = tmp_path / "own.duckdb"
    with opened(path) as database:
        load(database, write_programme(tmp_path / "programme"))
    acknowledged: set[int] = set()
    first = 1
    for _kill in range(KILLS):
        acknowledged.update(kill_during_loads(path, tmp_path, first, chance.uniform(0.0, 1.5)))
        with opened(path) as database:
            assert verify(database).differences == ()
            kept = [row[0] for row in stored(database, "load", "file_name", where="load_id > 1")]
            rows = stored(database, "initiative", "load_id", "count(*)", where="load_id > 1 group by all")
            reports = stored(
                database, "status_update", "load_id", "count(*)", where="load_id > 1 group by all"
            )
        numbers = {int(name.removeprefix("return-")) for name in kept}
        assert acknowledged <= numbers
        assert [count for _load, count in rows] == [count for _load, count in reports] == [20] * len(numbers)
        first = max(numbers, default=0) + 1
    assert acknowledged
