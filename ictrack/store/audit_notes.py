"""What is recorded although it changes nothing: who took something out, and who was refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import duckdb

from ictrack.store.database import Database
from ictrack.store.outbox import Change, record_change, replays


class Noted(StrEnum):
    """What happened: something was taken out, somebody was refused, a backup was put in place."""

    EXPORT = "export"
    REFUSAL = "refusal"
    RESTORE = "restore"


# Kinds of changes without which the data of the programme are the same.
CHANGING_NO_DATA = frozenset({*(noted.value for noted in Noted), "login", "sign_out", "person_erased"})


def note(database: Database, noted: Noted, by: str, now: datetime, told: Mapping[str, object]) -> None:
    """Record what happened, in a short transaction of its own.

    `told` are plain words, never a name. Raises DiskFullError and JournalBehindError where it
    cannot be recorded.
    """
    database.whole.note(lambda cursor: record_change(cursor, noted.value, now, by, told))


@replays(Noted.EXPORT.value)
@replays(Noted.REFUSAL.value)
@replays(Noted.RESTORE.value)
def _replay_nothing(cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
    """Do nothing: it changed nothing."""
