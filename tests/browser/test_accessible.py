"""No page breaks a rule that axe can check, light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import streamlit
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import wait_until_whole
from tests.browser.exceptions import EXCEPTIONS
from tests.browser.paths import PATHS

SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 320, "height": 640}}
# Pages that show more of an invented programme, whose every field is filled, than of the public record.
FULL = ("/", "/initiatives?by=meetings", "/convening", "/returns", "/phases", "/timeline")
# Which exceptions were met while these tests ran; one that never is must go.
_met: set[tuple[str, str]] = set()


@pytest.fixture(scope="module", params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=list(SIZES))
def reader(request: pytest.FixtureRequest, browser: Browser, theme: str) -> Iterator[BrowserContext]:
    """Keep one reader's browser for all pages: what it has fetched of the framework stays there."""
    # axe is a script of the test's; the app's own policy would refuse it.
    context = browser.new_context(viewport=SIZES[request.param], color_scheme=theme, bypass_csp=True)  # type: ignore[arg-type]
    yield context
    context.close()


@pytest.fixture
def looked_at(reader: BrowserContext) -> Iterator[Page]:
    page = reader.new_page()
    yield page
    page.close()


def _violations(page: Page) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
        if not _is_excepted(violation["id"], page, node)
    ]


def _is_excepted(rule: str, page: Page, node: dict[str, Any]) -> bool:
    for known in EXCEPTIONS:
        if known.rule == rule and page.locator(node["target"][0]).first.evaluate(
            "(element, selector) => element.matches(selector)", known.selector
        ):
            _met.add((known.rule, known.selector))
            return True
    return False


def _open(page: Page, served: str, path: str) -> None:
    page.goto(served + path)
    wait_until_whole(page)


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_on_a_page(looked_at: Page, served: str, path: str) -> None:
    _open(looked_at, served, path)
    assert _violations(looked_at) == []


@pytest.mark.parametrize("path", FULL)
def test_axe_finds_nothing_where_every_field_is_filled(looked_at: Page, invented: str, path: str) -> None:
    _open(looked_at, invented, path)
    assert _violations(looked_at) == []


def test_axe_finds_nothing_once_everything_is_unfolded(looked_at: Page, served: str) -> None:
    _open(looked_at, served, "/?as_at=2019-13")
    for folded in looked_at.locator("details > summary").all():
        folded.click()
    looked_at.wait_for_timeout(500)
    assert _violations(looked_at) == []


def test_axe_finds_nothing_in_what_is_taken_away(looked_at: Page, served: str) -> None:
    _open(looked_at, served, "/city?city=BRI")
    for name in ("Copy link", "Cite this view", "Take away"):
        looked_at.get_by_role("button", name=name).click()
        looked_at.locator('[data-testid="stPopoverBody"]').wait_for()
        assert _violations(looked_at) == []
        looked_at.keyboard.press("Escape")


def test_axe_finds_nothing_where_an_address_is_wrong(looked_at: Page, served: str) -> None:
    _open(looked_at, served, "/initiative?initiative=NO-99&cities=BRX")
    assert _violations(looked_at) == []


def test_no_exception_is_kept_that_is_not_needed() -> None:
    kept = {(known.rule, known.selector) for known in EXCEPTIONS}
    assert kept == _met
    assert {known.streamlit for known in EXCEPTIONS} <= {streamlit.__version__}
