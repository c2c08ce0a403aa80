"""A load as tables: what is new, changed, in conflict and rejected, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Receipt
from ictrack.reports.load_preview import issue_table, preview_load
from ictrack.store.database import Database, open_database
from ictrack.summaries.table import Table
from tests.unit.ingest.programme import GOOD, write_source


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[Database]:
    database = open_database()
    load_source(database, LoadSource(write_source(tmp_path / "good")))
    yield database
    database.close()


def _preview(database: Database, folder: Path, *, accept_valid: bool = False) -> Receipt:
    """Preview a source with a row of every fate."""
    files = {
        "initiatives": GOOD["initiatives"].replace("Jobs fair", "Job fair").replace("2018", "2019"),
        "status_updates": GOOD["status_updates"].replace("Printed", "Printed twice")
        + "U5,BRI-1,,2021,paused,,New,\nU6,BRI-9,,2021,paused,,,\n",
    }
    source = write_source(folder, files)
    return load_source(database, LoadSource(source, dry_run=True, accept_valid=accept_valid))


def _column(table: Table, key: str) -> list[object]:
    return [row[key] for row in table.plain_rows()]


def test_every_row_is_counted_once_and_conflicts_apart_from_rejected_ones(
    loaded: Database, tmp_path: Path
) -> None:
    receipt = _preview(loaded, tmp_path / "again", accept_valid=True)
    preview = preview_load(receipt)
    assert receipt.conflict_count == 2
    assert preview.sentence == (
        "again can be loaded. 16 rows: 1 new, 1 changed, 11 unchanged, 2 in conflict and 1 rejected."
    )
    parts = ("new", "changed", "unchanged", "in_conflict", "rejected", "withheld")
    for row in preview.counts.plain_rows():
        assert row["rows"] == sum(int(row[part] or 0) for part in parts)


def test_what_is_in_conflict_is_shown_as_stored_and_as_sent(loaded: Database, tmp_path: Path) -> None:
    preview = preview_load(_preview(loaded, tmp_path / "again"))
    assert [tuple(row.values()) for row in preview.conflicts.plain_rows()] == [
        ("CAR-1", "Initiatives", 2, "target_on", "2018", "2019"),
        ("U2", "Status updates", 3, "summary", "Printed", "Printed twice"),
    ]


def test_good_rows_of_a_refused_load_are_shown_as_what_they_would_be(
    loaded: Database, tmp_path: Path
) -> None:
    receipt = _preview(loaded, tmp_path / "again")
    preview = preview_load(receipt)
    assert preview.sentence.startswith("again cannot be loaded yet.")
    assert preview.sentence.endswith("2 in conflict, 1 rejected and 2 good ones that wait.")
    assert _column(preview.changed, "after") == ["Job fair"]
    assert _column(preview.new, "identifier") == ["U5"]
    assert _column(preview.new, "says") == [
        "initiative_id: BRI-1; kind: status; reported_on: 2021; status: paused; summary: New"
    ]


def test_each_problem_says_what_is_allowed_and_what_is_close(loaded: Database, tmp_path: Path) -> None:
    receipt = _preview(loaded, tmp_path / "again")
    (unknown,) = [row for row in issue_table(receipt.issues).plain_rows() if row["row"] == 7]
    assert unknown["value"] == "BRI-9"
    assert unknown["problem"] == (
        "Is not an initiative. Use the identifier or name of an initiative that is known."
    )
    assert unknown["suggestion"] == "BRI-1"
    assert unknown["code"] == "unknown initiative"
