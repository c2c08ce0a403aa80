"""Record that somebody was refused; the same again and again is recorded once a minute."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from ictrack.dates import utc_now
from ictrack.errors import IctrackError, NotPermittedError
from ictrack.store.audit_notes import Noted, note
from ictrack.store.database import Database

_log = logging.getLogger(__name__)
_EVERY = timedelta(minutes=1)
_MOST = 1_000
_last: OrderedDict[tuple[str, str], datetime] = OrderedDict()
_lock = threading.Lock()


def note_refusal(database: Database, actor: str, what: str, now: datetime | None = None) -> None:
    """Record that somebody was refused something.

    Where it cannot be recorded it stays refused, and the log says so.
    """
    moment = now or utc_now()
    if not _is_new(actor, what, moment):
        return
    try:
        note(database, Noted.REFUSAL, actor, moment, {"what": what})
    except IctrackError as error:
        _log.error("A refusal could not be recorded: %s", error)


def tell_refusals_of(database: Database, actor: str) -> Callable[[NotPermittedError], None]:
    """Give what records the actions that somebody asks for and may not do."""

    def tell(refused: NotPermittedError) -> None:
        what = f"{refused.action} {refused.city_id}".strip()
        note_refusal(database, actor, what)

    return tell


def _is_new(actor: str, what: str, now: datetime) -> bool:
    with _lock:
        before = _last.get((actor, what))
        if before is not None and now - before < _EVERY:
            return False
        _last[actor, what] = now
        _last.move_to_end((actor, what))
        while len(_last) > _MOST:
            _last.popitem(last=False)
        return True
