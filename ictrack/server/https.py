"""What is said to a browser that reaches the app over HTTPS: stay there, and keep cookies there."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders

from ictrack.login.setup import LoginSetup
from ictrack.server.hosts import LOCAL_NAMES

# A year. Names beneath that of the app may belong to others, so nothing is said of them.
STRICT_TRANSPORT = "max-age=31536000"
_COOKIE = b"set-cookie"


def keep_to_https(headers: MutableHeaders, setup: LoginSetup) -> None:
    """Mark an answer and its cookies as for HTTPS only, where readers come by it."""
    if not setup.is_https:
        return
    # A browser would keep every port of this computer to HTTPS for a year.
    if setup.host not in LOCAL_NAMES:
        headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    headers.raw[:] = [
        (name, secured(value) if name.lower() == _COOKIE else value) for name, value in headers.raw
    ]


def secured(cookie: bytes) -> bytes:
    """Add `Secure` to a cookie that lacks it; the rest of it stays."""
    attributes = [word.strip().lower() for word in cookie.split(b";")[1:]]
    return cookie if b"secure" in attributes else cookie + b"; Secure"
