"""Freeze a convening's report, so that it keeps its numbers for ever, or unfreeze it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ictrack.access.identity import THIS_COMPUTER
from ictrack.access.roles import Action
from ictrack.actions.write_commentary import check_convening
from ictrack.dates import utc_now
from ictrack.store.database import Database
from ictrack.store.report_queries import Freeze, find_freeze
from ictrack.store.report_writes import OvertakenError, end_freeze, put_freeze


@dataclass(frozen=True)
class FreezeReport:
    """Ask for a report to be kept as it is; `contents` are its texts as JSON, by audience."""

    event_id: str
    as_at: date
    known_on: date
    contents: Mapping[str, str]
    frozen_by: str = THIS_COMPUTER
    frozen_at: datetime = field(default_factory=utc_now)


@dataclass(frozen=True)
class UnfreezeReport:
    """Ask for a report to follow the data again; what was frozen stays kept, and that it ended."""

    event_id: str
    ended_by: str = THIS_COMPUTER
    ended_at: datetime = field(default_factory=utc_now)


@dataclass(frozen=True)
class FreezeReceipt:
    """Say what holds now: the freeze, or none; and whether anything was written."""

    freeze: Freeze | None
    is_written: bool


def freeze_report(database: Database, command: FreezeReport) -> FreezeReceipt:
    """Freeze a report; one that is frozen already stays as it is.

    Raises NotAllowedError where there is no such convening, NotPermittedError where the reader
    may not freeze.
    """
    database = database.acting(Action.FREEZE)
    check_convening(database, command.event_id)
    freeze = Freeze(
        freeze_id=uuid.uuid4().hex,
        event_id=command.event_id,
        as_at=command.as_at,
        known_on=command.known_on,
        frozen_at=command.frozen_at,
        frozen_by=command.frozen_by,
        ended_at=None,
        ended_by=None,
    )
    try:
        put_freeze(database, freeze, command.contents)
    except OvertakenError:
        return FreezeReceipt(find_freeze(database, command.event_id), is_written=False)
    return FreezeReceipt(freeze, is_written=True)


def unfreeze_report(database: Database, command: UnfreezeReport) -> FreezeReceipt:
    """Unfreeze a report; where it is not frozen nothing is written.

    Raises NotAllowedError where there is no such convening, NotPermittedError where the reader
    may not freeze.
    """
    database = database.acting(Action.FREEZE)
    check_convening(database, command.event_id)
    freeze = find_freeze(database, command.event_id)
    if freeze is None:
        return FreezeReceipt(None, is_written=False)
    try:
        end_freeze(database, freeze, command.ended_at, command.ended_by)
    except OvertakenError:
        return FreezeReceipt(find_freeze(database, command.event_id), is_written=False)
    return FreezeReceipt(None, is_written=True)
