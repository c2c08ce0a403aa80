"""Which addresses are this computer, and which names are the app's."""

from __future__ import annotations

import pytest

from ictrack.server.guards import content_policy, script_hashes
from ictrack.server.hosts import LOCAL_NAMES, is_known_host, is_loopback


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
    assert not is_known_host(header, LOCAL_NAMES)


@pytest.mark.parametrize(
    ("header", "is_known"),
    [
        ("ictrack.example", True),
        ("ICTRACK.example.:443", True),
        ("localhost", False),
        ("x.ictrack.example", False),
    ],
)
def test_a_name_is_known_with_any_port_and_in_any_case(header: str, is_known: bool) -> None:
    assert is_known_host(header, {"ictrack.example"}) is is_known


def test_the_one_inline_script_of_streamlits_page_is_allowed_by_its_hash() -> None:
    assert len(script_hashes()) == 1
    assert script_hashes()[0] in content_policy("localhost:8501")
