"""Who calls, whether they are let in, and by which names they may call the app."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

from ictrack.errors import UsageError
from ictrack.language import _
from ictrack.login.setup import LoginSetup, login_setup
from ictrack.server.hosts import LOCAL_NAMES, is_known_host, is_loopback, known_hosts
from ictrack.settings import current_settings

# What answers even while nothing else can: supervisors ask it.
HEALTH = ("/api/v1/health", "/_stcore/health")
_OF_PROXIES = ("forwarded", "via", "x-real-ip")


@dataclass(frozen=True)
class Refusal:
    """Why a request is refused, with the status to answer."""

    status: int
    sentence: str


def is_direct(scope: Scope) -> bool:
    """Say whether somebody on this computer calls, and no proxy passes on what others ask."""
    client = scope.get("client")
    if client is None or not is_loopback(client[0]):
        return False
    return not any(name in _OF_PROXIES or name.startswith("x-forwarded-") for name in Headers(scope=scope))


def find_refusal(scope: Scope) -> Refusal | None:
    """Say why a caller is refused; nothing for one who is let in.

    What is set up wrongly lets nobody in: a login must never be taken for none.
    """
    try:
        setup = read_setup()
    except UsageError as error:
        return None if _is_supervisor(scope) else Refusal(503, str(error))
    return _refuse_stranger(scope, setup) or _refuse_name(scope, setup)


def read_setup() -> LoginSetup | None:
    """Read how people log in; raises UsageError where that or a setting cannot be read."""
    current_settings()
    return login_setup()


def _is_supervisor(scope: Scope) -> bool:
    host = Headers(scope=scope).get("host", "")
    return scope["path"] in HEALTH and is_direct(scope) and is_known_host(host, LOCAL_NAMES)


def _refuse_stranger(scope: Scope, setup: LoginSetup | None) -> Refusal | None:
    if is_direct(scope):
        return None
    if setup is None:
        return Refusal(403, _("ictrack is open to this computer only, because no login is set up."))
    if not setup.is_https:
        return Refusal(
            403, _("ictrack is open to this computer only, because its logins are not set up for HTTPS.")
        )
    return None


def _refuse_name(scope: Scope, setup: LoginSetup | None) -> Refusal | None:
    if is_known_host(Headers(scope=scope).get("host", ""), known_names(scope, setup)):
        return None
    if setup:
        sentence = _("This address does not name this app. Open it as {origin}.", origin=setup.origin)
    else:
        sentence = _(
            "This address does not name this app. Open it as localhost or 127.0.0.1; further names "
            "are allowed with the setting ICTRACK_ALLOWED_HOSTS."
        )
    return Refusal(400, sentence)


def known_names(scope: Scope, setup: LoginSetup | None) -> frozenset[str]:
    """Give the names by which a caller may call the app: those of this computer only from itself."""
    names = {*known_hosts()}
    if setup:
        names.add(setup.host)
    if is_direct(scope):
        names.update(LOCAL_NAMES)
    return frozenset(names)
