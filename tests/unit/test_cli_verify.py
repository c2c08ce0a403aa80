"""`verify`, `backup`, `restore` and `replay`: what they end with, and that what they advise works."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ictrack.cli import run_command_line
from ictrack.store.journal import journal_path
from ictrack.store.queries import list_loads
from tests.unit.actions.loading import load
from tests.unit.store.loads_of_returns import opened, write_programme, write_return
from tests.unit.store.test_backups import damage_a_block

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "own" / "own.duckdb"
    with opened(path) as database:
        load(database, write_programme(tmp_path / "programme"))
    return path


@pytest.fixture
def run(path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def run_one(*arguments: str | Path) -> tuple[int, str, str]:
        words = [str(argument) for argument in arguments]
        named = [] if "--database" in words else ["--database", str(path)]
        with pytest.raises(SystemExit) as ended:
            run_command_line([*words, *named])
        printed = capfdbinary.readouterr()
        return int(ended.value.code or 0), printed.out.decode(), printed.err.decode()

    return run_one


def test_what_tells_the_same_ends_with_0(run: Run) -> None:
    code, said, advice = run("verify")
    assert (code, advice) == (0, "")
    assert said.endswith("tell the same.\n")


def test_a_line_that_was_changed_ends_with_3_and_the_advice_mends_it(path: Path, run: Run) -> None:
    journal = journal_path(path)
    journal.write_bytes(journal.read_bytes().replace(b"Bristol", b"Brastol", 1))
    code, said, advice = run("verify")
    assert code == 3
    assert "is not what was written" in said
    assert "move the journal away" in advice
    journal.rename(path.parent / "away")
    assert run("verify")[0] == 0


def test_a_database_that_is_older_than_its_journal_ends_with_7_and_the_replay_mends_it(
    path: Path, tmp_path: Path, run: Run
) -> None:
    shutil.copyfile(path, tmp_path / "older")
    with opened(path) as database:
        load(database, write_return(tmp_path / "return", 1))
    shutil.copyfile(tmp_path / "older", path)
    code, _said, advice = run("verify")
    assert code == 7
    assert f"python -m ictrack replay {journal_path(path)} --database NEW" in advice
    again = tmp_path / "again.duckdb"
    assert run("replay", journal_path(path), "--database", again)[0] == 0
    code, said, _advice = run("verify", "--database", again)
    assert (code, said.partition(",")[0]) == (0, "3 changes")


def test_a_damaged_block_ends_with_5_and_the_restore_mends_it(path: Path, tmp_path: Path, run: Run) -> None:
    code, backup, _said = run("backup", tmp_path / "backups")
    assert code == 0
    damage_a_block(path, 1)
    code, _said, advice = run("verify")
    assert code == 5
    assert "python -m ictrack restore BACKUP" in advice
    assert advice.count("\n") == 1
    code, _said, kept = run("restore", backup.strip())
    assert code == 0
    assert "What was there before is kept as" in kept
    assert run("verify")[0] == 0


def test_a_restore_follows_a_journal_to_the_end_of_the_second_that_is_named(
    path: Path, tmp_path: Path, run: Run
) -> None:
    _code, backup, _said = run("backup", tmp_path / "backups")
    with opened(path) as database:
        load(database, write_return(tmp_path / "later", 7))
        moment = list_loads(database)[0].loaded_at
    until = f"{moment:%Y-%m-%dT%H:%M:%S}"
    code, said, _advice = run("restore", backup.strip(), "--until", until)
    assert (code, said) == (2, "")
    code, _said, told = run("restore", backup.strip(), "--journal", journal_path(path), "--until", until)
    assert code == 0
    assert "1 change of the journal followed what the backup holds" in told
    with opened(path) as database:
        assert list_loads(database)[0].loaded_at == moment
