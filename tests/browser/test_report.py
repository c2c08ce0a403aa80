"""Reporting in a real browser: by keyboard alone, from two tabs, after a reload, and its review."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import wait_until_whole
from tests.browser.looking import violations
from tests.unit.running_app import run_app
from tests.unit.small_programme import make_database

OpenTab = Callable[[str], Page]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve a small programme of the test's own."""
    with run_app(make_database(tmp_path / "ictrack.duckdb")) as app:
        yield f"http://127.0.0.1:{app.port}"


@pytest.fixture
def open_tab(window: BrowserContext, address: str) -> OpenTab:
    """Open a path in a tab of one window."""

    def open_one(path: str) -> Page:
        page = window.new_page()
        page.goto(address + path)
        wait_until_whole(page)
        return page

    return open_one


def tab_to(page: Page, name: str) -> None:
    """Press the tab key until something of that name has the focus."""
    wanted = page.get_by_role("textbox", name=name).or_(page.get_by_role("button", name=name))
    for _press in range(60):
        page.keyboard.press("Tab")
        if wanted.first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{name} cannot be reached by the tab key")


def type_into(page: Page, name: str, text: str) -> None:
    """Fill in a field and leave it."""
    page.get_by_role("textbox", name=name).fill(text)
    page.keyboard.press("Tab")
    wait_until_whole(page)


def click(page: Page, name: str) -> None:
    """Click a button."""
    page.get_by_role("button", name=name).click()
    wait_until_whole(page)


def test_a_report_is_made_and_sent_by_keyboard_alone(open_tab: OpenTab) -> None:
    page = open_tab("/report?initiative=B2")
    tab_to(page, "What is new")
    page.keyboard.type("The desk opened")
    tab_to(page, "Link to the evidence")
    wait_until_whole(page)
    expect(page.get_by_text("Kept as a draft")).to_be_visible()
    page.keyboard.type("https://example.org/desk")
    tab_to(page, "Send for review")
    page.keyboard.press("Enter")
    wait_until_whole(page)
    expect(page.get_by_text("1 report was sent for review.")).to_be_visible()
    expect(page.get_by_text("The desk opened")).to_be_visible()
    assert violations(page) == []


def test_what_was_typed_outlives_the_session(open_tab: OpenTab) -> None:
    page = open_tab("/report?initiative=B2")
    type_into(page, "What is new", "Half a sentence")
    # A reload is a new session, as after a lost connection.
    page.reload()
    wait_until_whole(page)
    expect(page.get_by_role("textbox", name="What is new")).to_have_value("Half a sentence")
    assert violations(page) == []


def test_two_tabs_that_send_one_form_make_one_report(open_tab: OpenTab) -> None:
    first, second = open_tab("/report?initiative=B2"), open_tab("/report?initiative=B2")
    click(first, "Reviewed, no change")
    click(second, "Reviewed, no change")
    expect(second.get_by_text("it was not stored twice")).to_be_visible()
    review = open_tab("/review")
    expect(review.get_by_text("1 report of Bristol waits for review.")).to_be_visible()


def test_the_second_of_two_people_is_shown_the_first_ones_report(open_tab: OpenTab) -> None:
    first, second = open_tab("/report?initiative=B2"), open_tab("/report?initiative=B2")
    type_into(first, "What is new", "Theirs")
    type_into(second, "What is new", "Mine")
    click(first, "Send for review")
    click(second, "Send for review")
    expect(second.get_by_text("Somebody else has reported on this meanwhile.")).to_be_visible()
    expect(second.get_by_text("Theirs").first).to_be_visible()
    assert violations(second) == []
    click(second, "I have read it: send mine too")
    expect(second.get_by_text("1 report was sent for review.")).to_be_visible()
    review = open_tab("/review")
    expect(review.get_by_text("2 reports of Bristol wait for review.")).to_be_visible()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(open_tab: OpenTab) -> None:
    page = open_tab("/report?initiative=B2")
    type_into(page, "New target date", "2031-13")
    type_into(page, "What is new", "Ring 0117 496 0000")
    click(page, "Send for review")
    expect(page.get_by_text("New target date: '2031-13' is not a day of the calendar.")).to_be_visible()
    expect(page.get_by_text("What is new holds a telephone number")).to_be_visible()
    expect(page.get_by_role("textbox", name="What is new")).to_have_value("Ring 0117 496 0000")
    assert violations(page) == []


def test_what_was_sent_is_accepted_and_shows(open_tab: OpenTab) -> None:
    page = open_tab("/report?city=BRI")
    page.get_by_text("t", exact=True).first.click()
    wait_until_whole(page)
    click(page, "Reviewed, no change (1)")
    expect(page.get_by_text("1 report was sent for review.")).to_be_visible()
    assert violations(page) == []
    review = open_tab("/review")
    assert violations(review) == []
    click(review, "Accept all 1 of Bristol")
    expect(review.get_by_text("1 report was accepted and counts now.")).to_be_visible()
    expect(review.get_by_text("No report waits for review.")).to_be_visible()
