"""Reports that are sent: checked as a load is, never stored twice, never over another's head."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from ictrack.actions.foresee import foresee_report
from ictrack.actions.meanwhile import Seen, what_is_there
from ictrack.actions.submit import (
    NewReport,
    SubmitOutcome,
    SubmitReceipt,
    SubmitReports,
    submit_reports,
)
from ictrack.errors import UsageError
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import find_initiative
from ictrack.store.submissions import list_submissions, list_waiting
from ictrack.vocabulary import SubmissionState
from tests.engines import OpenNew
from tests.properties.tables import fill
from tests.unit.actions.loading import count, stored
from tests.unit.small_programme import FILES, FILLED

TODAY = date(2024, 1, 15)


@pytest.fixture
def database(open_new: OpenNew) -> Database:
    """Open a small programme."""
    return open_new(FILLED)


def send(database: Database, *cells: dict[str, str], review: bool = True, **more: object) -> SubmitReceipt:
    """Send reports on the fixed day; `seen` and `submission_id` go with each of them."""
    own = {name: more.pop(name) for name in ("seen", "submission_id") if name in more}
    reports = tuple(NewReport(each, **own) for each in cells)  # type: ignore[arg-type]
    return submit_reports(database, SubmitReports(reports, review=review, today=TODAY, **more))  # type: ignore[arg-type]


def report(initiative_id: str = "B2", **cells: str) -> dict[str, str]:
    """Make the cells of one report."""
    return {"initiative_id": initiative_id, "reported_on": "2023-11", "status": "in_progress", **cells}


def status_shown(database: Database, initiative_id: str = "B2") -> str:
    """Give the status that an initiative shows once all is known."""
    found = find_initiative(database, Scope(as_at=date(2025, 1, 1), known_on=date(2025, 1, 1)), initiative_id)
    assert found is not None
    return found.standing


def sentences(receipt: SubmitReceipt) -> list[str]:
    """List the problems of a receipt."""
    return [issue.sentence() for issue in receipt.issues]


def test_a_report_that_waits_for_review_is_no_status_update(database: Database) -> None:
    receipt = send(database, report())
    assert receipt.outcome is SubmitOutcome.SUBMITTED
    assert [each.submission.state for each in list_submissions(database)] == [SubmissionState.SUBMITTED]
    assert [(each.initiative_id, each.reports) for each in list_waiting(database)] == [("B2", 1)]
    assert count(database, "status_update") == 3


def test_without_review_a_report_is_loaded_at_once_and_recorded_on_the_day(database: Database) -> None:
    receipt = send(database, report(), review=False)
    assert receipt.outcome is SubmitOutcome.LOADED
    assert receipt.load is not None
    where = "update_id = 'U2-U001'"
    [row] = stored(database, "status_update", "recorded_on", "load_id", "source_id", where=where)
    assert row == (TODAY, receipt.load.load_id, "S")
    [listed] = list_submissions(database)
    assert listed.submission.state is SubmissionState.ACCEPTED
    assert listed.submission.load_id == receipt.load.load_id
    assert list_waiting(database) == ()


def test_identifiers_go_on_after_the_last_that_is_stored_or_sent(database: Database) -> None:
    fill(
        database,
        {**FILES, "status_updates": [{"update_id": "B2-U8", "initiative_id": "B2", "reported_on": "2020"}]},
    )
    first = send(database, report(), report(summary="More"))
    assert [each.update_id for each in first.submissions] == ["B2-U9", "B2-U9-U001"]
    assert send(database, report(summary="Most")).submissions[0].update_id == "B2-U9-U002"


def test_the_first_report_of_an_initiative_is_numbered_with_room_for_more(database: Database) -> None:
    assert send(database, report("N2")).submissions[0].update_id == "N2-U001"


@pytest.mark.parametrize("stored_before", ["B2-U9", "B2-U10", "B2-EV-2-0a1b2c3d", "U2", "zz", "A"])
def test_of_reports_of_one_day_the_one_sent_last_counts(database: Database, stored_before: str) -> None:
    update = {"initiative_id": "B2", "reported_on": "2023-11", "status": "stopped"}
    fill(database, {**FILES, "status_updates": [{"update_id": stored_before, **update}]})
    for number, status in enumerate(["paused", "in_progress"] * 6):
        send(database, report(status=status, summary=f"Report {number}"), review=False)
        assert status_shown(database) == status


def test_of_two_reports_of_one_day_a_draft_that_is_sent_after_the_other_counts(database: Database) -> None:
    [draft] = send(database, report(status="stopped"), state=SubmissionState.DRAFT).submissions
    send(database, report(status="paused"), review=False)
    send(database, report(status="stopped"), review=False, submission_id=draft.submission_id)
    assert status_shown(database) == "stopped"


def test_a_report_of_one_day_that_is_sent_as_a_further_one_is_foreseen_as_it_will_show(
    database: Database,
) -> None:
    send(database, report(status="paused"), review=False)
    foresight = foresee_report(database, report(status="stopped"), TODAY)
    assert foresight is not None
    assert (foresight.sets_standing, foresight.after.standing) == (True, "stopped")


def test_the_same_report_sent_twice_is_one_report(database: Database) -> None:
    first = send(database, report(summary="Opened"))
    again = send(database, report(summary=" Opened "))
    assert again.outcome is SubmitOutcome.ALREADY_THERE
    assert again.already_there == first.submissions
    assert count(database, "submission") == 1


def test_what_is_new_beside_what_is_there_already_is_sent(database: Database) -> None:
    send(database, report())
    receipt = send(database, report(), report("N1", status="stopped"))
    assert receipt.outcome is SubmitOutcome.SUBMITTED
    assert [each.initiative_id for each in receipt.submissions] == ["N1"]
    assert [each.initiative_id for each in receipt.already_there] == ["B2"]


def test_the_same_words_for_another_day_are_another_report(database: Database) -> None:
    send(database, report(kind="reviewed_no_change", status=""))
    later = send(database, report(kind="reviewed_no_change", status="", reported_on="2023-12"))
    assert later.outcome is SubmitOutcome.SUBMITTED
    assert count(database, "submission") == 2


def test_a_report_that_was_accepted_is_not_taken_again(database: Database) -> None:
    send(database, report(), review=False)
    assert send(database, report(), review=False).outcome is SubmitOutcome.ALREADY_THERE
    assert count(database, "status_update") == 4


def test_who_did_not_see_a_report_of_another_is_shown_it_first(database: Database) -> None:
    seen = what_is_there(database, ["B2"])["B2"]
    others = send(database, report(summary="Theirs"), seen=seen).submissions
    mine = send(database, report(summary="Mine"), seen=seen)
    assert mine.outcome is SubmitOutcome.OVERTAKEN
    assert mine.newer == others
    assert count(database, "submission") == 1
    again = send(database, report(summary="Mine"), seen=what_is_there(database, ["B2"])["B2"])
    assert again.outcome is SubmitOutcome.SUBMITTED
    assert count(database, "submission") == 2


def test_who_did_not_see_a_status_update_is_shown_it_first(database: Database) -> None:
    send(database, report(summary="Theirs"), review=False)
    mine = send(database, report(summary="Mine"), seen=Seen(frozenset({"U2"})), review=False)
    assert mine.outcome is SubmitOutcome.OVERTAKEN
    assert [each.cells["summary"] for each in mine.newer] == ["Theirs"]
    assert count(database, "status_update") == 4


def test_a_report_that_was_seen_waiting_is_not_news_once_it_is_accepted(database: Database) -> None:
    theirs = send(database, report(summary="Theirs"), review=False).submissions
    seen = Seen(frozenset({"U2"}), frozenset(each.submission_id for each in theirs))
    assert send(database, report(summary="Mine"), seen=seen).outcome is SubmitOutcome.SUBMITTED


def test_one_that_was_overtaken_keeps_all_of_them_out(database: Database) -> None:
    receipt = send(database, report("N1", status="stopped"), report(), seen=Seen(frozenset({"U2"})))
    assert receipt.outcome is SubmitOutcome.OVERTAKEN
    assert count(database, "submission") == 0


@pytest.mark.parametrize("confidence", ["at_risk", "off_track"])
def test_doubt_needs_a_reason(database: Database, confidence: str) -> None:
    refused = send(database, report(confidence=confidence))
    assert refused.outcome is SubmitOutcome.REFUSED
    [said] = sentences(refused)
    assert said.startswith("form, row 2, column reason: is empty beside a confidence that is not on track.")
    assert send(database, report(confidence=confidence, reason="Rain")).outcome is SubmitOutcome.SUBMITTED


def test_a_word_that_says_doubt_needs_a_reason_too(database: Database) -> None:
    assert [issue.code for issue in send(database, report(status="amber")).issues] == ["reason_missing"]


def test_on_track_needs_no_reason(database: Database) -> None:
    assert send(database, report(confidence="on_track")).outcome is SubmitOutcome.SUBMITTED


def test_a_new_target_date_needs_a_reason(database: Database) -> None:
    refused = send(database, report(revised_target_on="2025"))
    assert sentences(refused) == [
        "form, row 2, column reason: is empty beside a new target date. Use a few words that say why."
    ]
    assert send(database, report(revised_target_on="2025", reason="Rain")).outcome is SubmitOutcome.SUBMITTED


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2024-01-15", SubmitOutcome.SUBMITTED),
        ("2024-01-16", SubmitOutcome.REFUSED),
        ("2024-01", SubmitOutcome.SUBMITTED),
        ("2024-02", SubmitOutcome.REFUSED),
        ("2024", SubmitOutcome.SUBMITTED),
        ("2025", SubmitOutcome.REFUSED),
        ("", SubmitOutcome.REFUSED),
        ("soon", SubmitOutcome.REFUSED),
    ],
)
def test_a_report_speaks_of_a_day_up_to_today(database: Database, day: str, outcome: SubmitOutcome) -> None:
    assert send(database, report(reported_on=day)).outcome is outcome


def test_a_report_says_something(database: Database) -> None:
    refused = send(database, report(status=""))
    assert [issue.code for issue in refused.issues] == ["says_nothing"]
    assert send(database, report(status="", summary="Opened")).outcome is SubmitOutcome.SUBMITTED
    no_change = report("N1", status="", kind="reviewed_no_change")
    assert send(database, no_change).outcome is SubmitOutcome.SUBMITTED


def test_no_change_confirms_a_status_and_is_refused_where_there_is_none(database: Database) -> None:
    no_change = report("N3", status="", kind="reviewed_no_change")
    refused = send(database, report("N1", status="", kind="reviewed_no_change"), no_change)
    assert refused.outcome is SubmitOutcome.REFUSED
    (said,) = sentences(refused)
    assert said == (
        "form, row 3, column kind: 'reviewed_no_change' confirms the status that was reported last, and none "
        "was reported yet. Use a report with a status."
    )
    assert count(database, "submission") == 0
    send(database, report("N3", summary="Opened", status=""), review=False)
    assert send(database, no_change).outcome is SubmitOutcome.REFUSED
    send(database, report("N3", reported_on="2024-01-15"), review=False)
    assert send(database, no_change).outcome is SubmitOutcome.SUBMITTED


def test_a_report_is_held_to_the_rules_of_a_load(database: Database) -> None:
    refused = send(database, report(status="nearly"), report("B9"), report(evidence_url="ftp://x"))
    assert [(issue.row, issue.column) for issue in refused.issues] == [
        (2, "status"),
        (3, "initiative_id"),
        (4, "evidence_url"),
    ]
    assert count(database, "submission") == 0


def test_one_bad_report_keeps_all_of_them_out(database: Database) -> None:
    assert send(database, report(), report("N1", status="nearly")).outcome is SubmitOutcome.REFUSED
    assert count(database, "submission") == 0
    assert send(database, report(), report("N1", status="x"), review=False).outcome is SubmitOutcome.REFUSED
    assert count(database, "status_update") == 3


def test_a_draft_is_kept_as_it_is_and_sent_later_under_the_same_identifier(database: Database) -> None:
    draft = send(database, report(status="nearly"), state=SubmissionState.DRAFT).submissions[0]
    assert draft.state is SubmissionState.DRAFT
    assert list_waiting(database) == ()
    changed = send(
        database, report(summary="Open"), state=SubmissionState.DRAFT, submission_id=draft.submission_id
    ).submissions[0]
    assert changed.submission_id == draft.submission_id
    sent = send(database, report(summary="Open"), submission_id=draft.submission_id).submissions[0]
    assert (sent.submission_id, sent.update_id) == (draft.submission_id, draft.update_id)
    assert count(database, "submission") == 1


def test_a_draft_that_two_tabs_send_is_one_report(database: Database) -> None:
    seen = what_is_there(database, ["B2"])["B2"]
    draft = send(database, report(), state=SubmissionState.DRAFT).submissions[0]
    send(database, report(), submission_id=draft.submission_id, seen=seen)
    same = send(database, report(), submission_id=draft.submission_id, seen=seen)
    assert same.outcome is SubmitOutcome.ALREADY_THERE
    other = send(database, report(summary="Other"), submission_id=draft.submission_id, seen=seen)
    assert other.outcome is SubmitOutcome.OVERTAKEN
    assert count(database, "submission") == 1


def test_a_report_that_was_sent_is_never_overwritten_by_another(database: Database) -> None:
    first = send(database, report()).submissions[0]
    second = send(database, report(summary="Other"), submission_id=first.submission_id).submissions[0]
    assert second.submission_id != first.submission_id
    assert count(database, "submission") == 2


def test_what_is_decided_elsewhere_cannot_be_sent(database: Database) -> None:
    with pytest.raises(UsageError, match="'accepted' cannot be sent"):
        send(database, report(), state=SubmissionState.ACCEPTED)


def test_reports_that_are_sent_at_one_time_are_all_kept_each_under_its_own_identifier(
    database: Database,
) -> None:
    with ThreadPoolExecutor(8) as senders:
        receipts = list(senders.map(lambda n: send(database, report(summary=f"Report {n}")), range(8)))
    assert {receipt.outcome for receipt in receipts} == {SubmitOutcome.SUBMITTED}
    identifiers = sorted(each.submission.update_id for each in list_submissions(database))
    assert identifiers == [f"U2-U00{number}" for number in range(1, 9)]


def test_one_report_that_is_sent_many_times_at_once_is_one_report(database: Database) -> None:
    with ThreadPoolExecutor(8) as senders:
        receipts = list(senders.map(lambda _n: send(database, report(summary="Opened")), range(8)))
    outcomes = sorted(receipt.outcome for receipt in receipts)
    assert outcomes == [SubmitOutcome.ALREADY_THERE] * 7 + [SubmitOutcome.SUBMITTED]
    assert count(database, "submission") == 1
