"""What one sees first on a page, and what an address that it does not know is answered."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage


def test_a_choice_that_its_box_is_too_narrow_for_ends_in_an_ellipsis(open_page: OpenPage) -> None:
    page = open_page("/convening")
    for name in ("As at", "Changes since", "Follow"):
        expect(page.get_by_role("combobox", name=name)).to_have_css("text-overflow", "ellipsis")


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


def test_an_unknown_value_in_an_address_is_named(open_page: OpenPage) -> None:
    page = open_page("/?cities=BRX&as_at=2019-13&colour=red")
    said = " ".join(page.locator('[data-testid="stAlert"]').all_inner_texts())
    assert "'BRX'" in said
    assert "'2019-13'" in said
    assert "'colour'" in said
