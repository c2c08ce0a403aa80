"""Every page opens by its own address, whole, in peace, from nowhere else, on a phone and on paper.

A page is opened once and looked at in several ways, for opening it is what takes time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.browser.conftest import wait_until_whole
from tests.browser.looking import A4, SIZES, wider_than_paper
from tests.browser.paths import PATHS, PATHS_OF_PEOPLE

# On a deep link Streamlit's own client asks first whether the app lives under that path.
PROBES = ("/_stcore/health", "/_stcore/host-config")


@dataclass
class Opened:
    """One page on a desk, and what was heard while it opened."""

    path: str
    page: Page
    said: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def listen(self) -> None:
        """Note what the page says in the console, whom it asks, and what was refused."""
        self.page.on("console", self._note_said)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.add(urlsplit(request.url).netloc))
        self.page.on("response", self._note_failed)

    def _note_said(self, message: ConsoleMessage) -> None:
        is_worth_it = message.type in {"error", "warning"}
        if is_worth_it and not message.text.startswith("Failed to load resource"):
            self.said.append(message.text)

    def _note_failed(self, response: Response) -> None:
        if response.status >= 400 and not response.url.endswith(PROBES):
            self.failed.append(response.url)


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """Keep one reader's browser for all pages: what it has fetched of the framework stays there."""
    context = browser.new_context(viewport=SIZES["desk"])
    yield context
    context.close()


@pytest.fixture(scope="module", params=PATHS)
def opened(request: pytest.FixtureRequest, desk: BrowserContext, served: str) -> Iterator[Opened]:
    one = Opened(request.param, desk.new_page())
    one.listen()
    one.page.goto(served + one.path)
    wait_until_whole(one.page)
    yield one
    one.page.close()


def _first_day(path: str) -> str:
    """Give the day at which a page opens: the cut-off of a convening, or the latest."""
    return "2020-03-31" if path.startswith("/convening") and "as_at=" not in path else "2023-12-31"


def test_a_page_opens_whole_with_its_menu(opened: Opened) -> None:
    menu = opened.page.locator(".st-key-menu")
    assert opened.page.locator("h1").count() == 1
    assert menu.locator("a").count() >= 6
    assert menu.get_by_text("Overview", exact=True).count() == 1
    assert opened.page.locator('[data-testid="stException"]').count() == 0


def test_a_page_of_data_has_its_day_and_a_page_of_people_has_none(opened: Opened) -> None:
    of_data = opened.path not in PATHS_OF_PEOPLE
    assert opened.page.get_by_role("combobox", name="As at").count() == int(of_data)
    stamps = opened.page.locator(".ic-stamp").all_inner_texts()
    day = {"2020-03-31": "31 March 2020", "2023-12-31": "31 December 2023"}[_first_day(opened.path)]
    assert [stamp.startswith(f"As at {day}") for stamp in stamps] == [True] * of_data


def test_a_page_says_nothing_in_the_console_and_asks_no_other_host(opened: Opened, served: str) -> None:
    assert opened.failed == []
    assert opened.said == []
    assert opened.asked <= {urlsplit(served).netloc, ""}


def test_a_page_does_not_scroll_sideways_on_a_phone(opened: Opened) -> None:
    opened.page.set_viewport_size(SIZES["phone"])
    wait_until_whole(opened.page)
    over = opened.page.evaluate(
        "() => document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    )
    opened.page.set_viewport_size(SIZES["desk"])
    assert over <= 0


def test_a_page_fits_on_paper_and_says_there_where_it_is(opened: Opened) -> None:
    page = opened.page
    wait_until_whole(page)
    paper = page.locator(".ic-paper")
    assert [one for one in paper.all() if one.is_visible()] == []
    page.emulate_media(media="print")
    # A chart keeps the width that it has on the screen, so the window keeps its own.
    assert [name for name in wider_than_paper(page) if name == "svg"] == []
    if opened.path not in PATHS_OF_PEOPLE:
        said = paper.inner_text()
        for stated in (f"as_at={_first_day(opened.path)}", "data=", "Fingerprint", "Made on", "Licence"):
            assert stated in said
    for unwanted in (".st-key-menu", ".stPopover", ".modebar-container", ".stSelectbox"):
        assert [one for one in page.locator(unwanted).all() if one.is_visible()] == []
    page.set_viewport_size({"width": A4, "height": 960})
    page.wait_for_timeout(300)
    assert [name for name in wider_than_paper(page) if name != "svg"] == []
