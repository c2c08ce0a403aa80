"""Returns in a real browser: what asks a city for its return is taken away, and the return signed off."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.conftest import wait_until_whole
from tests.browser.looking import violations


def open_first_return(page: Page, invented: str) -> None:
    """Open returns while a convening is prepared, then that of the first city that sent any part."""
    page.goto(f"{invented}/returns?as_at=2026-09-25")
    wait_until_whole(page)
    assert violations(page) == []
    page.locator('a[aria-label*="Answered: "]').first.click()
    page.get_by_role("link", name="Show all that is asked about").click()
    page.get_by_role("button", name="Download the returns workbook").wait_for()
    wait_until_whole(page)


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def test_what_asks_a_city_for_its_return_is_taken_away(page: Page, invented: str, tmp_path: Path) -> None:
    open_first_return(page, invented)
    assert violations(page) == []
    workbook = tmp_path / "return.xlsx"
    workbook.write_bytes(saved(page, "Download the returns workbook"))
    assert len(openpyxl.load_workbook(workbook).sheetnames) >= 2

    page.get_by_role("button", name="Write to the city").click()
    page.locator('[data-testid="stPopoverBody"]').wait_for()
    assert violations(page) == []
    # What the message is sent with is seen at once, above the text however long that is.
    opening = page.get_by_role("link", name="Open in your mail program")
    for one in (
        opening,
        *(page.get_by_role("button", name=name) for name in ("Save as a message", "Due day")),
    ):
        expect(one).to_be_in_viewport(ratio=1)
    text = page.get_by_text("Dear colleagues in ").bounding_box()
    above = page.get_by_role("button", name="Due day for a calendar").bounding_box()
    assert text is not None
    assert above is not None
    assert above["y"] + above["height"] <= text["y"]
    link = opening.get_attribute("href") or ""
    (body,) = parse_qs(urlsplit(link).query)["body"]
    assert body.startswith("Dear colleagues in ")
    calendar = saved(page, "Due day for a calendar")
    assert calendar.startswith(b"BEGIN:VCALENDAR\r\n")
    message = saved(page, "Save as a message")
    assert message.startswith(b"Date: ")
    assert b"\r\nSubject: " in message
    assert b"text/calendar" in message
    assert b"spreadsheetml" in message


def test_a_return_is_signed_off_and_that_is_taken_back(page: Page, invented: str) -> None:
    open_first_return(page, invented)
    page.get_by_role("button", name="Sign off this return").click()
    expect(page.get_by_text("by the administrator of this computer.")).to_be_visible()
    assert violations(page) == []
    page.reload()
    wait_until_whole(page)
    expect(page.get_by_text("by the administrator of this computer.")).to_be_visible()
    page.get_by_role("button", name="Take back the sign-off").click()
    expect(page.get_by_role("button", name="Sign off this return")).to_be_visible()
    expect(page.get_by_text("by the administrator of this computer.")).to_have_count(0)
