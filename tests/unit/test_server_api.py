"""What programs get from the app that runs: the same counts as the command, and plain refusals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.unit.running_app import RunningApp, run_app, run_cli
from tests.unit.small_programme import make_database

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    with run_app(make_database(tmp_path_factory.mktemp("api") / "small.duckdb")) as running:
        yield running


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ("csv", {}),
        ("json", {"by": "city"}),
        ("csv", {"by": "area,phase,city"}),
        ("json", {"as_at": "2019-08", "known_on": "2019-10-01", "phase": "1"}),
        ("csv", {"by": "city", "as_at": "2016"}),
        ("json", {"by": "phase", "city": ["BRI", "Llŷn"], "plan_link": "programme_document"}),
        ("csv", {"area": ["jobs", ""]}),
    ],
)
def test_an_address_gives_the_bytes_that_the_command_gives(
    app: RunningApp, form: str, asked: dict[str, str | list[str]]
) -> None:
    options = [
        word
        for name, values in asked.items()
        for value in ([values] if isinstance(values, str) else values)
        for word in (f"--{name.replace('_', '-')}", value)
    ]
    answered = app.ask(f"/api/v1/summary.{form}?{urlencode(asked, doseq=True)}")
    printed = run_cli("summary", "--database", app.database, "--format", form, *options)
    assert (answered.status, printed.returncode) == (200, 0)
    assert answered.body == printed.stdout


def test_csv_is_offered_as_a_file_and_both_say_what_they_are(app: RunningApp) -> None:
    csv, json = app.ask("/api/v1/summary.csv"), app.ask("/api/v1/summary.json")
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert csv.headers["content-disposition"] == 'attachment; filename="summary.csv"'
    assert json.headers["content-type"] == "application/json"


def test_a_head_request_gets_the_headers_alone(app: RunningApp) -> None:
    head, get = app.ask("/api/v1/summary.csv", "HEAD"), app.ask("/api/v1/summary.csv")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


def test_what_has_not_changed_is_not_sent_again(app: RunningApp) -> None:
    tag = app.ask("/api/v1/summary.csv").headers["etag"]
    again = app.ask("/api/v1/summary.csv", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert app.ask("/api/v1/summary.csv?by=city", If_None_Match=tag).status == 200


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        ("cty=BRI", ["by", "as_at", "known_on", "phase", "city", "area", "plan_link"]),
        ("by=citty", ["city", "area", "phase"]),
        ("by=", ["city", "area", "phase"]),
        ("phase=3", ["1", "2"]),
        ("phase=", ["1", "2"]),
        ("phase=1&phase=2", ["one value"]),
        ("city=Cardif", ["BRI", "a,b", "ŵ", "=1"]),
        ("area=none", ["jobs", "civic"]),
        ("plan_link=yes", ["programme_document", "listed_strategy", "unconfirmed"]),
    ],
)
def test_a_bad_parameter_gets_a_400_that_says_what_is_allowed(
    app: RunningApp, query: str, allowed: list[str]
) -> None:
    for form in ("csv", "json"):
        answered = app.ask(f"/api/v1/summary.{form}?{query}")
        assert answered.status == 400
        assert sorted(answered.data["allowed"]) == sorted(allowed)
        assert "is not allowed" in answered.data["error"]


@pytest.mark.parametrize("day", ["2019-02-31", "31/12/2019", "yesterday", "1066", "2019-3", ""])
def test_a_day_that_cannot_be_read_gets_a_400_that_shows_how_days_are_written(
    app: RunningApp, day: str
) -> None:
    answered = app.ask(f"/api/v1/summary.csv?{urlencode({'as_at': day})}")
    assert answered.status == 400
    assert answered.data["allowed"][:2] == ["2019", "2019-03"]


def test_health_tells_versions_and_no_path(app: RunningApp) -> None:
    answered = app.ask("/api/v1/health")
    assert answered.status == 200
    assert set(answered.data) == {"status", "version", "data_version", "engine"}
    assert answered.data["status"] == "ok"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/api/v1/summary.csv", "/api/v1/summary.json", "/api/v1/health"])
def test_other_methods_get_a_405(app: RunningApp, method: str, path: str) -> None:
    answered = app.ask(path, method)
    assert (answered.status, answered.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v1/", "/api/v2/health", "/api/v1/summary.xlsx"])
def test_an_address_that_there_is_not_gets_a_404_that_names_those_there_are(
    app: RunningApp, path: str
) -> None:
    answered = app.ask(path)
    assert answered.status == 404
    assert "/api/v1/summary.csv" in answered.data["allowed"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/city",
        "/favicon.png",
        "/static/css/none.css",
        "/_stcore/health",
        "/_stcore/host-config",
        "/media/none",
        "/api/v1/summary.csv",
        "/api/v1/summary.csv?by=x",
        "/api/v1/health",
        "/api/none",
        "//evil.example/",
        "/%2e%2e/%2e%2e/etc/passwd",
    ],
)
def test_every_answer_bears_the_security_headers(app: RunningApp, path: str) -> None:
    headers = app.ask(path).headers
    assert {name: headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"].startswith("'self' 'sha256-")
    assert "unsafe" not in policy["script-src"]
    assert policy["frame-ancestors"] == "'none'"
    assert policy["connect-src"] == f"'self' ws://127.0.0.1:{app.port} wss://127.0.0.1:{app.port}"


def test_files_of_the_page_bear_them_too(app: RunningApp) -> None:
    page = app.ask("/").body.decode()
    script = page.split('<script type="module" crossorigin src=".')[1].split('"')[0]
    answered = app.ask(script)
    assert answered.status == 200
    assert answered.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "a@localhost", ""]
)
def test_a_request_that_names_another_host_is_refused_with_a_sentence(app: RunningApp, host: str) -> None:
    for path in ("/", "/api/v1/health", "/_stcore/host-config"):
        answered = app.ask(path, Host=host)
        assert answered.status == 400
        assert b"ICTRACK_ALLOWED_HOSTS" in answered.body
        assert host.encode() not in answered.body or not host


def test_a_web_socket_that_names_another_host_is_refused(app: RunningApp) -> None:
    handshake = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec_WebSocket_Key": "c2l4dGVlbiBieXRlcyEhIQ==",
        "Sec_WebSocket_Version": "13",
    }
    assert app.ask("/_stcore/stream", "GET", None, Host="evil.example", **handshake).status == 403


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:{port}", "127.0.0.1:{port}", "[::1]:{port}", "localhost."]
)
def test_the_names_of_this_computer_are_answered(app: RunningApp, host: str) -> None:
    assert app.ask("/api/v1/health", Host=host.format(port=app.port)).status == 200


def test_further_names_are_answered_once_they_are_set(tmp_path: Path) -> None:
    database = make_database(tmp_path / "small.duckdb")
    with run_app(database, ICTRACK_ALLOWED_HOSTS="tracker.example, other.example") as running:
        assert running.ask("/api/v1/health", Host="tracker.example").status == 200
        assert running.ask("/api/v1/health", Host="Other.example:443").status == 200
        assert running.ask("/api/v1/health", Host="evil.example").status == 400
