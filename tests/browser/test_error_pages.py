"""Pages that are not of the app itself: nothing for axe to find, nothing cut off, and a way on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Route, expect
from starlette.types import Receive, Scope, Send
from websockets.sync.client import connect

from ictrack.server.answers import answer
from ictrack.server.error_pages import ErrorPages
from ictrack.server.guards import SecurityHeaders
from tests.browser.conftest import wait_until_whole
from tests.browser.looking import SIZES, Theme, opened_window, violations
from tests.unit.running_app import RunningApp, free_port, run_app, wait_until
from tests.unit.small_programme import make_database

LONG = "ictrack.duckdb: is held by another program, most likely the app that runs already. " * 3
STATUSES = ("400", "403", "404", "413", "429", "503")


async def in_trouble(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the status that the address names; fail at any other."""
    if scope["type"] == "http":
        status = scope["path"].strip("/")
        if status not in STATUSES:
            raise ZeroDivisionError
        await answer(scope, int(status), LONG)(scope, receive, send)


@pytest.fixture(scope="module")
def trouble() -> Iterator[str]:
    """Serve an application that is in every trouble there is, behind the app's own guards."""
    port = free_port()
    settings = uvicorn.Config(
        SecurityHeaders(ErrorPages(in_trouble)), port=port, lifespan="off", log_level="critical"
    )
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_until(lambda: server.started)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_axe_finds_nothing_on_an_error_page_and_it_scrolls_down_only(
    browser: Browser, trouble: str, size: str, theme: Theme
) -> None:
    with opened_window(browser, size, theme) as window:
        page = window.new_page()
        for path in (*STATUSES, "fault"):
            page.goto(f"{trouble}/{path}")
            assert page.locator("h1").count() == 1
            assert violations(page) == []
            assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
            if path != "403":
                box = page.get_by_role("link").bounding_box()
                assert box is not None
                assert box["height"] >= 24


@pytest.fixture
def full(tmp_path: Path) -> Iterator[RunningApp]:
    """Run an app that one person may have open."""
    with run_app(make_database(tmp_path / "small.duckdb"), ICTRACK_SESSIONS="1") as app:
        yield app


def test_who_comes_too_many_is_told_and_gets_in_once_there_is_room(
    browser: Browser, full: RunningApp
) -> None:
    address = f"http://127.0.0.1:{full.port}/"
    first, second = browser.new_context(), browser.new_context()
    page = first.new_page()
    page.goto(address)
    wait_until_whole(page)
    late = second.new_page()
    late.goto(address)
    expect(late.get_by_role("heading", level=1)).to_have_text("ictrack cannot be used just now")
    expect(late.locator("main")).to_contain_text("have it open")
    first.close()
    wait_until(lambda: full.ask("/").status == 200)
    late.get_by_role("link", name="Try again").click()
    wait_until_whole(late)
    second.close()


def test_whose_page_came_before_the_last_place_was_taken_reads_why_it_waits_and_then_gets_in(
    page: Page, full: RunningApp
) -> None:
    with ExitStack() as last_place:

        def take_it(route: Route) -> None:
            last_place.enter_context(connect(f"ws://127.0.0.1:{full.port}/_stcore/stream"))
            route.continue_()

        page.route("**/_stcore/host-config", take_it, times=1)
        page.goto(f"http://127.0.0.1:{full.port}/")
        expect(page.get_by_role("dialog")).to_contain_text("have it open", timeout=30_000)
    wait_until_whole(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
