"""Reference data written from a form: a load of the rows' own source, with all other cells as stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictrack.access.identity import THIS_COMPUTER
from ictrack.actions.edit_reference import FORM, EditReference, RowEdit, edit_reference
from ictrack.actions.load import LoadSource, load_bundled, load_source
from ictrack.actions.receipt import Outcome
from ictrack.actions.undo import UndoLoad, take_back
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.errors import UsageError
from ictrack.settings import PUBLIC_RECORD
from ictrack.store.database import Database
from ictrack.store.queries import list_loads, list_sources
from ictrack.store.reference_rows import list_reference_rows
from ictrack.store.staging import StoreChangedError
from tests.engines import OpenNew
from tests.unit.actions.loading import TODAY, sentences, stored

FILES = (
    *("phases", "cities", "thematic_areas", "memberships", "events", "action_plans", "city_leads"),
    *("initiatives", "initiative_links"),
)
# A cell of each file that is free to say anything of its kind.
CHANGED = {
    "phases": ("note", "Extended once"),
    "cities": ("council", "Another council"),
    "thematic_areas": ("name_cy", "Twf"),
    "memberships": ("left_on", "2020-05"),
    "events": ("returns_due_on", "2030-02-01"),
    "action_plans": ("coverage", "part"),
    "city_leads": ("starts_on", "2019"),
    "initiatives": ("partners", "One; Another"),
    "initiative_links": ("note", "As agreed"),
}


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented") / "files"
    write_demo(folder, DemoSize(cities=4, initiatives=12, updates=30, seed=1))
    return folder


@pytest.fixture
def database(open_new: OpenNew, invented: Path) -> Database:
    opened = open_new()
    load_source(opened, LoadSource(invented, today=TODAY))
    return opened


def source_of(database: Database) -> str:
    return list_sources(database)[0].source_id


def put(database: Database, file: str, *edits: RowEdit, dry_run: bool = False) -> EditReference:
    return EditReference(file, source_of(database), edits, dry_run=dry_run, today=TODAY)


@pytest.mark.parametrize("file", FILES)
def test_nothing_changes_but_the_cell_that_is_written(database: Database, file: str) -> None:
    column, value = CHANGED[file]
    before = list_reference_rows(database, file)
    edit = RowEdit({column: value}, before[0].row_key)
    receipt = edit_reference(database, put(database, file, edit))
    assert receipt.outcome is Outcome.LOADED, sentences(receipt)
    (difference,) = receipt.differences
    assert [cell.column for cell in difference.cells] == [column]
    after = list_reference_rows(database, file)
    assert after[0].cells == {**before[0].cells, column: value}
    assert after[1:] == before[1:]


@pytest.mark.parametrize("file", FILES)
def test_every_row_as_it_is_written_says_what_is_stored(database: Database, file: str) -> None:
    edits = [RowEdit(row.cells, row.row_key) for row in list_reference_rows(database, file)]
    receipt = edit_reference(database, put(database, file, *edits))
    assert receipt.outcome is Outcome.NOTHING_NEW
    assert len(list_loads(database)) == 1


def test_it_is_a_load_that_can_be_taken_back(database: Database) -> None:
    before = list_reference_rows(database, "cities")
    edit = RowEdit({"name": "Elsewhere"}, before[0].row_key)
    receipt = edit_reference(database, put(database, "cities", edit))
    load = list_loads(database)[0]
    assert (load.load_id, load.loaded_by, load.file_name) == (receipt.load_id, THIS_COMPUTER, FORM)
    take_back(database, UndoLoad(load.load_id, "a test"))
    assert list_reference_rows(database, "cities") == before


def test_an_invented_programme_stays_invented_whatever_is_written_into_it(database: Database) -> None:
    row = list_reference_rows(database, "cities")[0]
    edit_reference(database, put(database, "cities", RowEdit({"name": "Elsewhere"}, row.row_key)))
    assert [source.invented for source in list_sources(database)] == [True]


def test_a_preview_writes_nothing(database: Database) -> None:
    before = list_reference_rows(database, "cities")
    edit = RowEdit({"name": "Elsewhere"}, before[0].row_key)
    receipt = edit_reference(database, put(database, "cities", edit, dry_run=True))
    assert (receipt.outcome, receipt.total("changed")) == (Outcome.PREVIEWED, 1)
    assert list_reference_rows(database, "cities") == before


def test_many_rows_get_one_value_in_one_load(database: Database) -> None:
    keys = [row.row_key for row in list_reference_rows(database, "initiatives")]
    edits = [RowEdit({"schedule": "ongoing"}, key) for key in keys]
    receipt = edit_reference(database, put(database, "initiatives", *edits))
    assert receipt.load_id is not None
    assert {row[0] for row in stored(database, "initiative", "schedule")} == {"ongoing"}


def test_a_cell_can_be_emptied(database: Database) -> None:
    row = next(row for row in list_reference_rows(database, "events") if row.cells["place"])
    edit_reference(database, put(database, "events", RowEdit({"place": "  "}, row.row_key)))
    assert stored(database, "event", "place", where=f"event_id = '{row.row_key}'") == [(None,)]


def test_what_is_wrong_is_told_as_for_a_file_and_nothing_is_loaded(database: Database) -> None:
    row = list_reference_rows(database, "events")[0]
    edit = RowEdit({"cut_off_on": "soon", "kind": "party", "title": ""}, row.row_key)
    receipt = edit_reference(database, put(database, "events", edit))
    assert receipt.outcome is Outcome.REFUSED
    assert {issue.column for issue in receipt.issues} == {"cut_off_on", "kind", "title"}
    assert list_reference_rows(database, "events")[0] == row


@pytest.mark.parametrize(
    ("file", "cells", "proposed"),
    [
        ("cities", {"name": "Newtown"}, "NEW"),
        ("thematic_areas", {"name": "Clean air", "sort_order": "99"}, "clean_air"),
    ],
)
def test_a_new_row_is_given_an_identifier(
    database: Database, file: str, cells: dict[str, str], proposed: str
) -> None:
    receipt = edit_reference(database, put(database, file, RowEdit(cells)))
    assert receipt.outcome is Outcome.LOADED, sentences(receipt)
    assert [difference.key for difference in receipt.differences] == [proposed]


def test_new_rows_are_counted_on_from_those_there_are(database: Database) -> None:
    taken = {row.row_key for row in list_reference_rows(database, "initiatives")}
    city = list_reference_rows(database, "cities")[0].row_key
    new = RowEdit({"title": "New", "city_id": city})
    receipt = edit_reference(database, put(database, "initiatives", new, new))
    keys = [difference.key for difference in receipt.differences]
    assert len(set(keys)) == 2
    assert not taken & set(keys)
    assert all(key.startswith(f"{city}-") for key in keys)


def test_a_new_row_never_writes_over_another(database: Database) -> None:
    city = list_reference_rows(database, "cities")[0]
    with pytest.raises(UsageError, match="is the key of another row"):
        edit_reference(database, put(database, "cities", RowEdit({**city.cells, "name": "Other"})))
    membership = list_reference_rows(database, "memberships")[0]
    with pytest.raises(UsageError, match="is the key of another row"):
        edit_reference(database, put(database, "memberships", RowEdit(membership.cells)))


def test_a_row_of_another_source_is_not_written(database: Database) -> None:
    edit = RowEdit({"name": "X"}, list_reference_rows(database, "cities")[0].row_key)
    with pytest.raises(UsageError, match="not a row of this source"):
        edit_reference(database, EditReference("cities", "public_record", (edit,)))


def test_what_was_judged_at_another_version_is_refused(database: Database) -> None:
    key = list_reference_rows(database, "cities")[0].row_key
    version = database.version()
    edit_reference(database, put(database, "cities", RowEdit({"name": "X"}, key)))
    late = EditReference("cities", source_of(database), (RowEdit({"name": "Y"}, key),), judged_at=version)
    with pytest.raises(StoreChangedError):
        edit_reference(database, late)


def test_rows_of_the_public_record_are_written_as_rows_of_the_public_record(open_new: OpenNew) -> None:
    database = open_new()
    load_bundled(database)
    edit = RowEdit({"council": "Another council"}, "BRI")
    receipt = edit_reference(database, EditReference("cities", "public_record", (edit,), today=TODAY))
    assert receipt.outcome is Outcome.LOADED, sentences(receipt)
    (source,) = list_sources(database)
    assert source.bundled
    assert stored(database, "city", "council", "source_id", where="city_id = 'BRI'") == [
        ("Another council", "public_record")
    ]
    take_back(database, UndoLoad(receipt.load_id or 0, "a test"))
    assert load_source(database, LoadSource(PUBLIC_RECORD)).outcome is Outcome.NOTHING_NEW
