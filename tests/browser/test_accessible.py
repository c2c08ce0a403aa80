"""No page breaks a rule that axe can check, light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
import streamlit
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import wait_until_whole
from tests.browser.exceptions import EXCEPTIONS
from tests.browser.looking import MET, SIZES, Theme, opened_window, violations
from tests.browser.paths import PATHS

THEMES: tuple[Theme, ...] = ("light", "dark")
# Pages that show more of an invented programme, whose every field is filled, than of the public record.
FULL = ("/", "/initiatives?by=meetings", "/convening", "/returns", "/phases", "/timeline")


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Keep one reader's browser for all pages: what it has fetched of the framework stays there."""
    with opened_window(browser, "desk", "light") as opened:
        yield opened


@pytest.fixture
def looked_at(reader: BrowserContext) -> Iterator[Page]:
    page = reader.new_page()
    yield page
    page.close()


def _open(page: Page, served: str, path: str) -> None:
    page.goto(served + path)
    wait_until_whole(page)


def _ways(page: Page) -> Iterator[str]:
    """Show a page in a window of each size, light and dark, and name each; it is not opened anew."""
    for theme, size in product(THEMES, SIZES):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size(SIZES[size])
        wait_until_whole(page)
        yield f"{size}, {theme}"


def _faults(page: Page) -> dict[str, list[str]]:
    """List what axe finds on a page, by the way in which it is shown."""
    found = {way: violations(page) for way in _ways(page)}
    return {way: faults for way, faults in found.items() if faults}


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


def test_axe_finds_nothing_in_what_is_taken_away(looked_at: Page, served: str) -> None:
    _open(looked_at, served, "/city?city=BRI")
    for _way in _ways(looked_at):
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
