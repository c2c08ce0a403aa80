"""Who may call the app, and by which names."""

from __future__ import annotations

import asyncio

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Scope

from ictrack.server.guards import KnownCallers, content_policy, script_hashes
from ictrack.server.hosts import is_known_host, is_loopback


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost", "::ffff:127.0.0.1"]
)
def test_these_addresses_are_this_computer(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "::", "192.0.2.1", "::ffff:192.0.2.1", "localhost.example", "", "127.0.0.1.example"],  # noqa: S104
)
def test_these_addresses_are_not(address: str) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize(
    "header",
    ["localhost/x", "localhost?x", "localhost#x", "user@localhost", "localhost:port", "[::1", "local host"],
)
def test_what_is_more_than_a_name_and_a_port_names_no_host(header: str) -> None:
    assert not is_known_host(header)


@pytest.mark.parametrize(("client", "status"), [("127.0.0.1", 200), ("::1", 200), ("192.0.2.7", 403)])
@pytest.mark.parametrize("path", ["/", "/api/v1/health", "/_stcore/host-config"])
def test_a_caller_from_another_computer_is_refused_whatever_host_it_names(
    client: str, status: int, path: str
) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(b"host", b"localhost")],
        "client": (client, 50_000),
    }
    assert _status_of(scope) == status


def _status_of(scope: Scope) -> int:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(KnownCallers(PlainTextResponse("passed on"))(scope, receive, send))
    return int(sent[0]["status"])


def test_the_one_inline_script_of_streamlits_page_is_allowed_by_its_hash() -> None:
    assert len(script_hashes()) == 1
    assert script_hashes()[0] in content_policy("localhost:8501")
