"""A tracker is loaded cell by cell; what was loaded stays, and what is not clear is asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ictrack.actions.receipt import FileCount, Outcome, filled_in_sheet
from ictrack.store.database import Database
from ictrack.store.mapping_queries import list_mappings
from ictrack.vocabulary import RecordedMode
from tests.engines import OpenNew
from tests.unit.actions.loading import sentences, stored
from tests.unit.trackers.trackers import PLAIN, answered, load, write_csv, write_workbook

HEADER: list[Any] = ["City", "Action", "Phase"]


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new()


def updates(database: Database) -> list[tuple[object, ...]]:
    return stored(
        database,
        "status_update",
        "update_id",
        "reported_on_written",
        "status",
        "confidence",
        "summary",
        "file_row",
    )


def test_each_cell_with_a_word_becomes_an_update_of_its_day(database: Database, tmp_path: Path) -> None:
    receipt = load(database, write_csv(tmp_path))
    assert sentences(receipt) == []
    assert receipt.files == (FileCount("tracker.csv", 2, new=2),)
    assert (receipt.new_initiatives, receipt.new_updates) == (2, 3)
    assert updates(database) == [
        ("CAR-001-U001", "2019-03-31", "not_started", None, None, 2),
        ("CAR-001-U002", "2020-03", "in_progress", "at_risk", "Venue lost", 2),
        ("CAR-001-U003", "2020-09", "completed", None, None, 2),
    ]


def test_the_same_tracker_twice_changes_nothing(database: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path)
    load(database, path)
    version = database.version()
    again = load(database, path)
    assert again.outcome is Outcome.NOTHING_NEW
    assert again.files == (FileCount("tracker.csv", 2, unchanged=2),)
    assert database.version() == version


def test_one_more_column_of_a_day_adds_only_its_updates(database: Database, tmp_path: Path) -> None:
    load(database, write_csv(tmp_path))
    before = updates(database)
    header, first, second = PLAIN.splitlines()
    longer = f"{header},Mar-21\n{first},On hold\n{second},Late\n"
    receipt = load(database, write_csv(tmp_path, longer, "tracker April.csv"))
    assert (receipt.new_initiatives, receipt.new_updates) == (0, 2)
    new = [row for row in updates(database) if row not in before]
    assert new == [
        ("BRI-001-U001", "2021-03", "in_progress", "off_track", None, 3),
        ("CAR-001-U004", "2021-03", "paused", None, None, 2),
    ]


def test_days_out_of_order_are_the_days_they_are(database: Database, tmp_path: Path) -> None:
    text = "City,Action,Phase,Sep-20,Mar-19,Mar-20\nCardiff,A,1,Done,Planned,Underway\n"
    load(database, write_csv(tmp_path, text), mode=RecordedMode.REPORTED)
    rows = stored(database, "status_update", "reported_on_written", "status", "recorded_on")
    assert rows == [
        ("2019-03", "not_started", date(2019, 3, 31)),
        ("2020-03", "in_progress", date(2020, 3, 31)),
        ("2020-09", "completed", date(2020, 9, 30)),
    ]


def test_a_changed_past_cell_is_refused_and_says_how_to_correct_it(
    database: Database, tmp_path: Path
) -> None:
    load(database, write_csv(tmp_path))
    before = updates(database)
    receipt = load(database, write_csv(tmp_path, PLAIN.replace("Planned", "Underway")))
    assert receipt.outcome is Outcome.REFUSED
    (said,) = sentences(receipt)
    assert said == (
        "tracker.csv, row 2, column 31/03/2019: 'Underway' was loaded before and said 'not_started' of "
        "2019-03-31 (CAR-001-U001); a status update is never edited. Use what it said; or changed_cells = "
        '"correct" in the mapping, which sends what it says now as a correction.'
    )
    assert updates(database) == before


def test_a_changed_past_cell_is_sent_as_a_correction_where_the_mapping_says_so(
    database: Database, tmp_path: Path
) -> None:
    load(database, write_csv(tmp_path))
    path = write_csv(tmp_path, PLAIN.replace("Planned", "Underway"))
    receipt = load(database, path, answered('changed_cells = "correct"'))
    assert (receipt.outcome, receipt.new_updates) == (Outcome.LOADED, 1)
    kinds = stored(
        database, "status_update", "update_id", "kind", "status", "corrects_update_id", "reported_on_written"
    )
    assert kinds[3] == ("CAR-001-U004", "correction", "in_progress", "CAR-001-U001", "2019-03-31")
    assert load(database, path).outcome is Outcome.NOTHING_NEW


def test_a_past_cell_that_was_cleared_takes_nothing_away(database: Database, tmp_path: Path) -> None:
    load(database, write_csv(tmp_path))
    before = updates(database)
    receipt = load(database, write_csv(tmp_path, PLAIN.replace("Planned", "")))
    assert receipt.outcome is Outcome.NOTHING_NEW
    assert updates(database) == before


def test_every_question_is_asked_at_once_and_nothing_is_loaded(database: Database, tmp_path: Path) -> None:
    text = (
        "Action,Phase,03/04/2019,Spring 2019,Budget,Mar-20\n"
        "A,1,Planned,Planned,100,Motoring\nB,1,Motoring,,,Done\n"
    )
    receipt = load(database, write_csv(tmp_path, text))
    assert receipt.outcome is Outcome.REFUSED
    assert [(issue.code, issue.row, issue.column) for issue in receipt.issues] == [
        ("ambiguous_day", 1, "03/04/2019"),
        ("unknown_day", 1, "Spring 2019"),
        ("unknown_column", 1, "Budget"),
        ("missing_column", 1, "city"),
        ("unknown_status", 2, "Mar-20"),
    ]
    assert 'day = "2019-04-03" or day = "2019-03-04" in the mapping' in sentences(receipt)[0]
    assert "2 cells, this the first" in sentences(receipt)[-1]
    assert list_mappings(database) == ()


def test_answers_settle_every_question(database: Database, tmp_path: Path) -> None:
    text = "Action,Phase,03/04/2019,Spring 2019,Budget\nA,1,Planned,Motoring,100\n"
    answers = answered(
        '[every_row]\ncity_id = "Cardiff"\n'
        '[[column]]\nheader = "03/04/2019"\nholds = "status"\nday = "2019-04-03"\n'
        '[[column]]\nheader = "Spring 2019"\nholds = "status"\nday = "2019-05"\n'
        '[[column]]\nheader = "Budget"\nholds = "nothing"\n[words]\n"motoring" = "in_progress, on_track"\n'
    )
    receipt = load(database, write_csv(tmp_path, text), answers)
    assert sentences(receipt) == []
    assert updates(database) == [
        ("CAR-001-U001", "2019-04-03", "not_started", None, None, 2),
        ("CAR-001-U002", "2019-05", "in_progress", "on_track", None, 2),
    ]


def test_what_was_answered_is_remembered_for_a_file_of_another_name(
    database: Database, tmp_path: Path
) -> None:
    text = "City,Action,Phase,03/04/2019\nCardiff,A,1,Motoring\n"
    answers = answered(
        '[[column]]\nheader = "03/04/2019"\nholds = "status"\nday = "2019-03-04"\n'
        '[words]\n"Motoring" = "paused"\n'
    )
    load(database, write_csv(tmp_path, text), answers)
    longer = "City,Action,Phase,03/04/2019,Sep-19\nCardiff,A,1,Motoring,motoring\n"
    receipt = load(database, write_csv(tmp_path, longer, "another.csv"))
    assert sentences(receipt) == []
    assert [row[1:3] for row in updates(database)] == [("2019-03-04", "paused"), ("2019-09", "paused")]
    assert [saved.name for saved in list_mappings(database)] == ["tracker"]


def test_a_preview_and_a_refused_load_remember_nothing(database: Database, tmp_path: Path) -> None:
    assert load(database, write_csv(tmp_path), dry_run=True).outcome is Outcome.PREVIEWED
    assert list_mappings(database) == ()


def test_day_first_settles_ambiguous_headers(database: Database, tmp_path: Path) -> None:
    text = "City,Action,Phase,03/04/2019\nCardiff,A,1,Done\n"
    assert sentences(load(database, write_csv(tmp_path, text), day_first=True)) == []
    assert updates(database)[0][1] == "2019-04-03"


def test_two_columns_of_one_day_are_a_problem(database: Database, tmp_path: Path) -> None:
    text = "City,Action,Phase,Mar-19,31/03/2019\nCardiff,A,1,Planned,Done\n"
    (said,) = sentences(load(database, write_csv(tmp_path, text)))
    assert "column 31/03/2019: '31/03/2019' speaks of the same day as the column 'Mar-19'" in said


def test_two_columns_with_one_name_are_told_apart(database: Database, tmp_path: Path) -> None:
    text = "City,Action,Phase,Mar-19,Mar-19\nCardiff,A,1,Planned,Done\n"
    (said,) = sentences(load(database, write_csv(tmp_path, text)))
    assert "column Mar-19 (after Mar-19 (after Phase))" in said


def test_a_day_to_come_that_holds_words_is_a_problem_and_one_that_does_not_is_none(
    database: Database, tmp_path: Path
) -> None:
    text = "City,Action,Phase,Jan-24,Feb-24\nCardiff,A,1,Done,{}\n"
    (said,) = sentences(load(database, write_csv(tmp_path, text.format("Planned"))))
    assert "column Feb-24: 'Feb-24' is a day that is yet to come, and already says 'Planned'" in said
    assert sentences(load(database, write_csv(tmp_path, text.format("n/a")))) == []


def test_merged_city_cells_are_a_problem_and_a_merged_title_above_is_none(
    database: Database, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [
        ["Our tracker"],
        [*HEADER, "Mar-19"],
        ["Cardiff", "A", "1", "Done"],
        [None, "B", "1", "Done"],
    ]
    path = write_workbook(tmp_path, rows)
    book = load_workbook(path)
    book.active.merge_cells("A1:D1")
    book.save(path)
    said = sentences(load(database, path))
    assert ["row 4, column City" in one for one in said] == [True]
    book.active.merge_cells("A3:A4")
    book.save(path)
    said = sentences(load(database, path))
    assert any("sheet Sheet, row 3: 'A3:A4' are merged cells" in one for one in said)


def test_date_cells_and_serial_numbers_of_a_workbook_are_days(database: Database, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*HEADER, date(2019, 3, 31), date(2019, 9, 1), 43921],
        ["Cardiff", "A", "1", "Planned", "Open", "Done"],
    ]
    path = write_workbook(tmp_path, rows, formats={"D1": "dd/mm/yyyy", "E1": "mmm yyyy"})
    receipt = load(database, path, answered('[words]\nOpen = "in_progress"'))
    assert sentences(receipt) == []
    assert [row[1] for row in updates(database)] == ["2019-03-31", "2019-09", "2020-03-31"]


COLOURED: list[list[Any]] = [
    [*HEADER, "Mar-19"],
    ["Cardiff", "A", "1", "Underway"],
    ["Cardiff", "B", "1", "Done"],
    ["Cardiff", "C", "1", None],
    ["Cardiff", "D", "1", "Underway"],
]
COLOURS = '[colours]\nred = "off_track"\namber = "at_risk"\ngreen = "on_track"\n'


def test_colours_become_confidence_where_the_mapping_says_so(database: Database, tmp_path: Path) -> None:
    fills = {"D2": "amber", "D3": "green", "D4": "green", "D5": "grey"}
    receipt = load(database, write_workbook(tmp_path, COLOURED, fills), answered(COLOURS))
    assert sentences(receipt) == []
    # A cell without a word is no report, whatever its colour; what is done has nothing left to risk.
    assert [row[2:4] for row in updates(database)] == [
        ("in_progress", "at_risk"),
        ("completed", None),
        ("in_progress", None),
    ]


def test_a_colour_that_the_mapping_does_not_name_is_asked_about(database: Database, tmp_path: Path) -> None:
    path = write_workbook(tmp_path, COLOURED, {"D2": "amber", "D5": "blue"})
    said = sentences(load(database, path))
    assert [one.partition(": ")[0] for one in said] == [
        "tracker.xlsx, sheet Sheet, row 2, column Mar-19",
        "tracker.xlsx, sheet Sheet, row 5, column Mar-19",
    ]
    assert "'FFC000' is a colour whose meaning is not stated (1 cell" in said[0]
    answers = answered('[colours]\nFFC000 = "at_risk"\n00B0F0 = "nothing"\n')
    assert sentences(load(database, path, answers)) == []


def test_a_word_and_a_colour_that_contradict_each_other_are_a_problem(
    database: Database, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [
        [*HEADER, "Mar-19"],
        ["Cardiff", "A", "1", "At risk"],
        ["Cardiff", "B", "1", "At risk"],
    ]
    path = write_workbook(tmp_path, rows, {"D2": "red", "D3": "amber"})
    (said,) = sentences(load(database, path, answered(COLOURS)))
    assert "row 2, column Mar-19: 'FF0000' is the colour of a cell that says at_risk" in said


def test_a_row_with_an_unknown_word_is_left_out_where_the_others_are_to_be_loaded(
    database: Database, tmp_path: Path
) -> None:
    text = "City,Action,Phase,Mar-19,Sep-19\nCardiff,A,1,Done,Done\nCardiff,B,1,Motoring,Done\n"
    receipt = load(database, write_csv(tmp_path, text), accept_valid=True)
    assert receipt.files == (FileCount("tracker.csv", 2, new=1, rejected=1),)
    assert [row[0] for row in updates(database)] == ["CAR-001-U001", "CAR-001-U002"]
    mended = write_csv(
        tmp_path, receipt.to_mend["tracker.csv"].decode("utf-8-sig").replace("Motoring", "Done")
    )
    again = load(database, mended)
    assert sentences(again) == []
    assert again.new_updates == 2


def test_of_several_trackers_in_a_workbook_one_is_chosen(database: Database, tmp_path: Path) -> None:
    path = write_workbook(tmp_path, [[*HEADER, "Mar-19"], ["Cardiff", "A", "1", "Done"]])
    book = load_workbook(path)
    book.create_sheet("Lists").append(["Done", "Late"])
    other = book.create_sheet("Bristol")
    other.append([*HEADER, "Mar-20"])
    other.append(["Bristol", "B", "1", "Late"])
    book.save(path)
    (said,) = sentences(load(database, path))
    assert 'holds 2 sheets with a column for each date. Use sheet = "Sheet" or sheet = "Bristol"' in said
    receipt = load(database, path, answered('sheet = "Bristol"'))
    assert receipt.ignored_files == ("Lists (no column for a day)", "Sheet (another tracker)")
    assert [row[0] for row in updates(database)] == ["BRI-001-U001"]


def test_a_file_without_a_tracker_says_what_one_looks_like(database: Database, tmp_path: Path) -> None:
    for path in (
        write_csv(tmp_path, "City,Action,Status\nCardiff,A,Done\n"),
        write_workbook(tmp_path, [["City", "Action"], ["Cardiff", "A"]]),
    ):
        (said,) = sentences(load(database, path))
        assert "has no row of column names with a day in one of them" in said


def test_days_above_the_other_column_names_are_a_problem_that_says_how_to_write_them(
    database: Database, tmp_path: Path
) -> None:
    rows: list[list[str | None]] = [
        [None, None, "March 2022", None, "September 2022", None],
        ["City", "Initiative", "Status", "Comment", "Status", "Comment"],
        ["Cardiff", "A", "Done", "Fine", "Done", "Still"],
    ]
    text = "\n".join(",".join(cell or "" for cell in row) for row in rows)
    for path in (write_csv(tmp_path, text), write_workbook(tmp_path, rows)):
        (said,) = sentences(load(database, path))
        assert "row 1: holds the days, and row 2 the other column names. Use one row" in said
    once = [
        ["City", "Initiative", "March 2022 status", "March 2022 comment"],
        ["Cardiff", "A", "Done", "Fine"],
    ]
    assert load(database, write_workbook(tmp_path, once)).new_updates == 1


def test_what_a_filled_in_tracker_says_is_read_again_as_it_was(database: Database, tmp_path: Path) -> None:
    receipt = load(database, write_csv(tmp_path))
    filled = tmp_path / "filled.csv"
    filled.write_bytes(filled_in_sheet(receipt))
    again = load(database, filled)
    assert sentences(again) == []
    assert again.outcome is Outcome.NOTHING_NEW
