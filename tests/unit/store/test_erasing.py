"""Whoever was erased stays erased when a backup from before is restored, and the restore is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ictrack.access.identity import COMMAND_LINE
from ictrack.access.roles import Role
from ictrack.actions.backups import RestoreBackup, restore
from ictrack.actions.people import AddPerson, OfPerson, add_to_role, erase
from ictrack.settings import current_settings
from ictrack.store.audit_list import AuditFilter, list_entries
from ictrack.store.backups import make_backup
from ictrack.store.database import Database, open_database
from ictrack.store.erasing import ERASED_NAME
from ictrack.store.journal import journal_path
from ictrack.store.people import list_grants, list_people
from ictrack.store.replay import Later
from ictrack.store.verifying import contents, verify
from tests.unit.actions.loading import load
from tests.unit.people_of import NOON, come
from tests.unit.store.loads_of_returns import opened, write_programme

CANARY = "Canary Birdwhistle"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ICTRACK_BACKUPS", str(tmp_path / "nowhere"))
    current_settings.cache_clear()
    path = tmp_path / "own" / "own.duckdb"
    with opened(path) as database:
        load(database, write_programme(tmp_path / "programme"))
    yield path
    current_settings.cache_clear()


def back_up_and_erase(path: Path, folder: Path) -> tuple[Path, str, str]:
    """Back a database up that holds two people, erase one of them, and give the backup and both keys."""
    with opened(path) as database:
        gone, stays = come(database, "a", CANARY), come(database, "b", "Who Stays")
        for person in (gone, stays):
            add_to_role(database, AddPerson(Role.READER, person_id=person, at=NOON))
        backup = make_backup(database, folder).path
        erase(database, OfPerson(gone, at=NOON + timedelta(days=1)))
    return backup, gone, stays


def assert_emptied(path: Path, gone: str, stays: str) -> None:
    files = [file for file in path.parent.iterdir() if file.name.startswith(("own.duckdb", "own.journal"))]
    assert len(files) == 2
    assert not [file for file in files if CANARY.encode() in file.read_bytes()]
    with opened(path) as database:
        assert [(one.person_id, one.name) for one in list_people(database)] == [(stays, "Who Stays")]
        assert {one.person_id for one in list_grants(database)} == {stays}
        assert verify(database).differences == ()
        last, before = list_entries(database, AuditFilter(), most=2)
        assert (last.kind, last.changed_by, last.told) == ("restore", COMMAND_LINE, {"emptied": 1})
        assert (before.kind, before.person_id) == ("person_erased", gone)


def test_the_former_journal_tells_whom_a_restore_empties(path: Path, tmp_path: Path) -> None:
    backup, gone, stays = back_up_and_erase(path, tmp_path / "backups")
    restored = restore(RestoreBackup(backup, path))
    assert (restored.emptied, restored.later_changes) == (1, 0)
    assert CANARY.encode() in (backup / "ictrack.duckdb").read_bytes()
    assert_emptied(path, gone, stays)


def test_a_journal_that_is_followed_over_an_erasure_brings_no_name_back(path: Path, tmp_path: Path) -> None:
    backup, gone, _stays = back_up_and_erase(path, tmp_path / "backups")
    restored = restore(RestoreBackup(backup, path, Later(journal_path(path))))
    assert (restored.added, restored.emptied) == (1, 1)
    files = [file for file in path.parent.iterdir() if file.name.startswith(("own.duckdb", "own.journal"))]
    assert not [file for file in files if CANARY.encode() in file.read_bytes()]
    with opened(path) as database:
        assert [one.name for one in list_people(database)] == ["Who Stays"]
        assert gone not in {one.person_id for one in list_grants(database)}
        assert verify(database).differences == ()


@pytest.mark.parametrize("place", ["beside", "within", "setting"])
def test_a_list_beside_the_backups_tells_it_where_there_is_no_journal_any_more(
    path: Path, tmp_path: Path, place: str
) -> None:
    backup, gone, stays = back_up_and_erase(path, tmp_path / "backups")
    folder = {"beside": backup.parent, "within": backup, "setting": current_settings().backups}[place]
    folder.mkdir(exist_ok=True)
    (folder / ERASED_NAME).write_text(f"\n{gone} 2026-03-03\n", encoding="utf-8")
    journal_path(path).unlink()
    path.unlink()
    assert restore(RestoreBackup(backup, path)).emptied == 1
    assert_emptied(path, gone, stays)


def test_a_database_file_alone_is_emptied_like_a_backup(path: Path, tmp_path: Path) -> None:
    backup, gone, stays = back_up_and_erase(path, tmp_path / "backups")
    assert restore(RestoreBackup(backup / "ictrack.duckdb", path)).emptied == 1
    assert_emptied(path, gone, stays)


def test_a_second_restore_knows_it_from_the_first(path: Path, tmp_path: Path) -> None:
    backup, gone, stays = back_up_and_erase(path, tmp_path / "backups")
    restore(RestoreBackup(backup, path))
    assert restore(RestoreBackup(backup, path)).emptied == 1
    assert_emptied(path, gone, stays)


def test_a_restore_where_nobody_was_erased_changes_nothing_but_that_it_is_recorded(
    path: Path, tmp_path: Path
) -> None:
    with opened(path) as database:
        come(database, "a", CANARY)
        backup = make_backup(database, tmp_path / "backups").path
        before = held(database)
        entries = list_entries(database, AuditFilter())
    assert restore(RestoreBackup(backup, path)).emptied == 0
    with opened(path) as database:
        assert held(database) == before
        now = list_entries(database, AuditFilter())
        assert (now[1:], now[0].kind) == (entries, "restore")
        assert [one.name for one in list_people(database)] == [CANARY]


def held(database: Database) -> object:
    with database.cursor() as cursor:
        return contents(cursor)


def test_what_was_erased_while_others_read_is_gone_once_they_are_done(path: Path) -> None:
    database = open_database(path)
    person = come(database, "a", CANARY)
    with database.cursor() as reader:
        reader.execute("from db.city").fetchall()
    erase(database, OfPerson(person))
    files = [file for file in path.parent.iterdir() if file.is_file()]
    assert not [file.name for file in files if CANARY.encode() in file.read_bytes()]
    assert database.ask("city_list")
    database.close()
