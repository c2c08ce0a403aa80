"""One caller may ask so much and send so much, and so many may have the app open: the next one is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from ictrack.server.body_size import BodySize, body_limit
from ictrack.server.request_rate import FILES, RequestRate, TokenBuckets, caller_of
from ictrack.settings import current_settings
from tests.unit.asking import ask, scope_of
from tests.unit.running_app import RunningApp, run_app, wait_until
from tests.unit.secrets_file import write_secrets
from tests.unit.small_programme import make_database

LEAST = {"ICTRACK_REQUEST_BYTES": "1000", "ICTRACK_UPLOAD_BYTES": "5000", "ICTRACK_SESSIONS": "1"}
UPLOAD = "/_stcore/upload_file/session/file"


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@given(st.integers(1, 200), st.lists(st.floats(0, 90), max_size=300))
@settings(deadline=None, derandomize=True)
def test_nobody_gets_more_than_a_minutes_worth_and_what_was_filled_up_since(
    per_minute: int, pauses: list[float]
) -> None:
    clock = Clock()
    buckets = TokenBuckets(per_minute, clock)
    passed = 0
    for pause in pauses:
        clock.now += pause
        wait = buckets.take("caller")
        passed += wait == 0
        assert 0 <= wait <= 60 / per_minute + 1e-6
        assert passed <= per_minute + (clock.now - 1_000) * per_minute / 60 + 1e-6


@given(st.integers(1, 200))
@settings(deadline=None, derandomize=True)
def test_who_waits_as_long_as_told_is_let_in(per_minute: int) -> None:
    clock = Clock()
    buckets = TokenBuckets(per_minute, clock)
    assert [buckets.take("caller") for _ in range(per_minute)] == [0.0] * per_minute
    wait = buckets.take("caller")
    assert wait > 0
    assert buckets.take("another") == 0
    clock.now += wait + 1e-6
    assert buckets.take("caller") == 0


def test_no_more_callers_are_remembered_than_there_is_room_for() -> None:
    buckets = TokenBuckets(1, Clock(), kept=10)
    for caller in range(1_000):
        assert buckets.take(str(caller)) == 0
        assert len(buckets) <= 10
    assert buckets.take("999") > 0
    assert buckets.take("0") == 0


def test_the_request_too_many_is_told_when_to_ask_again_and_files_are_not_counted() -> None:
    app = RequestRate(PlainTextResponse("passed on"), Clock())
    allowed = current_settings().requests_per_minute
    assert {ask(app, scope_of("/api/v1/health")).status for _ in range(allowed)} == {200}
    refused = ask(app, scope_of("/api/v1/health"))
    assert (refused.status, refused.headers["retry-after"]) == (429, "1")
    assert "too many requests" in refused.data["error"]
    assert ask(app, scope_of("/")).status == 429
    assert {ask(app, scope_of(f"{path}x")).status for path in FILES} == {200}
    assert ask(app, scope_of("/", client="192.0.2.7")).status == 200


def test_thirty_people_behind_one_address_who_open_three_pages_each_are_not_refused() -> None:
    a_page = 7
    assert 30 * 3 * a_page < current_settings().requests_per_minute


@pytest.mark.parametrize(
    ("client", "caller"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("unknown", ""),
        ("x" * 10_000, ""),
        (None, ""),
    ],
)
def test_a_caller_is_an_address_and_in_ipv6_all_that_one_subscriber_has(
    client: str | None, caller: str
) -> None:
    assert caller_of(scope_of(client=client)) == caller


async def reading(scope: Scope, receive: Receive, send: Send) -> None:
    """Read the whole body, and answer with its length."""
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


@pytest.mark.parametrize("path", ["/", UPLOAD])
def test_a_body_may_be_as_large_as_the_limit_and_no_byte_larger(path: str) -> None:
    limit, app = body_limit(path), BodySize(reading)
    half = b"x" * (limit // 2)
    assert ask(app, scope_of(path), [half, half]).body == str(limit).encode()
    assert ask(app, scope_of(path, Content_Length=str(limit)), [half, half]).status == 200
    for refused in (
        ask(app, scope_of(path), [half, half, b"x"]),
        ask(app, scope_of(path, Content_Length="1"), [half, half, b"x", b"more"]),
        ask(app, scope_of(path, Content_Length=str(limit + 1))),
    ):
        assert refused.status == 413
        assert f"{limit:,} bytes".encode() in refused.body


def test_a_file_may_be_as_large_as_is_allowed_and_still_have_what_it_is_wrapped_in() -> None:
    assert body_limit(UPLOAD) - current_settings().upload_bytes == body_limit("/") == 1024**2


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """Run an app with limits that are soon reached."""
    with run_app(make_database(tmp_path_factory.mktemp("limits") / "small.duckdb"), **LEAST) as app:
        yield app


@pytest.mark.parametrize("body", [b"x" * 1_001, [b"x" * 500] * 3])
def test_the_app_that_runs_refuses_a_body_whether_or_not_its_size_is_said(
    small: RunningApp, body: bytes | list[bytes]
) -> None:
    refused = small.ask("/api/v1/commands", "POST", body, Authorization="Bearer x")
    # Without the right token nobody's body is read.
    assert refused.status == (413 if isinstance(body, bytes) else 403)
    assert small.ask("/api/v1/health").status == 200


def test_an_upload_that_is_too_large_is_refused_before_it_is_kept(small: RunningApp) -> None:
    assert small.ask(UPLOAD, "PUT", b"x" * 6_001).status == 413
    assert small.ask(UPLOAD, "PUT", b"x" * 6_000).status != 413


@pytest.mark.parametrize("size", [1_001, 3_000_000])
def test_who_closes_the_connection_after_one_request_still_hears_why_it_was_refused(
    small: RunningApp, size: int
) -> None:
    assert small.ask("/media/none", "POST", b"x" * size, Connection="close").status == 413


def open_session(app: RunningApp) -> ClientConnection:
    return connect(f"ws://127.0.0.1:{app.port}/_stcore/stream", subprotocols=["streamlit"])  # type: ignore[list-item]


def test_the_session_too_many_is_refused_and_its_page_says_so_until_one_is_closed(small: RunningApp) -> None:
    assert small.ask("/").status == 200
    with open_session(small):
        full = small.ask("/")
        assert (full.status, full.headers["retry-after"]) == (503, "60")
        assert b"As many people as ictrack is set up for have it open" in full.body
        asked = small.ask("/_stcore/host-config", Accept="*/*")
        assert asked.status == 503
        assert asked.data.startswith("As many people")
        with pytest.raises(InvalidStatus):
            open_session(small)
        for path in ("/_stcore/health", "/api/v1/summary.json", "/media/none", "/favicon.png"):
            assert small.ask(path).status != 503
    wait_until(lambda: small.ask("/").status == 200)
    with open_session(small):
        assert small.ask("/").status == 503


def test_one_network_takes_half_of_the_sessions_at_most(tmp_path: Path) -> None:
    secrets = str(write_secrets(tmp_path))
    own = {"STREAMLIT_SECRETS_FILES": secrets, "ICTRACK_SESSIONS": "4"}
    with run_app(make_database(tmp_path / "small.duckdb"), **own) as app, ExitStack() as opened:
        for _session in range(2):
            opened.enter_context(open_passed_on(app, "192.0.2.7"))
        with pytest.raises(InvalidStatus):
            open_passed_on(app, "192.0.2.7")
        assert app.ask("/", Host="ictrack.example", X_Forwarded_For="192.0.2.7").status == 503
        assert app.ask("/", Host="ictrack.example", X_Forwarded_For="192.0.2.8").status == 200
        opened.enter_context(open_passed_on(app, "192.0.2.8"))
        opened.enter_context(open_session(app))
        assert app.ask("/", Host="ictrack.example", X_Forwarded_For="192.0.2.9").status == 503
        assert app.ask("/").status == 503


def open_passed_on(app: RunningApp, client: str) -> ClientConnection:
    """Open a session as a proxy on this computer does for somebody else."""
    return connect(
        "ws://ictrack.example/_stcore/stream",
        sock=socket.create_connection(("127.0.0.1", app.port)),
        additional_headers={"X-Forwarded-For": client},
    )


def test_a_limit_that_is_no_number_is_said_and_nothing_is_served(tmp_path: Path) -> None:
    with run_app(make_database(tmp_path / "small.duckdb"), ICTRACK_SESSIONS="many") as app:
        for path in ("/", "/api/v1/summary.csv"):
            refused = app.ask(path)
            assert refused.status == 503
            assert b"ICTRACK_SESSIONS: " in refused.body
            assert b"is not allowed" in refused.body
            assert refused.headers["x-frame-options"] == "DENY"
        assert app.ask("/api/v1/health").status == 503
        assert "Traceback" not in app.said()
