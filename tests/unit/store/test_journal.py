"""The journal tells every change once more, is mended where a crash tore it, and shows what was lost."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from ictrack.actions.undo import UndoLoad, take_back
from ictrack.errors import JournalBehindError, JournalError, UsageError
from ictrack.store.database import open_database
from ictrack.store.journal import journal_path, read_line, read_lines
from ictrack.store.outbox import run_recorded
from ictrack.store.replay import replay_journal
from ictrack.store.verifying import verify
from tests.unit.actions.loading import count, load
from tests.unit.store.loads_of_returns import opened, write_programme, write_return


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a database of the small programme and one return, both loaded."""
    path = tmp_path / "own.duckdb"
    with opened(path) as database:
        load(database, write_programme(tmp_path / "programme"))
        load(database, write_return(tmp_path / "return", 1))
    return path


def kinds(path: Path) -> list[str]:
    """List the kinds of change that a journal tells of."""
    return [line.kind for line in read_lines(journal_path(path)) if line and line.part == 1]


def test_every_change_stands_in_the_journal_and_makes_the_same_data_again(path: Path, tmp_path: Path) -> None:
    with opened(path) as database:
        take_back(database, UndoLoad(2))
        assert verify(database).differences == ()
    assert kinds(path) == ["begin", "load", "load", "undo"]
    again = tmp_path / "again.duckdb"
    assert replay_journal(journal_path(path), again) == 4
    assert journal_path(again).read_bytes() == journal_path(path).read_bytes()
    with opened(again) as database:
        assert verify(database).differences == ()
        assert count(database, "initiative") == 5


def test_a_change_made_of_named_steps_is_recorded_and_made_again(path: Path) -> None:
    moment = datetime(2024, 1, 15, 12, 30, 0, 123456)  # noqa: DTZ001  moments are stored without a zone
    signed = {"event": "EV", "city": "BRI", "signed_at": moment, "signed_by": "a test"}
    with opened(path) as database:
        database.write(
            lambda cursor: run_recorded(cursor, "sign_off", moment, "a test", ["put_sign_off"], signed)
        )
        assert count(database, "sign_off") == 1
        assert verify(database).differences == ()


def test_a_write_that_recorded_nothing_is_found(path: Path) -> None:
    with opened(path) as database:
        database.write(lambda cursor: cursor.execute("update db.initiative set title = 'other'"))
        assert verify(database).differences == (
            "table initiative: holds 6 rows, and the changes make 6; they are not the same",
        )


@pytest.mark.parametrize("cut", [1, 40, 4000])
def test_a_torn_last_line_is_written_anew(path: Path, cut: int) -> None:
    journal = journal_path(path)
    whole = journal.read_bytes()
    last = len(whole.splitlines(keepends=True)[-1])
    journal.write_bytes(whole[: -min(cut, last - 1)])
    with opened(path):
        assert journal.read_bytes() == whole


@pytest.mark.parametrize("kept", [None, 0, 100])
def test_a_journal_that_is_moved_away_or_cut_short_meanwhile_is_written_anew(
    path: Path, tmp_path: Path, kept: int | None
) -> None:
    journal = journal_path(path)
    with opened(path) as database:
        journal.unlink() if kept is None else journal.write_bytes(journal.read_bytes()[:kept])
        load(database, write_return(tmp_path / "later", 2))
        load(database, write_return(tmp_path / "last", 3))
        assert verify(database).differences == ()
    assert kinds(path) == ["begin", "load", "load", "load", "load"]


def test_a_change_is_acknowledged_once_its_lines_are_synced(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    sync = os.fsync

    def note(handle: int) -> None:
        synced.append(len(journal_path(path).read_bytes().splitlines()))
        sync(handle)

    with opened(path) as database:
        monkeypatch.setattr(os, "fsync", note)
        load(database, write_return(tmp_path / "later", 2))
        monkeypatch.undo()
    assert synced == [len(journal_path(path).read_bytes().splitlines())]


def test_a_change_whose_lines_cannot_be_synced_is_not_acknowledged(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with opened(path) as database:
        monkeypatch.setattr(os, "fsync", refuse)
        with pytest.raises(JournalBehindError, match="the change is stored"):
            load(database, write_return(tmp_path / "later", 2))
        monkeypatch.undo()
        load(database, write_return(tmp_path / "last", 3))
        assert verify(database).differences == ()


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_lines_that_the_journal_lacks_are_appended_when_the_database_is_opened(path: Path, kept: int) -> None:
    journal = journal_path(path)
    whole = journal.read_bytes()
    journal.write_bytes(b"".join(whole.splitlines(keepends=True)[:kept]))
    with opened(path):
        assert journal.read_bytes() == whole


def test_a_database_that_lacks_a_change_of_its_journal_is_not_opened(path: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.duckdb"
    shutil.copy(path, older)
    with opened(path) as database:
        load(database, write_return(tmp_path / "later", 2))
    shutil.copy(older, path)
    before = path.read_bytes(), journal_path(path).read_bytes()
    with pytest.raises(JournalError, match=r"lacks.*python -m ictrack replay"):
        open_database(path)
    assert (path.read_bytes(), journal_path(path).read_bytes()) == before
    replay_journal(journal_path(path), tmp_path / "whole.duckdb")
    with opened(tmp_path / "whole.duckdb") as database:
        assert count(database, "initiative") == 7


def test_a_journal_without_its_database_is_not_overwritten(path: Path) -> None:
    path.unlink()
    with pytest.raises(JournalError, match="is not there, but its journal is"):
        open_database(path)
    assert not path.exists()
    assert replay_journal(journal_path(path), path) == 3
    with opened(path) as database:
        assert verify(database).differences == ()


def test_the_journal_of_another_database_is_told_apart(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    with opened(other):
        pass
    shutil.copy(journal_path(path), journal_path(other))
    with pytest.raises(JournalError, match="is the journal of another database"):
        open_database(other)
    journal_path(other).unlink()
    with opened(other) as database:
        assert verify(database).differences == ()


def test_a_line_that_was_changed_in_the_middle_is_found(path: Path, tmp_path: Path) -> None:
    journal = journal_path(path)
    journal.write_bytes(journal.read_bytes().replace(b"Bristol", b"Brastol", 1))
    with opened(path) as database:
        (difference,) = verify(database).differences
    assert difference.endswith(": is not what was written")
    with pytest.raises(JournalError, match="is not what was written"):
        replay_journal(journal, tmp_path / "again.duckdb")
    assert not (tmp_path / "again.duckdb").exists()


def test_a_missing_line_is_found_and_not_passed_over(path: Path, tmp_path: Path) -> None:
    lines = journal_path(path).read_bytes().splitlines(keepends=True)
    short = tmp_path / "short.jsonl"
    short.write_bytes(b"".join([lines[0], *lines[2:]]))
    with pytest.raises(JournalError, match="change 1 is missing, or lacks parts"):
        replay_journal(short, tmp_path / "again.duckdb")


def test_a_journal_is_replayed_into_a_new_file_only(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        replay_journal(journal_path(path), path)
    assert path.read_bytes() == before


def test_a_database_from_before_the_outbox_is_recorded_as_it_is(path: Path, tmp_path: Path) -> None:
    connection = duckdb.connect(str(path))
    connection.execute("delete from outbox")
    connection.close()
    journal_path(path).unlink()
    with opened(path) as database:
        assert verify(database).differences == ()
        load(database, write_return(tmp_path / "later", 2))
    assert kinds(path) == ["begin", "baseline", "load"]
    replay_journal(journal_path(path), tmp_path / "again.duckdb")
    with opened(tmp_path / "again.duckdb") as database:
        assert count(database, "initiative") == 7


def test_a_database_in_memory_has_no_journal() -> None:
    database = open_database()
    assert database.journal is None
    assert verify(database).differences == ()
    database.close()


@pytest.mark.parametrize("written", [b"", b"{}", b'{"change":1,"payload":{},"sha256":"0"}', b"\x00\xff"])
def test_what_is_no_line_is_read_as_none(written: bytes) -> None:
    assert read_line(written) is None
