"""A full disk is said in words, loses nothing, and is recovered from without a restart."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from ictrack.errors import DiskFullError, JournalBehindError
from ictrack.store.backups import _AROUND, _MOST_BEYOND, make_backup
from ictrack.store.database import Database
from ictrack.store.journal import journal_path
from ictrack.store.verifying import verify
from tests.unit.actions.loading import count, load
from tests.unit.store.loads_of_returns import opened, write_programme, write_return

pytestmark = pytest.mark.system
ROWS = 400
# What a disk in memory gives out at once.
PAGE = 4096


@dataclass(frozen=True)
class Disk:
    """A folder whose disk can be filled up and given room again."""

    folder: Path
    fill: Callable[[], None]
    make_room: Callable[[], None]


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Mount a disk of 24 MiB in memory; raises CalledProcessError where that is not allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    subprocess.run(mount, check=True, capture_output=True)
    filling = folder / "filling"

    def fill() -> None:
        # Unbuffered: what the disk refuses may not come once more when the file is closed.
        with filling.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(65_536))
        # A disk is never full to the byte: some writes still succeed.
        os.truncate(filling, filling.stat().st_size - 300_000)

    try:
        yield Disk(folder, fill, filling.unlink)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def small_files(folder: Path) -> Iterator[Disk]:
    """Have the system refuse to let any file grow past what the database has now."""
    if sys.platform == "win32":
        raise AssertionError("marked system: this runs on Debian")
    import resource  # noqa: PLC0415

    folder.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill() -> None:
        largest = max(file.stat().st_size for file in folder.iterdir())
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 200_000, hard))

    def make_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    try:
        yield Disk(folder, fill, make_room)
    finally:
        make_room()


@contextmanager
def mounted_where_allowed(folder: Path) -> Iterator[Disk]:
    """Give a small disk; in a container that may not mount one, files that may not grow."""
    may_mount = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=False, capture_output=True
    )
    with (small_disk if may_mount.returncode == 0 else small_files)(folder) as disk:
        yield disk


@pytest.fixture(params=[mounted_where_allowed, small_files], ids=["small disk", "small files"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    with request.param(tmp_path / "disk") as disk:
        yield disk


def load_or_say(database: Database, source: Path) -> str:
    """Load a return; say whether it is `loaded`, `refused`, or stored although not all followed."""
    try:
        receipt = load(database, source)
    except DiskFullError as error:
        return "refused" if "Make room" in str(error) else str(error)
    except JournalBehindError as error:
        return "stored" if "the change is stored" in str(error) else str(error)
    assert receipt.load_id is not None, receipt.issues
    return "loaded"


def test_a_full_disk_refuses_loads_in_words_and_takes_them_again_once_there_is_room(
    disk: Disk, tmp_path: Path
) -> None:
    with opened(disk.folder / "own.duckdb") as database:
        load(database, write_programme(tmp_path / "programme"))
        disk.fill()
        said = [
            load_or_say(database, write_return(tmp_path / f"return-{number}", number, rows=ROWS))
            for number in range(8)
        ]
        assert set(said) <= {"loaded", "stored", "refused"}
        assert "refused" in said
        refused = said.index("refused")
        disk.make_room()
        kept = 5 + ROWS * (len(said) - said.count("refused"))
        assert count(database, "initiative") == kept
        assert load_or_say(database, tmp_path / f"return-{refused}") == "loaded"
        assert count(database, "initiative") == kept + ROWS
        assert verify(database).differences == ()
    with opened(disk.folder / "own.duckdb") as database:
        assert count(database, "initiative") == kept + ROWS
        assert verify(database).differences == ()


def test_a_backup_onto_a_full_disk_is_refused_in_words_and_leaves_the_database_as_it_is(
    disk: Disk, tmp_path: Path
) -> None:
    with opened(disk.folder / "own.duckdb") as database:
        load(database, write_programme(tmp_path / "programme"))
        load(database, write_return(tmp_path / "return", 1, rows=ROWS))
        disk.fill()
        (disk.folder / "nearly").write_bytes(bytes(150_000))
        with suppress(DiskFullError):
            for _number in range(10):
                make_backup(database, disk.folder / "backups")
        disk.make_room()
        assert count(database, "initiative") == 5 + ROWS
        kept = make_backup(database, disk.folder / "backups")
        assert kept.backup.changes == 3
        load(database, write_return(tmp_path / "later", 2))
        assert verify(database).differences == ()


def free_in(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def free_a_page(folder: Path) -> None:
    filling = folder / "filling"
    os.truncate(filling, filling.stat().st_size - PAGE)


def test_a_backup_for_which_there_is_just_no_room_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    with mounted_where_allowed(tmp_path / "disk") as disk, opened(disk.folder / "own.duckdb") as database:
        load(database, write_programme(tmp_path / "programme"))
        backups = disk.folder / "backups"
        if not disk.folder.is_mount():
            # No disk whose room could be counted: tests/unit/store/test_room.py holds the boundary.
            assert make_backup(database, backups).backup.changes == 2
            return
        held = sum(file.stat().st_size for file in disk.folder.iterdir())
        needed = held + _MOST_BEYOND + _AROUND
        disk.fill()
        while free_in(disk.folder) + PAGE < needed:
            free_a_page(disk.folder)
        assert free_in(disk.folder) < needed
        before = sorted(disk.folder.rglob("*"))
        with pytest.raises(DiskFullError, match=r"MB are needed on the disk of .* MB are free"):
            make_backup(database, backups)
        assert sorted(disk.folder.rglob("*")) == before
        free_a_page(disk.folder)
        assert free_in(disk.folder) >= needed
        assert make_backup(database, backups).backup.changes == 2
        disk.make_room()
        load(database, write_return(tmp_path / "later", 2))
        assert verify(database).differences == ()


def test_a_backup_onto_another_disk_needs_room_on_both(tmp_path: Path) -> None:
    with mounted_where_allowed(tmp_path / "disk") as disk, opened(tmp_path / "own.duckdb") as database:
        load(database, write_programme(tmp_path / "programme"))
        if disk.folder.is_mount():
            disk.fill()
            with pytest.raises(DiskFullError, match=f"on the disk of '{disk.folder}'"):
                make_backup(database, disk.folder / "backups")
            assert [file.name for file in disk.folder.iterdir()] == ["filling"]
            assert not list(tmp_path.glob("own.duckdb.*"))
            disk.make_room()
        kept = make_backup(database, disk.folder / "backups")
        assert kept.backup.changes == 2


def test_a_journal_that_cannot_be_written_is_said_and_brought_up_by_the_next_load(tmp_path: Path) -> None:
    with opened(tmp_path / "own.duckdb") as database:
        load(database, write_programme(tmp_path / "programme"))
        journal = journal_path(tmp_path / "own.duckdb")
        aside = journal.rename(tmp_path / "aside")
        journal.symlink_to("/dev/full")
        assert load_or_say(database, write_return(tmp_path / "1", 1)) == "stored"
        assert count(database, "initiative") == 6
        assert load_or_say(database, write_return(tmp_path / "2", 2)) == "refused"
        assert count(database, "initiative") == 6
        journal.unlink()
        aside.rename(journal)
        assert load_or_say(database, tmp_path / "2") == "loaded"
        assert count(database, "initiative") == 7
        assert verify(database).differences == ()
