"""What is not a page of the app is told in words, with what to do next, and never with a traceback."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from starlette.types import Receive, Scope, Send

from ictrack.server.answers import answer
from ictrack.server.guards import SecurityHeaders
from tests.unit.asking import ask, messages_of, scope_of
from tests.unit.running_app import RunningApp, run_app
from tests.unit.small_programme import make_database

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
SECRET = "what only the log may hold"  # noqa: S105 - no password
STATUSES = (400, 403, 404, 405, 413, 429, 500, 503)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    with run_app(make_database(tmp_path_factory.mktemp("errors") / "small.duckdb")) as running:
        yield running


async def failing(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Fail as only a fault of ictrack does."""
    raise ZeroDivisionError(SECRET)


@pytest.mark.parametrize("path", ["/", "/api/v1/summary.json"])
@pytest.mark.parametrize("accept", [BROWSER, "*/*"])
def test_a_fault_is_told_by_a_reference_that_the_log_holds(
    caplog: pytest.LogCaptureFixture, path: str, accept: str
) -> None:
    logging.getLogger("ictrack").propagate = True
    with caplog.at_level(logging.ERROR):
        told = ask(SecurityHeaders(failing), scope_of(path, Accept=accept))
    assert told.status == 500
    reference = re.search(rb"reference: ([0-9a-f]{8})\.", told.body)
    assert reference is not None
    assert any(reference[1].decode() in record.getMessage() for record in caplog.records)
    for hidden in (SECRET, "Traceback", "ZeroDivisionError", ".py"):
        assert hidden.encode() not in told.body


@pytest.mark.parametrize("status", STATUSES)
def test_a_page_has_a_heading_the_sentence_and_a_way_on(status: int) -> None:
    told = ask(answer(scope_of(), status, "Why <it> is so."), scope_of())
    page = told.body.decode()
    assert told.status == status
    assert len(re.findall(r"<h1>[^<]+</h1>", page)) == 1
    assert "Why &lt;it&gt; is so." in page
    assert (page.count("<a href=") == 1) is (status != 403)
    assert told.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/", BROWSER, "text/html"),
        ("/media/none", "*/*", "text/plain"),
        ("/_stcore/host-config", "*/*", "application/json"),
        ("/api/v1/none", BROWSER, "application/json"),
    ],
)
def test_a_reader_gets_a_page_a_program_and_streamlit_json_and_else_a_text(
    path: str, accept: str, kind: str
) -> None:
    scope = scope_of(path, Accept=accept)
    assert ask(answer(scope, 503, "Why."), scope).headers["content-type"].startswith(kind)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/media/none", 404),
        ("/_stcore/agent/none", 404),
        ("/component/none/index.html", 404),
        ("/..%2f..%2fetc", 400),
        ("/_stcore/metrics/x", 200),
    ],
)
def test_the_words_of_the_framework_become_a_page(app: RunningApp, path: str, status: int) -> None:
    told = app.ask(path, Accept=BROWSER)
    assert told.status == status
    assert told.headers["content-type"].startswith("text/html")
    assert (b"<h1>" in told.body) is (status >= 400)


def test_scripts_of_the_page_get_what_streamlit_says(app: RunningApp) -> None:
    told = app.ask("/city/_stcore/host-config", Accept="*/*")
    assert (told.status, told.body) == (404, b"Not Found")


def test_a_head_request_for_nothing_has_no_body(app: RunningApp) -> None:
    told = app.ask("/media/none", "HEAD", Accept=BROWSER)
    assert (told.status, told.body) == (404, b"")


def test_a_page_that_is_not_replaced_passes_as_it_is() -> None:
    sent = messages_of(SecurityHeaders(answer(scope_of(), 404, "Nothing.")), scope_of())
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
