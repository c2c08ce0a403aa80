"""Only what leads to the web is a link, and every link can stand in every format."""

from __future__ import annotations

import pytest

from ictrack.reports.document import Link
from ictrack.reports.web_address import web_address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a?b=1&c=%20d#e", "https://example.org/a?b=1&c=%20d#e"),
        (' http://example.org/a b"<>\\^`{|}\n', "http://example.org/a%20b%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("https://example.org/Llŷn\x00", "https://example.org/Ll%C5%B7n"),
        ("HTTPS://example.org", "HTTPS://example.org"),
    ],
)
def test_an_address_of_the_web_is_written_in_the_letters_of_addresses(url: str, address: str) -> None:
    assert web_address(Link("words", url)) == address


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "file:///etc/passwd", "//example.org", "https://", "http://[x", "http://a:b"],
)
def test_anything_else_is_no_link(url: str) -> None:
    assert web_address(Link("words", url)) is None
