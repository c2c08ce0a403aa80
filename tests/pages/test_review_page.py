"""What waits for review is shown beside what was said last, and only what is accepted counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from ictrack.actions.opening import open_shared
from ictrack.actions.review import ReturnReports, return_reports
from ictrack.actions.submit import NewReport, SubmitReports, submit_reports
from ictrack.escapes import plain_markdown
from ictrack.store.database import Database
from ictrack.store.queries import list_loads
from ictrack.store.submissions import list_submissions
from ictrack.vocabulary import SubmissionState
from tests.pages.conftest import OpenPage
from tests.pages.test_report_page import OPEN, refuse, said, states, widget

Words = Callable[[AppTest], str]


@pytest.fixture
def waiting(open_page: OpenPage) -> Callable[[], AppTest]:
    """Send two reports of Bristol and one of Newport, and open the review."""
    open_page("report", files=OPEN)
    cells = [
        {"initiative_id": "B1", "reported_on": "2021", "summary": "First of Bristol"},
        {"initiative_id": "B2", "reported_on": "2021", "summary": "Second of Bristol"},
        {"initiative_id": "N1", "reported_on": "2021", "summary": "Of Newport"},
    ]
    for each in cells:
        submit_reports(open_shared(), SubmitReports((NewReport(each),)))
    return lambda: open_page("review")


def test_what_waits_stands_city_by_city(waiting: Callable[[], AppTest], words_of: Words) -> None:
    app = waiting()
    text = words_of(app)
    assert "3 reports wait for review. They count once they are accepted." in text
    assert text.index("First of Bristol") < text.index("Second of Bristol") < text.index("Of Newport")
    assert len(app.checkbox) == 3


def test_the_return_of_a_city_is_accepted_whole(waiting: Callable[[], AppTest], words_of: Words) -> None:
    app = waiting()
    widget(app, "button", "Accept all 2 of Bristol").click()
    app.run()
    assert "2 reports were accepted and count now. They are load 1" in said(app)
    assert "1 report of Newport waits for review. It counts once it is accepted." in words_of(app)
    assert sorted(states()) == ["accepted", "accepted", "submitted"]
    assert [load.rows_new for load in list_loads(open_shared())] == [2]


def test_what_is_ticked_is_accepted(waiting: Callable[[], AppTest]) -> None:
    app = waiting()
    app.checkbox[1].check()
    app.run()
    widget(app, "button", "Accept 1 ticked").click()
    app.run()
    assert states().count("accepted") == 1


def test_what_is_ticked_is_returned_with_a_note_only(waiting: Callable[[], AppTest], words_of: Words) -> None:
    app = waiting()
    app.checkbox[0].check()
    app.run()
    widget(app, "button", "Return 1 ticked").click()
    app.run()
    assert "Say in the note what is missing. Nothing was returned." in said(app)
    assert "returned" not in states()
    widget(app, "text_input", "Note to Bristol, for what is returned").set_value("Which month?")
    app.run()
    widget(app, "button", "Return 1 ticked").click()
    app.run()
    assert "1 report was returned." in said(app)
    assert states().count("returned") == 1
    assert "Which month?" in words_of(app)


def test_a_full_disk_is_said_in_words_and_what_is_ticked_still_waits(
    waiting: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = waiting()
    app.checkbox[0].check()
    widget(app, "text_input", "Note to Bristol, for what is returned").set_value("Which month?")
    app.run()
    monkeypatch.setattr(Database, "write", refuse)
    for button in ("Return 1 ticked", "Accept 1 ticked"):
        widget(app, "button", button).click()
        app.run()
        assert not app.exception
        assert "The disk is full. Nothing was stored." in said(app)
    assert states() == ["submitted"] * 3


@pytest.fixture
def removed(waiting: Callable[[], AppTest]) -> Callable[[], AppTest]:
    """Take an initiative away on which one report waits, one is a draft and one was returned."""
    waiting()
    (listed,) = [one for one in list_submissions(open_shared()) if one.submission.initiative_id == "N1"]
    return_reports(open_shared(), ReturnReports((listed.submission,), "Which *month*?"))
    cells = {"initiative_id": "N1", "reported_on": "2021"}
    for state, summary in ((SubmissionState.SUBMITTED, "Sent again"), (SubmissionState.DRAFT, "Half")):
        report = NewReport({**cells, "summary": summary})
        submit_reports(open_shared(), SubmitReports((report,), state=state))
    with open_shared().cursor() as cursor:
        cursor.execute("delete from db.initiative where initiative_id = 'N1'")
        cursor.execute("delete from db.submission where initiative_id <> 'N1'")
    return waiting


def test_reports_on_what_was_taken_away_meanwhile_are_told_apart_and_can_be_deleted(
    removed: Callable[[], AppTest], words_of: Words
) -> None:
    app = removed()
    text = words_of(app)
    assert "No report waits for review." in text
    assert "Removed initiatives" in text
    assert "3 reports are on initiatives that are not stored any more" in text
    captions = "\n".join(caption.value for caption in app.caption)
    for state in ("Waits for review", "Draft", "Returned"):
        assert f"{state}, last changed" in captions
    assert plain_markdown("It was returned with a note: Which *month*?") in captions
    assert [button.label for button in app.button if "elete" in button.label] == ["Delete 0 ticked for good"]
    assert not [button.label for button in app.button if "ccept" in button.label]
    for tick in app.checkbox[:2]:
        tick.check()
    app.run()
    widget(app, "button", "Delete 2 ticked for good").click()
    app.run()
    assert "2 reports were deleted." in said(app)
    assert len(states()) == 1
    app.checkbox[0].check()
    app.run()
    widget(app, "button", "Delete 1 ticked for good").click()
    app.run()
    assert states() == []
    assert "Removed initiatives" not in words_of(app)


def test_what_another_decided_meanwhile_is_not_decided_again(
    waiting: Callable[[], AppTest], words_of: Words
) -> None:
    first, second = waiting(), waiting()
    for app in (first, second):
        widget(app, "button", "Accept all 1 of Newport").click()
        app.run()
    assert "2 reports of Bristol wait for review." in words_of(second)
    assert len(list_loads(open_shared())) == 1


def test_drafts_are_listed_and_lead_back_to_their_form(open_page: OpenPage, words_of: Words) -> None:
    open_page("report", files=OPEN)
    draft = {"initiative_id": "B2", "reported_on": "2021", "summary": "Half done"}
    submit_reports(open_shared(), SubmitReports((NewReport(draft),), SubmissionState.DRAFT))
    app = open_page("review")
    assert "No report waits for review." in words_of(app)
    assert "Half done" in words_of(app)
    assert "report?initiative=B2&amp;draft=" in words_of(app)


def test_where_nothing_waits_it_is_said_what_would_be_here(open_page: OpenPage, words_of: Words) -> None:
    assert "waits here until somebody accepts it" in words_of(open_page("review", files=OPEN))


def test_without_review_it_is_said_that_reports_count_at_once(
    open_page: OpenPage, words_of: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICTRACK_REVIEW", "off")
    assert "Reports count at once" in words_of(open_page("review", files=OPEN))
