"""`python -m ictrack check --database`: things to check in what is stored, and whether the store is sound."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from ictrack.store.database import open_database
from ictrack.summaries.contradictions import summarise_contradictions
from ictrack.summaries.counts import CountRequest, read_scope
from ictrack.summaries.setting import summarise_setting
from tests.unit.actions.loading import TODAY, load
from tests.unit.ingest.programme import write_source
from tests.unit.running_app import PROJECT, run_app, run_cli
from tests.unit.test_database_access import folder, of_posix, run_as_anybody

__all__ = ["folder"]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "own" / "own.duckdb"
    database = open_database(path)
    load(database, write_source(tmp_path / "source"))
    database.close()
    return path


def break_in(path: Path, statement: str) -> None:
    """Change a file as no action of ictrack does."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)


def test_things_to_check_alone_are_no_failure_and_are_those_of_the_page(run: Run, path: Path) -> None:
    code, out, err = run("check", "--database", path, "--format", "csv")
    assert code == 0
    found = list(csv.DictReader(io.StringIO(out)))
    database = open_database(path)
    setting = summarise_setting(database, TODAY)
    page = summarise_contradictions(database, read_scope(setting, CountRequest()), setting)
    database.close()
    assert found
    assert [(one["rule"], one["initiative_id"], one["found"]) for one in found] == [
        (row["rule"], row["initiative_id"], row["found"]) for row in page.table.plain_rows()
    ]
    assert {one["kind"] for one in found} == {"thing_to_check"}
    assert all(one["why_it_matters"] and one["how_to_mend_it"] and one["city"] for one in found)
    assert f"{len(found)} things to check" in err
    assert "The database itself is sound: all of its 17 rules hold, for" in err
    assert err.endswith("Nothing was changed.\n")


def test_the_same_in_lines_per_city_and_as_json(run: Run, path: Path) -> None:
    rows = json.loads(run("check", "--database", path, "--format", "json")[1])
    code, out, _err = run("check", "--database", path)
    assert code == 0
    cities = [line for line in out.splitlines() if not line.startswith(" ")]
    assert [line.partition(":")[0] for line in cities] == list(dict.fromkeys(row["city"] for row in rows))
    for row in rows:
        assert f"  {row['rule']}: {row['what_is_wrong']}. {row['why_it_matters']}" in out
        assert f"{row['initiative_id']}, {row['initiative']}" in out


def test_a_store_that_is_broken_ends_with_3_and_names_table_key_meaning_and_what_to_do(
    run: Run, path: Path
) -> None:
    break_in(path, "insert into city (from city limit 1)")
    code, out, err = run("check", "--database", path)
    assert code == 3
    assert "The database itself, table city: 1 broken" in out
    assert "key_is_unique: Does not hold: No two rows of a table have the same key." in out
    assert "it cannot be told which of the rows holds" in out
    assert "python -m ictrack verify" in out
    assert "python -m ictrack restore BACKUP" in out
    assert ": 2 rows have it" in out
    assert "The database itself is broken: 1 of its 17 rules does not hold, in 1 place." in err
    (row,) = [
        row
        for row in json.loads(run("check", "--database", path, "--format", "json")[1])
        if row["kind"] == "broken_invariant"
    ]
    assert (row["rule"], row["table"], row["found"]) == ("key_is_unique", "city", "2 rows have it")
    assert row["key"]


def test_a_store_that_no_page_can_show_is_judged_all_the_same(run: Run, path: Path) -> None:
    break_in(path, "update status_update set status = 'nonsense'")
    code, out, err = run("check", "--database", path)
    assert code == 3
    assert "status is 'nonsense'" in out
    assert "The database itself is broken" in err


@pytest.mark.parametrize("after", [(), ("--format", "csv")])
def test_without_a_path_it_is_the_database_of_the_setting(
    run: Run, path: Path, after: tuple[str, ...]
) -> None:
    unnamed = run_cli("check", "--database", *after, ICTRACK_DATABASE=str(path))
    assert (unnamed.returncode, unnamed.stdout.decode()) == run("check", "--database", path, *after)[:2]


def test_a_source_is_checked_beside_a_database_as_before_and_as_csv_too(
    run: Run, path: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("City,Initiative,Status,Date\nAtlantis,One,Done,2022\n", encoding="utf-8")
    code, out, _err = run("check", bad, "--database", path, "--format", "csv")
    assert code == 3
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows == [
        {key: "" if value is None else str(value) for key, value in row.items()}
        for row in json.loads(run("check", bad, "--database", path, "--format", "json")[1])
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "SOURCE: is missing. Name a file or folder to check, or write --database"),
        (("--database", "returns.xlsx"), "--database: 'returns.xlsx' is a source and no database."),
        (("--database", PROJECT / "data" / "public-record"), "is a source and no database."),
        (("--database", "--day-first"), "--day-first: says how a source is read, and none is named."),
        (("--database", "--wide"), "--wide: says how a source is read, and none is named."),
        (("--database", "none.duckdb"), "--database: there is no file 'none.duckdb'."),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_line(
    run: Run, arguments: tuple[str | Path, ...], said: str
) -> None:
    code, out, err = run("check", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_it_is_the_same_while_the_app_runs(path: Path) -> None:
    break_in(path, "update city set load_id = 99")
    alone = run_cli("check", "--database", path)
    with run_app(path):
        held = run_cli("check", "--database", path)
    assert alone.returncode == held.returncode == 3
    assert alone.stdout == held.stdout
    assert b"carried this out" in held.stderr


@of_posix
def test_a_file_that_may_only_be_read_is_checked_and_left_as_it_is(path: Path, folder: Path) -> None:
    own = folder / "own.duckdb"
    before = path.read_bytes()
    own.write_bytes(before)
    own.chmod(0o444)
    checked = run_as_anybody("check", "--database", own, WARM=str(path))
    assert checked.returncode == 0, checked.stderr.decode()
    assert b"may be read and not written, so a copy of it in memory is looked at" in checked.stderr
    assert checked.stdout.decode() == run_cli("check", "--database", path).stdout.decode()
    assert own.read_bytes() == before
    assert [each.name for each in folder.iterdir()] == ["own.duckdb"]
    own.chmod(0o000)
    refused = run_as_anybody("check", "--database", own, WARM=str(path))
    assert (refused.returncode, refused.stdout) == (5, b"")
