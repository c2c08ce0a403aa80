"""Where somebody wanted to go before they were sent to log in, kept for a few minutes.

A provider sends people back to the first page. What they had opened is kept here, in the memory
of this process, by the cookie that Streamlit gives each browser; nothing of it is written down.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

_KEPT_SECONDS = 900.0
_MOST = 1_000
# Set in the window from which somebody was sent to log in; the one that they come back to is new.
_BEGUN = "ictrack_login_begun"


@dataclass(frozen=True)
class Wanted:
    """A page and what it opens."""

    page: str
    query: Mapping[str, list[str]]


_wanted: OrderedDict[str, tuple[float, Wanted]] = OrderedDict()
_lock = threading.Lock()


def keep_wanted(wanted: Wanted) -> None:
    """Keep where the one at the screen wants to go."""
    browser = _browser()
    if browser is None:
        return
    st.session_state[_BEGUN] = True
    with _lock:
        _wanted[browser] = (time.monotonic(), wanted)
        _wanted.move_to_end(browser)
        while len(_wanted) > _MOST:
            _wanted.popitem(last=False)


def is_login_broken_off() -> bool:
    """Say whether the browser of the one at the screen was sent to log in, and came back without."""
    browser = _browser()
    with _lock:
        kept = _wanted.get(browser) if browser else None
    return kept is not None and not st.session_state.get(_BEGUN, False)


def take_wanted() -> Wanted | None:
    """Give where the one at the screen wanted to go, once."""
    browser = _browser()
    with _lock:
        kept = _wanted.pop(browser, None) if browser else None
    return kept[1] if kept and time.monotonic() - kept[0] < _KEPT_SECONDS else None


def _browser() -> str | None:
    cookie = st.context.cookies.get(XSRF_COOKIE_NAME)
    # The token is masked anew each time it is sent; what it masks stays.
    token = decode_xsrf_token_string(cookie)[0] if cookie else None
    return hashlib.sha256(token).hexdigest() if token else None
