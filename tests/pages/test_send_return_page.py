"""The page Send a return: choose a workbook, settle what is in conflict, send it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.opening import open_shared
from ictrack.actions.workbook import make_workbook
from ictrack.escapes import plain_markdown
from ictrack.ingest.source import Settlement
from ictrack.language import format_day
from ictrack.store.database import open_database
from ictrack.store.submissions import list_submissions
from ictrack.vocabulary import SubmissionState
from tests.unit.returns_programme import fill_in, make_programme, workbook_of

OpenPage = Callable[..., AppTest]
Words = Callable[[AppTest], str]
ANSWERS = {"BRI-01": {"Status now": "Under way", "What is new": "Fifty employers"}}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Give the programme's database, and the workbook of Bristol that was made from it."""
    folder = tmp_path_factory.mktemp("programme")
    database = make_programme(folder / "files", folder / "made.duckdb")
    workbook = workbook_of(database)
    database.close()
    return folder / "made.duckdb", workbook


@pytest.fixture
def workbook(made: tuple[Path, bytes], tmp_path: Path) -> bytes:
    """Put the programme where the app looks for it, and give the workbook."""
    shutil.copy(made[0], tmp_path / "ictrack.duckdb")
    return made[1]


def _send(app: AppTest, data: bytes, name: str = "bristol.xlsx") -> AppTest:
    app.file_uploader[0].set_value((name, data, XLSX))
    return app.run()


def _report_meanwhile(path: Path, folder: Path) -> None:
    update = (
        "update_id,initiative_id,reported_on,status,summary\nU9,BRI-01,2021-06-15,paused,Waits for money\n"
    )
    source = folder / "status_updates.csv"
    source.write_text(update, encoding="utf-8")
    database = open_database(path)
    load_source(database, LoadSource(source, today=date(2021, 6, 15)))
    database.close()


def test_what_a_workbook_says_is_shown_and_sent_for_review(
    open_page: OpenPage, words_of: Words, workbook: bytes
) -> None:
    app = _send(open_page("send_return"), fill_in(workbook, ANSWERS))
    words = words_of(app)
    assert "The return of Bristol for Second convening answers 1 of 4 initiatives." in words
    assert "The workbook was made on 1 June 2021, from data " in words
    assert "Jobs fair (BRI-01)" in words
    assert not app.file_uploader
    app.button(key="return_send").click().run()
    assert app.success[0].value == plain_markdown("Sent: 1 answer. It waits for review.")
    (listed,) = list_submissions(open_shared(), SubmissionState.SUBMITTED)
    assert listed.submission.cells["summary"] == "Fifty employers"
    again = _send(app, fill_in(workbook, ANSWERS))
    assert "1 answer was taken in before; it is not taken in again." in words_of(again)
    assert [button.key for button in again.button if button.key == "return_send"] == []


def test_everything_that_was_answered_is_shown_before_it_is_sent(
    open_page: OpenPage, words_of: Words, workbook: bytes
) -> None:
    answer = {
        "No change": "Yes",
        "Evidence": "Annual report",
        "Link to the evidence": "https://example.org/a",
        "Help wanted": "Interpreters",
        "Help offered": "A template",
    }
    words = words_of(_send(open_page("send_return"), fill_in(workbook, {"BRI-01": answer})))
    for said in ("Reviewed, no change", *list(answer.values())[1:]):
        assert said in words


def test_an_answer_of_an_earlier_day_than_what_is_stored_says_that_it_will_not_show(
    open_page: OpenPage, words_of: Words, workbook: bytes
) -> None:
    on_the_day = {"Status now": "Stopped", "Status is of this day": "2021-02"}
    earlier = {"Status now": "Stopped", "Status is of this day": "2021-02-27"}
    told = "BRI-04): the answer speaks of an earlier day than the report of February 2021"
    app = _send(open_page("send_return"), fill_in(workbook, {"BRI-04": on_the_day}))
    assert told not in words_of(app)
    app = _send(open_page("send_return"), fill_in(workbook, {"BRI-04": earlier}))
    assert told in words_of(app)


def test_a_day_with_two_readings_is_asked_about_without_a_command(
    open_page: OpenPage, words_of: Words, workbook: bytes
) -> None:
    answer = {"Status now": "Under way", "Status is of this day": "01/02/2021"}
    words = words_of(_send(open_page("send_return"), fill_in(workbook, {"BRI-01": answer})))
    assert "Can be two days. Use 2021-02-01 (1 February 2021) or 2021-01-02 (2 January 2021)." in words


def test_problems_are_told_in_the_words_of_the_workbook(
    open_page: OpenPage, words_of: Words, workbook: bytes
) -> None:
    answers: dict[str, Any] = {
        "BRI-01": {"Confidence": "Off track", "Why": "No money", "Status is of this day": date(2031, 9, 30)},
        "BRI-04": {"Status now": "Completed", "Completed on": date(2031, 10, 1)},
        "BRI-02": {"Status now": "Paused", "New target date": "30/9/2o25"},
    }
    app = _send(open_page("send_return"), fill_in(workbook, answers))
    words = words_of(app)
    for told in ("Off track", "30 September 2031", "1 October 2031", "30/9/2o25"):
        assert told in words
    today = format_day(date.today())
    assert f"Is a day to come. Use a day up to today, {today}." in words
    assert "2031-" not in words
    assert "off_track" not in words


def test_a_conflict_keeps_it_from_being_sent_until_it_is_settled(
    open_page: OpenPage, words_of: Words, workbook: bytes, tmp_path: Path
) -> None:
    _report_meanwhile(tmp_path / "ictrack.duckdb", tmp_path)
    app = _send(open_page("send_return"), fill_in(workbook, ANSWERS))
    words = words_of(app)
    assert "Reported on meanwhile" in words
    assert "Waits for money" in words
    assert "It can be sent once every conflict above is settled." in words
    assert "return_send" not in {button.key for button in app.button}
    app.radio(key="return_settled_BRI-01").set_value(Settlement.TAKE_MINE).run()
    app.button(key="return_send").click().run()
    assert len(list_submissions(open_shared(), SubmissionState.SUBMITTED)) == 1


def test_an_answer_that_gives_way_leaves_nothing_to_send(
    open_page: OpenPage, words_of: Words, workbook: bytes, tmp_path: Path
) -> None:
    _report_meanwhile(tmp_path / "ictrack.duckdb", tmp_path)
    app = _send(open_page("send_return"), fill_in(workbook, ANSWERS))
    asked = app.radio(key="return_settled_BRI-01")
    assert asked.options == [
        "Keep what was reported meanwhile; mine is not sent",
        "Send mine as a further update",
    ]
    asked.set_value(Settlement.KEEP_THEIRS).run()
    assert "There is nothing to send." in words_of(app)
    assert "return_send" not in {button.key for button in app.button}


def test_a_problem_is_shown_with_its_row_and_its_column(
    open_page: OpenPage, words_of: Words, workbook: bytes
) -> None:
    filled = fill_in(workbook, {"BRI-01": {"No change": "Yes", "Status now": "Paused"}})
    app = _send(open_page("send_return"), filled)
    words = words_of(app)
    assert "To be mended first" in words
    assert "Stands beside a tick for" in words
    assert "return_send" not in {button.key for button in app.button}
    app.button(key="return_other").click().run()
    assert app.file_uploader


def test_another_workbook_is_not_kept_and_it_is_said_what_it_is(open_page: OpenPage, workbook: bytes) -> None:
    assert workbook
    app = _send(open_page("send_return"), b"PK nonsense", "list.xlsx")
    assert plain_markdown("list.xlsx: ") in app.error[0].value
    assert app.file_uploader


@pytest.mark.usefixtures("workbook")
def test_a_title_is_shown_as_it_was_typed(open_page: OpenPage, words_of: Words, tmp_path: Path) -> None:
    title = ":green-badge[On track] <b>bold</b> ![x](http://example.org/x.png)"
    source = tmp_path / "initiatives.csv"
    source.write_text(f"initiative_id,city_id,phase_id,title\nBRI-09,BRI,2,{title}\n", encoding="utf-8")
    database = open_database(tmp_path / "ictrack.duckdb")
    load_source(database, LoadSource(source, today=date(2021, 5, 20)))
    own = make_workbook(database, "BRI", "EV-2", date(2021, 6, 1))
    database.close()
    app = _send(open_page("send_return"), fill_in(own, {"BRI-09": {"Status now": "Paused"}}))
    assert ":green-badge[On track] &lt;b&gt;bold&lt;/b&gt; ![x](http://example.org/x.png)" in words_of(app)
