"""`python -m ictrack demo`: an invented programme that load takes as it is."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.running_app import run_cli

SIZE = ("--cities", "3", "--initiatives", "12", "--updates", "40", "--seed", "7")


def test_an_invented_programme_is_written_counted_and_loaded(tmp_path: Path) -> None:
    made = run_cli("demo", *SIZE, tmp_path / "invented")
    assert made.returncode == 0, made.stderr.decode()
    rows = dict(line.split() for line in made.stdout.decode().splitlines()[2:])
    assert (rows["cities"], rows["initiatives"]) == ("3", "12")
    assert b"load" in made.stderr
    database = tmp_path / "invented.duckdb"
    loaded = run_cli("load", tmp_path / "invented", "--database", database, "--format", "json")
    assert loaded.returncode == 0, loaded.stderr.decode()
    receipt = json.loads(loaded.stdout)
    assert {file["file"]: str(file["new"]) for file in receipt["files"]}.items() >= rows.items()


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    refused = run_cli("demo", *SIZE, tmp_path)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_size_that_is_not_allowed_ends_with_2(tmp_path: Path) -> None:
    refused = run_cli("demo", "--cities", "0", tmp_path / "invented")
    assert refused.returncode == 2
    assert b"--cities: 0 is not allowed. Use a number from 1 to" in refused.stderr
    assert not (tmp_path / "invented").exists()
