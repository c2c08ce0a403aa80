"""Very many rows of a load are packed in the journal, and are made again as they were."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ictrack.store import commit, row_parts
from ictrack.store.auditing import check_audit
from ictrack.store.database import Database, open_database
from ictrack.store.journal import journal_path, read_lines
from ictrack.store.outbox import Note, record_in_turn
from ictrack.store.replay import replay_journal
from ictrack.store.row_parts import ROWS_PER_PART
from ictrack.store.verifying import verify
from tests.engines import OpenNew, journal_of
from tests.unit.actions.loading import count, load
from tests.unit.store.test_lines_held import MOMENT

TOGETHER = ROWS_PER_PART + 100


def write_source(folder: Path, *, principles: int, wording: str) -> Path:
    """Write a source with so many principles, and one city with aliases."""
    folder.mkdir(exist_ok=True)
    rows = [f"P{number},{wording} {number},{number}" for number in range(principles)]
    files = {
        "phases": ["phase_id,name,starts_on", "1,Phase one,2017"],
        "cities": ["city_id,name,aliases", "BRI,Bristol,Bristow; City of Bristol"],
        "thematic_areas": ["area_id,name,sort_order", "growth,Growth,1"],
        "principles": ["principle_id,name,sort_order", *rows],
        "initiatives": ["initiative_id,city_id,title", "I-1,BRI,One"],
    }
    for file, lines in files.items():
        (folder / f"{file}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return folder


def parts_of_principles(database: Database) -> list[tuple[str, bool]]:
    """Say in which parts principles were written: in which state, and whether packed."""
    lines = [line for line in read_lines(journal_of(database)) if line and line.kind == "load"]
    parts = [json.loads(line.payload) for line in lines]
    return [(part["state"], "packed" in part) for part in parts if part.get("file") == "principles"]


@pytest.mark.parametrize(
    ("principles", "parts"),
    [
        (ROWS_PER_PART, [False]),
        (ROWS_PER_PART + 1, [True]),
        (TOGETHER, [True]),
        (TOGETHER + 1, [True, True]),
    ],
)
def test_more_rows_than_fit_in_one_part_are_packed(
    open_new: OpenNew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, principles: int, parts: list[bool]
) -> None:
    monkeypatch.setattr(row_parts, "PACKED_ROWS", TOGETHER)
    monkeypatch.setattr(commit, "ROWS_KEPT_TOGETHER", TOGETHER)
    database = open_new()
    source = tmp_path / "source"
    load(database, write_source(source, principles=principles, wording="Be open"))
    load(database, write_source(source, principles=principles + 1, wording="Be fair"))
    found = parts_of_principles(database)
    assert found == [
        *(("new", each) for each in parts),
        *(("changed", each) for each in parts),
        ("new", False),
    ]
    assert verify(database).differences == ()
    assert check_audit(database).is_whole
    again = tmp_path / "again.duckdb"
    journal = journal_of(database)
    assert replay_journal(journal, again) == 3
    made = open_database(again)
    assert count(made, "principle") == principles + 1
    assert count(made, "history") == principles
    assert verify(made).differences == ()
    made.close()
    assert journal_path(again).read_bytes() == journal.read_bytes()


def test_a_change_of_other_parts_than_were_told_is_not_recorded(open_new: OpenNew) -> None:
    database = open_new()
    with pytest.raises(AssertionError, match="1 parts were made of 2"):
        database.write(lambda cursor: record_in_turn(cursor, Note("sample", MOMENT, "a test", 2), ["{}"]))
    assert check_audit(database).entries == 1
