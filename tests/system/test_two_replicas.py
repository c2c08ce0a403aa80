"""Two replicas behind nginx as the documents set it up: who is served by which, and what outlives one."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ictrack.store.database import open_database
from ictrack.store.submissions import list_submissions
from ictrack.vocabulary import SubmissionState
from tests.browser.conftest import QUIET, wait_until_whole
from tests.browser.looking import violations
from tests.machine import find_chromium
from tests.system.proxies import NAME
from tests.system.replicas import Replicas, browser_of, log_in, replica_of, run_replicas

pytestmark = [pytest.mark.system, pytest.mark.browser]
STREAM, UPLOAD, MEDIA = "_stcore/stream", "_stcore/upload_file", "/media/"
WHAT_IS_NEW = "What is new"
# More than nginx lets through by itself, and less than the app does.
PADDING = "x" * (2 * 1024**2)


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    with run_replicas(tmp_path_factory.mktemp("replicas")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a Chromium that finds the name of the app on this computer."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*QUIET, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
        )
        yield started
        started.close()


def _open(page: Page, path: str) -> None:
    page.goto(path)
    wait_until_whole(page)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_timeout(500)
    wait_until_whole(page)


def _write(page: Page, words: str) -> None:
    """Fill in a report; what is new last."""
    page.get_by_role("textbox", name="Reason").fill("The desk moves")
    page.get_by_role("textbox", name=WHAT_IS_NEW).fill(words)


def _see(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=60_000)


def _send_in(page: Page, name: str, content: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    )


def _sent_on(replicas: Replicas, initiative: str) -> list[str]:
    """Give what is new in each report on an initiative that is stored, drafts left out."""
    with closing(open_database(replicas.lake)) as database:
        stored = list_submissions(database, initiatives=[initiative])
    sent = [listed.submission for listed in stored if listed.submission.state is not SubmissionState.DRAFT]
    return [submission.cells.get("summary", "") for submission in sent]


def _other(name: str) -> str:
    return {"one": "two", "two": "one"}[name]


def _goes_on_at(page: Page, name: str) -> None:
    """Wait until a page that lost its replica is served by another one."""
    for _look in range(120):
        if replica_of(page) == name:
            break
        page.wait_for_timeout(250)
    assert replica_of(page) == name
    wait_until_whole(page)


def test_a_report_written_at_one_replica_shows_at_the_other(replicas: Replicas, browser: Browser) -> None:
    with (
        browser_of(browser, replicas, "writes") as writer,
        browser_of(browser, replicas, "reads") as reader,
    ):
        log_in(writer, "lead", "/report?initiative=BRI-public")
        log_in(reader, "manager", "/review")
        assert {replica_of(writer), replica_of(reader)} == {"one", "two"}
        kept = {"writes": {replica_of(writer)}, "reads": {replica_of(reader)}}

        _write(writer, "Written at one, read at two")
        _press(writer, "Send for review")
        _see(writer, "1 report was sent for review.")
        # The next click shows it; there the page is as it was drawn before.
        _see(reader, "No report waits for review.")
        reader.reload()
        wait_until_whole(reader)
        _see(reader, "1 report of Bristol waits for review.")
        _see(reader, "Written at one, read at two")
        _press(reader, "Accept all 1 of Bristol")
        _see(reader, "1 report was accepted and counts now.")
        _open(writer, f"/initiative?initiative=BRI-public&as_at={date.today()}")
        _see(writer, "Written at one, read at two")
        assert {"writes": {replica_of(writer)}, "reads": {replica_of(reader)}} == kept
    # A web socket is noted once it has ended. The way to the login and back stays with the replica too.
    for agent, names in kept.items():
        for part in (STREAM, "oauth2callback", ""):
            assert replicas.names_asked(agent, part) == names
        assert [request for request in replicas.requests_of(agent) if request.status >= 500] == []


def test_a_file_is_sent_in_and_files_are_taken_out_through_nginx(
    replicas: Replicas, browser: Browser
) -> None:
    with browser_of(browser, replicas, "imports") as page:
        log_in(page, "manager", "/import")
        sheet = "City,Initiative,Status,Date,Comment\nBristol,A choir,Done,2020-02,Sung\n"
        _send_in(page, "choir.csv", sheet)
        _press(page, "Load 1 row")
        _see(page, "choir.csv is loaded.")
        with page.expect_download() as downloading:
            page.get_by_role("button", name="Download the receipt (JSON)").click()
        receipt = json.loads(Path(downloading.value.path()).read_text(encoding="utf-8"))
        assert receipt["outcome"] == "loaded"

        _open(page, "/import")
        _send_in(page, "long.csv", sheet + PADDING)
        _see(page, "long.csv")
        wait_until_whole(page)

        _open(page, "/convening_report?convening=E1")
        _press(page, "Make the files")
        page.get_by_role("button", name="Download Word (.docx)").wait_for(timeout=120_000)
        with page.expect_download() as downloading:
            page.get_by_role("button", name="Download Word (.docx)").click()
        with zipfile.ZipFile(io.BytesIO(Path(downloading.value.path()).read_bytes())) as archive:
            assert archive.testzip() is None
            assert "word/document.xml" in archive.namelist()
        name = replica_of(page)
    sent = [request for request in replicas.requests_of("imports") if UPLOAD in request.path]
    assert [(request.method, request.status) for request in sent if request.method == "PUT"] == [
        ("PUT", 204),
        ("PUT", 204),
    ]
    for part in (STREAM, UPLOAD, MEDIA):
        assert replicas.names_asked("imports", part) == {name}


def test_what_is_being_written_goes_on_at_the_other_replica_and_stays_there(
    replicas: Replicas, browser: Browser
) -> None:
    with browser_of(browser, replicas, "goes on") as page:
        log_in(page, "lead", "/report?initiative=BRI-network")
        first, second = replica_of(page), _other(replica_of(page))
        field = page.get_by_role("textbox", name=WHAT_IS_NEW)
        _write(page, "Half a report")
        page.keyboard.press("Tab")
        wait_until_whole(page)
        replicas.stop(first)
        try:
            _goes_on_at(page, second)
            # Nobody logs in again, and nothing that was typed is lost.
            expect(page.get_by_role("button", name="Invented lead")).to_be_visible(timeout=60_000)
            expect(field).to_have_value("Half a report")
            expect(page.get_by_role("textbox", name="Reason")).to_have_value("The desk moves")
            assert violations(page) == []
            _press(page, "Send for review")
            _see(page, "1 report was sent for review.")
            # A new page and a new login find the replica that is left as well.
            page.reload()
            wait_until_whole(page)
            _imports_while_one_comes_back(replicas, browser, first)
        finally:
            if first not in replicas.running:
                replicas.start(first)
        assert replica_of(page) == second
    assert _sent_on(replicas, "BRI-network") == ["Half a report"]


def _imports_while_one_comes_back(replicas: Replicas, browser: Browser, away: str) -> None:
    """Send a file in once a replica is back; the page is held by the other one, so the file goes there."""
    with browser_of(browser, replicas, "comes late") as page:
        log_in(page, "manager", "/import")
        assert replica_of(page) == _other(away)
        replicas.start(away)
        _send_in(page, "late.csv", "City,Initiative,Status,Date\nBristol,A band,Done,2020-02\n")
        _press(page, "Load 1 row")
        _see(page, "late.csv is loaded.")
        assert replica_of(page) == _other(away)
    assert replicas.names_asked("comes late", UPLOAD) == {_other(away)}


def test_what_was_sent_while_a_replica_died_is_stored_once(replicas: Replicas, browser: Browser) -> None:
    with browser_of(browser, replicas, "sends") as page:
        log_in(page, "lead", "/report?initiative=BRI-internal")
        first, second = replica_of(page), _other(replica_of(page))
        _write(page, "Sent as it died")
        page.keyboard.press("Tab")
        wait_until_whole(page)
        page.get_by_role("button", name="Send for review").click()
        replicas.kill(first)
        try:
            _goes_on_at(page, second)
            stored = _sent_on(replicas, "BRI-internal")
            assert stored in ([], ["Sent as it died"])
            # The form still holds it; where it had been stored, that is told, and it is not stored again.
            expect(page.get_by_role("textbox", name=WHAT_IS_NEW)).to_have_value("Sent as it died")
            _press(page, "Send for review")
            _see(page, "it was not stored twice" if stored else "1 report was sent for review.")
            assert _sent_on(replicas, "BRI-internal") == ["Sent as it died"]
        finally:
            replicas.start(first)


def test_a_login_that_was_begun_at_one_replica_ends_at_the_other(
    replicas: Replicas, browser: Browser
) -> None:
    with browser_of(browser, replicas, "logs in") as page:
        page.goto("/initiatives")
        page.get_by_role("button", name="Log in", exact=True).click(timeout=60_000)
        choice = page.get_by_role("button", name="reader", exact=True)
        choice.wait_for()
        first, second = replica_of(page), _other(replica_of(page))
        replicas.stop(first)
        try:
            choice.click()
            expect(page.get_by_role("button", name="Invented reader")).to_be_visible(timeout=60_000)
            wait_until_whole(page)
            assert replica_of(page) == second
        finally:
            replicas.start(first)
    assert all("Traceback" not in replicas.said(name) for name in ("one", "two"))
