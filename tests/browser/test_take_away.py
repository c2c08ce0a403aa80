"""What a reader takes away: paper, a link, and one file with the view in it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import OpenPage, wait_until_whole
from tests.browser.looking import A4, wider_than_paper


def test_a_view_is_saved_as_one_file_that_opens_without_the_app(
    open_page: OpenPage, browser: Browser, served: str, tmp_path: Path
) -> None:
    page = open_page("/city?city=BRI&colour=red")
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as one HTML file").click()
    saved = waiting.value
    assert saved.suggested_filename == "ictrack-city-bri-2023-12-31.html"
    path = tmp_path / "view.html"
    saved.save_as(path)
    context = browser.new_context(offline=True)
    alone = context.new_page()
    alone.goto(path.as_uri())
    assert alone.locator("h1").inner_text() == "City"
    assert "Bristol" in alone.locator(".ic-sentence").first.inner_text()
    captions = alone.locator("caption").all_inner_texts()
    assert len(captions) == len(set(captions))
    facts = alone.locator(".ic-paper").inner_text()
    for stated in (
        "as_at=2023-12-31",
        "Bristol",
        "city=BRI",
        "data=",
        "Made on",
        "Fingerprint",
        "Licence",
        "public",
    ):
        assert stated in facts
    links = alone.locator(".ic-squares a").first
    assert str(links.evaluate("link => link.href")).startswith(served)
    context.close()


def _save_view(page: Page, path: Path) -> str:
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as one HTML file").click()
    waiting.value.save_as(path)
    return path.read_text(encoding="utf-8")


def test_the_file_has_the_table_of_a_chart_and_no_note_on_marks_that_it_lacks(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page("/")
    assert page.get_by_text("Dotted lines").count() == 1
    written = _save_view(page, tmp_path / "view.html")
    assert "Initiatives by progress over time" in written
    assert "Dotted lines" not in written


def test_no_table_of_the_file_loses_a_column_on_paper(
    open_page: OpenPage, browser: Browser, tmp_path: Path
) -> None:
    for place, path in enumerate(("/", "/data")):
        _save_view(open_page(path), tmp_path / f"{place}.html")
        context = browser.new_context(viewport={"width": A4, "height": 960}, offline=True)
        alone = context.new_page()
        alone.goto((tmp_path / f"{place}.html").as_uri())
        alone.emulate_media(media="print")
        assert wider_than_paper(alone) == []
        context.close()


def test_a_dark_screen_prints_on_white_paper(browser: Browser, served: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(served)
    wait_until_whole(page)
    page.emulate_media(media="print", color_scheme="dark")
    ground, ink = (
        page.locator(chosen).first.evaluate(f"one => getComputedStyle(one).{what}")
        for chosen, what in ((".stApp", "backgroundColor"), (".ic-sentence", "color"))
    )
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(11, 12, 12)")
    context.close()


def test_a_copied_link_holds_nothing_that_the_page_does_not_know(open_page: OpenPage) -> None:
    page = open_page("/?colour=red&phase=1")
    page.get_by_role("button", name="Copy link").click()
    address = page.locator('[data-testid="stPopoverBody"] code').inner_text()
    assert "colour" not in address
    assert "phase=1" in address


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_link_is_copied_with_a_button_that_is_seen_and_its_reach_is_said(
    browser: Browser, served: str, theme: str
) -> None:
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"],
        color_scheme=theme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(f"{served}/city?city=BRI")
    wait_until_whole(page)
    page.get_by_role("button", name="Copy link").click()
    body = page.locator('[data-testid="stPopoverBody"]')
    assert "on this computer only" in body.inner_text()
    button = body.get_by_role("button", name="Copy to clipboard")
    seen = button.bounding_box()
    assert seen is not None
    assert seen["height"] >= 24
    assert seen["width"] >= 100
    assert button.evaluate("one => getComputedStyle(one).visibility") == "visible"
    # Its words come from the style sheet, where axe does not look.
    ink = "one => getComputedStyle(one).color"
    assert button.evaluate(ink) == page.locator('[data-testid="stPopoverBody"] p').evaluate(ink)
    button.click()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == body.locator("code").inner_text()
    context.close()


def test_a_downloaded_workbook_says_of_which_day_and_data_it_is(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/?phase=1")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download XLSX").last.click()
    waiting.value.save_as(tmp_path / "table.xlsx")
    book = openpyxl.load_workbook(tmp_path / "table.xlsx")
    table, about = book.worksheets
    assert [cell.value for cell in table[1]][:2] == ["City", "City identifier"]
    assert (table["A2"].value, table["B2"].value) == ("Bristol", "BRI")
    told = dict(about.iter_rows(min_row=2, values_only=True))
    assert told["As at"] == "2023-12-31"
    assert "Phase one" in told["Shown"]
    assert "phase=1" in told["Address"]
    assert told["Fingerprint of the data"] in told["Address"]
    assert {"As known on", "Sources", "Licence", "Made on"} <= set(told)
