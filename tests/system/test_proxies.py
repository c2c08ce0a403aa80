"""The app behind nginx and behind Caddy, set up as the README shows, and a browser before them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, WebSocket, expect, sync_playwright

from ictrack.commands.key import key_path
from ictrack.server.https import STRICT_TRANSPORT
from tests.browser.conftest import QUIET
from tests.machine import find_chromium
from tests.system.proxies import NAME, Proxy, RunProxy, run_caddy, run_nginx
from tests.unit.running_app import RunningApp, free_port, run_app
from tests.unit.secrets_file import write_secrets
from tests.unit.small_programme import make_database

pytestmark = pytest.mark.system
PER_MINUTE = 120
MEBIBYTE = 1024**2
UPLOAD = "/_stcore/upload_file/session/file"
PROXIES: dict[str, RunProxy] = {"nginx": run_nginx, "caddy": run_caddy}


@dataclass(frozen=True)
class Served:
    """An app, and the proxy before it."""

    app: RunningApp
    proxy: Proxy


@pytest.fixture(scope="module", params=list(PROXIES))
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp(request.param)
    port = free_port()
    own = {
        "STREAMLIT_SECRETS_FILES": str(write_secrets(folder, f"https://{NAME}:{port}/oauth2callback")),
        "ICTRACK_REQUESTS_PER_MINUTE": str(PER_MINUTE),
    }
    with (
        run_app(make_database(folder / "small.duckdb"), **own) as app,
        PROXIES[request.param](folder, port, app.port) as proxy,
    ):
        yield Served(app, proxy)


@pytest.fixture
def page(served: Served) -> Iterator[Page]:
    """Open a browser that finds the name of the app on this computer."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*QUIET, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
        )
        yield browser.new_context(ignore_https_errors=True, base_url=served.proxy.origin).new_page()
        browser.close()


def test_a_browser_sees_the_page_through_the_proxy_in_peace(page: Page) -> None:
    said: list[str] = []
    heard: list[str] = []

    def listen(stream: WebSocket) -> None:
        stream.on("framereceived", lambda _frame: heard.append(stream.url))

    page.on("console", lambda m: said.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("websocket", listen)
    answered = page.goto("/")
    assert answered is not None
    expect(page.locator("h1")).to_have_count(1, timeout=60_000)
    page.wait_for_timeout(1_000)
    assert said == []
    assert heard
    assert set(heard) == {page.url.replace("https", "wss", 1) + "_stcore/stream"}
    assert answered.headers["strict-transport-security"] == STRICT_TRANSPORT
    cookies = page.context.cookies()
    assert cookies
    assert all(cookie.get("secure") for cookie in cookies)


def test_every_answer_has_the_headers_and_tells_no_version(served: Served) -> None:
    for path in ("/", "/_stcore/health", "/media/none", "/api/v1/none"):
        headers = served.proxy.ask(path).headers
        assert headers["strict-transport-security"] == STRICT_TRANSPORT
        assert headers["x-frame-options"] == "DENY"
        assert f"wss://{NAME}:{served.proxy.port}" in headers["content-security-policy"]
        assert not any(letter.isdigit() for letter in headers["server"])


def test_another_name_leads_nowhere(served: Served) -> None:
    for host in ("another.example.org", "localhost", "127.0.0.1"):
        answered = served.proxy.ask("/", Host=f"{host}:{served.proxy.port}")
        assert answered.status == 400 or answered.body == b""
        assert answered.status != 200 or answered.body == b""


def test_a_caller_is_counted_by_its_address_whatever_it_says_of_itself(served: Served) -> None:
    passed = 0
    # What is filled up again while it asks lets more pass, but never so many.
    while passed < 3 * PER_MINUTE:
        said = f"192.0.2.{passed % 250}"
        answered = served.proxy.ask(
            "/_stcore/health",
            client="127.0.0.3",
            X_Forwarded_For=said,
            Forwarded=f"for={said}",
            X_Real_IP=said,
        )
        if answered.status == 429:
            break
        passed += 1
    assert PER_MINUTE <= passed < 3 * PER_MINUTE
    assert served.proxy.ask("/_stcore/health", client="127.0.0.4").status == 200


def test_commands_are_not_heard_through_the_proxy_even_with_the_token(served: Served) -> None:
    token = json.loads(key_path(served.app.database).read_bytes())["token"]
    body = b'{"kind":"summary","today":"2024-01-01","request":{},"form":"table"}'
    sent = {"method": "POST", "body": body, "Authorization": f"Bearer {token}"}
    assert served.app.ask("/api/v1/commands", **sent).status == 200  # type: ignore[arg-type]
    for forged in ({}, {"X_Forwarded_For": "127.0.0.1"}, {"X_Forwarded_For": ""}):
        assert served.proxy.ask("/api/v1/commands", **sent, **forged).status == 403  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "size"),
    [("/api/v1/commands", 2 * MEBIBYTE), (UPLOAD, 11 * MEBIBYTE + 1), (UPLOAD, 13 * MEBIBYTE)],
)
def test_what_is_too_large_is_refused(served: Served, path: str, size: int) -> None:
    assert served.proxy.ask(path, "PUT", b"x" * size).status == 413


def test_the_app_goes_on_after_all_that(served: Served) -> None:
    assert served.proxy.ask("/_stcore/health").status == 200
    assert "Traceback" not in served.app.said()
