"""Import in a real browser, on a database on a disk: a file is sent, mended, looked at and loaded."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect

from ictrack.store.database import open_database
from tests.browser.conftest import wait_until_whole
from tests.browser.looking import violations
from tests.unit.running_app import RunningApp, run_app

MISSPELT = (
    "City,Initiative,Status,Date,Comment\n"
    "Cardif,:green-badge[On track],Complte,2019-01,![x](http://example.org/x.png)\n"
    "Bristol,Choir,Done,2020-02,<img src=x>\n"
)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[RunningApp]:
    with run_app(tmp_path / "ictrack.duckdb") as running:
        yield running


def _open(page: Page, app: RunningApp) -> None:
    page.goto(f"http://127.0.0.1:{app.port}/import")
    wait_until_whole(page)


def _send(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def _press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_timeout(500)
    wait_until_whole(page)


def _titles(database: Path) -> list[str]:
    opened = open_database(database)
    try:
        with opened.cursor() as cursor:
            return [row[0] for row in cursor.execute("select title from db.initiative order by 1").fetchall()]
    finally:
        opened.close()


def test_a_file_is_sent_mended_looked_at_and_loaded(page: Page, app: RunningApp) -> None:
    called: list[str] = []
    page.on("request", lambda request: called.append(request.url))
    _open(page, app)
    _send(page, "returns.csv", MISSPELT.encode())
    expect(page.get_by_text("2 problems to mend")).to_be_visible(timeout=60_000)
    wait_until_whole(page)
    assert violations(page) == []
    # What was sent is drawn as text: no badge, no picture, no call to elsewhere.
    expect(page.locator(".stMarkdownBadge, .stMain img")).to_have_count(0)

    _press(page, "Put in all 2 suggestions")
    expect(page.get_by_text("2 cells were mended")).to_be_visible()
    expect(page.get_by_text("returns.csv can be loaded. 2 rows: 2 new.")).to_be_visible()
    assert violations(page) == []

    _press(page, "Load 2 rows")
    expect(page.get_by_text("returns.csv is loaded. 2 rows: 2 new.")).to_be_visible(timeout=60_000)
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the receipt (JSON)").click()
    receipt = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert receipt["outcome"] == "loaded"
    assert [cell["after"] for cell in receipt["mended"]] == ["completed", "Cardiff"]

    page.get_by_role("link", name="This load, and how to take it back").click()
    page.wait_for_url("**/loads?**load=2**")
    wait_until_whole(page)
    assert all(url.startswith((f"http://127.0.0.1:{app.port}", "data:", "blob:")) for url in called)
    app.stop()
    assert _titles(app.database) == [":green-badge[On track]", "Choir"]


def test_the_whole_import_can_be_done_by_keyboard(browser: Browser, app: RunningApp) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    _open(page, app)
    _tab_to(page, "Upload")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "returns.csv", "mimeType": "text/csv", "buffer": MISSPELT.encode()})
    expect(page.get_by_text("2 problems to mend")).to_be_visible(timeout=60_000)
    wait_until_whole(page)
    for name, then in (
        ("Put in all 2 suggestions", "2 cells were mended"),
        ("Load 2 rows", "returns.csv is loaded. 2 rows: 2 new."),
    ):
        _tab_to(page, name)
        page.keyboard.press("Enter")
        expect(page.get_by_text(then)).to_be_visible(timeout=60_000)
        wait_until_whole(page)
    context.close()


def _tab_to(page: Page, name: str, *, most: int = 80) -> None:
    for _press_of_tab in range(most):
        page.keyboard.press("Tab")
        reached = page.evaluate(
            "() => { const e = document.activeElement;"
            " return (e.getAttribute('aria-label') || e.innerText || '').trim(); }"
        )
        # The words of an icon come first; what holds the whole page bears more than one name.
        if str(reached).rpartition("\n")[2] == name:
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_a_workbook_that_asks_for_hundreds_of_gigabytes_is_refused_and_the_app_goes_on(
    browser: Browser, app: RunningApp
) -> None:
    book = Workbook()
    book.worksheets[0].append(["City", "Initiative"])
    book.worksheets[0]["XFD1048576"] = "here"
    data = io.BytesIO()
    book.save(data)
    context = browser.new_context()
    page = context.new_page()
    _open(page, app)
    _send(page, "returns.xlsx", data.getvalue())
    expect(page.get_by_text("Is far below the last row before it, row 1.")).to_be_visible(timeout=60_000)
    _press(page, "Choose another file")
    _send(page, "returns.csv", b"City,Initiative\nCardiff,Choir\n")
    expect(page.get_by_text("returns.csv can be loaded. 1 row: 1 new.")).to_be_visible(timeout=60_000)
    context.close()


def test_ten_mebibytes_and_one_byte_are_refused_before_they_are_sent(
    browser: Browser, app: RunningApp
) -> None:
    context = browser.new_context()
    page = context.new_page()
    _open(page, app)
    _send(page, "returns.csv", b"x" * (10 * 1024**2 + 1))
    expect(page.get_by_text("must be 10.0MB or smaller")).to_be_visible(timeout=60_000)
    context.close()
