"""Every page opens by its own address, whole, in peace, and from nowhere else."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage, wait_until_whole
from tests.browser.paths import PATHS, PATHS_OF_DATA, PATHS_OF_PEOPLE


def _assert_whole(page: Page) -> None:
    assert page.locator("h1").count() == 1
    assert page.locator(".st-key-menu a").count() >= 6
    assert page.locator(".st-key-menu").get_by_text("Overview", exact=True).count() == 1
    assert page.locator('[data-testid="stException"]').count() == 0


@pytest.mark.parametrize("path", PATHS_OF_DATA)
def test_a_page_opens_by_its_own_address_with_menu_and_filters(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    _assert_whole(page)
    assert page.get_by_role("combobox", name="As at").count() == 1
    # What is of a convening opens at its cut-off, the others at the latest day.
    is_of_convening = path == "/convening" or path.startswith("/convening_report")
    day = "31 March 2020" if is_of_convening else "31 December 2023"
    assert page.locator(".ic-stamp").inner_text().startswith(f"As at {day}")


@pytest.mark.parametrize("path", PATHS_OF_PEOPLE)
def test_a_page_of_people_opens_by_its_own_address_without_a_day(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    _assert_whole(page)
    assert page.get_by_role("combobox", name="As at").count() == 0
    assert page.locator(".ic-stamp").count() == 0


def test_a_choice_that_its_box_is_too_narrow_for_ends_in_an_ellipsis(open_page: OpenPage) -> None:
    page = open_page("/convening")
    for name in ("As at", "Changes since", "Follow"):
        expect(page.get_by_role("combobox", name=name)).to_have_css("text-overflow", "ellipsis")


# On a deep link Streamlit's own client asks first whether the app lives under that path.
_PROBES = ("/_stcore/health", "/_stcore/host-config")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_says_nothing_in_the_console_and_asks_no_other_host(
    browser: Browser, served: str, path: str
) -> None:
    said: list[str] = []
    failed: list[str] = []
    asked: set[str] = set()
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda m: said.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.goto(served + path)
    wait_until_whole(page)
    page.wait_for_timeout(500)
    context.close()
    assert [url for url in failed if not url.endswith(_PROBES)] == []
    assert [line for line in said if not line.startswith("Failed to load resource")] == []
    assert asked <= {urlsplit(served).netloc, ""}


def test_the_first_screen_holds_the_sentence_the_groups_and_the_squares(open_page: OpenPage) -> None:
    page = open_page("/", width=1280, height=800)
    for selector in (".ic-sentence", ".ic-groups", ".ic-squares"):
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        assert box["y"] < 800
    cities = page.locator(".ic-squares tbody tr")
    last = cities.nth(12).bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= 800


def test_no_page_scrolls_sideways_on_a_phone(open_page: OpenPage) -> None:
    wide: dict[str, Any] = {}
    for path in PATHS:
        page = open_page(path, width=320, height=640)
        over = page.evaluate(
            "() => document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
        )
        if over > 0:
            wide[path] = over
    assert wide == {}


def test_an_unknown_value_in_an_address_is_named(open_page: OpenPage) -> None:
    page = open_page("/?cities=BRX&as_at=2019-13&colour=red")
    said = " ".join(page.locator('[data-testid="stAlert"]').all_inner_texts())
    assert "'BRX'" in said
    assert "'2019-13'" in said
    assert "'colour'" in said
