"""The address of a link as every format can hold it."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from ictrack.reports.document import Link
from ictrack.reports.plain_text import clean_text

# What an address is made of beside letters and digits (RFC 3986); an escape stays as it is.
_MARKS = "%:/?#[]@!$&'()*+,;=-._~"


def web_address(link: Link) -> str | None:
    """Give where a link leads, all else than the characters of addresses escaped; None if not to the web."""
    address = quote(clean_text(link.url).strip(), safe=_MARKS)
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return address if is_whole and parts.scheme in {"http", "https"} else None
