"""A returned workbook in a real browser: chosen, held against what came meanwhile, settled, sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ictrack.actions.load import LoadSource, load_source
from tests.browser.conftest import wait_until_whole
from tests.browser.looking import violations
from tests.unit.returns_programme import fill_in, make_programme, workbook_of
from tests.unit.running_app import run_app

MEANWHILE = "update_id,initiative_id,reported_on,status\nU9,BRI-01,2021-06-15,paused\n"
ANSWERS = {"BRI-01": {"Status now": "Under way"}, "BRI-04": {"No change": "Yes"}}
FAULTY = {"BRI-02": {"No change": "Yes", "Status now": "Paused"}}


@pytest.fixture
def sent_back(tmp_path: Path) -> Iterator[str]:
    """Serve a programme whose workbook was sent back, good and faulty; give the app's address."""
    database = make_programme(tmp_path / "files", tmp_path / "ictrack.duckdb")
    workbook = workbook_of(database)
    (tmp_path / "bristol.xlsx").write_bytes(fill_in(workbook, ANSWERS))
    (tmp_path / "faulty.xlsx").write_bytes(fill_in(workbook, FAULTY))
    (tmp_path / "status_updates.csv").write_text(MEANWHILE, encoding="utf-8")
    load_source(database, LoadSource(tmp_path / "status_updates.csv", today=date(2021, 6, 15)))
    database.close()
    with run_app(tmp_path / "ictrack.duckdb") as app:
        yield f"http://127.0.0.1:{app.port}"


def choose(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Choose another file").wait_for()
    wait_until_whole(page)


def test_a_workbook_is_mended_settled_and_sent(page: Page, sent_back: str, tmp_path: Path) -> None:
    page.goto(f"{sent_back}/send_return")
    wait_until_whole(page)
    choose(page, tmp_path / "faulty.xlsx")
    expect(page.get_by_role("heading", name="To be mended first")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Choose another file").click()
    page.get_by_text("Choose the workbook that a city filled in.").wait_for()
    choose(page, tmp_path / "bristol.xlsx")
    expect(page.get_by_role("heading", name="Reported on meanwhile")).to_be_visible()
    expect(page.get_by_role("button", name="Send for review")).to_have_count(0)
    assert violations(page) == []
    page.get_by_role("radio", name="Send mine as a further update").check(force=True)
    page.get_by_role("button", name="Send for review").click()
    page.get_by_text("Sent: 2 answers. They wait for review.").wait_for()
    choose(page, tmp_path / "bristol.xlsx")
    page.get_by_text("There is nothing to send.").wait_for()
