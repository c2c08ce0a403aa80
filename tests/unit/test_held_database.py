"""Another process that holds the file is told from a damaged file, on every system."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from ictrack.errors import DatabaseBusyError, DatabaseDamagedError
from ictrack.store import access_errors
from ictrack.store.database import open_database

# What DuckDB 1.5 says on Linux, and on a German Windows.
HELD = (
    'IO Error: Could not set lock on file "own.duckdb": Conflicting lock is held in python (PID 4711).',
    (
        'IO Error: Cannot open file "own.duckdb": Der Prozess kann nicht auf die Datei zugreifen.\n'
        "\nFile is already open in \nC:\\Python\\python.exe (PID 4711)"
    ),
)


@pytest.mark.parametrize("said", HELD)
def test_a_held_file_names_the_process_that_holds_it(said: str) -> None:
    error = access_errors.explain(duckdb.IOException(said), "own.duckdb")
    assert isinstance(error, DatabaseBusyError)
    assert "process 4711" in str(error)


def test_a_path_with_the_word_lock_in_it_is_not_taken_for_a_held_file(tmp_path: Path) -> None:
    path = tmp_path / "blocks.duckdb"
    path.write_bytes(b"this is no database" * 500)
    with pytest.raises(DatabaseDamagedError):
        open_database(path)
