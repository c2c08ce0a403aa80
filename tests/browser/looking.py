"""Look at a page as axe does, in the windows in which people open it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.exceptions import EXCEPTIONS

Theme = Literal["light", "dark"]
SIZES: dict[str, ViewportSize] = {
    "desk": {"width": 1280, "height": 900},
    "phone": {"width": 320, "height": 640},
}
# How wide A4 is between the margins of the style sheet, in CSS pixels.
A4 = 680
# Where every size in every theme would take long: each size and each theme once.
WINDOWS: dict[str, Theme] = {"desk": "light", "phone": "dark"}
# Which exceptions were met while the tests ran; one that never is must go.
MET: set[tuple[str, str]] = set()


@contextmanager
def opened_window(browser: Browser, size: str, theme: Theme) -> Iterator[BrowserContext]:
    """Open a window; axe is a script of the test's, which the app's own policy would refuse."""
    context = browser.new_context(viewport=SIZES[size], color_scheme=theme, bypass_csp=True)
    yield context
    context.close()


# A dialogue that opens and an element that is drawn anew fade in; half there they are grey on grey.
STILL = (
    "() => document.getAnimations().every(one => one.playState !== 'running'"
    " || one.effect.getComputedTiming().endTime === Infinity)"
)


def wider_than_paper(page: Page) -> list[str]:
    """Name the tables and charts that are wider than the paper."""
    found: list[str] = page.evaluate(
        "width => [...document.querySelectorAll('table, .main-svg')]"
        ".filter(one => one.getBoundingClientRect().width > width)"
        ".map(one => one.innerText ? one.innerText.slice(0, 40) : one.tagName)",
        A4 + 1,
    )
    return found


def violations(page: Page) -> list[str]:
    """List what axe finds on a page that moves no more, but for the known faults of the framework."""
    page.wait_for_function(STILL)
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
        if not _is_excepted(violation["id"], page, node)
    ]


def _is_excepted(rule: str, page: Page, node: dict[str, Any]) -> bool:
    for known in EXCEPTIONS:
        if known.rule == rule and page.locator(node["target"][0]).first.evaluate(
            "(element, selector) => element.matches(selector)", known.selector
        ):
            MET.add((known.rule, known.selector))
            return True
    return False
