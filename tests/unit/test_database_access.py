"""A database that the system does not let ictrack read and write is told from a damaged one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ictrack.errors import DatabaseAccessError, DatabaseDamagedError
from ictrack.store.database import open_database
from tests.unit.running_app import PROJECT, run_app
from tests.unit.small_programme import make_database

NOBODY = 65_534
# The real command, by somebody whom the rights of files bind: the administrator is not bound.
AS_ANYBODY = f"""
import os, sys
from contextlib import suppress
from ictrack.cli import run_command_line
# What was read once is not read again: the folders of Python and of the project may be closed to others.
warm = os.environ.pop("WARM", "")
if warm:
    said = os.dup(1), os.dup(2)
    with open(os.devnull, "w") as nowhere, suppress(SystemExit):
        os.dup2(nowhere.fileno(), 1), os.dup2(nowhere.fileno(), 2)
        try:
            run_command_line([*sys.argv[1:-1], warm])
        finally:
            sys.stdout.flush()
            os.dup2(said[0], 1), os.dup2(said[1], 2)
if os.getuid() == 0:
    os.setgroups([])
    os.setuid({NOBODY})
run_command_line(sys.argv[1:])
"""
of_posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a folder that everybody can reach; those of pytest are its owner's alone."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        yield path
        path.chmod(0o755)


def run_as_anybody(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run one command in a process of its own, by an account with no rights but everybody's."""
    return subprocess.run(
        [sys.executable, "-c", AS_ANYBODY, *map(str, arguments)],
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseAccessError, match="is a folder, not a file"):
        open_database(tmp_path)


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DatabaseAccessError, match="what should be its folder is a file"):
        open_database(tmp_path / "file" / "own.duckdb")


def test_what_is_no_database_is_still_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "own.duckdb"
    path.write_bytes(b"this is no database" * 500)
    with pytest.raises(DatabaseDamagedError):
        open_database(path)


@of_posix
@pytest.mark.parametrize("mode", [0o000, 0o444, 0o222])
@pytest.mark.parametrize("is_named", [True, False])
def test_a_file_without_the_rights_is_named_and_left_as_it_is(
    folder: Path, mode: int, *, is_named: bool
) -> None:
    path = make_database(folder / "own.duckdb")
    folder.chmod(0o777)
    path.chmod(mode)
    before = path.stat()
    named = ("--database", path) if is_named else ()
    refused = run_as_anybody("summary", *named, ICTRACK_DATABASE=str(path))
    assert (refused.returncode, refused.stdout) == (5, b"")
    said = refused.stderr.decode()
    assert said.startswith(f"{path}: cannot be opened: ictrack may not read and write the file.")
    assert "Nothing was read or changed. Give your account that right" in said
    assert said.count("\n") == 1
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)


@of_posix
@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_that_may_not_be_written_in_is_named_before_a_load_begins(
    folder: Path, *, is_there: bool
) -> None:
    path = folder / "own.duckdb"
    if is_there:
        make_database(path).chmod(0o666)
    folder.chmod(0o555)
    sheet = PROJECT / "data" / "templates" / "one-sheet.csv"
    refused = run_as_anybody("load", sheet, "--keep-bundled", "--database", path)
    assert (refused.returncode, refused.stdout) == (5, b"")
    said = refused.stderr.decode()
    assert f"ictrack may not write in its folder, '{folder}'" in said
    assert said.count("\n") == 1


@of_posix
@pytest.mark.parametrize("command", ["summary", "check", "load"])
def test_a_folder_that_may_not_be_looked_into_is_no_fault(folder: Path, command: str) -> None:
    path = make_database(folder / "closed" / "own.duckdb")
    path.parent.chmod(0o000)
    source = () if command == "summary" else (PROJECT / "data" / "public-record",)
    refused = run_as_anybody(command, *source, "--database", path)
    path.parent.chmod(0o755)
    assert (refused.returncode, refused.stdout) == (5, b"")
    assert b"cannot be reached (Permission denied). Nothing was read or changed." in refused.stderr


def test_the_app_says_on_every_page_why_it_cannot_open_the_database(tmp_path: Path) -> None:
    folder = tmp_path / "own.duckdb"
    folder.mkdir()
    with run_app(folder) as app:
        assert app.ask("/").status == 503
        assert b"is a folder, not a file" in app.ask("/").body
        assert app.ask("/api/v1/health").data["reason"] == "DatabaseAccessError"
        assert "Traceback" not in app.said()


def can_mount() -> bool:
    """Say whether this process may mount a disk that it alone sees."""
    if shutil.which("unshare") is None:
        return False
    tried = ["unshare", "--mount", "sh", "-c", "mount -t tmpfs none /mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


# Where no disk can be mounted there is nothing to try this on.
if can_mount():

    def test_a_disk_that_can_only_be_read_is_named(tmp_path: Path) -> None:
        database = make_database(tmp_path / "own.duckdb")
        disk = tmp_path / "disk"
        disk.mkdir()
        steps = (
            'mount -t tmpfs none "$1" && cp "$2" "$1" && mount -o remount,ro "$1" && '
            'exec "$3" -m ictrack summary --database "$1/own.duckdb"'
        )
        command = ["unshare", "--mount", "sh", "-c", steps, "sh", str(disk), str(database), sys.executable]
        refused = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False, timeout=120)
        assert (refused.returncode, refused.stdout) == (5, b"")
        assert b"is on a disk that can only be read. Nothing was read or changed." in refused.stderr
        assert b"Copy it to another disk" in refused.stderr
