"""Review: what is accepted becomes status updates, all of it or nothing; what is returned bears a note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ictrack.actions.load import BundledChoice, load_bundled
from ictrack.actions.receipt import Outcome
from ictrack.actions.review import (
    AcceptReports,
    DeleteReports,
    ReturnReports,
    ReviewOutcome,
    TakeBackReports,
    accept_reports,
    delete_reports,
    return_reports,
    take_back_reports,
)
from ictrack.actions.submit import SubmitOutcome
from ictrack.actions.undo import UndoLoad, take_back
from ictrack.errors import UsageError
from ictrack.store.database import Database
from ictrack.store.submissions import list_submissions, list_waiting
from ictrack.store.verifying import verify
from ictrack.vocabulary import SubmissionState
from tests.engines import OpenNew
from tests.unit.actions.loading import count, load, stored
from tests.unit.actions.test_submit import report, send, status_shown
from tests.unit.small_programme import FILLED
from tests.unit.store.loads_of_returns import write_programme

LATER = date(2024, 2, 1)


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    """Open a small programme."""
    return open_new(FILLED)


def test_accepted_reports_are_one_load_recorded_on_the_day_of_acceptance(database: Database) -> None:
    sent = send(database, report(), report("N1", status="stopped")).submissions
    receipt = accept_reports(database, AcceptReports(sent, today=LATER))
    assert receipt.outcome is ReviewOutcome.ACCEPTED
    assert receipt.load is not None
    assert receipt.load.outcome is Outcome.LOADED
    loaded = stored(
        database, "status_update", "update_id", "recorded_on", "load_id", where="recorded_on >= '2024-01-01'"
    )
    load_id = receipt.load.load_id
    assert loaded == [("U2-U001", LATER, load_id), ("U3-U001", LATER, load_id)]
    assert {(each.submission.state, each.submission.load_id) for each in list_submissions(database)} == {
        (SubmissionState.ACCEPTED, load_id)
    }
    assert list_waiting(database) == ()
    assert count(database, "load") == 1


def test_accepting_keeps_what_the_source_says_of_itself(database: Database) -> None:
    before = stored(database, "source", "*")
    accept_reports(database, AcceptReports(send(database, report()).submissions))
    assert stored(database, "source", "*") == before
    assert count(database, "history") == 0


def test_what_was_accepted_by_another_is_not_accepted_again(database: Database) -> None:
    sent = send(database, report()).submissions
    accept_reports(database, AcceptReports(sent))
    again = accept_reports(database, AcceptReports(sent))
    assert again.outcome is ReviewOutcome.CHANGED
    assert [each.state for each in again.changed] == [SubmissionState.ACCEPTED]
    assert count(database, "load") == 1


def test_what_was_changed_since_it_was_seen_keeps_all_from_being_accepted(database: Database) -> None:
    first, second = send(database, report(), report("N1", status="stopped")).submissions
    take_back_reports(database, TakeBackReports((first,)))
    send(database, report(summary="Mended"), submission_id=first.submission_id)
    refused = accept_reports(database, AcceptReports((first, second)))
    assert refused.outcome is ReviewOutcome.CHANGED
    assert [each.cells.get("summary") for each in refused.changed] == ["Mended"]
    assert count(database, "load") == 0
    assert len(list_waiting(database)) == 2


def test_one_that_cannot_be_loaded_any_more_keeps_all_from_being_accepted(database: Database) -> None:
    sent = send(database, report(), report("N1", status="stopped")).submissions
    with database.cursor() as cursor:
        cursor.execute("update db.submission set cells = replace(cells, 'stopped', 'nearly')")
    seen = tuple(each.submission for each in list_submissions(database))
    assert len(seen) == len(sent)
    receipt = accept_reports(database, AcceptReports(seen))
    assert receipt.outcome is ReviewOutcome.REFUSED
    assert [issue.column for issue in receipt.issues] == ["status"]
    assert count(database, "load") == 0
    assert len(list_waiting(database)) == 2


def test_an_identifier_that_a_load_took_meanwhile_gives_way_to_the_one_beside_it(database: Database) -> None:
    sent = send(database, report()).submissions
    later = send(database, report(summary="Later")).submissions
    with database.cursor() as cursor:
        cursor.execute("update db.status_update set update_id = 'U2-U001' where update_id = 'U2'")
    receipt = accept_reports(database, AcceptReports((*later, *sent)))
    assert [each.update_id for each in receipt.submissions] == ["U2-U002", "U2-U001-B001"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_reports_of_one_day_the_one_sent_last_counts_in_whatever_order_they_are_accepted(
    database: Database, order: tuple[int, int]
) -> None:
    first = send(database, report(status="paused")).submissions
    second = send(database, report(status="stopped")).submissions
    for place in order:
        accept_reports(database, AcceptReports((first, second)[place], today=LATER))
    assert status_shown(database) == "stopped"


def test_of_two_reports_of_one_day_one_that_was_returned_and_is_sent_again_counts(database: Database) -> None:
    [returned] = send(database, report(status="stopped")).submissions
    return_reports(database, ReturnReports((returned,), "Which month?"))
    other = send(database, report(status="paused")).submissions
    again = send(database, report(status="stopped"), submission_id=returned.submission_id).submissions
    accept_reports(database, AcceptReports((*again, *other), today=LATER))
    assert status_shown(database) == "stopped"


def test_of_two_reports_of_one_day_one_that_was_taken_back_and_is_sent_again_counts(
    database: Database,
) -> None:
    taken_back = take_back_reports(
        database, TakeBackReports(send(database, report(status="stopped")).submissions)
    ).submissions
    other = send(database, report(status="paused")).submissions
    again = send(database, report(status="stopped"), submission_id=taken_back[0].submission_id).submissions
    accept_reports(database, AcceptReports((*again, *other), today=LATER))
    assert status_shown(database) == "stopped"


def test_a_returned_report_bears_the_note_and_can_be_sent_again(database: Database) -> None:
    [sent] = send(database, report()).submissions
    receipt = return_reports(database, ReturnReports((sent,), " Which month? "))
    assert receipt.outcome is ReviewOutcome.RETURNED
    [listed] = list_submissions(database)
    assert (listed.submission.state, listed.submission.note) == (SubmissionState.RETURNED, "Which month?")
    assert list_waiting(database) == ()
    again = send(database, report(summary="In March"), submission_id=sent.submission_id)
    assert again.outcome is SubmitOutcome.SUBMITTED
    assert [each.submission.submission_id for each in list_submissions(database)] == [sent.submission_id]
    assert count(database, "status_update") == 3


def test_a_report_is_not_returned_without_a_word(database: Database) -> None:
    sent = send(database, report()).submissions
    with pytest.raises(UsageError, match="note: is empty"):
        return_reports(database, ReturnReports(sent, "  "))
    assert len(list_waiting(database)) == 1


def test_a_report_that_waits_can_be_taken_back_and_one_that_was_accepted_cannot(database: Database) -> None:
    sent = send(database, report()).submissions
    assert take_back_reports(database, TakeBackReports(sent)).outcome is ReviewOutcome.TAKEN_BACK
    [listed] = list_submissions(database)
    assert listed.submission == replace(sent[0], state=SubmissionState.DRAFT)
    accepted = send(database, report("N1", status="stopped"), review=False).submissions
    assert take_back_reports(database, TakeBackReports(accepted)).outcome is ReviewOutcome.CHANGED


def test_drafts_are_deleted_and_what_waits_is_not(database: Database) -> None:
    drafts = send(database, report(), state=SubmissionState.DRAFT).submissions
    waiting = send(database, report("N1", status="stopped")).submissions
    assert delete_reports(database, DeleteReports(drafts)).outcome is ReviewOutcome.DELETED
    assert delete_reports(database, DeleteReports(waiting)).outcome is ReviewOutcome.CHANGED
    assert [each.submission.initiative_id for each in list_submissions(database)] == ["N1"]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_a_report_whose_source_was_replaced_is_deleted_whatever_has_become_of_it(
    open_new: OpenNew, tmp_path: Path, state: str
) -> None:
    database = open_new()
    load_bundled(database)
    cells = report("BRI-02", reported_on="2021", status="paused")
    kept = SubmissionState.DRAFT if state == "draft" else SubmissionState.SUBMITTED
    sent = send(database, cells, state=kept).submissions
    if state == "returned":
        sent = return_reports(database, ReturnReports(sent, "Which month?")).submissions
    if state == "submitted":
        assert delete_reports(database, DeleteReports(sent)).outcome is ReviewOutcome.CHANGED
    load(database, write_programme(tmp_path), choice=BundledChoice.REPLACE)
    assert delete_reports(database, DeleteReports(sent)).outcome is ReviewOutcome.DELETED
    assert list_submissions(database) == ()
    assert verify(database).differences == ()


def test_one_that_was_accepted_is_not_deleted_though_its_initiative_is_gone(database: Database) -> None:
    accepted = send(database, report(), review=False).submissions
    with database.cursor() as cursor:
        cursor.execute("delete from db.initiative where initiative_id = 'B2'")
    assert delete_reports(database, DeleteReports(accepted)).outcome is ReviewOutcome.CHANGED


def test_nothing_chosen_is_said(database: Database) -> None:
    with pytest.raises(UsageError, match="No report was chosen"):
        accept_reports(database, AcceptReports(()))


def test_a_load_of_accepted_reports_that_is_taken_back_lets_them_wait_again_and_says_so(
    open_new: OpenNew, tmp_path: Path
) -> None:
    database = open_new()
    load(database, write_programme(tmp_path))
    sent = send(database, report(), report("N1", status="stopped")).submissions
    accept_reports(database, AcceptReports(sent, today=LATER))
    receipt = take_back(database, UndoLoad(2, "a test"))
    assert receipt.sentence().endswith("2 reports that it had taken in wait for review again.")
    assert tuple(each.submission for each in list_submissions(database)) == sent
    assert accept_reports(database, AcceptReports(sent, today=LATER)).outcome is ReviewOutcome.ACCEPTED


def test_an_accepted_report_is_known_from_its_acceptance_whatever_it_says(database: Database) -> None:
    sent = send(database, report(recorded_on="2020-01-01")).submissions
    accept_reports(database, AcceptReports(sent, today=LATER))
    assert stored(database, "status_update", "recorded_on", where="update_id = 'U2-U001'") == [(LATER,)]


def test_reports_of_two_sources_are_two_loads(database: Database) -> None:
    sent = send(database, report(), report("N1", status="stopped")).submissions
    with database.cursor() as cursor:
        cursor.execute("update db.initiative set source_id = 'T' where initiative_id = 'N1'")
    with pytest.raises(UsageError, match="of 2 sources, 'S', 'T'"):
        accept_reports(database, AcceptReports(sent))
    assert count(database, "load") == 0
