"""Take the pictures of the README from the running app.

    python -m docs.take_pictures

starts the app on a fresh database, so that it shows the public record as a first start
does, and writes `docs/pictures`. It needs a Chrome or Chromium and requirements-dev.txt.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import QUIET, wait_until_whole
from tests.machine import find_chromium
from tests.unit.running_app import run_app

FOLDER = Path(__file__).with_name("pictures")
PICTURES = {
    "overview": "/",
    "city": "/city?city=BRI",
    "area": "/area?area=services",
    "initiative": "/initiative?initiative=BRI-02",
    "gaps": "/gaps?city=BRI&area=growth",
    "lenses": "/lenses",
    "convening": "/convening",
    "timeline": "/timeline",
}
PHONE = {"overview-phone": "/"}


def take(browser: Browser, address: str, name: str, width: int, height: int) -> None:
    """Take one picture of what a reader sees without scrolling."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light")
    page = context.new_page()
    page.goto(address)
    wait_until_whole(page)
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()


def main() -> None:
    """Take all pictures."""
    executable = find_chromium()
    if executable is None:
        sys.exit("No Chrome or Chromium was found. Install one and run this again.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, run_app(Path(folder) / "ictrack.duckdb") as app:
        address = f"http://127.0.0.1:{app.port}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
            for name, path in PICTURES.items():
                take(browser, address + path, name, 1280, 800)
            for name, path in PHONE.items():
                take(browser, address + path, name, 360, 740)
            browser.close()


if __name__ == "__main__":
    main()
