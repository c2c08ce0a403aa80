"""Sign off a city's return for a convening, or take that back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ictrack.access.identity import THIS_COMPUTER
from ictrack.access.roles import Action
from ictrack.dates import utc_now
from ictrack.errors import NotAllowedError
from ictrack.store.database import Database
from ictrack.store.outbox import run_recorded
from ictrack.store.queries import list_cities
from ictrack.store.return_queries import SignedOff, list_return_convenings, list_sign_offs


@dataclass(frozen=True)
class SignOff:
    """Ask for a city's return for a convening to be signed off, or no longer to be."""

    event_id: str
    city_id: str
    signed_by: str = THIS_COMPUTER
    signed_at: datetime = field(default_factory=utc_now)


@dataclass(frozen=True)
class SignOffReceipt:
    """Say what stands now: the sign-off, or none; and whether anything was written."""

    event_id: str
    city_id: str
    signed_off: SignedOff | None
    is_written: bool


def sign_off_return(database: Database, command: SignOff) -> SignOffReceipt:
    """Sign off a return; one that is signed off already keeps its day and who signed it.

    Raises NotAllowedError where there is no such city, or no such convening of a phase,
    NotPermittedError where the reader may not sign off for the city.
    """
    database = database.acting(Action.SIGN_OFF, command.city_id)
    _check_names(database, command)
    return _write(database, command, "put_sign_off", writes=_found(database, command) is None)


def take_back_sign_off(database: Database, command: SignOff) -> SignOffReceipt:
    """Take back a sign-off; where there is none nothing is written.

    Raises NotAllowedError where there is no such city, or no such convening of a phase,
    NotPermittedError where the reader may not sign off for the city.
    """
    database = database.acting(Action.SIGN_OFF, command.city_id)
    _check_names(database, command)
    return _write(database, command, "remove_sign_off", writes=_found(database, command) is not None)


def _write(database: Database, command: SignOff, step: str, *, writes: bool) -> SignOffReceipt:
    if writes:
        given = {"event": command.event_id, "city": command.city_id}
        parameters = {**given, "signed_at": command.signed_at, "signed_by": command.signed_by}
        kind = "sign_off" if step == "put_sign_off" else "sign_off_taken_back"
        database.write(
            lambda cursor: run_recorded(
                cursor, kind, command.signed_at, command.signed_by, (step,), parameters
            )
        )
    return SignOffReceipt(command.event_id, command.city_id, _found(database, command), writes)


def _found(database: Database, command: SignOff) -> SignedOff | None:
    signed = list_sign_offs(database, command.event_id, date.max)
    return next((one for one in signed if one.city_id == command.city_id), None)


def _check_names(database: Database, command: SignOff) -> None:
    _check("convening", command.event_id, [one.event_id for one in list_return_convenings(database)])
    _check("city", command.city_id, [city.city_id for city in list_cities(database)])


def _check(where: str, name: str, allowed: Sequence[str]) -> None:
    if name not in allowed:
        raise NotAllowedError(where, name, allowed)
