"""A past day's knowledge, chosen in a real browser, and its link opened by somebody else."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import wait_until_whole

KNOWN = "10 September 2020"


def _open(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address)
    wait_until_whole(page)
    return page


def _numbers(page: Page) -> list[str]:
    return page.locator(".ic-squares").first.all_inner_texts() + page.locator(".ic-groups").all_inner_texts()


def test_the_picture_of_a_past_day_is_chosen_and_its_link_shows_the_same(
    browser: Browser, invented: str
) -> None:
    page = _open(browser, f"{invented}/")
    now = _numbers(page)
    page.get_by_role("combobox", name="As known on").click()
    page.get_by_role("option", name=KNOWN).click()
    expect(page.locator(".ic-stamp").first).to_contain_text(f"as known on {KNOWN}")
    wait_until_whole(page)
    then = _numbers(page)
    assert then != now
    # Every link on the page keeps it, and so does the one that is copied.
    links = page.locator(".ic-squares a, .ic-groups a").evaluate_all("all => all.map(one => one.href)")
    assert links
    assert all("known_on=2020-09-10" in link for link in links)
    page.get_by_role("button", name="Copy link").click()
    address = page.locator('[data-testid="stPopoverBody"] code').inner_text()
    assert "known_on=2020-09-10" in address
    other = _open(browser, address)
    assert f"as known on {KNOWN}" in other.locator(".ic-stamp").first.inner_text()
    assert _numbers(other) == then
    for opened in (page, other):
        opened.context.close()


def test_a_file_of_a_past_day_names_it_and_says_it_inside(
    browser: Browser, invented: str, tmp_path: Path
) -> None:
    page = _open(browser, f"{invented}/initiatives?as_at=2020-12-31&known_on=2020-09-10")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download XLSX").first.click()
    assert waiting.value.suggested_filename.endswith("2020-12-31-known-2020-09-10.xlsx")
    waiting.value.save_as(tmp_path / "table.xlsx")
    about = openpyxl.load_workbook(tmp_path / "table.xlsx").worksheets[1]
    told = dict(about.iter_rows(min_row=2, values_only=True))
    assert told["As known on"] == "2020-09-10"
    assert f"as known on {KNOWN}" in str(told["Shown"])
    assert "known_on=2020-09-10" in str(told["Address"])
    page.context.close()
