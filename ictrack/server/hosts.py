"""Which addresses are this computer, and which names the app answers to."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from ictrack.settings import current_settings

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Say whether an address is of this computer only."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    # A socket of both kinds reports 127.0.0.1 as ::ffff:127.0.0.1.
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def is_known_host(header: str, names: Collection[str]) -> bool:
    """Say whether a Host header bears one of the names of this app.

    A page of another site can point a name of its own at this computer; its requests
    bear that name, and are refused.
    """
    try:
        parts = urlsplit(f"//{header}")
        name, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if name is None or parts.path or parts.query or parts.fragment or parts.username is not None:
        return False
    return name.rstrip(".") in names


def known_hosts() -> tuple[str, ...]:
    """Give the further names that the app answers to, as set."""
    words = current_settings().allowed_hosts.split(",")
    return tuple(word.strip().lower() for word in words if word.strip())
