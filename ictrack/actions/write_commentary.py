"""Write beside the numbers of a convening's report; what was written before is kept beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ictrack.access.identity import THIS_COMPUTER
from ictrack.access.roles import Action
from ictrack.dates import utc_now
from ictrack.errors import NotAllowedError
from ictrack.escapes import STEERING
from ictrack.store.database import Database
from ictrack.store.queries import list_events
from ictrack.store.report_queries import WrittenCommentary, list_commentary
from ictrack.store.report_writes import OvertakenError, put_commentary
from ictrack.vocabulary import EventKind

LONGEST_COMMENTARY = 5_000


@dataclass(frozen=True)
class WriteCommentary:
    """Ask for a text to be kept beside a section; an empty one takes back what is there.

    `seen` is when what the writer saw there had been written, or nothing.
    """

    event_id: str
    section: str
    text: str
    seen: datetime | None = None
    written_by: str = THIS_COMPUTER
    written_at: datetime = field(default_factory=utc_now)


class CommentaryOutcome(StrEnum):
    """What came of a commentary."""

    KEPT = "kept"
    UNCHANGED = "unchanged"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class CommentaryReceipt:
    """Hold what came of a commentary, and what stands there now."""

    outcome: CommentaryOutcome
    there: WrittenCommentary | None


def write_commentary(
    database: Database, command: WriteCommentary, sections: Sequence[str]
) -> CommentaryReceipt:
    """Keep a text beside one of the report's `sections`.

    Where somebody else wrote meanwhile nothing is written, and theirs is given. Raises
    NotAllowedError where there is no such convening or section, or the text is too long,
    NotPermittedError where the reader may not write commentary.
    """
    database = database.acting(Action.WRITE_COMMENTARY)
    check_convening(database, command.event_id)
    if command.section not in sections:
        raise NotAllowedError("section", command.section, sections)
    text = STEERING.sub("", command.text).strip()
    if len(text) > LONGEST_COMMENTARY:
        longest = [f"a text of up to {LONGEST_COMMENTARY} characters"]
        raise NotAllowedError("text", f"a text of {len(text)}", longest)
    there = _there(database, command)
    if text == (there.text if there else ""):
        return CommentaryReceipt(CommentaryOutcome.UNCHANGED, there)
    written = WrittenCommentary(command.section, text, command.written_at, command.written_by)
    try:
        put_commentary(database, command.event_id, written, command.seen)
    except OvertakenError:
        return CommentaryReceipt(CommentaryOutcome.OVERTAKEN, _there(database, command))
    return CommentaryReceipt(CommentaryOutcome.KEPT, written)


def check_convening(database: Database, event_id: str) -> None:
    """Raise NotAllowedError where there is no such convening."""
    convenings = [e.event_id for e in list_events(database) if e.kind == EventKind.CONVENING]
    if event_id not in convenings:
        raise NotAllowedError("convening", event_id, convenings)


def _there(database: Database, command: WriteCommentary) -> WrittenCommentary | None:
    listed = list_commentary(database, command.event_id)
    return next((one for one in listed if one.section == command.section), None)
