"""The form for a report: what was said last, what it will show, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ictrack.actions.opening import open_shared
from ictrack.actions.review import ReturnReports, return_reports
from ictrack.actions.submit import NewReport, SubmitReports, submit_reports
from ictrack.errors import DiskFullError
from ictrack.ingest.issues import Issue
from ictrack.language import format_day
from ictrack.store.database import Database
from ictrack.store.submissions import list_submissions
from ictrack.ui.forms.report_words import tell_issue
from ictrack.vocabulary import SubmissionState
from tests.pages.conftest import OpenPage
from tests.unit.small_programme import FILES

Words = Callable[[AppTest], str]
TODAY = date.today().isoformat()
OPEN: dict[str, Any] = {
    **FILES,
    "phases": [{"phase_id": "2", "name": "Phase two", "starts_on": "2019-09-01"}],
    "initiatives": [
        {**row, "phase_id": "2", "target_on": "2021-06" if row["initiative_id"] == "B2" else ""}
        for row in FILES["initiatives"]
    ],
}


def widget(app: AppTest, kind: str, label: str) -> Any:
    """Find a widget by its label."""
    return next(each for each in getattr(app, kind) if each.label == label)


def said(app: AppTest) -> str:
    """Give what the page says in boxes, as its reader sees it: escapes and joiners are not seen."""
    boxes = [*app.info, *app.success, *app.warning, *app.error]
    return "\n".join(box.value.replace("\\", "").replace("\u2060", "") for box in boxes)


def states() -> list[str]:
    """List the states of what was sent."""
    return [str(listed.submission.state) for listed in list_submissions(open_shared())]


def test_the_last_report_stands_beside_the_form_and_fills_it_in(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    assert "Report on t" in words_of(app)
    assert "Under way" in words_of(app)
    assert widget(app, "radio", "Delivery status").value == "in_progress"
    assert widget(app, "text_input", "Day it speaks of").value == TODAY


def test_what_is_typed_while_the_disk_is_full_stays_and_is_kept_once_there_is_room(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    with monkeypatch.context() as full:
        full.setattr(Database, "write", refuse)
        widget(app, "text_input", "What is new").set_value("Half done")
        app.run()
        assert not app.exception
        assert "The disk is full. Nothing was stored." in said(app)
    widget(app, "button", "Send for review").click()
    app.run()
    [listed] = list_submissions(open_shared())
    assert listed.submission.cells["summary"] == "Half done"


def refuse(_database: Database, _work: object) -> None:
    """Refuse a write as a full disk does."""
    raise DiskFullError("The disk is full. Nothing was stored.")


def test_reviewed_no_change_is_one_click(open_page: OpenPage) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    widget(app, "button", "Reviewed, no change").click()
    app.run()
    assert "1 report was sent for review. It counts once it is accepted. Its identifier is U2-U001." in said(
        app
    )
    [listed] = list_submissions(open_shared())
    assert dict(listed.submission.cells) == {
        "initiative_id": "B2",
        "kind": "reviewed_no_change",
        "reported_on": TODAY,
        "update_id": "U2-U001",
    }


def test_what_it_will_show_is_said_before_it_is_sent(open_page: OpenPage) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    assert "Will show as past its date: give a new date, or mark it completed." in said(app)
    widget(app, "radio", "Delivery status").set_value("completed")
    app.run()
    assert "Will show as completed, now past its date." in said(app)


def test_a_reason_is_asked_for_unless_on_track(open_page: OpenPage) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    widget(app, "radio", "Confidence").set_value("on_track")
    app.run()
    assert not [each for each in app.text_input if each.label == "Reason"]
    widget(app, "radio", "Confidence").set_value("at_risk")
    app.run()
    widget(app, "button", "Send for review").click()
    app.run()
    assert "Reason: is empty beside a confidence that is not on track." in said(app)
    widget(app, "text_input", "Reason").set_value("Rain")
    app.run()
    widget(app, "button", "Send for review").click()
    app.run()
    assert states() == ["submitted"]


def test_what_was_typed_is_kept_as_a_draft_and_is_there_in_a_new_session(open_page: OpenPage) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    widget(app, "text_input", "What is new").set_value("Opened in March")
    app.run()
    assert states() == ["draft"]
    another = open_page("report", {"initiative": "B2"})
    assert widget(another, "text_input", "What is new").value == "Opened in March"
    widget(another, "button", "Delete draft").click()
    another.run()
    assert states() == []
    assert widget(another, "text_input", "What is new").value == ""


def test_a_form_that_is_only_looked_at_leaves_nothing(open_page: OpenPage) -> None:
    open_page("report", {"initiative": "B2"}, files=OPEN)
    assert states() == []


def test_two_windows_that_write_over_one_draft_keep_both(open_page: OpenPage) -> None:
    first = open_page("report", {"initiative": "B2"}, files=OPEN)
    widget(first, "text_input", "What is new").set_value("One")
    first.run()
    second = open_page("report", {"initiative": "B2"})
    widget(second, "text_input", "What is new").set_value("Two")
    second.run()
    widget(first, "text_input", "Evidence").set_value("A page")
    first.run()
    kept = [listed.submission.cells["summary"] for listed in list_submissions(open_shared())]
    assert sorted(kept) == ["One", "Two"]


def test_a_report_of_another_is_shown_before_ones_own_is_sent(open_page: OpenPage, words_of: Words) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    widget(app, "text_input", "What is new").set_value("Mine")
    app.run()
    theirs = {"initiative_id": "B2", "reported_on": "2021", "summary": "Theirs"}
    submit_reports(open_shared(), SubmitReports((NewReport(theirs),)))
    widget(app, "button", "Send for review").click()
    app.run()
    assert "Somebody else has reported on this meanwhile." in said(app)
    assert "Theirs" in words_of(app)
    assert sorted(states()) == ["draft", "submitted"]
    widget(app, "button", "I have read it: send mine too").click()
    app.run()
    assert states() == ["submitted", "submitted"]


def test_one_click_is_not_sent_over_what_another_reported_meanwhile(
    open_page: OpenPage, words_of: Words
) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    theirs = {"initiative_id": "B2", "reported_on": "2021", "summary": "Theirs"}
    submit_reports(open_shared(), SubmitReports((NewReport(theirs),)))
    widget(app, "button", "Reviewed, no change").click()
    app.run()
    assert "Somebody else has reported on this meanwhile. Nothing of yours was sent yet." in said(app)
    assert "Theirs" in words_of(app)
    assert states() == ["submitted"]
    widget(app, "button", "Reviewed, no change").click()
    app.run()
    assert states() == ["submitted", "submitted"]


def test_what_keeps_an_empty_form_from_being_sent_is_said(open_page: OpenPage) -> None:
    app = open_page("report", {"initiative": "B2"}, files={**OPEN, "status_updates": []})
    widget(app, "button", "Send for review").click()
    app.run()
    assert "This report: says nothing. Use a status or a sentence at least." in said(app)
    assert states() == []


def test_a_day_with_two_readings_is_asked_about_without_a_command(open_page: OpenPage) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    widget(app, "text_input", "Day it speaks of").set_value("01/02/2021")
    app.run()
    widget(app, "button", "Send for review").click()
    app.run()
    assert "Day it speaks of: '01/02/2021' can be two days. " in said(app)
    assert "Use 2021-02-01 (1 February 2021) or 2021-01-02 (2 January 2021)." in said(app)
    assert "day-first" not in said(app)


def test_the_same_form_sent_from_two_windows_is_one_report(open_page: OpenPage) -> None:
    windows = [open_page("report", {"initiative": "B2"}, files=OPEN) for _window in range(2)]
    for app in windows:
        widget(app, "button", "Reviewed, no change").click()
        app.run()
    assert "1 report was there already and says the same: it was not stored twice." in said(windows[1])
    assert states() == ["submitted"]


def test_what_was_sent_can_be_taken_back_and_changed(open_page: OpenPage) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    widget(app, "text_input", "What is new").set_value("Opened")
    app.run()
    widget(app, "button", "Send for review").click()
    app.run()
    widget(app, "button", "Take it back and change it").click()
    app.run()
    assert states() == ["draft"]
    assert widget(app, "text_input", "What is new").value == "Opened"


def test_a_returned_report_opens_with_its_note(open_page: OpenPage) -> None:
    open_page("report", {"initiative": "B2"}, files=OPEN)
    cells = {"initiative_id": "B2", "reported_on": "2021", "summary": "Opened"}
    sent = submit_reports(open_shared(), SubmitReports((NewReport(cells),))).submissions
    return_reports(open_shared(), ReturnReports(sent, "Which month?"))
    app = open_page("report", {"initiative": "B2"})
    assert "It was returned with a note: Which month?" in said(app)
    widget(app, "text_input", "Day it speaks of").set_value("2021-03")
    app.run()
    widget(app, "button", "Send for review").click()
    app.run()
    [listed] = list_submissions(open_shared())
    assert (listed.submission.state, listed.submission.submission_id) == (
        SubmissionState.SUBMITTED,
        sent[0].submission_id,
    )


def test_a_problem_is_told_in_the_words_of_the_form(open_page: OpenPage) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    widget(app, "text_input", "Day it speaks of").set_value("2031-09-30")
    app.run()
    widget(app, "button", "Send for review").click()
    app.run()
    assert f"Use a day up to today, {format_day(date.today())}." in said(app)


def test_a_word_of_a_report_is_named_as_it_is_chosen() -> None:
    issue = Issue("form", None, 2, "confidence", "off_track", "x", "gives a confidence without a status")
    assert tell_issue(issue) == "Confidence: 'Off track' gives a confidence without a status."
    issue = Issue("form", None, 2, "kind", "reviewed_no_change", "x", "confirms a status")
    assert tell_issue(issue) == "Kind: 'Reviewed, no change' confirms a status."


def test_beside_every_longer_text_it_is_said_that_it_names_nobody(open_page: OpenPage) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    hint = "No names of people: say the post. No counts under five people."
    assert hint in [caption.value.replace("\\", "") for caption in app.expander[0].caption]


def test_traces_of_people_are_pointed_out(open_page: OpenPage) -> None:
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    widget(app, "text_input", "What is new").set_value("Ring 0117 496 0000: 3 people came, jo@example.org")
    app.run()
    assert "What is new holds a telephone number, '0117 496 0000'. Name the post instead." in said(app)
    assert "What is new holds an email address, 'jo@example.org'. Name the post instead." in said(app)
    assert "What is new counts fewer than five people, '3 people'." in said(app)


def test_where_no_status_was_reported_yet_it_is_said_that_one_is_to_be_chosen(
    open_page: OpenPage, words_of: Words
) -> None:
    files = {**OPEN, "status_updates": [{**row, "status": ""} for row in FILES["status_updates"]]}
    app = open_page("report", {"initiative": "B2"}, files=files)
    told = "“Reviewed, no change” confirms a status. None was reported yet: choose one below."
    assert told in [caption.value for caption in app.caption]
    assert "Reviewed, no change" not in [button.label for button in app.button]
    city = open_page("report", {"city": "BRI"})
    assert "What has no status yet cannot be ticked: open it, and choose one." in words_of(city)
    assert [each.label for each in city.checkbox] == []


def test_many_are_reviewed_at_once(open_page: OpenPage, words_of: Words) -> None:
    files = {
        **OPEN,
        "status_updates": [{**row, "status": "in_progress"} for row in FILES["status_updates"]],
    }
    app = open_page("report", {"city": "BRI"}, files=files)
    assert "Bristol has 2 initiatives that are still open." in words_of(app)
    widget(app, "checkbox", "Tick all that can be ticked").check()
    app.run()
    widget(app, "button", "Reviewed, no change (2)").click()
    app.run()
    assert "2 reports were sent for review." in said(app)
    assert states() == ["submitted", "submitted"]
    assert "1 report waits for review" in words_of(app)
    assert [each.label for each in app.checkbox] == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [({}, "Choose the city to report for."), ({"initiative": "ZZ"}, "There is no initiative 'ZZ'")],
)
def test_an_address_that_names_nothing_offers_what_there_is(
    open_page: OpenPage, words_of: Words, query: dict[str, str], sentence: str
) -> None:
    app = open_page("report", query, files=OPEN)
    assert sentence in words_of(app).replace("&#39;", "'")
    assert "Bristol" in words_of(app)


def test_a_report_that_waits_is_told_wherever_its_initiative_is_listed(
    open_page: OpenPage, words_of: Words
) -> None:
    open_page("report", files=OPEN)
    cells = {"initiative_id": "B2", "reported_on": "2021", "summary": "Opened"}
    submit_reports(open_shared(), SubmitReports((NewReport(cells),)))
    page = words_of(open_page("initiative", {"initiative": "B2"}))
    assert "1 report waits for review" in page
    assert "./review?city=BRI" in page
    assert "./report?initiative=B2" in page
    assert "1 report waits for review" in words_of(open_page("initiatives"))
    for name in ("overview", "city"):
        told = words_of(open_page(name, {"city": "BRI"} if name == "city" else {}))
        assert "A report on 1 initiative waits for review and is not counted yet." in told
    before = {"initiative": "B2", "known_on": "2022-01-01"}
    assert "waits for review" not in words_of(open_page("initiative", before))


def test_without_review_a_report_counts_at_once(
    open_page: OpenPage, words_of: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICTRACK_REVIEW", "off")
    app = open_page("report", {"initiative": "B2"}, files=OPEN)
    widget(app, "radio", "Delivery status").set_value("completed")
    app.run()
    widget(app, "button", "Save report").click()
    app.run()
    assert "1 report was saved and counts now. Its identifier is U2-U001." in said(app)
    assert "./loads" in words_of(app)
    assert "t is completed" in words_of(open_page("initiative", {"initiative": "B2"}))
    assert states() == ["accepted"]
