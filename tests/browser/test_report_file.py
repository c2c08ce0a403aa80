"""The report as one HTML file, opened from a disk: on a desk, on a phone, on paper, without scripts."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ictrack.reports.document import Grid, Heading, Report, Section
from ictrack.reports.web import write_html
from tests.browser.looking import SIZES, Theme, opened_window, violations
from tests.reports.sample import CONTROL, NASTY, sample_report

THEMES: tuple[Theme, ...] = ("light", "dark")
# How wide A4 is between the margins of the style sheet, in CSS pixels.
A4 = 680
DARK, WHITE = "rgb(20, 24, 28)", "rgb(255, 255, 255)"


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report(commentary="\n\n".join((*NASTY, CONTROL)))


@pytest.fixture(scope="module")
def file(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(write_html(report))
    return path


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Page]:
    """Open the file as readers do, its own policy in force."""
    context = browser.new_context(viewport=SIZES["desk"], color_scheme="dark")
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


def drawn(page: Page) -> int:
    """Count the charts that are drawn."""
    return page.locator(".ic-plot svg.main-svg:first-child").count()


def expect_charts_on(page: Page, ground: str) -> None:
    """Wait until every chart is drawn on a colour."""
    for chart in page.locator(".ic-plot svg.main-svg:first-child").all():
        expect(chart).to_have_css("background-color", ground)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", list(SIZES))
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(
    browser: Browser, file: Path, report: Report, size: str, theme: Theme
) -> None:
    with opened_window(browser, size, theme) as window:
        page = window.new_page()
        page.goto(file.as_uri())
        assert drawn(page) == len(report.charts())
        assert violations(page) == []
        for folded in page.locator("details > summary").all():
            folded.click()
        assert violations(page) == []
        width = SIZES[size]["width"]
        assert page.evaluate("document.documentElement.scrollWidth") == width
        expect_charts_on(page, WHITE if theme == "light" else DARK)


def test_nothing_is_said_on_the_console_and_nobody_is_called(browser: Browser, file: Path) -> None:
    context = browser.new_context(viewport=SIZES["desk"])
    page = context.new_page()
    said: list[str] = []
    called: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: called.append(request.url))
    page.goto(file.as_uri())
    page.locator(".ic-plot").first.hover()
    page.locator("details > summary").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as a picture").first.click()
    assert waiting.value.suggested_filename == "steps.png"
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    assert said == []
    assert [url for url in called if not url.startswith(("data:", "blob:"))] == [file.as_uri()]
    context.close()


def test_charts_follow_the_readers_theme_and_paper_is_white(opened: Page) -> None:
    expect_charts_on(opened, DARK)
    opened.emulate_media(color_scheme="light")
    expect_charts_on(opened, WHITE)
    opened.emulate_media(color_scheme="dark", media="print")
    assert opened.locator("body").evaluate("one => getComputedStyle(one).backgroundColor") == WHITE
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect_charts_on(opened, WHITE)
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    expect_charts_on(opened, DARK)


def test_a_hidden_series_does_not_answer(opened: Page) -> None:
    """The others stand on it, so the place is there; nothing is said of it."""
    steps = opened.locator("#chart-steps")
    assert steps.locator(".legend .traces").count() == 3
    assert "Start" not in steps.inner_text()


def test_without_scripts_every_number_is_there(browser: Browser, file: Path, report: Report) -> None:
    context = browser.new_context(viewport=SIZES["phone"], java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    for chart in report.charts():
        assert page.get_by_text(chart.sentence).first.is_visible()
        assert page.locator("caption", has_text=chart.table.caption).first.is_visible()
    assert page.get_by_role("button", name="Save as a picture").count() == 0
    assert page.locator(".ic-plot").first.evaluate("one => one.offsetHeight") == 0
    context.close()


def test_a_number_leads_to_its_initiatives_and_back_by_keyboard(opened: Page) -> None:
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Skip to the report"
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "6 initiatives"
    opened.keyboard.press("Enter")
    assert opened.locator("tr:target th").inner_text() == "6 initiatives"
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    assert opened.locator("tr:target th").inner_text() == "BRI-01"


def test_no_table_and_no_chart_is_wider_than_the_paper(browser: Browser, tmp_path: Path) -> None:
    headings = tuple(Heading(f"c{n}", "No dated evidence of status", is_number=n > 0) for n in range(14))
    rows = (("Bournemouth, Christchurch and Poole", *range(13)),) * 3
    wide = Section("wide", "Wide", (Grid("Wide", headings, rows),))
    path = tmp_path / "wide.html"
    path.write_bytes(write_html(replace(sample_report(), sections=(*sample_report().sections, wide))))
    context = browser.new_context(viewport={"width": A4, "height": 960})
    page = context.new_page()
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    too_wide = page.evaluate(
        "width => [...document.querySelectorAll('table, .main-svg')]"
        ".filter(one => one.getBoundingClientRect().right > width).map(one => one.outerHTML.slice(0, 80))",
        A4,
    )
    assert too_wide == []
    context.close()


def printed_pages(context: BrowserContext, file: Path, folder: Path) -> list[str]:
    """Print a file as a browser does, and read the text of each page."""
    page = context.new_page()
    page.goto(file.as_uri())
    page.pdf(path=folder / "report.pdf", prefer_css_page_size=True)
    command = ["pdftotext", "-layout", str(folder / "report.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return text.split("\f")[:-1]


@pytest.mark.system
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on this machine")
def test_every_printed_page_says_of_what_it_is_and_parts_start_a_page(
    browser: Browser, file: Path, report: Report, tmp_path: Path
) -> None:
    context = browser.new_context(color_scheme="dark")
    pages = printed_pages(context, file, tmp_path)
    context.close()
    for number, text in enumerate(pages, start=1):
        flat = re.sub(r"\s+", " ", text)
        assert report.stamp.line in flat
        assert report.stamp.warnings[0] in flat
        assert f"{number}/{len(pages)}" in flat.replace(" ", "")
    for title in ("One page for leaders", "City by city", "Cardiff <Caerdydd>", "Annex"):
        starts = [text.splitlines()[1:6] for text in pages]
        assert any(title in [line.strip() for line in lines] for lines in starts), title
    # The table of the annex goes on to a second page and is headed there again.
    annex = [text for text in pages if re.search(r"^\s*BRI-[3-6]\d", text, re.MULTILINE)]
    assert len(annex) >= 2
    assert all(re.search(r"^\s*Identifier\s+Initiative\s+Progress", text, re.MULTILINE) for text in annex)
