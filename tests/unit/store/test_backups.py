"""A backup is the database as it was, whole; restoring loses nothing of what was there."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictrack.errors import DatabaseBusyError, DatabaseDamagedError, DiskFullError, UsageError
from ictrack.store.backups import DATABASE_NAME, list_backups, make_backup
from ictrack.store.database import open_database
from ictrack.store.journal import journal_path
from ictrack.store.restoring import restore_backup
from ictrack.store.verifying import verify
from tests.unit.actions.loading import count, load
from tests.unit.store.loads_of_returns import opened, write_programme, write_return


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "own" / "own.duckdb"
    with opened(path) as database:
        load(database, write_programme(tmp_path / "programme"))
    return path


@pytest.fixture
def backup(path: Path, tmp_path: Path) -> Path:
    with opened(path) as database:
        return make_backup(database, tmp_path / "backups").path


def test_a_backup_of_an_open_database_holds_all_that_is_stored(path: Path, tmp_path: Path) -> None:
    with opened(path) as database, database.cursor() as reader:
        reader.begin()
        reader.execute("from db.initiative")
        load(database, write_return(tmp_path / "return", 1))
        kept = make_backup(database, tmp_path / "backups")
        reader.rollback()
    assert (kept.backup.changes, list_backups(tmp_path / "backups")) == (3, (kept,))
    with opened(kept.path / DATABASE_NAME) as copy:
        assert count(copy, "initiative") == 6
        assert verify(copy).differences == ()
    assert sorted(file.name for file in path.parent.iterdir()) == ["own.duckdb", "own.journal.jsonl"]


def test_two_backups_in_one_second_are_two(path: Path, tmp_path: Path) -> None:
    with opened(path) as database:
        made = [make_backup(database, tmp_path / "backups") for _number in range(3)]
    assert len({kept.path for kept in made}) == 3


def test_a_backup_that_cannot_be_written_leaves_nothing_and_says_so(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with opened(path) as database:
        with pytest.raises(DiskFullError, match="was not made"):
            make_backup(database, tmp_path / "file" / "backups")
        load(database, write_return(tmp_path / "return", 1))
        assert count(database, "initiative") == 6
    assert sorted(file.name for file in path.parent.iterdir()) == ["own.duckdb", "own.journal.jsonl"]


def test_a_database_in_memory_has_nothing_to_back_up(tmp_path: Path) -> None:
    database = open_database()
    with pytest.raises(UsageError):
        make_backup(database, tmp_path)
    database.close()


def test_restoring_keeps_what_was_there_and_says_what_only_that_holds(
    path: Path, backup: Path, tmp_path: Path
) -> None:
    with opened(path) as database:
        load(database, write_return(tmp_path / "return", 1))
    restored = restore_backup(backup, path)
    assert restored.later_changes == 1
    with opened(path) as database:
        assert count(database, "initiative") == 5
        assert verify(database).differences == ()
        load(database, write_return(tmp_path / "other", 2))
    assert restored.former is not None
    assert restored.former_journal == journal_path(restored.former)
    with opened(restored.former) as former:
        assert count(former, "initiative") == 6
        assert verify(former).differences == ()


def test_a_damaged_database_is_put_aside_and_the_backup_takes_its_place(path: Path, backup: Path) -> None:
    path.write_bytes(b"no database any more" * 1000)
    with pytest.raises(DatabaseDamagedError, match="python -m ictrack restore"):
        open_database(path)
    restored = restore_backup(backup, path)
    assert restored.former is not None
    assert restored.former.read_bytes().startswith(b"no database any more")
    with opened(path) as database:
        assert verify(database).differences == ()


def test_a_lost_database_is_restored(path: Path, backup: Path) -> None:
    path.unlink()
    assert restore_backup(backup, path).former is None
    with opened(path) as database:
        assert count(database, "initiative") == 5


def test_a_database_that_is_open_is_not_replaced(path: Path, backup: Path) -> None:
    before = path.read_bytes()
    with opened(path), pytest.raises(DatabaseBusyError, match="Stop the app"):
        restore_backup(backup, path)
    assert path.read_bytes() == before


def test_what_is_no_backup_changes_nothing(path: Path, backup: Path, tmp_path: Path) -> None:
    before = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(UsageError, match="there is no backup here"):
        restore_backup(tmp_path, path)
    (backup / DATABASE_NAME).write_bytes(b"torn" * 4000)
    with pytest.raises(DatabaseDamagedError, match="is not a backup that ictrack can read"):
        restore_backup(backup, path)
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == before


def test_a_draft_that_a_crash_left_is_no_backup(backup: Path) -> None:
    backup.rename(backup.with_name(f".{backup.name}.part"))
    assert list_backups(backup.parent) == ()
