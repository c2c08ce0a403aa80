"""What a process kept for itself is gone once it has ended, however it ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ictrack.settings import PROJECT
from ictrack.store.own_folder import OwnFolder

_HOLD = """
import sys, time
from ictrack.store.own_folder import OwnFolder
folder = OwnFolder()
(folder.path / "copy").write_text("what was copied", encoding="utf-8")
print(folder.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_of_one_who_was_killed_goes_with_the_next_start_and_that_of_one_who_runs_stays(
    temporary: Path,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        folder = Path(other.stdout.readline().strip())
        first = OwnFolder()
        assert (folder / "copy").is_file()
        other.kill()
        other.wait()
        assert (folder / "copy").is_file()
        second = OwnFolder()
        assert not folder.exists()
        assert first.path.is_dir()
    for each in (first, second):
        each.remove()
    assert list(temporary.iterdir()) == []
