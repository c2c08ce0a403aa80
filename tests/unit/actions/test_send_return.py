"""A workbook that was sent back: what it becomes, what was reported meanwhile, what is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ictrack.actions.load import LoadSource, load_raw, load_source
from ictrack.actions.receipt import Outcome
from ictrack.actions.review import AcceptReports, accept_reports
from ictrack.actions.send_return import ReturnOutcome, SendReturn, preview_return, send_return
from ictrack.actions.submit import NewReport, SubmitReports, submit_reports
from ictrack.commands.receipts import TextFormat, print_receipt
from ictrack.errors import SourceError
from ictrack.ingest.contained import read_contained
from ictrack.ingest.gather import gather_bytes
from ictrack.ingest.source import Settlement
from ictrack.reports.return_preview import outcome_sentence, view_return
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import find_initiative
from ictrack.store.submissions import list_submissions
from ictrack.store.verifying import verify
from ictrack.vocabulary import SubmissionState
from tests.engines import OpenNew
from tests.unit.actions.loading import stored
from tests.unit.returns_programme import (
    ANSWERS,
    SENT_ON,
    STAMP,
    Cells,
    fill_in,
    fill_programme,
    make_programme,
    saved,
    sent,
    workbook_of,
)

UNDER_WAY: Cells = {"Status now": "Under way", "What is new": "Fifty employers"}
PATH = Path("bristol.xlsx")


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    return open_new(fill_programme)


@pytest.fixture
def workbook(database: Database) -> bytes:
    return workbook_of(database)


def updates(database: Database, code: str) -> list[tuple[Any, ...]]:
    columns = ("kind", "status", "reported_on_written", "recorded_on")
    return stored(database, "status_update", *columns, where=f"initiative_id = '{code}' and load_id > 1")


def codes(database: Database, workbook: bytes, **asked: Any) -> list[tuple[str, int | None, str | None]]:
    """List the problems of a workbook by kind, row and column."""
    found = preview_return(database, sent(workbook, **asked)).issues
    return [(issue.code, issue.row, issue.column) for issue in found]


def test_an_answer_becomes_a_status_update_that_is_known_from_the_day_it_was_taken_in(
    database: Database, workbook: bytes
) -> None:
    receipt = send_return(database, sent(fill_in(workbook, {"BRI-01": UNDER_WAY})))
    assert (receipt.outcome, receipt.updates) == (ReturnOutcome.LOADED, 1)
    assert updates(database, "BRI-01") == [("status", "in_progress", "2021-06-30", SENT_ON)]
    (said,) = stored(database, "status_update", "summary", where="load_id > 1")
    assert said == ("Fifty employers",)


def test_a_tick_says_that_it_was_reviewed_without_a_change(database: Database, workbook: bytes) -> None:
    send_return(database, sent(fill_in(workbook, {"BRI-01": {"No change": "Yes"}})))
    assert updates(database, "BRI-01") == [("reviewed_no_change", None, "2021-06-30", SENT_ON)]


@pytest.mark.parametrize(("day", "is_taken"), [("2021-07-05", True), ("2021-07-06", False), ("", False)])
def test_a_tick_confirms_a_status_that_is_in_force_on_the_day_it_is_sent(
    database: Database, tmp_path: Path, day: str, is_taken: bool
) -> None:
    source = tmp_path / "status_updates.csv"
    update = f"update_id,initiative_id,reported_on,status\nU9,BRI-02,{day},paused\n"
    source.write_text(update, encoding="utf-8")
    load_source(database, LoadSource(source, today=date(2021, 5, 20)))
    found = codes(database, fill_in(workbook_of(database), {"BRI-02": {"No change": "Yes"}}))
    assert found == ([] if is_taken else [("nothing_to_confirm", 3, "No change")])


def test_a_tick_on_what_was_never_reported_on_says_what_to_choose_instead(
    database: Database, workbook: bytes
) -> None:
    (issue,) = preview_return(database, sent(fill_in(workbook, {"BRI-02": {"No change": "Yes"}}))).issues
    assert issue.sentence() == (
        "bristol.xlsx, sheet Your answers, row 3, column No change: 'Yes' confirms the status that was "
        "reported last, and none was reported yet. Use an empty cell, and choose a status beside it."
    )


def test_a_row_without_an_answer_brings_nothing(database: Database, workbook: bytes) -> None:
    preview = preview_return(database, sent(fill_in(workbook, {"BRI-01": UNDER_WAY})))
    assert (preview.reading.rows, preview.reading.answered, len(preview.reading.fresh)) == (4, 1, 1)


def test_a_completion_speaks_of_its_own_day(database: Database, workbook: bytes) -> None:
    cells = {"Status now": "Completed", "Completed on": date(2021, 3, 9)}
    send_return(database, sent(fill_in(workbook, {"BRI-01": cells})))
    assert updates(database, "BRI-01") == [("status", "completed", "2021-03-09", SENT_ON)]


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2021, 6, 29), "2021-06-29"), (date(2021, 6, 30), "2021-06-30"), (date(2021, 7, 1), "2021-06-30")],
)
def test_an_empty_day_is_the_cut_off_or_today_if_that_is_earlier(
    database: Database, workbook: bytes, today: date, day: str
) -> None:
    send_return(database, sent(fill_in(workbook, {"BRI-01": UNDER_WAY}), today=today))
    assert [row[2] for row in updates(database, "BRI-01")] == [day]


def test_a_new_initiative_joins_the_plan_with_what_is_said_of_it(database: Database, workbook: bytes) -> None:
    new = {
        "Initiative": "Welcome desks",
        "Thematic area": "Jobs, skills and work",
        "Lead organisation": "Libraries",
        "New target date": date(2022, 3, 1),
        "Status now": "Not started",
    }
    receipt = send_return(database, sent(fill_in(workbook, new=[new])))
    assert (receipt.updates, receipt.initiatives) == (1, 1)
    columns = ("city_id", "phase_id", "area_id", "lead_organisation", "target_on_written", "added_on_written")
    (found,) = stored(database, "initiative", "initiative_id", *columns, where="title = 'Welcome desks'")
    assert found[1:] == ("BRI", "2", "jobs", "Libraries", "2022-03-01", "2021-06-30")
    assert updates(database, found[0]) == [("status", "not_started", "2021-06-30", SENT_ON)]


@pytest.mark.parametrize("review", [True, False])
def test_the_same_file_twice_changes_nothing_on_another_day_too(
    database: Database, workbook: bytes, review: bool
) -> None:
    new = {"Initiative": "Welcome desks", "Status now": "Not started"}
    filled = fill_in(workbook, {"BRI-01": UNDER_WAY, "BRI-04": {"No change": "Yes"}}, [new])
    send_return(database, sent(filled, review=review, today=date(2021, 6, 20)))
    version = database.version()
    again = send_return(database, sent(filled, review=review, today=date(2021, 7, 2)))
    assert again.outcome is ReturnOutcome.ALREADY_TAKEN
    assert again.preview.reading.taken == 3
    assert database.version() == version


def test_with_review_an_answer_waits_and_counts_once_it_is_accepted(
    database: Database, workbook: bytes
) -> None:
    filled = fill_in(workbook, {"BRI-01": UNDER_WAY})
    receipt = send_return(database, sent(filled, review=True))
    assert (receipt.outcome, receipt.updates) == (ReturnOutcome.SUBMITTED, 1)
    assert updates(database, "BRI-01") == []
    waiting = tuple(each.submission for each in list_submissions(database, SubmissionState.SUBMITTED))
    accept_reports(database, AcceptReports(waiting, today=date(2021, 7, 9)))
    assert updates(database, "BRI-01") == [("status", "in_progress", "2021-06-30", date(2021, 7, 9))]
    again = send_return(database, sent(filled, review=True))
    assert again.outcome is ReturnOutcome.ALREADY_TAKEN


def test_with_review_a_new_initiative_is_there_for_its_report_to_wait_on(
    database: Database, workbook: bytes
) -> None:
    new = {"Initiative": "Welcome desks", "Status now": "Not started"}
    receipt = send_return(database, sent(fill_in(workbook, new=[new]), review=True))
    assert (receipt.outcome, receipt.updates, receipt.initiatives) == (ReturnOutcome.SUBMITTED, 1, 1)
    (listed,) = list_submissions(database, SubmissionState.SUBMITTED)
    assert listed.title == "Welcome desks"


NEW: Cells = {"Initiative": "Welcome desks", "Status now": "Not started"}


def test_with_review_new_initiatives_and_what_is_said_of_them_are_one_write(
    database: Database, workbook: bytes
) -> None:
    before = database.version()
    receipt = send_return(database, sent(fill_in(workbook, {"BRI-01": UNDER_WAY}, [NEW]), review=True))
    assert (receipt.outcome, receipt.updates, receipt.initiatives) == (ReturnOutcome.SUBMITTED, 2, 1)
    assert database.version() == before + 1
    assert verify(database).differences == ()


def test_one_workbook_that_is_sent_many_times_at_once_is_taken_in_once(
    database: Database, workbook: bytes
) -> None:
    filled = fill_in(workbook, {"BRI-01": UNDER_WAY}, [NEW])
    with ThreadPoolExecutor(4) as senders:
        receipts = list(senders.map(lambda _n: send_return(database, sent(filled, review=True)), range(4)))
    outcomes = sorted(receipt.outcome for receipt in receipts)
    assert outcomes == [ReturnOutcome.ALREADY_TAKEN] * 3 + [ReturnOutcome.SUBMITTED]
    assert len(list_submissions(database)) == 2
    assert len(stored(database, "initiative", "title", where="title = 'Welcome desks'")) == 1


def report_of_the_cut_off(database: Database, update_id: str) -> None:
    """Load a report of the very day that an answer with an empty day speaks of."""
    cells = f"{update_id},BRI-01,2021-06-30,paused\n"
    raw = gather_bytes(
        b"update_id,initiative_id,reported_on,status\n" + cells.encode(), Path("status_updates.csv")
    )
    load_raw(database, raw, LoadSource(Path("status_updates.csv"), today=SENT_ON))


def status_shown(database: Database) -> str:
    scope = Scope(as_at=date(2021, 12, 31), known_on=date(2021, 12, 31))
    found = find_initiative(database, scope, "BRI-01")
    assert found is not None
    return found.standing


def take_in(database: Database, filled: bytes, *, review: bool) -> None:
    """Take a workbook in, whatever was reported meanwhile, and accept what then waits."""
    send_return(database, sent(filled, {"BRI-01": Settlement.TAKE_MINE}, review=review))
    waiting = tuple(each.submission for each in list_submissions(database, SubmissionState.SUBMITTED))
    if waiting:
        accept_reports(database, AcceptReports(waiting, today=SENT_ON))


STORED_IDENTIFIERS = ["BRI-01-U1", "BRI-01-U9", "BRI-01-EV-2-ffffffff", "zz", "A"]


@pytest.mark.parametrize("review", [True, False])
@pytest.mark.parametrize("update_id", STORED_IDENTIFIERS)
def test_an_answer_of_the_same_day_as_an_older_report_is_what_shows_and_stays_so(
    database: Database, review: bool, update_id: str
) -> None:
    report_of_the_cut_off(database, update_id)
    filled = fill_in(workbook_of(database), {"BRI-01": UNDER_WAY})
    take_in(database, filled, review=review)
    assert status_shown(database) == "in_progress"
    version = database.version()
    take_in(database, filled, review=review)
    assert database.version() == version


@pytest.mark.parametrize("review", [True, False])
@pytest.mark.parametrize("update_id", STORED_IDENTIFIERS)
def test_an_answer_that_is_taken_against_a_report_of_the_same_day_is_what_shows(
    database: Database, workbook: bytes, review: bool, update_id: str
) -> None:
    report_of_the_cut_off(database, update_id)
    take_in(database, fill_in(workbook, {"BRI-01": UNDER_WAY}), review=review)
    assert status_shown(database) == "in_progress"


def report_meanwhile(database: Database, *, accepted: bool) -> None:
    """Report on an initiative on screen, after the workbook was made."""
    cells = {"initiative_id": "BRI-01", "reported_on": "2021-06-15", "status": "paused", "summary": "Waits"}
    report = SubmitReports((NewReport(cells),), review=not accepted, today=date(2021, 6, 15))
    submit_reports(database, report)


@pytest.mark.parametrize(("accepted", "state"), [(True, "accepted"), (False, "submitted")])
def test_what_was_reported_meanwhile_is_shown_beside_the_answer_and_nothing_is_written(
    database: Database, workbook: bytes, accepted: bool, state: str
) -> None:
    report_meanwhile(database, accepted=accepted)
    version = database.version()
    receipt = send_return(database, sent(fill_in(workbook, {"BRI-01": UNDER_WAY, "BRI-02": UNDER_WAY})))
    assert receipt.outcome is ReturnOutcome.REFUSED
    (conflict,) = receipt.preview.reading.conflicts
    assert (conflict.initiative_id, conflict.title, conflict.row) == ("BRI-01", "Jobs fair", 2)
    assert conflict.mine["status"] == "in_progress"
    assert [(one.state, one.cells["status"]) for one in conflict.theirs] == [(state, "paused")]
    assert (receipt.preview.unsettled, receipt.preview.issues) == (1, ())
    assert database.version() == version


@pytest.mark.parametrize(
    ("settlement", "kept"),
    [(Settlement.TAKE_MINE, 2), (Settlement.KEEP_THEIRS, 1)],
)
def test_a_conflict_is_settled_and_the_other_answers_are_taken_in_either_way(
    database: Database, workbook: bytes, settlement: Settlement, kept: int
) -> None:
    report_meanwhile(database, accepted=True)
    filled = fill_in(workbook, {"BRI-01": UNDER_WAY, "BRI-02": UNDER_WAY})
    receipt = send_return(database, sent(filled, {"BRI-01": settlement}))
    assert receipt.outcome is ReturnOutcome.LOADED
    assert len(updates(database, "BRI-01")) == kept
    assert len(updates(database, "BRI-02")) == 1


@pytest.mark.parametrize("review", [True, False])
def test_an_answer_that_was_not_taken_is_asked_about_again_and_one_that_was_taken_is_not(
    database: Database, workbook: bytes, review: bool
) -> None:
    report_meanwhile(database, accepted=True)
    filled = fill_in(workbook, {"BRI-01": UNDER_WAY, "BRI-02": UNDER_WAY})
    send_return(database, sent(filled, {"BRI-01": Settlement.KEEP_THEIRS}, review=review))
    version = database.version()
    again = send_return(database, sent(filled, review=review))
    assert (again.outcome, again.preview.unsettled) == (ReturnOutcome.REFUSED, 1)
    assert database.version() == version
    send_return(database, sent(filled, {"BRI-01": Settlement.TAKE_MINE}, review=review))
    assert send_return(database, sent(filled, review=review)).outcome is ReturnOutcome.ALREADY_TAKEN


def test_no_two_ways_to_settle_a_conflict_do_the_same(open_new: OpenNew) -> None:
    left = []
    for settlement in Settlement:
        database = open_new(fill_programme)
        filled = fill_in(workbook_of(database), {"BRI-01": UNDER_WAY})
        report_meanwhile(database, accepted=True)
        send_return(database, sent(filled, {"BRI-01": settlement}))
        left.append(tuple(updates(database, "BRI-01")))
    assert len(set(left)) == len(Settlement)


def test_an_answer_that_was_changed_and_sent_again_is_shown_beside_the_first(
    database: Database, workbook: bytes
) -> None:
    send_return(database, sent(fill_in(workbook, {"BRI-01": UNDER_WAY})))
    changed = fill_in(workbook, {"BRI-01": {**UNDER_WAY, "What is new": "Sixty employers"}})
    (conflict,) = preview_return(database, sent(changed)).reading.conflicts
    assert [one.cells["summary"] for one in conflict.theirs] == ["Fifty employers"]


def test_a_workbook_made_anew_shows_what_was_reported_and_is_in_no_conflict(database: Database) -> None:
    report_meanwhile(database, accepted=True)
    filled = fill_in(workbook_of(database), {"BRI-01": UNDER_WAY})
    assert preview_return(database, sent(filled)).reading.conflicts == ()


FAULTS: dict[str, tuple[Mapping[str, Cells], list[tuple[str, int, str]]]] = {
    "a tick beside a new status": (
        {"BRI-01": {"No change": "Yes", "Status now": "Paused"}},
        [("answer_beside_tick", 2, "Status now")],
    ),
    "a tick where no status was reported yet": (
        {"BRI-02": {"No change": "Yes", "What is new": "Nothing"}},
        [("nothing_to_confirm", 3, "No change")],
    ),
    "a tick beside a status where none was reported yet": (
        {"BRI-02": {"No change": "Yes", "Status now": "Paused"}},
        [("answer_beside_tick", 3, "Status now")],
    ),
    "a completion in the future": (
        {"BRI-01": {"Status now": "Completed", "Completed on": date(2021, 7, 6)}},
        [("day_to_come", 2, "Completed on")],
    ),
    "a completion before the start": (
        {"BRI-01": {"Status now": "Completed", "Completed on": date(2020, 2, 29)}},
        [("before_start", 2, "Completed on")],
    ),
    "a completion of what is not completed": (
        {"BRI-01": {"Status now": "Under way", "Completed on": date(2021, 1, 1)}},
        [("completion_without_status", 2, "Completed on")],
    ),
    "two days": (
        {
            "BRI-01": {
                "Status now": "Completed",
                "Completed on": date(2021, 1, 1),
                "Status is of this day": date(2021, 6, 1),
            }
        },
        [("completed_twice", 2, "Status is of this day")],
    ),
    "a word that is not on the list": (
        {"BRI-01": {"Status now": "Completd", "Confidence": "so so"}},
        [("unknown_word", 2, "Status now"), ("unknown_word", 2, "Confidence")],
    ),
    "a tick that is none": ({"BRI-01": {"No change": "perhaps"}}, [("unknown_tick", 2, "No change")]),
    "a confidence without a status": (
        {"BRI-01": {"Confidence": "At risk", "Why": "x"}},
        [("confidence_without_status", 2, "Confidence")],
    ),
    "a link that is none": (
        {"BRI-01": {"Status now": "Paused", "Link to the evidence": "see email"}},
        [("url", 2, "Link to the evidence")],
    ),
    "a new target without a reason": (
        {"BRI-01": {"New target date": date(2023, 1, 1)}},
        [("reason_missing", 2, "Why")],
    ),
    "a locked cell that was edited": (
        {"BRI-02": {"Initiative": "Street fair"}},
        [("locked_cell", 3, "Initiative")],
    ),
    "another city's identifier": ({"BRI-02": {"Code": "CAR-01"}}, [("other_city", 3, "Code")]),
    "an identifier of nothing": ({"BRI-02": {"Code": "BRI-99"}}, [("unknown_initiative", 3, "Code")]),
    "a row stamp of another row": (
        {"BRI-02": {"Row stamp": "00000000"}},
        [("locked_cell", 3, "Row stamp")],
    ),
    "the row of another initiative twice": (
        {"BRI-02": {"Code": "BRI-01"}},
        [("doubled_row", 2, "Code"), ("locked_cell", 3, "Code"), ("doubled_row", 3, "Code")],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_row_and_its_column_and_nothing_is_taken_in(
    database: Database, workbook: bytes, name: str
) -> None:
    answers, expected = FAULTS[name]
    filled = fill_in(workbook, {**answers, "BRI-06": UNDER_WAY})
    assert codes(database, filled) == expected
    assert send_return(database, sent(filled)).outcome is ReturnOutcome.REFUSED
    assert updates(database, "BRI-06") == []


@pytest.mark.parametrize("completed_on", [date(2020, 3, 1), date(2021, 7, 5)])
def test_a_completion_on_the_first_day_and_one_of_today_are_taken(
    database: Database, workbook: bytes, completed_on: date
) -> None:
    cells = {"Status now": "Completed", "Completed on": completed_on}
    assert codes(database, fill_in(workbook, {"BRI-01": cells})) == []


NEW_FAULTS: dict[str, tuple[list[Cells], list[tuple[str, int, str]]]] = {
    "without a title": ([{"Status now": "Paused"}], [("new_without_title", 6, "Initiative")]),
    "under a title that is there": ([{"Initiative": "jobs FAIR"}], [("known_title", 6, "Initiative")]),
    "twice": (
        [{"Initiative": "Desks"}, {"Initiative": "desks"}],
        [("doubled_row", 6, "Initiative"), ("doubled_row", 7, "Initiative")],
    ),
    "with a tick": ([{"Initiative": "Desks", "No change": "Yes"}], [("tick_of_new", 6, "No change")]),
    "in an area that is none": (
        [{"Initiative": "Desks", "Thematic area": "Jobs and wrk"}],
        [("unknown_thematic_area", 6, "Thematic area")],
    ),
}


@pytest.mark.parametrize("name", NEW_FAULTS)
def test_a_new_initiative_is_refused(database: Database, workbook: bytes, name: str) -> None:
    new, expected = NEW_FAULTS[name]
    found = codes(database, fill_in(workbook, new=new))
    assert found == expected


def test_a_row_whose_code_was_emptied_is_not_taken_for_a_new_initiative(
    database: Database, workbook: bytes
) -> None:
    filled = fill_in(workbook, {"BRI-02": {"Code": None, "Status now": "Paused"}})
    assert codes(database, filled) == [("locked_cell", 3, "Code")]


def spoilt(workbook: bytes, spoil: Callable[[Any], object]) -> bytes:
    book = load_workbook(io.BytesIO(workbook))
    spoil(book)
    return saved(book)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda book: book.remove(book[STAMP]), "no_stamp"),
        (lambda book: book.remove(book[ANSWERS]), "no_answers"),
        (lambda book: book[STAMP].cell(3, 3, "city=CAR"), "changed_stamp"),
        (lambda book: book[STAMP].cell(2, 3, "ictrack_return=0"), "other_format"),
        (lambda book: book[ANSWERS].delete_cols(12), "missing_column"),
        (lambda book: book[ANSWERS].cell(1, 24, "Our notes"), "unknown_column"),
    ],
)
def test_a_workbook_that_lost_what_it_is_known_by_says_so(
    database: Database, workbook: bytes, spoil: Callable[[Any], object], code: str
) -> None:
    filled = spoilt(fill_in(workbook, {"BRI-01": UNDER_WAY}), spoil)
    assert gather_bytes(filled, PATH).issues[0].code == code
    with pytest.raises(SourceError):
        preview_return(database, sent(filled))


@pytest.mark.parametrize("place", ["A1", "B2", "XFD1048576"])
def test_a_sheet_of_notes_that_a_city_added_keeps_no_answer_out(
    database: Database, workbook: bytes, place: str
) -> None:
    book = load_workbook(io.BytesIO(fill_in(workbook, {"BRI-01": UNDER_WAY})))
    book.create_sheet("Our notes")[place] = "Ask the council"
    receipt = send_return(database, sent(saved(book)))
    assert (receipt.outcome, receipt.updates) == (ReturnOutcome.LOADED, 1)


def test_answers_that_cannot_be_read_as_a_table_are_named(workbook: bytes) -> None:
    filled = spoilt(fill_in(workbook, {"BRI-01": UNDER_WAY}), lambda book: book[ANSWERS].insert_rows(1))
    found = [(issue.code, issue.sheet) for issue in gather_bytes(filled, PATH).issues]
    assert found == [("no_header", ANSWERS)]


def test_a_file_that_is_no_returns_workbook_is_sent_elsewhere(database: Database) -> None:
    raw = gather_bytes(b"City,Initiative\nBristol,A\n", Path("list.csv"))
    command = sent(workbook_of(database))
    with pytest.raises(SourceError, match="is not a returns workbook"):
        preview_return(database, type(command)(raw))


def test_a_copy_of_the_answers_as_csv_is_told_what_to_send_instead(
    database: Database, workbook: bytes
) -> None:
    rows = load_workbook(io.BytesIO(workbook))[ANSWERS].iter_rows(values_only=True)
    out = io.StringIO()
    csv.writer(out).writerows(["" if cell is None else cell for cell in row] for row in rows)
    raw = gather_bytes(out.getvalue().encode(), Path("answers.csv"))
    with pytest.raises(SourceError, match=r"saved as an Excel workbook \(\.xlsx\)"):
        preview_return(database, SendReturn(raw))


def without_rows(workbook: bytes, *codes: str | None) -> bytes:
    """Delete the rows of some initiatives, as a person does in a program for spreadsheets."""
    book = load_workbook(io.BytesIO(workbook))
    sheet = book[ANSWERS]
    for number in range(sheet.max_row, 1, -1):
        if sheet.cell(number, 1).value in codes:
            sheet.delete_rows(number)
    return saved(book)


def test_rows_that_were_deleted_are_named_and_count_as_not_answered(
    database: Database, workbook: bytes
) -> None:
    filled = without_rows(fill_in(workbook, {"BRI-01": UNDER_WAY}), "BRI-02", "BRI-06")
    preview = preview_return(database, sent(filled))
    assert (preview.reading.rows, preview.reading.answered, preview.issues) == (4, 1, ())
    told = [notice.sentence() for notice in preview.receipt.notices]
    assert told == [
        (
            "2 initiatives were on the sheet that was sent out, and have no row in it now: Street party "
            "(BRI-02) and =1+1 (BRI-06). They count as not answered. Report on them on screen, or in "
            "a workbook made anew."
        )
    ]
    assert view_return(database, preview).notes[-1] == told[0]
    receipt = send_return(database, sent(filled))
    assert (receipt.outcome, receipt.updates) == (ReturnOutcome.LOADED, 1)
    assert outcome_sentence(receipt) == f"Taken in: 1 answer. {told[0]}"


def test_a_load_of_a_workbook_names_the_rows_that_were_deleted(database: Database, workbook: bytes) -> None:
    raw = gather_bytes(without_rows(fill_in(workbook, {"BRI-01": UNDER_WAY}), "BRI-06"), PATH)
    receipt = load_raw(database, raw, LoadSource(PATH, today=SENT_ON))
    assert receipt.outcome is Outcome.LOADED
    printed = print_receipt(TextFormat.TEXT, receipt)
    assert "1 initiative was on the sheet that was sent out, and has no row in it now: =1+1" in printed
    assert [notice["names"] for notice in receipt.to_json()["notices"]] == [("=1+1 (BRI-06)",)]


@pytest.mark.parametrize("deleted", [(), (None,)])
def test_where_no_row_was_deleted_that_showed_an_initiative_nothing_is_said_of_it(
    database: Database, workbook: bytes, deleted: tuple[None, ...]
) -> None:
    filled = without_rows(fill_in(workbook, {"BRI-01": UNDER_WAY}), *deleted)
    assert preview_return(database, sent(filled)).receipt.notices == ()


def test_rows_in_another_order_are_all_there(database: Database, workbook: bytes) -> None:
    book = load_workbook(io.BytesIO(workbook))
    sheet = book[ANSWERS]
    first, last = ([cell.value for cell in sheet[number]] for number in (2, 4))
    for column, (one, other) in enumerate(zip(first, last, strict=True), start=1):
        sheet.cell(2, column).value, sheet.cell(4, column).value = other, one
    preview = preview_return(database, sent(fill_in(saved(book), {"BRI-01": UNDER_WAY})))
    assert (preview.issues, preview.receipt.notices, preview.reading.rows) == ((), (), 4)


def test_a_workbook_of_many_initiatives_knows_each_of_them(tmp_path: Path) -> None:
    rows = "".join(f"BRI-{number:04d}{'x' * 190},BRI,2,No. {number}\n" for number in range(1, 402))
    database = make_programme(tmp_path / "files")
    source = tmp_path / "initiatives.csv"
    source.write_text(f"initiative_id,city_id,phase_id,title\n{rows}", encoding="utf-8")
    load_source(database, LoadSource(source, today=date(2021, 5, 2)))
    last = f"BRI-0401{'x' * 190}"
    preview = preview_return(database, sent(without_rows(workbook_of(database), last)))
    database.close()
    assert [notice.names for notice in preview.receipt.notices] == [(f"No. 401 ({last})",)]


def test_a_workbook_of_the_format_before_is_read_and_says_what_it_cannot_tell(database: Database) -> None:
    old = Path(__file__).with_name("return-of-format-1.xlsx").read_bytes()
    filled = without_rows(fill_in(old, {"BRI-01": UNDER_WAY, "BRI-02": UNDER_WAY}), "BRI-06")
    receipt = send_return(database, sent(filled))
    assert (receipt.outcome, receipt.updates) == (ReturnOutcome.LOADED, 2)
    assert [notice.sentence() for notice in receipt.preview.receipt.notices] == [
        (
            "The workbook was made before ictrack noted in it which initiatives are on the sheet. Whether "
            "rows were deleted cannot be told."
        )
    ]


def test_a_workbook_of_a_city_that_is_not_stored_is_refused(open_new: OpenNew, database: Database) -> None:
    filled = fill_in(workbook_of(database), {"BRI-01": UNDER_WAY})
    empty = open_new()
    preview = preview_return(empty, sent(filled))
    assert "unknown_city" in [issue.code for issue in preview.issues]


@pytest.mark.parametrize("review", [True, False])
def test_a_problem_quotes_the_cell_as_it_was_filled_in(
    database: Database, workbook: bytes, review: bool
) -> None:
    cells = {"Confidence": "Off track", "Why": "No money", "Completed on": date(2020, 2, 29)}
    filled = fill_in(
        workbook, {"BRI-01": cells, "BRI-02": {"New target date": "31/12/2022", "Why": "x" * 10_001}}
    )
    issues = preview_return(database, sent(filled, review=review)).issues
    assert [(issue.column, issue.value) for issue in issues] == [
        ("Completed on", "29 February 2020"),
        ("Completed on", "29 February 2020"),
        ("Confidence", "Off track"),
        ("Why", None),
    ]


def test_a_load_refuses_a_conflict_and_takes_in_the_other_answers_where_it_is_asked_to(
    database: Database, workbook: bytes
) -> None:
    report_meanwhile(database, accepted=True)
    raw = gather_bytes(fill_in(workbook, {"BRI-01": UNDER_WAY, "BRI-02": UNDER_WAY}), PATH)
    refused = load_raw(database, raw, LoadSource(PATH, today=SENT_ON))
    assert refused.outcome is Outcome.REFUSED
    assert [issue.code for issue in refused.issues] == ["conflict"]
    taken = load_raw(database, raw, LoadSource(PATH, today=SENT_ON, accept_valid=True))
    assert (taken.outcome, taken.new_updates, taken.total("rejected")) == (Outcome.LOADED, 1, 1)
    (rejected,) = taken.to_mend["bristol.csv"].decode("utf-8-sig").splitlines()[1:]
    assert "'BRI-01' got another report after this workbook was made." in rejected
    assert ",BRI-01,Jobs fair," in rejected
    assert ",Under way," in rejected


def test_it_is_read_in_a_process_of_its_own_as_it_is_here(workbook: bytes) -> None:
    filled = fill_in(workbook, {"BRI-01": UNDER_WAY})
    assert read_contained(filled, "bristol.xlsx").returned == gather_bytes(filled, PATH).returned


def test_a_workbook_without_an_answer_brings_nothing(database: Database, workbook: bytes) -> None:
    assert send_return(database, sent(workbook)).outcome is ReturnOutcome.ALREADY_TAKEN
