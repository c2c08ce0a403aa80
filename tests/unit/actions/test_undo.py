"""A load is taken back as a whole: recorded, not rewritten, and not from under what builds on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ictrack.actions.load import BundledChoice, load_bundled
from ictrack.actions.receipt import Outcome
from ictrack.actions.undo import UndoLoad, UndoRefusedError, take_back
from ictrack.errors import UsageError
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import fingerprint_data, list_initiatives, list_loads, list_sources
from ictrack.store.verifying import verify
from tests.clock import clock_at, needs_zones
from tests.engines import OpenNew
from tests.unit.actions.loading import TODAY, count, load, stored
from tests.unit.ingest.programme import spoil, write_source

UNDONE_AT = datetime(2024, 6, 15, 12)  # noqa: DTZ001  times of the store are UTC without a zone
UNDONE_ON = UNDONE_AT.date()


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new()


@pytest.fixture
def loaded(database: Database, tmp_path: Path) -> Database:
    load(database, write_source(tmp_path / "good"))
    return database


def write_rows(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def undo(database: Database, load_id: int) -> str:
    return take_back(database, UndoLoad(load_id, "a test", UNDONE_AT)).sentence()


def new_report(folder: Path, *, initiative: str = "CAR-2", update: str = "U9", more: str = "") -> Path:
    rows = f"{update},{initiative},2024-01-01,2024-01-02,paused\n"
    return write_rows(
        folder, status_updates=f"update_id,initiative_id,reported_on,recorded_on,status\n{rows}{more}"
    )


def standings(database: Database, known_on: date) -> dict[str, str]:
    scope = Scope(date(2024, 12, 31), known_on)
    return {found.initiative_id: found.standing for found in list_initiatives(database, scope)}


def test_what_a_load_brought_goes_and_the_data_is_as_before(loaded: Database, tmp_path: Path) -> None:
    before = fingerprint_data(loaded)
    load(loaded, new_report(tmp_path / "report"))
    assert fingerprint_data(loaded) != before
    undo(loaded, 2)
    assert fingerprint_data(loaded) == before


def test_what_a_load_changed_says_again_what_it_said(loaded: Database, tmp_path: Path) -> None:
    before = stored(loaded, "initiative", "*")
    changed = write_source(tmp_path / "changed", spoil("initiatives", "Jobs fair", "Jobs fairs"))
    load(loaded, changed)
    assert stored(loaded, "initiative", "*") != before
    undo(loaded, 2)
    assert stored(loaded, "initiative", "*") == before


def test_a_report_that_was_taken_back_counts_for_days_before_and_not_from_that_day(
    loaded: Database, tmp_path: Path
) -> None:
    was = standings(loaded, UNDONE_ON)
    load(loaded, new_report(tmp_path / "report"))
    undo(loaded, 2)
    assert standings(loaded, UNDONE_ON - timedelta(days=1))["CAR-2"] == "paused"
    assert standings(loaded, UNDONE_ON) == was
    assert standings(loaded, TODAY - timedelta(days=1))["CAR-2"] == "paused"
    assert standings(loaded, date(2024, 1, 1))["CAR-2"] != "paused"


def test_an_initiative_that_was_taken_back_counts_for_days_before_and_not_from_that_day(
    loaded: Database, tmp_path: Path
) -> None:
    title = "initiative_id,city_id,phase_id,title\nCAR-9,CAR,2,Another\n"
    load(loaded, write_rows(tmp_path / "more", initiatives=title))
    undo(loaded, 2)
    assert "CAR-9" in standings(loaded, UNDONE_ON - timedelta(days=1))
    assert "CAR-9" not in standings(loaded, UNDONE_ON)


def test_what_was_taken_back_can_be_loaded_again_and_counts_once(loaded: Database, tmp_path: Path) -> None:
    rows = "initiative_id,city_id,phase_id,title\nCAR-9,CAR,2,Another\n"
    updates = (
        "update_id,initiative_id,reported_on,recorded_on,status\nU9,CAR-9,2024-01-01,2024-01-02,paused\n"
    )
    source = write_rows(tmp_path / "more", initiatives=rows, status_updates=updates)
    load(loaded, source)
    after = fingerprint_data(loaded)
    undo(loaded, 2)
    assert load(loaded, source).outcome is Outcome.LOADED
    assert fingerprint_data(loaded) == after
    for known_on in (date(2024, 1, 2), UNDONE_ON - timedelta(days=1), UNDONE_ON, TODAY):
        with loaded.cursor() as cursor:
            found = cursor.execute(
                "select count(*) from known_update($day) where update_id = 'U9'", {"day": known_on}
            ).fetchone()
        assert found == (1,)
        assert len([i for i in standings(loaded, known_on) if i == "CAR-9"]) == 1


@pytest.fixture
def clock_ahead() -> Iterator[None]:
    """Set the clock of this place ahead of UTC, as it is in a British summer."""
    with clock_at("XST-01:00"):
        yield


@needs_zones
@pytest.mark.usefixtures("clock_ahead")
def test_what_is_taken_back_just_after_midnight_counts_for_the_day_that_has_ended(
    loaded: Database, tmp_path: Path
) -> None:
    load(loaded, new_report(tmp_path / "report"))
    just_after = datetime(2024, 6, 14, 23, 30)  # noqa: DTZ001  half past midnight of the 15th here
    take_back(loaded, UndoLoad(2, "a test", just_after))
    assert standings(loaded, UNDONE_ON - timedelta(days=1))["CAR-2"] == "paused"
    assert standings(loaded, UNDONE_ON)["CAR-2"] != "paused"
    assert verify(loaded).differences == ()


def test_a_load_that_replaced_the_public_record_gives_it_back(database: Database, tmp_path: Path) -> None:
    load_bundled(database)
    before = fingerprint_data(database)
    load(database, write_source(tmp_path), choice=BundledChoice.REPLACE)
    undo(database, 2)
    assert fingerprint_data(database) == before
    assert [source.source_id for source in list_sources(database)] == ["public_record"]


def test_later_loads_that_keep_one_are_named_by_their_files(database: Database, tmp_path: Path) -> None:
    load_bundled(database)
    load(database, write_source(tmp_path / "good"), choice=BundledChoice.REPLACE)
    load(database, new_report(tmp_path / "report"))
    said = refused(database, 2)
    assert "later loads: 3 (report)" in said
    assert "Take load 3 (report) back first" in said


def test_a_first_load_takes_what_was_borrowed_for_it_along(database: Database, tmp_path: Path) -> None:
    empty = fingerprint_data(database)
    text = "city,initiative,phase,status,date\nBristol,Jobs,1,completed,2019\n"
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(text, encoding="utf-8")
    load(database, sheet)
    assert count(database, "city") > 0
    undo(database, 1)
    assert fingerprint_data(database) == empty
    assert load(database, sheet).outcome is Outcome.LOADED


def test_the_list_of_loads_says_what_was_taken_back(loaded: Database, tmp_path: Path) -> None:
    load(loaded, new_report(tmp_path / "report"))
    undo(loaded, 2)
    assert [(found.load_id, found.undone_at, found.undone_by) for found in list_loads(loaded)] == [
        (2, UNDONE_AT, "a test"),
        (1, None, None),
    ]


def refused(database: Database, load_id: int) -> str:
    before = fingerprint_data(database), database.version()
    with pytest.raises(UndoRefusedError) as caught:
        undo(database, load_id)
    assert (fingerprint_data(database), database.version()) == before
    return str(caught.value)


def test_a_load_is_taken_back_once(loaded: Database, tmp_path: Path) -> None:
    load(loaded, new_report(tmp_path / "report"))
    undo(loaded, 2)
    assert "taken back already, on 15 June 2024" in refused(loaded, 2)


def test_a_load_that_is_not_there_is_named(loaded: Database) -> None:
    with pytest.raises(UsageError, match="no load 7; the last one is 1"):
        undo(loaded, 7)


def test_later_reports_on_its_initiatives_keep_a_load(loaded: Database, tmp_path: Path) -> None:
    load(loaded, new_report(tmp_path / "report"))
    said = refused(loaded, 1)
    assert "status updates: U9" in said
    assert "Take load 2 (report) back first" in said
    undo(loaded, 2)
    undo(loaded, 1)
    assert count(loaded, "initiative") == 0


def test_a_correction_keeps_the_load_of_what_it_corrects(loaded: Database, tmp_path: Path) -> None:
    load(loaded, new_report(tmp_path / "report"))
    rows = (
        "update_id,initiative_id,kind,recorded_on,status,corrects_update_id\n"
        "U10,CAR-2,correction,2024-03-01,completed,U9\n"
    )
    load(loaded, write_rows(tmp_path / "correction", status_updates=rows))
    assert "status updates: U10" in refused(loaded, 2)


def test_a_row_that_was_changed_again_keeps_the_load_that_changed_it_first(
    loaded: Database, tmp_path: Path
) -> None:
    for number, title in ((1, "Jobs fairs"), (2, "Jobs days")):
        load(loaded, write_source(tmp_path / str(number), spoil("initiatives", "Jobs fair", title)))
    assert "initiatives: CAR-2" in refused(loaded, 2)
    undo(loaded, 3)
    undo(loaded, 2)


def test_a_report_that_waits_and_a_signed_return_keep_a_load(loaded: Database) -> None:
    with loaded.cursor() as cursor:
        cursor.execute(
            "insert into db.submission by name select 'S1' as submission_id, 'CAR-2' as initiative_id, "
            "'submitted' as state, '{}' as cells, timestamp '2024-01-01' as made_at, 'a test' as made_by"
        )
    assert "reports that wait: S1" in refused(loaded, 1)
    with loaded.cursor() as cursor:
        cursor.execute("update db.submission set state = 'accepted'")
        cursor.execute("insert into db.sign_off values ('E1', 'CAR', timestamp '2024-01-01', 'a test')")
    assert "signed returns: E1 CAR" in refused(loaded, 1)
