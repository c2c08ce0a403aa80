"""The app as it is served, and a real Chromium that looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from ictrack.actions.load import LoadSource, load_source
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.store.database import open_database
from tests.browser.looking import WINDOWS, opened_window
from tests.machine import find_chromium
from tests.unit.running_app import run_app

# Chromium's own calls home are off, so that every request that is seen is the page's.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The last thing that the frame draws: once it is there, the page is whole.
WHOLE = ".ic-foot"
UNDRAWN = '[data-testid="stPlotlyChart"]:not(:has(.main-svg))'

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder, so that a machine without a browser can leave them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the public record, loaded by the app's own first start; give the app's address."""
    with run_app(tmp_path_factory.mktemp("served") / "ictrack.duckdb") as app:
        yield f"http://127.0.0.1:{app.port}"


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an invented programme, whose updates say when they were recorded; give the address."""
    folder = tmp_path_factory.mktemp("invented")
    write_demo(folder / "files", DemoSize(cities=5, initiatives=40, updates=200, seed=1))
    database = open_database(folder / "ictrack.duckdb")
    load_source(database, LoadSource(folder / "files"))
    database.close()
    with run_app(folder / "ictrack.duckdb") as app:
        yield f"http://127.0.0.1:{app.port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start one Chromium for the tests of a module.

    Not for the whole session: while it runs, Playwright keeps an event loop that tests
    elsewhere could not start theirs beside.
    """
    executable = find_chromium()
    if executable is None:
        pytest.skip("no Chrome or Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, served: str) -> Iterator[OpenPage]:
    """Open a path of the app in a window of its own and wait until the page is whole."""
    opened: list[Any] = []

    def open_one(path: str = "/", *, width: int = 1280, height: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        opened.append(context)
        page = context.new_page()
        page.goto(served + path)
        wait_until_whole(page)
        return page

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture(params=list(WINDOWS))
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """Open a window on a desk, light, and one on a phone, dark."""
    with opened_window(browser, request.param, WINDOWS[request.param]) as opened:
        yield opened


@pytest.fixture
def page(window: BrowserContext) -> Page:
    """Open a tab in each of the windows."""
    return window.new_page()


def wait_until_whole(page: Page) -> None:
    """Wait until the script has run to its end, twice in a row, and nothing is being drawn.

    Right after it has started, the app learns which theme the reader has and runs again.
    Nothing here is evaluated in the page, whose policy forbids that.
    """
    for _look in range(2):
        # While a run replaces what the one before drew, both feet may stand there.
        expect(page.locator(WHOLE)).to_have_count(1, timeout=60_000)
        expect(page.locator(WHOLE)).to_be_visible(timeout=60_000)
        expect(page.locator('[data-test-script-state="notRunning"]')).to_have_count(1, timeout=60_000)
        expect(page.locator(".stSkeleton, [data-stale=true]")).to_have_count(0, timeout=60_000)
        expect(page.locator("h1")).to_have_count(1, timeout=60_000)
        # A chart is drawn after the script that is to draw it has come.
        expect(page.locator(UNDRAWN)).to_have_count(0, timeout=60_000)
        page.wait_for_timeout(200)
