"""While PostgreSQL is away a page says so, shows nothing that may be old, and goes on afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import wait_until_whole
from tests.browser.looking import SIZES, Theme, opened_window, violations
from tests.lake.test_replicas import environment_of
from tests.lakes import new_lake
from tests.unit.postgres_server import PostgresServer, postgres_server
from tests.unit.running_app import run_app

pytestmark = pytest.mark.system
CITY = "/city?city=BRI"


@dataclass(frozen=True)
class OnLake:
    """An app on a lake, its address, and the PostgreSQL that it needs."""

    address: str
    server: PostgresServer

    @contextmanager
    def away(self) -> Iterator[None]:
        """Have PostgreSQL away until the end of the block."""
        self.server.stop()
        try:
            yield
        finally:
            self.server.start()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnLake]:
    folder: Path = tmp_path_factory.mktemp("away")
    with postgres_server() as server:
        lake = new_lake(server, folder)
        with run_app(folder / "one", **environment_of(lake, "one")) as running:
            yield OnLake(f"http://127.0.0.1:{running.port}", server)


def _open(page: Page, address: str) -> None:
    page.goto(address)
    wait_until_whole(page)


def _says_that_it_is_away(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name="No data at this moment")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Bristol")).to_have_count(0, timeout=60_000)
    expect(page.get_by_role("button")).to_have_text(["Look again"])
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def _goes_on(page: Page, title: str) -> None:
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible(timeout=60_000)
    wait_until_whole(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_a_page_says_that_it_has_no_data_and_goes_on_where_one_was(
    browser: Browser, app: OnLake, size: str, theme: Theme
) -> None:
    with opened_window(browser, size, theme) as window:
        before, fresh = window.new_page(), window.new_page()
        _open(before, app.address + CITY)
        with app.away():
            fresh.goto(app.address + CITY)
            _says_that_it_is_away(fresh)
            before.get_by_role("link", name="Gaps", exact=True).click()
            _says_that_it_is_away(before)
            before.get_by_role("button", name="Look again").click()
            _says_that_it_is_away(before)
        _goes_on(fresh, "City")
        assert fresh.url == app.address + CITY
        _goes_on(before, "Gaps")


def test_what_is_typed_while_it_is_away_is_still_there_afterwards(browser: Browser, app: OnLake) -> None:
    with opened_window(browser, "desk", "light") as window:
        page = window.new_page()
        _open(page, f"{app.address}/report?initiative=BRI-01")
        field = page.get_by_role("textbox", name="What is new")
        with app.away():
            field.fill("Typed meanwhile")
            page.keyboard.press("Tab")
            expect(page.get_by_text("What you typed stays in this form")).to_be_visible(timeout=60_000)
            expect(page.get_by_role("button", name="Send for review")).to_have_count(0, timeout=60_000)
            expect(page.get_by_text("reference")).to_have_count(0)
            assert violations(page) == []
        expect(field).to_have_value("Typed meanwhile")
        page.get_by_role("button", name="Look again").click()
        expect(page.get_by_text("Kept as a draft")).to_be_visible(timeout=60_000)
        page.reload()
        wait_until_whole(page)
        expect(field).to_have_value("Typed meanwhile")
