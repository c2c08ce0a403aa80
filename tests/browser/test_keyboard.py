"""The main way by keyboard alone: filter, open a city, open an initiative, copy its link."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_whole


def _tab_to(page: Page, name: str, *, most: int = 150) -> None:
    """Press Tab until the element of that accessible name has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        reached = page.evaluate(
            "() => { const e = document.activeElement;"
            " return (e.getAttribute('aria-label') || e.innerText || '').trim(); }"
        )
        if str(reached).startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def _shows_focus(page: Page) -> bool:
    return bool(
        page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"
        )
    )


def test_the_main_way_can_be_gone_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/")

    _tab_to(page, "Phase")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**phase=1**")
    wait_until_whole(page)
    expect(page.locator(".ic-stamp")).to_contain_text("Phase one")

    _tab_to(page, "Bristol")
    assert _shows_focus(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/city?**city=BRI**")
    wait_until_whole(page)
    assert "Phase one" in page.locator(".ic-stamp").inner_text()

    _tab_to(page, "Refugee entrepreneurship support")
    assert _shows_focus(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/initiative?**initiative=BRI-03**")
    wait_until_whole(page)

    _tab_to(page, "Copy link")
    page.keyboard.press("Enter")
    body = page.locator('[data-testid="stPopoverBody"] code')
    body.wait_for()
    address = body.inner_text()
    for part in ("initiative=BRI-03", "phase=1", "as_at=2023-12-31", "known_on="):
        assert part in address


def test_the_back_button_goes_back_to_the_same_filters(open_page: OpenPage) -> None:
    page = open_page("/?cities=BRI&as_at=2020-03-31")
    page.get_by_role("link", name="City", exact=True).first.click()
    # The menu's link holds the filters, so that the browser has one entry for the page.
    page.wait_for_url("**/city?cities=BRI&as_at=2020-03-31")
    wait_until_whole(page)
    assert "Bristol" in page.locator(".ic-stamp").inner_text()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Overview")
    wait_until_whole(page)
    assert "As at 31 March 2020" in page.locator(".ic-stamp").inner_text()


def test_two_tabs_keep_their_own_filters(open_page: OpenPage) -> None:
    one, other = open_page("/?phase=1"), open_page("/?phase=2")
    one.reload()
    wait_until_whole(one)
    assert "Phase one" in one.locator(".ic-stamp").inner_text()
    assert "Phase two" in other.locator(".ic-stamp").inner_text()
