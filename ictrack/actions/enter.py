"""Let somebody in who shows a login, or say why not; asked again on every run of a page."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from weakref import WeakKeyDictionary

from ictrack.access.identity import Login
from ictrack.access.rights import NOTHING, Grant, Rights, rights_of
from ictrack.access.roles import Action
from ictrack.actions.refusals import note_refusal
from ictrack.dates import utc_now
from ictrack.errors import NotPermittedError
from ictrack.settings import current_settings
from ictrack.store.database import Database
from ictrack.store.people import (
    PERSON,
    KnownLogin,
    begin_login,
    end_login,
    end_logins,
    find_login,
    forget_logins,
    keep_seen,
    list_grants,
)

# How often it is written down that somebody is still here.
_KEEP_EVERY = timedelta(minutes=1)
# The login cookie lives for 30 days: what is known of its login lives longer.
_KEPT = timedelta(days=60)
# How far the clock of a provider may be ahead.
_SKEW = timedelta(minutes=5)


class Refused(StrEnum):
    """Why somebody who shows a login is not let in."""

    TOO_OLD = "too_old"
    IDLE = "idle"
    SIGNED_OUT = "signed_out"
    NO_ROLE = "no_role"


@dataclass(frozen=True)
class Entrance:
    """Somebody who shows a login: their key, what they may see and do, or why they are refused.

    `person_id` is empty where the login was never let in.
    """

    person_id: str
    name: str
    rights: Rights
    refused: Refused | None = None
    grants: tuple[Grant, ...] = ()


class _Seen:
    """When each login was last here, for this process; the store is told once a minute."""

    def __init__(self) -> None:
        self._seen: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def last(self, login_key: str, stored: datetime) -> datetime:
        with self._lock:
            return max(stored, self._seen.get(login_key, stored))

    def now(self, login_key: str, now: datetime) -> None:
        with self._lock:
            self._seen[login_key] = now

    def forget(self, login_key: str) -> None:
        with self._lock:
            self._seen.pop(login_key, None)


_seen: WeakKeyDictionary[Database, _Seen] = WeakKeyDictionary()
_finding = threading.Lock()


def _seen_in(database: Database) -> _Seen:
    with _finding:
        return _seen.setdefault(database.whole, _Seen())


def enter(database: Database, login: Login, now: datetime | None = None) -> Entrance:
    """Let somebody in whose login is neither too old nor idle nor ended, and who has a role.

    Their roles are read anew each time. Raises DiskFullError where a login that is new cannot
    be recorded.
    """
    moment = now or utc_now()
    known = find_login(database, login)
    refused = _refuse_login(database, login, known, moment)
    if refused is not None:
        return Entrance(known.person_id if known else "", login.name, NOTHING, refused)
    if known is None or known.began_at is None:
        person_id = begin_login(database, login, moment)
        forget_logins(database, moment, _KEPT)
    else:
        person_id = known.person_id
        if known.seen_at is not None and moment - known.seen_at > _KEEP_EVERY:
            keep_seen(database, login.login_key, person_id, moment)
    _seen_in(database).now(login.login_key, moment)
    grants = tuple(one.grant for one in list_grants(database, person_id))
    rights = rights_of(grants)
    return Entrance(person_id, login.name, rights, Refused.NO_ROLE if rights == NOTHING else None, grants)


def _refuse_login(
    database: Database, login: Login, known: KnownLogin | None, now: datetime
) -> Refused | None:
    """Say why a login lets nobody in; one that has become too old or idle is ended for good."""
    if login.came_at > now + _SKEW:
        return Refused.TOO_OLD
    oldest = now - timedelta(hours=current_settings().login_hours)
    if known is None or known.began_at is None or known.seen_at is None:
        if known is not None and known.signed_out_at is not None and login.came_at <= known.signed_out_at:
            return Refused.SIGNED_OUT
        return Refused.TOO_OLD if login.came_at <= oldest else None
    if known.ended_at is not None:
        return Refused.SIGNED_OUT
    last = _seen_in(database).last(login.login_key, known.seen_at)
    refused = _outlived(known.began_at, last, oldest, now)
    if refused is not None:
        end_login(database, login.login_key, known.person_id, refused.value, now)
        _seen_in(database).forget(login.login_key)
    return refused


def _outlived(began: datetime, last: datetime, oldest: datetime, now: datetime) -> Refused | None:
    if began <= oldest:
        return Refused.TOO_OLD
    if last <= now - timedelta(minutes=current_settings().idle_minutes):
        return Refused.IDLE
    return None


def leave(database: Database, login: Login, now: datetime | None = None) -> None:
    """End the login that somebody shows: whoever else holds its cookie is not let in with it."""
    moment = now or utc_now()
    known = find_login(database, login)
    if known is not None and known.ended_at is None:
        end_login(database, login.login_key, known.person_id, "signed out", moment)
        _seen_in(database).forget(login.login_key)


def leave_everywhere(database: Database, person_id: str, now: datetime | None = None) -> None:
    """End all logins of the one who asks, in every browser."""
    end_logins(database, person_id, person_id, now or utc_now())


def see_that_rights_hold(database: Database, actor: str) -> None:
    """Raise NotPermittedError where somebody's roles are not those that a page was drawn with.

    `database` is as they were shown it; who is no person has no roles that could change.
    """
    if not actor.startswith(PERSON):
        return
    if rights_of(one.grant for one in list_grants(database, actor)) != database.rights:
        note_refusal(database, actor, Action.EXPORT.value)
        raise NotPermittedError(Action.EXPORT.value)
