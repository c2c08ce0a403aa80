"""The login cookie that Streamlit sets once somebody has come back from their provider.

It is signed, and bears what the provider said of them. Who they are is the issuer and the
subject: names and addresses of mail change, and are given to others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from ictrack.access.identity import Login
from ictrack.login.setup import LoginSetup


def read_login(cookies: Mapping[str, str], setup: LoginSetup) -> Login | None:
    """Read the login of a request; nothing where there is none, or it is not what this app signed."""
    signed = get_cookie_with_chunks(lambda name: _decode(cookies.get(name), name), USER_COOKIE_NAME)
    if not signed:
        return None
    try:
        told = json.loads(signed)
    except ValueError:
        return None
    if not isinstance(told, dict) or told.get("origin") != setup.origin:
        return None
    return login_of(told)


def login_of(claims: Mapping[str, Any]) -> Login | None:
    """Make a login of what a provider said; nothing where it does not say who somebody is, or when."""
    issuer, subject, issued = claims.get("iss"), claims.get("sub"), claims.get("iat")
    if not claims.get("is_logged_in") or not issuer or not subject or not isinstance(issued, int | float):
        return None
    # A nonce is made for each login, and the provider gives it back.
    told = [str(claims.get(name, "")) for name in ("iss", "sub", "iat", "nonce")]
    return Login(
        issuer=str(issuer),
        subject=str(subject),
        login_key=hashlib.sha256(json.dumps(told).encode()).hexdigest(),
        came_at=datetime.fromtimestamp(issued, UTC).replace(tzinfo=None),
        name=str(claims.get("name") or ""),
        email=str(claims.get("email") or ""),
    )


def _decode(value: str | None, name: str) -> bytes | None:
    if value is None:
        return None
    # What a header cannot bear was never signed by this app.
    try:
        raw = value.encode("latin-1")
    except UnicodeEncodeError:
        return None
    return decode_signed_value(get_cookie_secret(), name, raw)
