"""What steers a terminal or turns a line around, and links that run something, are in no source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Outcome
from tests.engines import OpenNew
from tests.nasty import ACCEPTED, NO_LINKS, REFUSED
from tests.nasty_programme import csv_of, load_nasty, nasty_files
from tests.unit.ingest.programme import write_source

# A kind of text for each way in which a row is read.
CELLS = (
    ("cities", "name"),
    ("thematic_areas", "name"),
    ("initiatives", "initiative_id"),
    ("initiatives", "title"),
    ("initiatives", "description"),
    ("initiatives", "partners"),
    ("status_updates", "summary"),
    ("status_updates", "help_wanted"),
    ("status_updates", "evidence_title"),
    ("events", "title"),
)


Refusals = Callable[[Path, str, str, str], list[str]]


@pytest.fixture(scope="module")
def refusals(open_shared: OpenNew) -> Refusals:
    """Try to load the programme with one cell changed, and list what is said of it; nothing is stored."""
    database = open_shared()

    def refuse(folder: Path, file: str, column: str, cell: str) -> list[str]:
        files = nasty_files({"plain": "One", "other": "Two"})
        files[file][0] = {**files[file][0], column: cell}
        columns = {name: "" for row in files[file] for name in row}
        files[file] = [{**columns, **row} for row in files[file]]
        source = write_source(folder, {name: csv_of(rows) for name, rows in files.items()})
        receipt = load_source(database, LoadSource(source))
        assert receipt.outcome is not Outcome.LOADED
        return [issue.sentence() for issue in receipt.issues]

    return refuse


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize(("file", "column"), CELLS, ids=lambda part: part)
def test_what_cannot_be_seen_and_steers_is_refused_where_it_stands(
    refusals: Refusals, tmp_path: Path, file: str, column: str, name: str
) -> None:
    said = refusals(tmp_path, file, column, f"a {REFUSED[name]} b")
    place = f"{file}.csv, row 2"
    expected = "NUL" if name == "null" else "holds a control character"
    if column == "initiative_id" and name != "null":
        expected = "is not an identifier"
    assert any(one.startswith(place) and expected in one for one in said), said
    assert not any(sign in one for one in said for sign in "\x00\x1b\x9b\u202e\u2067\n")


@pytest.mark.parametrize("cell", ["A\nB", "A\tB", "A\u2028B", "A;B"])
def test_an_identifier_is_one_line(refusals: Refusals, tmp_path: Path, cell: str) -> None:
    said = refusals(tmp_path, "initiatives", "initiative_id", cell)
    assert any("is not an identifier" in one for one in said), said


@pytest.mark.parametrize("url", NO_LINKS)
@pytest.mark.parametrize(
    ("file", "column"),
    [("status_updates", "evidence_url"), ("initiatives", "source_url"), ("action_plans", "source_url")],
)
def test_a_link_that_does_not_lead_to_the_web_is_refused(
    refusals: Refusals, tmp_path: Path, file: str, column: str, url: str
) -> None:
    said = refusals(tmp_path, file, column, url)
    assert any(f"{file}.csv, row 2, column {column}" in one and "is not a web address" in one for one in said)


def test_everything_else_is_stored_as_it_was_written(open_new: OpenNew, tmp_path: Path) -> None:
    database = open_new()
    load_nasty(database, tmp_path)
    with database.cursor() as cursor:
        titles = cursor.execute("select title from db.initiative order by initiative_id").fetchall()
        told = cursor.execute("select summary from db.status_update order by update_id").fetchall()
    assert [title for (title,) in titles] == [summary for (summary,) in told] == list(ACCEPTED.values())
