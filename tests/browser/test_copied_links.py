"""A link that is copied from any view opens the same view, in the browser of somebody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import wait_until_whole

BOTH_CLOCKS = "as_at=2021-12-31&known_on=2021-06-30"
VIEWS = (
    f"/?{BOTH_CLOCKS}&phase=1",
    f"/city?{BOTH_CLOCKS}",
    f"/area?{BOTH_CLOCKS}",
    f"/initiatives?{BOTH_CLOCKS}&search=the&sort=reported",
    f"/initiatives?{BOTH_CLOCKS}&by=meetings",
    "/convening",
    f"/convening?{BOTH_CLOCKS}&since=2020-09-10&known_since=2020-12-31&measure=behind&movement=silent",
    f"/phases?{BOTH_CLOCKS}",
    f"/timeline?{BOTH_CLOCKS}&by=area",
    f"/data?{BOTH_CLOCKS}",
    "/about",
)


def _open(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address)
    wait_until_whole(page)
    return page


def _shown(page: Page) -> str:
    return page.locator('[data-testid="stMain"]').inner_text()


def _settled(page: Page, expected: str | None = None) -> str:
    """Give what is shown once it is as expected, or has not changed for a second: charts are drawn late."""
    shown = _shown(page)
    for _look in range(30):
        page.wait_for_timeout(1_000)
        before, shown = shown, _shown(page)
        if shown == (before if expected is None else expected):
            break
    return shown


def _assert_link_shows_the_same(browser: Browser, page: Page) -> None:
    shown = _settled(page)
    page.get_by_role("button", name="Copy link").click()
    other = _open(browser, page.locator('[data-testid="stPopoverBody"] code').inner_text())
    assert _settled(other, shown) == shown
    for opened in (page, other):
        opened.context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_a_copied_link_opens_the_same_view(browser: Browser, invented: str, view: str) -> None:
    _assert_link_shows_the_same(browser, _open(browser, invented + view))


def test_a_copied_link_opens_the_same_initiative(browser: Browser, invented: str) -> None:
    page = _open(browser, f"{invented}/initiatives?{BOTH_CLOCKS}")
    page.locator(".ic-table tbody a[href*='initiative=']").first.click()
    page.wait_for_url("**/initiative?**")
    wait_until_whole(page)
    _assert_link_shows_the_same(browser, page)
