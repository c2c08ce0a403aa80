"""A real browser on a programme of nasty texts: nothing runs, nothing is fetched, each text is read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

from ictrack.escapes import unguard
from ictrack.store.database import open_database
from tests.browser.conftest import wait_until_whole
from tests.nasty import ACCEPTED
from tests.nasty_programme import CONVENING, load_nasty
from tests.unit.running_app import RunningApp, run_app

PATHS = (
    "/",
    "/city?city=C00",
    "/city?city=C08",
    "/area?area=a1",
    "/initiatives",
    "/initiatives?search=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    "/initiative?initiative=C01-1",
    "/initiative?initiative=C10-1",
    "/initiative?initiative=!%5Bx%5D(https%3A%2F%2Fevil.example%2Fx.png)%20www.evil.example",
    "/gaps?city=C08&area=a3",
    "/convening?since=2019-06-30",
    f"/convening_report?convening={CONVENING}&section=city:C08",
    "/returns?city=C08",
    "/report?city=C08",
    "/report?initiative=C16-1",
    "/phases",
    "/timeline?by=area",
    "/data_quality",
    "/reference?table=initiatives&key=C00-1",
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """Serve the programme."""
    folder = tmp_path_factory.mktemp("nasty")
    database = open_database(folder / "ictrack.duckdb")
    load_nasty(database, folder / "files")
    database.close()
    with run_app(folder / "ictrack.duckdb") as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


class Watch:
    """Note what a page must not do."""

    def __init__(self, page: Page) -> None:
        self.seen: list[str] = []
        page.on("dialog", self._dialog)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(str(error)))
        page.on("request", self._request)

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        # Streamlit asks for its health below each address first, which is not there.
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
            self.seen.append(message.text)

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in {"127.0.0.1", None}:
            self.seen.append(request.url)


@pytest.mark.parametrize("path", PATHS)
def test_nothing_runs_and_nothing_is_fetched(app: RunningApp, page: Page, path: str) -> None:
    watch = Watch(page)
    page.goto(f"http://127.0.0.1:{app.port}{path}")
    wait_until_whole(page)
    for expander in page.locator("summary").all():
        expander.click()
    page.wait_for_timeout(300)
    assert watch.seen == []
    for made in ('img[src="x"]', ".katex", "[onerror]", "[onload]", "[onmouseover]", "[onfocus]"):
        assert page.locator(f"main {made}, section {made}").count() == 0, made
    led = {link.get_attribute("href") or "" for link in page.locator("main a, section a").all()}
    assert {urlsplit(one).scheme for one in led} <= {"", "http", "https", "mailto"}
    assert not [one for one in led if (urlsplit(one).hostname or "").endswith("evil.example")], led
    # A badge or a colour would paint a status that nobody reported.
    assert page.locator('[data-testid="stMarkdownContainer"] .stMarkdownBadge').count() == 0


def test_every_text_is_read_as_it_was_written(app: RunningApp, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{app.port}/initiatives")
    wait_until_whole(page)
    shown = _squeezed(page.get_by_test_id("stMain").inner_text())
    assert [name for name, text in ACCEPTED.items() if _squeezed(text) not in shown] == []


@pytest.mark.parametrize("number", range(0, len(ACCEPTED), 4))
def test_a_label_of_streamlit_is_read_as_it_was_written(app: RunningApp, page: Page, number: int) -> None:
    # The first of each four is in progress, and so can be ticked.
    page.goto(f"http://127.0.0.1:{app.port}/report?city=C{number:02}")
    wait_until_whole(page)
    labels = [_squeezed(label) for label in page.locator('[data-testid="stCheckbox"]').all_inner_texts()]
    assert _squeezed(list(ACCEPTED.values())[number]) in labels


def _squeezed(text: str) -> str:
    """Leave out white space, and the letter without width that keeps signs apart."""
    return "".join(text.split()).replace("\u2060", "")


def test_what_programs_are_given_is_whole(app: RunningApp) -> None:
    answer = app.ask("/api/v1/summary.csv?by=city")
    rows = list(csv.reader(io.StringIO(answer.body.decode(), newline="")))
    assert answer.headers["content-disposition"] == 'attachment; filename="summary.csv"'
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@"}]
    listed = json.loads(app.ask("/api/v1/summary.json?by=city").body)
    assert [unguard(row[0]) for row in rows[1:]] == [next(iter(one.values())) for one in listed]


@pytest.mark.parametrize(
    "path", ["/%3Cscript%3Ealert(1)%3C/script%3E", "/api/v1/summary.json?by=%3Cscript%3E%0d%0aX:%20y"]
)
def test_a_refusal_repeats_nothing_that_runs(app: RunningApp, path: str) -> None:
    answer = app.ask(path)
    assert "x" not in answer.headers
    if answer.headers["content-type"].startswith("text/html"):
        assert b"<script>alert(1)" not in answer.body


def test_the_view_that_is_taken_away_runs_nothing(app: RunningApp, page: Page, tmp_path: Path) -> None:
    page.goto(f"http://127.0.0.1:{app.port}/initiatives")
    wait_until_whole(page)
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as one HTML file").click()
    file = tmp_path / "view.html"
    download.value.save_as(file)
    watch = Watch(page)
    page.goto(file.as_uri())
    assert watch.seen == []
    assert _squeezed(ACCEPTED["picture"]) in _squeezed(page.locator("body").inner_text())
