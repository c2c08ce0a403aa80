"""A load writes everything or nothing, the same file twice changes nothing, and all rows are counted."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from ictrack.actions.load import BundledChoice, load_bundled
from ictrack.actions.receipt import BundledFate, FileCount, Outcome
from ictrack.actions.undo import UndoLoad, take_back
from ictrack.errors import DecisionNeededError, UsageError
from ictrack.location import Location
from ictrack.settings import PUBLIC_RECORD
from ictrack.store.database import Database, open_database
from ictrack.store.queries import list_sources
from ictrack.vocabulary import RecordedMode
from tests.engines import OpenNew
from tests.unit.actions.loading import TODAY, count, load, sentences, stored
from tests.unit.ingest.bad_workbook import good_workbook, save
from tests.unit.ingest.programme import GOOD, SHEET, rows_of, spoil, write_source


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new()


@pytest.fixture
def loaded(database: Database, tmp_path: Path) -> Database:
    load(database, write_source(tmp_path / "good"))
    return database


def test_the_public_record_loads_on_a_first_start(database: Database) -> None:
    receipt = load_bundled(database)
    assert receipt is not None
    assert receipt.outcome is Outcome.LOADED
    assert (count(database, "initiative"), count(database, "status_update"), count(database, "city")) == (
        106,
        147,
        13,
    )
    assert stored(database, "source", "source_id", "record_kind", "recorded_on", "bundled", "invented") == [
        ("public_record", "public_record", "assumed", True, False)
    ]


def test_the_public_record_is_loaded_once(database: Database) -> None:
    load_bundled(database)
    assert load_bundled(database) is None
    assert load(database, PUBLIC_RECORD).outcome is Outcome.NOTHING_NEW


def test_once_every_load_was_taken_back_a_start_loads_nothing_by_itself(
    database: Database, tmp_path: Path
) -> None:
    load_bundled(database)
    take_back(database, UndoLoad(1))
    assert load_bundled(database) is None
    assert list_sources(database) == ()
    assert count(database, "initiative") == 0
    assert load(database, write_source(tmp_path)).outcome is Outcome.LOADED
    take_back(database, UndoLoad(2))
    assert load_bundled(database) is None
    assert load(database, PUBLIC_RECORD).outcome is Outcome.LOADED


def test_a_first_start_leaves_what_is_loaded_alone(loaded: Database) -> None:
    assert load_bundled(loaded) is None
    assert count(loaded, "source") == 1


def test_a_good_folder_loads_on_a_fresh_store_without_a_question(database: Database, tmp_path: Path) -> None:
    receipt = load(database, write_source(tmp_path))
    assert receipt.outcome is Outcome.LOADED
    assert receipt.load_id == 1
    assert receipt.files == (
        FileCount("source", 1, new=1),
        FileCount("phases", 2, new=2),
        FileCount("cities", 2, new=2),
        FileCount("thematic_areas", 2, new=2),
        FileCount("initiatives", 3, new=3),
        FileCount("status_updates", 4, new=4),
    )
    assert stored(database, "status_update", "update_id", "status", "confidence") == [
        ("U1", "in_progress", None),
        ("U2", "completed", None),
        ("U3", "in_progress", "at_risk"),
        ("U4", "not_started", None),
    ]


def test_the_same_source_twice_changes_nothing(loaded: Database, tmp_path: Path) -> None:
    version = loaded.version()
    receipt = load(loaded, write_source(tmp_path / "again"), today=date(2024, 6, 1))
    assert receipt.outcome is Outcome.NOTHING_NEW
    assert receipt.total("unchanged") == receipt.total("rows") == 14
    assert receipt.load_id is None
    assert loaded.version() == version
    assert count(loaded, "load") == 1


def test_a_workbook_says_the_same_as_the_folder_it_was_made_of(loaded: Database, tmp_path: Path) -> None:
    receipt = load(loaded, save(good_workbook(), tmp_path))
    assert sentences(receipt) == []
    assert receipt.outcome is Outcome.NOTHING_NEW


def test_the_order_of_columns_and_case_of_headers_make_no_difference(
    loaded: Database, tmp_path: Path
) -> None:
    phases = "note,Ends On,STARTS_ON,name,phase-id\n,2019-05,2017-03,Phase one,1\n"
    receipt = load(loaded, write_source(tmp_path / "again", {"phases": phases}))
    assert receipt.outcome is Outcome.NOTHING_NEW


def test_a_preview_writes_nothing_and_says_what_would_change(loaded: Database, tmp_path: Path) -> None:
    files = spoil("initiatives", "Jobs fair", "Job fair")
    files["status_updates"] = GOOD["status_updates"] + "U5,BRI-1,,2021,paused,,,\n"
    receipt = load(loaded, write_source(tmp_path / "again", files), dry_run=True)
    assert receipt.outcome is Outcome.PREVIEWED
    changed, new = receipt.differences
    assert (changed.file, changed.row, changed.key, changed.state) == ("initiatives", 3, "CAR-2", "changed")
    assert [(cell.column, cell.before, cell.after) for cell in changed.cells] == [
        ("title", "Jobs fair", "Job fair")
    ]
    assert (new.file, new.row, new.key, new.state) == ("status_updates", 6, "U5", "new")
    assert loaded.version() == 1


def test_a_changed_row_of_reference_data_keeps_what_it_said(loaded: Database, tmp_path: Path) -> None:
    receipt = load(loaded, write_source(tmp_path / "again", spoil("cities", "Cardiff Council", "Cardiff")))
    assert receipt.outcome is Outcome.LOADED
    assert receipt.total("changed") == 1
    assert stored(loaded, "city", "city_id", "council") == [
        ("BRI", "Bristol City Council"),
        ("CAR", "Cardiff"),
    ]
    ((load_id, file, key, change, former),) = stored(
        loaded, "history", "load_id", "file", "row_key", "change", "former->>'council'"
    )
    assert (load_id, file, key, change, former) == (2, "cities", "CAR", "changed", "Cardiff Council")


def test_rows_that_a_later_file_leaves_out_stay(loaded: Database, tmp_path: Path) -> None:
    files = {"initiatives": "initiative_id,city_id,title\nBRI-2,BRI,Library card\n"}
    folder = tmp_path / "later"
    folder.mkdir()
    for name, text in {**files, "source": GOOD["source"]}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    receipt = load(loaded, folder)
    assert sentences(receipt) == []
    assert count(loaded, "initiative") == 4


def test_a_changed_status_update_is_refused(loaded: Database, tmp_path: Path) -> None:
    receipt = load(loaded, write_source(tmp_path / "again", spoil("status_updates", "Printed", "Sent out")))
    assert sentences(receipt) == [
        (
            "status_updates.csv, row 3, column update_id: 'U2' was loaded before and said something else; "
            "a status update is never edited. Use a new update of kind 'correction' that names it in "
            "corrects_update_id."
        )
    ]
    assert receipt.outcome is Outcome.REFUSED
    assert loaded.version() == 1


def test_a_changed_first_target_is_refused(loaded: Database, tmp_path: Path) -> None:
    receipt = load(loaded, write_source(tmp_path / "again", spoil("initiatives", "2022-06", "2022-07")))
    assert sentences(receipt) == [
        (
            "initiatives.csv, row 3, column target_on: '2022-07' differs from the first target date, "
            "2022-06. Use revised_target_on in a status update for a new date; the first one stays."
        )
    ]


def test_a_first_target_can_be_given_later(loaded: Database, tmp_path: Path) -> None:
    receipt = load(loaded, write_source(tmp_path / "again", spoil("initiatives", "party,", "party,2023")))
    assert receipt.outcome is Outcome.LOADED
    assert stored(loaded, "initiative", "target_on", where="initiative_id = 'BRI-1'") == [
        (date(2023, 12, 31),)
    ]


def test_a_first_target_cannot_be_taken_away(loaded: Database, tmp_path: Path) -> None:
    receipt = load(loaded, write_source(tmp_path / "again", spoil("initiatives", "2022-06", "")))
    assert [issue.code for issue in receipt.issues] == ["changed_target"]


def test_one_bad_row_keeps_all_others_out(database: Database, tmp_path: Path) -> None:
    receipt = load(database, write_source(tmp_path, spoil("status_updates", "completed", "blue")))
    assert receipt.outcome is Outcome.REFUSED
    assert (receipt.total("rejected"), receipt.total("withheld"), receipt.total("rows")) == (1, 13, 14)
    assert count(database, "city") == count(database, "source") == count(database, "load") == 0


def test_good_rows_are_loaded_on_request_and_what_hangs_from_bad_ones_waits(
    database: Database, tmp_path: Path
) -> None:
    files = spoil("initiatives", "CAR-1,CAR,1", "CAR-1,CAR,9")
    files["status_updates"] = GOOD["status_updates"] + "U5,CAR-1,correction,,paused,,,U2\n"
    receipt = load(database, write_source(tmp_path, files), accept_valid=True)
    assert receipt.outcome is Outcome.LOADED
    assert FileCount("initiatives", 3, new=2, rejected=1) in receipt.files
    assert FileCount("status_updates", 5, new=2, withheld=3) in receipt.files
    assert stored(database, "status_update", "update_id") == [("U3",), ("U4",)]
    assert receipt.to_mend["initiatives.csv"].decode("utf-8-sig").splitlines() == [
        "problems,initiative_id,city_id,phase_id,area_id,title,target_on",
        "'9' is not a phase. Use 'Phase one' or 'Phase two'.,CAR-1,CAR,9,story,Welcome guide,2018",
    ]


def test_mended_rows_can_be_sent_again(database: Database, tmp_path: Path) -> None:
    first = write_source(tmp_path / "first", spoil("initiatives", "CAR-1,CAR,1", "CAR-1,CAR,9"))
    receipt = load(database, first, accept_valid=True)
    folder = tmp_path / "mended"
    folder.mkdir()
    for name, data in receipt.to_mend.items():
        (folder / name).write_bytes(data.replace(b"CAR-1,CAR,9", b"CAR-1,CAR,1"))
    again = load(database, folder)
    assert sentences(again) == []
    assert (again.outcome, again.total("new")) == (Outcome.LOADED, 3)
    assert load(database, write_source(tmp_path / "good")).outcome is Outcome.NOTHING_NEW


@pytest.mark.parametrize(
    ("mode", "recorded"),
    [
        (None, [TODAY, date(2019, 2, 1), TODAY, TODAY]),
        (RecordedMode.TODAY, [TODAY, date(2019, 2, 1), TODAY, TODAY]),
        (RecordedMode.REPORTED, [date(2018, 3, 31), date(2019, 2, 1), date(2021, 12, 31), None]),
    ],
)
def test_a_blank_recorded_day_is_the_day_of_the_load_or_the_reported_one(
    database: Database, tmp_path: Path, mode: RecordedMode | None, recorded: list[date | None]
) -> None:
    updates = (
        "update_id,initiative_id,reported_on,recorded_on,status\n"
        "U1,CAR-1,2018-03,,in_progress\nU2,CAR-1,2019-01-31,2019-02-01,completed\n"
        "U3,CAR-2,2021,,in_progress\nU4,BRI-1,,,not_started\n"
    )
    load(database, write_source(tmp_path, {"status_updates": updates}), mode=mode)
    assert stored(database, "status_update", "update_id", "recorded_on") == [
        (f"U{number}", day) for number, day in enumerate(recorded, 1)
    ]


def test_a_source_of_assumed_days_takes_the_reported_ones_by_itself(
    database: Database, tmp_path: Path
) -> None:
    load(database, write_source(tmp_path, {"source": GOOD["source"] + "recorded_on,assumed\n"}))
    assert stored(database, "status_update", "recorded_on", where="update_id = 'U3'") == [
        (date(2021, 12, 31),)
    ]


def test_corrections_speak_of_the_day_of_what_they_correct_over_any_number_of_steps(
    loaded: Database, tmp_path: Path
) -> None:
    updates = (
        "update_id,initiative_id,kind,reported_on,recorded_on,status,corrects_update_id\n"
        "V3,CAR-2,correction,,2022-03-01,completed,V2\n"
        "V1,CAR-2,correction,,2022-01-01,stopped,U3\n"
        "V2,CAR-2,correction,,2022-02-01,paused,V1\n"
        "V4,CAR-1,correction,2019-02,2022-01-01,paused,U2\n"
        "V5,BRI-1,withdrawal,,2022-01-01,,U4\n"
    )
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "status_updates.csv").write_text(updates, encoding="utf-8")
    assert sentences(load(loaded, folder)) == []
    rows = stored(
        loaded, "status_update", "update_id", "reported_on", "reported_on_written", where="update_id > 'V'"
    )
    assert rows == [
        ("V1", date(2021, 12, 31), "2021"),
        ("V2", date(2021, 12, 31), "2021"),
        ("V3", date(2021, 12, 31), "2021"),
        ("V4", date(2019, 2, 28), "2019-02"),
        ("V5", None, None),
    ]
    assert load(loaded, folder).outcome is Outcome.NOTHING_NEW


def test_a_second_correction_of_a_stored_update_is_refused(loaded: Database, tmp_path: Path) -> None:
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        row = f"V{number},CAR-1,correction,paused,U2\n"
        text = "update_id,initiative_id,kind,status,corrects_update_id\n" + row
        (folder / "status_updates.csv").write_text(text, encoding="utf-8")
    assert load(loaded, tmp_path / "1").outcome is Outcome.LOADED
    assert [issue.code for issue in load(loaded, tmp_path / "2").issues] == ["second_correction"]


def test_an_update_of_the_future_is_no_problem(loaded: Database, tmp_path: Path) -> None:
    updates = GOOD["status_updates"] + "U5,BRI-1,,2031,paused,,,\n"
    assert load(loaded, write_source(tmp_path / "again", {"status_updates": updates})).issues == ()


def test_welsh_names_accents_and_case_find_their_city(database: Database, tmp_path: Path) -> None:
    initiatives = (
        "initiative_id,city_id,phase_id,area_id,title\n"
        "A,CAERDYDD,phase one,story,a\nB,cardiff council,Phase 2,A Shared  Local-Story,b\n"
        "C,llyn,2,Growth,c\nD,Bristol City,1,,d\n"
    )
    files = {
        "cities": GOOD["cities"] + "LLY,Llŷn,Llŷn,,\n",
        "initiatives": initiatives,
        "status_updates": "update_id,initiative_id,status\nU,a,Underway\n",
    }
    receipt = load(database, write_source(tmp_path, files))
    assert sentences(receipt) == []
    assert stored(database, "initiative", "initiative_id", "city_id", "phase_id", "area_id") == [
        ("A", "CAR", "1", "story"),
        ("B", "CAR", "2", "story"),
        ("C", "LLY", "2", "growth"),
        ("D", "BRI", "1", None),
    ]
    readings = {(reading.column, reading.written): reading.read_as for reading in receipt.readings}
    assert readings["city_id", "CAERDYDD"] == "CAR"
    assert readings["initiative_id", "a"] == "A"
    assert readings["status", "Underway"] == "in_progress"


def test_a_word_that_says_status_and_confidence_is_read_as_both(database: Database, tmp_path: Path) -> None:
    updates = (
        "update_id,initiative_id,reported_on,status\n"
        "U1,CAR-1,2018,Amber\nU2,CAR-1,2019,Behind schedule\nU3,CAR-2,2019,n/a\nU4,CAR-2,2020,On hold\n"
    )
    receipt = load(database, write_source(tmp_path, {"status_updates": updates}))
    assert stored(database, "status_update", "update_id", "status", "confidence") == [
        ("U1", "in_progress", "at_risk"),
        ("U2", "in_progress", "off_track"),
        ("U3", None, None),
        ("U4", "paused", None),
    ]
    assert ("status", "n/a", "(no status)") in [(r.column, r.written, r.read_as) for r in receipt.readings]


def test_slashed_dates_are_read_where_only_one_reading_is_possible(
    database: Database, tmp_path: Path
) -> None:
    updates = (
        "update_id,initiative_id,reported_on,status\n"
        "U1,CAR-1,31/12/2018,in_progress\nU2,CAR-1,05/05/2019,completed\n"
    )
    assert load(database, write_source(tmp_path, {"status_updates": updates})).issues == ()
    assert stored(database, "status_update", "reported_on_written") == [("2018-12-31",), ("2019-05-05",)]


def test_a_load_can_say_that_the_day_stands_first(database: Database, tmp_path: Path) -> None:
    updates = "update_id,initiative_id,reported_on,status\nU1,CAR-1,01/02/2019,in_progress\n"
    folder = write_source(tmp_path, {"status_updates": updates})
    assert [issue.code for issue in load(database, folder).issues] == ["ambiguous_day"]
    assert load(database, folder, day_first=True).issues == ()
    assert stored(database, "status_update", "reported_on") == [(date(2019, 2, 1),)]


def test_other_files_of_a_folder_are_ignored_and_named(database: Database, tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_bytes(b"notes")
    (tmp_path / "README.md").write_text("read me", encoding="utf-8")
    receipt = load(database, write_source(tmp_path))
    assert receipt.outcome is Outcome.LOADED
    assert receipt.ignored_files == ("README.md", "notes.docx")


def test_absent_optional_columns_are_listed(loaded: Database, tmp_path: Path) -> None:
    receipt = load(loaded, write_source(tmp_path / "again"))
    assert receipt.absent_columns["phases"] == ("note",)


def test_what_is_no_source_is_an_error_of_use(database: Database, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.docx").write_bytes(b"notes")
    for name in ("nothing", "empty", "notes.docx"):
        with pytest.raises(UsageError, match="Nothing was loaded"):
            load(database, tmp_path / name)


def test_a_first_source_of_ones_own_asks_what_becomes_of_the_public_record(
    database: Database, tmp_path: Path
) -> None:
    load_bundled(database)
    folder = write_source(tmp_path)
    with pytest.raises(DecisionNeededError, match="--replace-bundled"):
        load(database, folder)
    assert load(database, folder, dry_run=True).bundled is BundledFate.REPLACED
    assert count(database, "source") == 1


def test_a_bad_source_is_refused_before_it_is_asked_about(database: Database, tmp_path: Path) -> None:
    load_bundled(database)
    folder = write_source(tmp_path, spoil("status_updates", "completed", "blue"))
    assert load(database, folder).outcome is Outcome.REFUSED


def test_a_programme_of_its_own_takes_the_place_of_the_public_record(
    database: Database, tmp_path: Path
) -> None:
    load_bundled(database)
    receipt = load(database, write_source(tmp_path), choice=BundledChoice.REPLACE)
    assert receipt.bundled is BundledFate.REPLACED
    assert receipt.borrowed == ()
    assert stored(database, "source", "source_id") == [("two_cities",)]
    assert (count(database, "city"), count(database, "membership"), count(database, "event")) == (2, 0, 0)
    assert count(database, "initiative") == 3
    removed = stored(database, "history", "change", "count(*)", where="true group by change")
    assert removed == [("removed", 389)]


def test_replacing_gives_what_a_fresh_store_gives(open_new: OpenNew, tmp_path: Path) -> None:
    (tmp_path / "tracker.csv").write_text(SHEET, encoding="utf-8")
    found = []
    for first_start in (True, False):
        database = open_new()
        if first_start:
            load_bundled(database)
        load(database, tmp_path / "tracker.csv", choice=BundledChoice.REPLACE)
        tables = ("city", "phase", "thematic_area", "principle", "membership", "event", "initiative")
        found.append([stored(database, table, "* exclude (load_id)") for table in tables])
        database.close()
    assert found[0] == found[1]


def test_what_a_source_does_not_bring_comes_from_the_public_record(
    database: Database, tmp_path: Path
) -> None:
    folder = write_source(tmp_path)
    (folder / "thematic_areas.csv").unlink()
    receipt = load(database, folder)
    assert receipt.borrowed == ("thematic_areas",)
    assert count(database, "thematic_area") == 5
    assert receipt.total("rows") == 12


def test_a_kept_public_record_stays_beside_as_its_own_source(database: Database, tmp_path: Path) -> None:
    load_bundled(database)
    (tmp_path / "tracker.csv").write_text(SHEET, encoding="utf-8")
    receipt = load(database, tmp_path / "tracker.csv", choice=BundledChoice.KEEP)
    assert receipt.bundled is BundledFate.KEPT
    assert stored(database, "source", "source_id") == [("own",), ("public_record",)]
    assert count(database, "initiative") == 109
    again = load(database, tmp_path / "tracker.csv")
    assert again.outcome is Outcome.NOTHING_NEW


def test_an_identifier_of_the_other_source_is_never_overwritten(database: Database, tmp_path: Path) -> None:
    load_bundled(database)
    (tmp_path / "initiatives.csv").write_text(
        "initiative_id,city_id,title\nBRI-01,BRI,Mine\n", encoding="utf-8"
    )
    receipt = load(database, tmp_path / "initiatives.csv", choice=BundledChoice.KEEP)
    assert sentences(receipt) == [
        (
            "initiatives.csv, row 2, column initiative_id: 'BRI-01' belongs to the source "
            "'The public record of Inclusive Cities'. Use another identifier, or replace the public record "
            "(--replace-bundled)."
        )
    ]


def test_an_update_may_speak_of_an_initiative_of_the_other_source(database: Database, tmp_path: Path) -> None:
    load_bundled(database)
    (tmp_path / "status_updates.csv").write_text(
        "update_id,initiative_id,reported_on,status\nMINE-1,BRI-01,2024-01-10,completed\n", encoding="utf-8"
    )
    assert load(database, tmp_path / "status_updates.csv", choice=BundledChoice.KEEP).issues == ()


def test_a_load_notes_who_when_and_what(loaded: Database, tmp_path: Path) -> None:
    load(loaded, write_source(tmp_path / "again", spoil("cities", "Cardiff Council", "Cardiff")))
    assert stored(
        loaded,
        "load",
        "load_id",
        "source_id",
        "loaded_by",
        "file_name",
        "rows_new",
        "rows_changed",
        "rows_unchanged",
    ) == [(1, "two_cities", "a test", "good", 14, 0, 0), (2, "two_cities", "a test", "again", 0, 1, 13)]


def test_a_receipt_can_be_written_as_json(loaded: Database, tmp_path: Path) -> None:
    receipt = load(loaded, write_source(tmp_path / "again", spoil("status_updates", "completed", "blue")))
    data = json.loads(json.dumps(receipt.to_json()))
    assert data["outcome"] == "refused"
    assert data["issues"][0]["column"] == "status"
    assert data["issues"][0]["sentence"].startswith("status_updates.csv, row 3")
    assert data["sentence"] == receipt.sentence()


def test_two_loads_at_once_lose_nothing_and_double_nothing(database: Database, tmp_path: Path) -> None:
    good = write_source(tmp_path / "good")
    sheets = []
    for number in range(3):
        sheets.append(tmp_path / f"tracker-{number}.csv")
        sheets[-1].write_text(
            f"City,Initiative,Status,Date\nBristol,Choir {number},done,2020\n", encoding="utf-8"
        )
    load(database, good)
    with ThreadPoolExecutor(max_workers=6) as pool:
        receipts = list(pool.map(lambda path: load(database, path), [good, *sheets, *sheets]))
    assert sorted(receipt.outcome for receipt in receipts) == [Outcome.LOADED] * 3 + [Outcome.NOTHING_NEW] * 4
    assert count(database, "initiative") == 6
    assert [row[0] for row in stored(database, "load", "load_id")] == [1, 2, 3, 4]
    ids = stored(database, "initiative", "initiative_id", where="title like 'Choir%'")
    assert ids == [("BRI-001",), ("BRI-002",), ("BRI-003",)]


def test_a_workbook_of_the_public_record_says_the_same_as_its_folder(
    database: Database, tmp_path: Path
) -> None:
    shutil.copytree(PUBLIC_RECORD, tmp_path / "record")
    load(database, tmp_path / "record")
    book = Workbook()
    book.remove(book.worksheets[0])
    for path in sorted(PUBLIC_RECORD.glob("*.csv")):
        page = book.create_sheet(path.stem)
        for row in rows_of(path.read_text(encoding="utf-8")):
            page.append([cell or None for cell in row])
    receipt = load(database, save(book, tmp_path))
    assert sentences(receipt) == []
    assert (receipt.outcome, receipt.total("unchanged")) == (Outcome.NOTHING_NEW, 394)


def test_a_load_beside_readers_is_written_once_and_says_so(place: Location, tmp_path: Path) -> None:
    database = open_database(place)
    with database.cursor() as reader:
        reader.begin()
        reader.execute("select count(*) from db.source").fetchall()
        receipt = load(database, write_source(tmp_path / "good"))
        assert (receipt.outcome, receipt.load_id) == (Outcome.LOADED, 1)
        assert database.version() == 1
        assert reader.execute("select count(*) from db.source").fetchall() == [(0,)]
    database.close()
    again = open_database(place)
    assert count(again, "status_update") == 4
    again.close()


def test_accepting_good_rows_where_none_is_good_leaves_the_public_record_in_place(
    database: Database, tmp_path: Path
) -> None:
    load_bundled(database)
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("city,initiative,status\nNowhere,Language cafe,done\n", encoding="utf-8")
    receipt = load(database, sheet, choice=BundledChoice.REPLACE, accept_valid=True)
    assert receipt.outcome is Outcome.REFUSED
    assert count(database, "initiative") == 106
