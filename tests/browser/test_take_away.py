"""What a reader takes away: one file with the view in it, whose links lead back to the app."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import OpenPage


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
    links = alone.locator(".ic-squares a").first
    assert str(links.evaluate("link => link.href")).startswith(served)
    context.close()


def test_a_copied_link_holds_nothing_that_the_page_does_not_know(open_page: OpenPage) -> None:
    page = open_page("/?colour=red&phase=1")
    page.get_by_role("button", name="Copy link").click()
    address = page.locator('[data-testid="stPopoverBody"] code').inner_text()
    assert "colour" not in address
    assert "phase=1" in address
