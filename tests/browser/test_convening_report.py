"""The report of a convening in a real browser: words, freezing, files that are downloaded and open."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ictrack.actions.load import LoadSource, load_source
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.store.database import open_database
from tests.browser.conftest import wait_until_whole
from tests.browser.looking import violations
from tests.unit.running_app import run_app


@pytest.fixture
def programme(tmp_path: Path) -> Iterator[str]:
    """Serve an invented programme of the test's own; give the app's address."""
    write_demo(tmp_path / "files", DemoSize(cities=3, initiatives=20, updates=100, seed=1))
    database = open_database(tmp_path / "ictrack.duckdb")
    load_source(database, LoadSource(tmp_path / "files"))
    database.close()
    with run_app(tmp_path / "ictrack.duckdb") as app:
        yield f"http://127.0.0.1:{app.port}"


def test_a_report_is_prepared_frozen_and_handed_out(page: Page, programme: str) -> None:
    page.goto(f"{programme}/convening")
    wait_until_whole(page)
    page.get_by_role("link", name="Prepare the convening report").click()
    expect(page.get_by_role("heading", name="Convening report", level=1)).to_be_visible(timeout=60_000)
    wait_until_whole(page)
    page.get_by_role("textbox", name="Commentary on: One page for leaders").fill("A year of progress.")
    page.get_by_role("button", name="Save commentary").click()
    page.get_by_text("The commentary is saved.").wait_for()
    wait_until_whole(page)
    assert violations(page) == []

    page.get_by_role("button", name="Freeze the numbers").click()
    page.get_by_role("button", name="Freeze the report").click()
    page.get_by_text("The numbers of this report are frozen.").wait_for(timeout=60_000)
    expect(page.get_by_text("The numbers were frozen on")).to_be_visible()
    wait_until_whole(page)

    page.get_by_role("button", name="Make the files").click()
    page.get_by_role("button", name="Download PDF (.pdf)").wait_for(timeout=120_000)
    wait_until_whole(page)
    assert violations(page) == []
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download Word (.docx)").click()
    written = Path(downloading.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert "A year of progress." in archive.read("word/document.xml").decode()


def test_what_is_typed_is_there_again_after_another_section_was_looked_at(page: Page, programme: str) -> None:
    page.goto(f"{programme}/convening_report")
    wait_until_whole(page)
    box = page.get_by_role("textbox", name="Commentary on: One page for leaders")
    box.fill("Half a thought")
    box.blur()
    page.get_by_text("Not saved yet.").wait_for()
    for section in ("What changed", "One page for leaders"):
        page.get_by_label("Section", exact=True).click()
        page.get_by_role("option", name=section, exact=True).click()
        page.get_by_role("textbox", name=f"Commentary on: {section}").wait_for()
        wait_until_whole(page)
    expect(page.get_by_role("textbox", name="Commentary on: One page for leaders")).to_have_value(
        "Half a thought"
    )
