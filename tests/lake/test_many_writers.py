"""Four writers and two readers for a minute, with kills and restarts: nothing lost, doubled or torn."""

from __future__ import annotations

import json
import logging
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from ictrack.actions.load import LoadSource, load_source
from ictrack.location import Lake
from ictrack.settings import PUBLIC_RECORD
from ictrack.store.database import open_database
from ictrack.store.invariants import find_breaches
from ictrack.store.verifying import verify
from tests.lake.on_and_on import count
from tests.lake.test_replicas import environment_of
from tests.lakes import new_lake
from tests.unit.postgres_server import PostgresServer, postgres_server
from tests.unit.running_app import PROJECT

pytestmark = [pytest.mark.long, pytest.mark.system]
WRITERS, READERS = 4, 2
SECONDS = 60.0
# When PostgreSQL goes down, in shares of the time, and how: as by its service manager, and as in a crash.
RESTARTS = ((0.35, signal.SIGINT), (0.7, signal.SIGQUIT))
_PATIENCE_SECONDS = 240.0
# What DuckDB says as it ends for a connection that was cut.
_FALL = "Attempted to access index 0 within vector of size 0"
_DONE = {"stored", "found", "behind", "read"}
_log = logging.getLogger(__name__)


class Crew:
    """The processes that write to and read from one lake, and what they have noted."""

    def __init__(self, lake: Lake, folder: Path) -> None:
        """Start nobody yet; notes go into the folder."""
        self._lake = lake
        self._folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._started: dict[str, tuple[str, ...]] = {}
        self.kills: Counter[str] = Counter()
        self.falls: Counter[str] = Counter()

    def start(self, kind: str, replica: str, *words: str) -> None:
        """Start a process; one that was killed or fell is another one each time, of the same replica."""
        name = self._name(replica)
        command = [sys.executable, "-m", "tests.lake.on_and_on", kind, name, str(self._folder), *words]
        settings = {**os.environ, **environment_of(self._lake, replica)}
        with (self._folder / f"{name}.said").open("wb") as said:
            self._running[replica] = subprocess.Popen(
                command, cwd=PROJECT, env=settings, stdout=said, stderr=said
            )
        self._started[replica] = (kind, *words)

    def _name(self, replica: str) -> str:
        return f"{replica}-{self.ends(replica)}"

    def ends(self, replica: str) -> int:
        """Count how often a replica has ended in the middle of what it did."""
        return self.kills[replica] + self.falls[replica]

    def start_who_fell(self) -> None:
        """Start those again whom DuckLake took down, as a service manager does; see that all others run.

        Of a connection that is cut while rows are read from the catalogue the pinned DuckLake makes an error
        that ends DuckDB, and with it the process (duckdb/ducklake, pull request 1330).
        """
        for replica, process in list(self._running.items()):
            if process.poll() is None:
                continue
            said = (self._folder / f"{self._name(replica)}.said").read_text(encoding="utf-8")
            assert _FALL in said, self.said()
            self.falls[replica] += 1
            kind, *words = self._started[replica]
            self.start(kind, replica, *words)

    def kill_and_start(self, writer: str) -> None:
        """Kill a writer at whatever it does, and start another in its place."""
        process = self._running[writer]
        process.kill()
        process.wait()
        self.kills[writer] += 1
        self.start("write", writer)

    def stop(self) -> None:
        """Have everybody end what they do, and see that each ended well."""
        (self._folder / "stop").touch()
        ended = [process.wait(timeout=_PATIENCE_SECONDS) for process in self._running.values()]
        assert set(ended) == {0}, self.said()

    def end(self) -> None:
        """End whoever still runs."""
        for process in self._running.values():
            process.kill()
            process.wait()

    def said(self) -> str:
        """Give what they have said to their terminals: of one that ends well that is nothing."""
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted(self._folder.glob("*.said")))

    def notes(self, replica: str) -> list[list[str]]:
        """Give the lines that a replica has noted; one that a kill has cut does not count."""
        paths = sorted(self._folder.glob(f"{replica}-*.notes"))
        lines = (
            line for path in paths for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
        )
        return [line.split() for line in lines if line.endswith("\n")]

    def done(self, replica: str) -> list[str]:
        """Give the keys that a writer was told are stored, or the versions that a reader has read."""
        return [key for what, key in self.notes(replica) if what in _DONE]

    def is_at_work(self, writer: str) -> bool:
        """Say whether a writer has stored anything since it was started."""
        return any(key.startswith(f"{self._name(writer)}-") for key in self.done(writer))

    def wait_for_each(self) -> None:
        """Wait until each writer has stored, and each reader read, once more."""
        before = {name: len(self.done(name)) for name in self._running}
        until = time.monotonic() + _PATIENCE_SECONDS
        while any(len(self.done(name)) <= number for name, number in before.items()):
            self.start_who_fell()
            assert time.monotonic() < until, self.said()
            time.sleep(0.2)


def test_4_writers_and_2_readers_lose_double_and_tear_nothing_while_all_goes_down_around_them(
    tmp_path: Path,
) -> None:
    # What it has answered to is to be there after a crash.
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server({"synchronous_commit": "on"}))
        lake = new_lake(server, tmp_path)
        with closing(open_database(lake)) as database:
            load_source(database, LoadSource(PUBLIC_RECORD))
            first = database.version()
        notes = tmp_path / "notes"
        notes.mkdir()
        crew = Crew(lake, notes)
        stack.callback(crew.end)
        writers = [f"writer{number}" for number in range(WRITERS)]
        for writer in writers:
            crew.start("write", writer)
        for number in range(READERS):
            crew.start("read", f"reader{number}", str(first))
        crew.wait_for_each()
        _disturb(crew, writers, server)
        crew.wait_for_each()
        crew.stop()
        _see_what_is_stored(lake, crew, writers, first)


def _disturb(crew: Crew, writers: list[str], server: PostgresServer) -> None:
    """Kill writers for a while, and have PostgreSQL go down and come back between."""
    chance = random.Random(9)  # noqa: S311  chance picks moments, and keeps no secret
    begun, restarts = time.monotonic(), list(RESTARTS)
    while (passed := time.monotonic() - begun) < SECONDS:
        time.sleep(chance.uniform(1.0, 5.0))
        crew.start_who_fell()
        at_work = [writer for writer in writers if crew.is_at_work(writer)]
        if at_work:
            crew.kill_and_start(chance.choice(at_work))
        if restarts and passed >= restarts[0][0] * SECONDS:
            _share, how = restarts.pop(0)
            server.stop(how)
            time.sleep(chance.uniform(0.0, 3.0))
            server.start()
    assert not restarts


def _see_what_is_stored(lake: Lake, crew: Crew, writers: list[str], first: int) -> None:
    replicas = [*writers, *(f"reader{number}" for number in range(READERS))]
    journals = [lake.journal.with_name(f"{name}.journal.jsonl") for name in replicas]
    for journal in journals:
        open_database(replace(lake, journal=journal)).close()
    with closing(open_database(replace(lake, journal=journals[0]))) as database:
        counts = count(database)
        assert verify(database).differences == ()
        assert find_breaches(database) == ()
        with database.cursor() as cursor:
            rows = cursor.execute(
                "select event_id from db.commentary union all select event_id from db.report_freeze"
            ).fetchall()
    counts.see_that_it_is_whole(first)
    stored = [key for (key,) in rows]
    assert len(set(stored)) == len(stored)
    acknowledged = {writer: crew.done(writer) for writer in writers}
    assert all(len(set(keys)) == len(keys) for keys in acknowledged.values())
    assert {key for keys in acknowledged.values() for key in keys} <= set(stored)
    for writer, keys in acknowledged.items():
        beside = {key for key in stored if key.startswith(f"{writer}-")} - set(keys)
        # Of each end the one write in its middle; nobody is told any more what became of it.
        assert len({key.rpartition("-")[0] for key in beside}) == len(beside) <= crew.ends(writer)
    told = [journal.read_bytes() for journal in journals]
    assert set(told) == {told[0]}
    changes = [json.loads(line)["change"] for line in told[0].splitlines()]
    assert changes == sorted(changes)
    assert set(changes) == set(range(counts.last_change + 1))
    noted = Counter(what for name in replicas for what, _key in crew.notes(name))
    counted = (len(stored), crew.kills.total(), len(RESTARTS), crew.falls.total(), dict(noted))
    _log.info("%d writes stored, %d kills, %d restarts, %d falls; noted: %s", *counted)
