"""The units of systemd as the documents give them: they are sound, hardened, and start what there is."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from ictrack.actions.load import LoadSource, load_source
from ictrack.cli import commands
from ictrack.location import Lake
from ictrack.settings import PROJECT, PUBLIC_RECORD, Settings
from ictrack.store.database import open_database
from ictrack.store.queries import fingerprint_data
from tests.docs.test_readme import leaves
from tests.lakes import new_lake
from tests.unit.postgres_server import PostgresServer, find_binaries, postgres_server
from tests.unit.running_app import free_port, run_process

pytestmark = pytest.mark.system
FOLDER = PROJECT / "docs" / "systemd"
UNITS = sorted(path for path in FOLDER.iterdir() if path.suffix in {".service", ".timer"})
SERVICES = [path for path in UNITS if path.suffix == ".service"]
# Where the documents have the clone, and its Python.
CLONE = "/usr/local/lib/ictrack"
PYTHON = f"{CLONE}/.venv/bin/python"
# What systemd calls safe is below 2 of 10.
EXPOSURE = 20


def _values_of(name: str, unit: Path) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", unit.read_text("utf-8"), re.MULTILINE)


def started_by(unit: Path) -> list[list[str]]:
    """Give the commands that a unit starts, in order, word by word."""
    return [
        shlex.split(line) for line in re.findall(r"^ExecStart=(.*)$", unit.read_text("utf-8"), re.MULTILINE)
    ]


def environment_in(unit: Path, replica: str) -> dict[str, str]:
    """Give what a unit itself sets, for a replica of that name."""
    lines = _values_of("Environment", unit)
    words = [word for line in lines for word in shlex.split(line.replace("%i", replica))]
    return dict(word.split("=", 1) for word in words)


def environment_of_file(path: Path) -> dict[str, str]:
    """Read a file of settings as a shell does, which is what the documents do with it."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return dict(shlex.split(line)[0].split("=", 1) for line in lines)


def here(words: list[str]) -> list[str]:
    """Give a command of a unit as it is run from this clone."""
    return [sys.executable if words[0] == PYTHON else words[0].replace(CLONE, str(PROJECT)), *words[1:]]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put the units where systemd's own programs read them, with programs that this machine has."""
    folder = tmp_path_factory.mktemp("units")
    for unit in UNITS:
        text = unit.read_text("utf-8").replace(PYTHON, sys.executable).replace(CLONE, str(PROJECT))
        (folder / unit.name.replace("@.", "@one.")).write_text(text, encoding="utf-8")
    return folder


def _analyze(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)


def test_systemd_finds_no_fault_in_any_unit(installed: Path) -> None:
    verified = _analyze("verify", "--man=no", *sorted(installed.iterdir()))
    assert (verified.returncode, verified.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_what_a_service_may_do_is_little(installed: Path, unit: Path) -> None:
    path = installed / unit.name.replace("@.", "@one.")
    judged = _analyze("security", "--offline=yes", f"--threshold={EXPOSURE}", path)
    assert judged.returncode == 0, judged.stdout


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_every_command_that_a_unit_starts_is_there(unit: Path) -> None:
    started = started_by(unit)
    assert started
    every = dict(leaves(commands))
    for words in started:
        if words[0] == PYTHON:
            assert words[1:3] == ["-m", "ictrack"]
            assert words[3] in every
            options = {option for parameter in every[words[3]].params for option in parameter.opts}
            assert {word for word in words[4:] if word.startswith("--")} <= options
        else:
            assert os.access(here(words)[0], os.X_OK)


def test_the_timer_starts_a_service_that_is_there() -> None:
    timers = [path for path in UNITS if path.suffix == ".timer"]
    assert [path.with_suffix(".service") for path in timers] == [FOLDER / "ictrack-nightly.service"]
    assert set(timers[0].parent.iterdir()) >= {path.with_suffix(".service") for path in timers}


def test_every_setting_that_is_given_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"ICTRACK_REPLICA": "one"}
    for path in FOLDER.glob("*.env"):
        given |= environment_of_file(path)
    for unit in SERVICES:
        given |= environment_in(unit, "one")
    own = {name: value for name, value in given.items() if name.startswith("ICTRACK_")}
    assert {name.removeprefix("ICTRACK_").lower() for name in own} <= set(Settings.model_fields)
    for name, value in own.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert isinstance(settings.location, Lake)
    assert settings.location.connection == "host=db.example.org dbname=ictrack"
    assert settings.port == 8501


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as started:
        yield started


@pytest.fixture
def lake(server: PostgresServer, tmp_path: Path) -> Lake:
    made = new_lake(server, tmp_path)
    with closing(open_database(made)) as database:
        load_source(database, LoadSource(PUBLIC_RECORD))
    return made


def _environment(lake: Lake, folder: Path, unit: Path) -> dict[str, str]:
    """Give what a unit gives to its commands, with the lake of the test in place of the one that is shown."""
    binaries = find_binaries()
    assert binaries is not None
    return {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        **environment_in(unit, "two"),
        **environment_of_file(FOLDER / "ictrack.env"),
        "ICTRACK_DATABASE": f"ducklake:postgres:{lake.connection}",
        "ICTRACK_LAKE_FILES": lake.root,
        "ICTRACK_BACKUPS": str(folder / "backups"),
        # The password is in the connection, and nobody logs in.
        "PGPASSFILE": str(folder / "none"),
        "STREAMLIT_SECRETS_FILES": str(folder / "none"),
    }


def test_a_replica_serves_as_its_unit_starts_it(lake: Lake, tmp_path: Path) -> None:
    unit = FOLDER / "ictrack@.service"
    (words,) = started_by(unit)
    port = free_port()
    given = {**_environment(lake, tmp_path, unit), "ICTRACK_PORT": str(port)}
    with run_process(here(words), port, tmp_path / "app", **given) as app:
        assert app.ask("/api/v1/summary.csv").body.splitlines()[1].startswith(b"96,")
        assert (lake.journal.parent / "two.journal.jsonl").is_file()
        # As systemd ends it: it goes at once, and not with a fault.
        app.stop()
        assert "Traceback" not in app.said()


def test_what_is_done_at_night_makes_a_backup_that_can_be_put_back(
    server: PostgresServer, lake: Lake, tmp_path: Path
) -> None:
    unit = FOLDER / "ictrack-nightly.service"
    given = _environment(lake, tmp_path, unit)
    with closing(open_database(lake)) as database:
        before = fingerprint_data(database)
    for words in started_by(unit):
        done = subprocess.run(
            here(words), cwd=PROJECT, env=given, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr
    (backup,) = (path for path in (tmp_path / "backups").iterdir() if path.is_dir())

    # As the document says, of a lake that is lost: the database anew, and an empty folder.
    name = dict(part.split("=") for part in lake.connection.split())["dbname"]
    with closing(psycopg.connect(server.address, autocommit=True)) as connection:
        connection.execute(f'drop database "{name}" with (force)')
        connection.execute(f'create database "{name}"')
    shutil.rmtree(lake.root)
    Path(lake.root).mkdir()
    subprocess.run(
        [sys.executable, "-m", "ictrack", "restore", str(backup)], cwd=PROJECT, env=given, check=True
    )
    with closing(open_database(lake)) as database:
        assert fingerprint_data(database) == before
