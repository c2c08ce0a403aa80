"""A backup is the database as it was, whole; restoring loses nothing of what was there."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ictrack.errors import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DiskFullError,
    JournalError,
    UsageError,
)
from ictrack.settings import current_settings
from ictrack.store.backups import DATABASE_NAME, JOURNAL_NAME, list_backups, make_backup
from ictrack.store.database import Database, open_database
from ictrack.store.journal import journal_path
from ictrack.store.outbox import record_parts
from ictrack.store.queries import list_loads
from ictrack.store.replay import Later, replay_journal
from ictrack.store.restoring import restore_backup
from ictrack.store.verifying import verify
from tests.unit.actions.loading import count, load
from tests.unit.running_app import PROJECT
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


def test_backups_of_one_database_at_once_are_made_one_after_the_other(path: Path, tmp_path: Path) -> None:
    with opened(path) as database, ThreadPoolExecutor(6) as workers:
        made = list(workers.map(lambda _n: make_backup(database, tmp_path / "backups"), range(6)))
        load(database, write_return(tmp_path / "return", 1))
    assert len({kept.path for kept in made}) == 6
    assert {kept.path for kept in list_backups(tmp_path / "backups")} == {kept.path for kept in made}
    for kept in made:
        with opened(kept.path / DATABASE_NAME) as copy:
            assert verify(copy).differences == ()
    assert sorted(file.name for file in path.parent.iterdir()) == ["own.duckdb", "own.journal.jsonl"]
    assert not [file for file in (tmp_path / "backups").iterdir() if file.name.startswith(".")]


def test_backups_of_other_databases_into_one_folder_at_once_do_not_touch_each_other(
    path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    with ExitStack() as stack:
        databases = [stack.enter_context(opened(path))]
        for number in range(3):
            other = stack.enter_context(opened(tmp_path / str(number) / "own.duckdb"))
            load(other, write_programme(tmp_path / f"programme-{number}"))
            load(other, write_return(tmp_path / f"return-{number}", 1, rows=number + 1))
            databases.append(other)
        workers = stack.enter_context(ThreadPoolExecutor(4))
        made = list(workers.map(lambda database: make_backup(database, folder), databases))
    assert sorted(kept.backup.rows for kept in list_backups(folder)) == sorted(k.backup.rows for k in made)
    for kept, initiatives in zip(made, (5, 6, 7, 8), strict=True):
        with opened(kept.path / DATABASE_NAME) as copy:
            assert count(copy, "initiative") == initiatives
            assert verify(copy).differences == ()
    assert not [file for file in folder.iterdir() if file.name.startswith(".")]


def test_what_another_is_making_in_the_folder_is_left_alone(path: Path, tmp_path: Path) -> None:
    folder, now = tmp_path / "backups", datetime.now(UTC)
    moments = [now + timedelta(seconds=second) for second in range(60)]
    others = [folder / f".ictrack-{moment:%Y-%m-%d-%H%M%S}.part" for moment in moments]
    for other in others:
        other.mkdir(parents=True)
        (other / "half").write_text("made")
    with opened(path) as database:
        kept = make_backup(database, folder)
    assert kept.path.name.endswith("-2")
    assert {(other / "half").read_text() for other in others} == {"made"}


def test_a_draft_that_a_crash_left_is_no_hindrance(path: Path, tmp_path: Path) -> None:
    draft = path.with_name(f"{path.name}.backup")
    draft.write_bytes(b"torn" * 4000)
    with opened(path) as database:
        kept = make_backup(database, tmp_path / "backups")
    with opened(kept.path / DATABASE_NAME) as copy:
        assert verify(copy).differences == ()
    assert not draft.exists()


def write_change(database: Database, payload: str) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    database.write(lambda cursor: record_parts(cursor, "test", moment, "a test", (payload,)))


@pytest.mark.long
def test_a_backup_is_compared_without_holding_all_of_it_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICTRACK_MEMORY_LIMIT", "300MB")
    current_settings.cache_clear()
    try:
        with opened(tmp_path / "own.duckdb") as database:
            for _change in range(8):
                write_change(database, os.urandom(5_000_000).hex())
            assert make_backup(database, tmp_path / "backups").backup.changes == 9
    finally:
        current_settings.cache_clear()


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


def damage_a_block(file: Path, number: int) -> None:
    """Spoil a block of a database file as a failing disk would; the header and the first are left."""
    content = bytearray(file.read_bytes())
    place = 12_288 + number * 262_144 + 5_000
    assert place + 200 < len(content)
    content[place : place + 200] = bytes(byte ^ 0xFF for byte in content[place : place + 200])
    file.write_bytes(content)


@pytest.mark.parametrize("block", range(4))
def test_a_backup_with_any_damaged_block_is_refused_and_changes_nothing(
    path: Path, tmp_path: Path, block: int
) -> None:
    with opened(path) as database:
        load(database, write_return(tmp_path / "return", 1, rows=400))
        backup = make_backup(database, tmp_path / "backups").path
    before = path.read_bytes(), sorted(path.parent.iterdir())
    damage_a_block(backup / DATABASE_NAME, block)
    with pytest.raises(DatabaseDamagedError, match="is not a backup that ictrack can read"):
        restore_backup(backup, path)
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == before


def test_a_backup_that_holds_less_than_it_says_is_refused(path: Path, backup: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "other.duckdb"):
        pass
    shutil.copyfile(tmp_path / "other.duckdb", backup / DATABASE_NAME)
    with pytest.raises(DatabaseDamagedError, match="does not hold what it held when it was made"):
        restore_backup(backup, path)


def test_a_block_that_is_damaged_later_is_said_in_words_whatever_meets_it(path: Path, tmp_path: Path) -> None:
    with opened(path) as database:
        load(database, write_return(tmp_path / "return", 1, rows=400))
    met = []
    for block in range(6):
        spoilt = tmp_path / str(block) / path.name
        spoilt.parent.mkdir()
        shutil.copyfile(path, spoilt)
        damage_a_block(spoilt, block)
        before = spoilt.read_bytes()
        try:
            with opened(spoilt) as database:
                # A block that is free just then is read by nobody.
                assert verify(database).differences == ()
        except DatabaseDamagedError as error:
            met.append(str(error))
        assert spoilt.read_bytes() == before
    assert len(met) >= 3
    assert all("python -m ictrack restore" in said for said in met)


def test_a_backup_is_restored_without_the_journal_beside_it(path: Path, backup: Path) -> None:
    (backup / JOURNAL_NAME).write_bytes(b"no line\n" * 3)
    restore_backup(backup, path)
    with opened(path) as database:
        assert verify(database).differences == ()


def write_and_crash(path: Path, source: Path) -> None:
    """Load a return in a process that ends before what it wrote is in the file itself, only in its log."""
    program = (
        "import os, sys; from pathlib import Path; from ictrack.store.attaching import Attachment\n"
        "from ictrack.store.database import open_database; from tests.unit.actions.loading import load\n"
        "Attachment.checkpoint = lambda self: None\n"
        "database = open_database(Path(sys.argv[1])); load(database, Path(sys.argv[2])); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, str(path), str(source)], check=True, cwd=PROJECT)
    assert path.with_name(f"{path.name}.wal").exists()


def test_what_was_only_in_the_log_of_the_former_database_is_kept_and_comes_back(
    path: Path, backup: Path, tmp_path: Path
) -> None:
    write_and_crash(path, write_return(tmp_path / "return", 1))
    former = restore_backup(backup, path).former
    assert former is not None
    assert restore_backup(former, path).later_changes == 0
    with opened(path) as database:
        assert count(database, "initiative") == 6
        assert verify(database).differences == ()


def test_the_log_of_a_lost_database_is_not_read_into_another(
    path: Path, backup: Path, tmp_path: Path
) -> None:
    write_and_crash(path, write_return(tmp_path / "return", 1))
    path.unlink()
    with pytest.raises(UsageError, match=r"own\.duckdb\.wal' is there already"):
        replay_journal(journal_path(path), path)
    assert restore_backup(backup, path).later_changes == 1
    with opened(path) as database:
        assert count(database, "initiative") == 5
        assert verify(database).differences == ()


def test_changes_that_only_the_former_journal_tells_of_are_counted_where_the_two_parted(
    path: Path, backup: Path, tmp_path: Path
) -> None:
    with opened(path) as database:
        load(database, write_return(tmp_path / "return", 1))
        later = make_backup(database, tmp_path / "backups").path
    restore_backup(backup, path)
    with opened(path) as database:
        load(database, write_return(tmp_path / "other", 2))
    assert restore_backup(later, path).later_changes == 1


def test_a_journal_makes_of_a_backup_what_there_was_at_a_later_moment(
    path: Path, backup: Path, tmp_path: Path
) -> None:
    with opened(path) as database:
        load(database, write_return(tmp_path / "return", 1))
        moment = list_loads(database)[0].loaded_at
        load(database, write_return(tmp_path / "other", 2))
    early = restore_backup(backup, path, Later(journal_path(path), moment - timedelta(microseconds=1)))
    assert (early.added, early.later_changes) == (0, 2)
    assert early.former_journal is not None
    later = restore_backup(backup, path, Later(early.former_journal, moment))
    assert later.added == 1
    with opened(path) as database:
        assert count(database, "initiative") == 6
        assert verify(database).differences == ()
    assert restore_backup(backup, path, Later(early.former_journal)).added == 2
    with opened(path) as database:
        assert count(database, "initiative") == 7


def test_a_journal_that_went_another_way_changes_nothing(path: Path, backup: Path, tmp_path: Path) -> None:
    with opened(path) as database:
        load(database, write_return(tmp_path / "return", 1))
        late = make_backup(database, tmp_path / "backups").path
    restore_backup(backup, path)
    before = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(JournalError, match="does not begin with what the backup holds"):
        restore_backup(late, path, Later(journal_path(path)))
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == before


def test_a_disk_that_knows_no_second_names_keeps_a_copy(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    restored = restore_backup(backup, path)
    assert restored.former is not None
    with opened(restored.former) as former:
        assert verify(former).differences == ()


def test_a_restore_that_is_refused_half_way_leaves_all_under_its_own_name(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes(), sorted(path.parent.iterdir())
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DiskFullError, match="as they were"):
        restore_backup(backup, path)
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == before


def refuse(_self: Path, _target: Path) -> None:
    """Refuse as a disk does."""
    raise OSError(errno.EOPNOTSUPP, "Operation not supported")


def test_a_draft_that_a_crash_left_is_no_backup(backup: Path) -> None:
    backup.rename(backup.with_name(f".{backup.name}.part"))
    assert list_backups(backup.parent) == ()
