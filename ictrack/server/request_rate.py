"""How much one caller may ask in a minute."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from ictrack.language import _
from ictrack.server.answers import turn_away
from ictrack.settings import current_settings

Clock = Callable[[], float]

# What Streamlit itself draws with: many files at once, which a browser then keeps for a year.
FILES = ("/static/", "/favicon.")
# A network of IPv6 that one subscriber has.
_SUBSCRIBER = 64
_KEPT_CALLERS = 10_000


@dataclass
class _Bucket:
    left: float
    at: float


class TokenBuckets:
    """Count what each caller may still ask: a minute's worth at once, then as it is filled up again."""

    def __init__(self, per_minute: int, clock: Clock, kept: int = _KEPT_CALLERS) -> None:
        """Begin with a full bucket for everybody; remember so many callers at most."""
        self._per_minute = per_minute
        self._clock = clock
        self._kept = kept
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        """Count the callers that are remembered."""
        return len(self._buckets)

    def take(self, caller: str) -> float:
        """Take one from a caller's bucket; give the seconds to wait where it is empty, else nought."""
        now, rate = self._clock(), self._per_minute / 60
        bucket = self._buckets.setdefault(caller, _Bucket(self._per_minute, now))
        self._buckets.move_to_end(caller)
        if len(self._buckets) > self._kept:
            self._buckets.popitem(last=False)
        bucket.left = min(self._per_minute, bucket.left + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.left < 1:
            return (1 - bucket.left) / rate
        bucket.left -= 1
        return 0.0


class RequestRate:
    """Refuse what one address asks beyond so many requests a minute."""

    def __init__(self, app: ASGIApp, clock: Clock = time.monotonic) -> None:
        """Wrap an application."""
        self._app = app
        self._clock = clock
        self._buckets: TokenBuckets | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say when to ask again."""
        wait = 0.0
        if scope["type"] in {"http", "websocket"} and not scope["path"].startswith(FILES):
            wait = self._counted().take(caller_of(scope))
        if not wait:
            await self._app(scope, receive, send)
            return
        sentence = _("There were too many requests from your network. Wait a minute, then try again.")
        await turn_away(scope, receive, send, 429, sentence, Retry_After=str(math.ceil(wait)))

    def _counted(self) -> TokenBuckets:
        # Settings are read once a request comes: a wrong one is then told as a page.
        if self._buckets is None:
            self._buckets = TokenBuckets(current_settings().requests_per_minute, self._clock)
        return self._buckets


def caller_of(scope: Scope) -> str:
    """Name the network that a request comes from: an address, of IPv6 what one subscriber has."""
    client = scope.get("client")
    try:
        address = ipaddress.ip_address(client[0] if client else "")
    except ValueError:
        # A proxy may pass on any word; all of them are one caller.
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), _SUBSCRIBER), strict=False))
