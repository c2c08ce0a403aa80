"""No page breaks a rule that axe can check, light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import wait_until_whole
from tests.browser.exceptions import EXCEPTIONS
from tests.browser.looking import MET, SIZES, Theme, opened_window, violations
from tests.browser.paths import PATHS

# Pages that show more of an invented programme, whose every field is filled, than of the public record.
FULL = ("/", "/initiatives?by=meetings", "/convening", "/returns", "/phases", "/timeline")


@pytest.fixture(scope="module", params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> Theme:
    given: Theme = request.param
    return given


@pytest.fixture(scope="module")
def reader(browser: Browser, theme: Theme) -> Iterator[BrowserContext]:
    """Keep one reader's browser for all pages: what it has fetched of the framework stays there."""
    with opened_window(browser, "desk", theme) as opened:
        yield opened


@pytest.fixture
def looked_at(reader: BrowserContext) -> Iterator[Page]:
    page = reader.new_page()
    yield page
    page.close()


def _open(page: Page, served: str, path: str) -> None:
    page.goto(served + path)
    wait_until_whole(page)


def _faults(page: Page) -> dict[str, list[str]]:
    """List what axe finds in a window of each size; the page is not opened anew for each."""
    found: dict[str, list[str]] = {}
    for size, window in SIZES.items():
        page.set_viewport_size(window)
        wait_until_whole(page)
        found[size] = violations(page)
    return {size: faults for size, faults in found.items() if faults}


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_on_a_page(looked_at: Page, served: str, path: str) -> None:
    _open(looked_at, served, path)
    assert _faults(looked_at) == {}


@pytest.mark.parametrize("path", FULL)
def test_axe_finds_nothing_where_every_field_is_filled(looked_at: Page, invented: str, path: str) -> None:
    _open(looked_at, invented, path)
    assert _faults(looked_at) == {}


def test_axe_finds_nothing_once_everything_is_unfolded(looked_at: Page, served: str) -> None:
    _open(looked_at, served, "/?as_at=2019-13")
    for folded in looked_at.locator("details > summary").all():
        folded.click()
    looked_at.wait_for_timeout(500)
    assert _faults(looked_at) == {}


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_what_is_taken_away(looked_at: Page, served: str, size: str) -> None:
    looked_at.set_viewport_size(SIZES[size])
    _open(looked_at, served, "/city?city=BRI")
    for name in ("Copy link", "Cite this view", "Take away"):
        looked_at.get_by_role("button", name=name).click()
        looked_at.locator('[data-testid="stPopoverBody"]').wait_for()
        assert violations(looked_at) == []
        looked_at.keyboard.press("Escape")


def test_axe_finds_nothing_where_an_address_is_wrong(looked_at: Page, served: str) -> None:
    _open(looked_at, served, "/initiative?initiative=NO-99&cities=BRX")
    assert _faults(looked_at) == {}


def test_no_exception_is_kept_that_is_not_needed() -> None:
    kept = {(known.rule, known.selector) for known in EXCEPTIONS}
    assert kept == MET
    assert {known.streamlit for known in EXCEPTIONS} <= {streamlit.__version__}
