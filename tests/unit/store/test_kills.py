"""Killed at any moment of a load: nothing that was acknowledged is lost, nothing is half done."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ictrack.store.verifying import verify
from tests.unit.actions.loading import count, load, stored
from tests.unit.running_app import PROJECT
from tests.unit.store.loads_of_returns import opened, write_programme, write_return

pytestmark = [pytest.mark.long, pytest.mark.system]
KILLS = 25
# A process that kills itself as it is about to take one step of a load.
KILLED_AT = """
import os, signal, sys
from pathlib import Path
from ictrack.store import attaching, journalling, outbox, staging
from ictrack.store.database import open_database
from tests.unit.actions.loading import load
where, before, path, source = sys.argv[1:]
owner, step = {
    "staging": (staging.Staging, "run"),
    "outbox": (outbox, "run"),
    "attaching": (attaching.Attachment, "checkpoint"),
    "journalling": (journalling, "append_lines"),
}[where]
taken = getattr(owner, step)
def take(*given, **named):
    if before in ("", *given):
        os.kill(os.getpid(), signal.SIGKILL)
    return taken(*given, **named)
database = open_database(Path(path))
setattr(owner, step, take)
load(database, Path(source))
"""


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


@pytest.mark.parametrize(
    ("where", "before", "is_stored"),
    [
        ("staging", "commit_source", False),
        ("staging", "keep_changed", False),
        ("staging", "close_undone", False),
        ("staging", "commit_load", False),
        ("outbox", "outbox_add", False),
        ("attaching", "", True),
        ("journalling", "", True),
    ],
)
def test_a_kill_before_any_step_of_a_load_leaves_all_of_it_or_nothing(
    tmp_path: Path, where: str, before: str, is_stored: bool
) -> None:
    path = tmp_path / "own.duckdb"
    with opened(path) as database:
        load(database, write_programme(tmp_path / "programme"))
    source = write_return(tmp_path / "return", 1, rows=20)
    words = ["-c", KILLED_AT, where, before, str(path), str(source)]
    ended = subprocess.run([sys.executable, *words], cwd=PROJECT, check=False)
    assert ended.returncode == -signal.SIGKILL
    with opened(path) as database:
        assert verify(database).differences == ()
        stored_now = [count(database, table) for table in ("load", "initiative", "status_update")]
        assert stored_now == ([2, 25, 23] if is_stored else [1, 5, 3])
