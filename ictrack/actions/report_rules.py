"""What is asked of a report on screen or in a returns workbook, beside the rules of every load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import date

from ictrack.dates import parse_partial_day
from ictrack.ingest.issues import Issue
from ictrack.ingest.returns.judge import NOTHING_TO_CONFIRM
from ictrack.ingest.source import RawTable
from ictrack.vocabulary import Confidence, DeliveryStatus, UpdateKind
from ictrack.words import match_word

# What a report may tell; one of these beside the day is enough.
TOLD = (
    *("status", "confidence", "revised_target_on", "summary", "achievements", "challenges"),
    *("next_steps", "help_wanted", "help_offered", "evidence_title", "evidence_url"),
)
_DOUBT = (Confidence.AT_RISK, Confidence.OFF_TRACK)


def judge_report(table: RawTable, row: int, cells: Mapping[str, str], today: date) -> Iterator[Issue]:
    """Say what a report still needs before it can be sent."""
    written = cells.get("reported_on", "")
    day = parse_partial_day(written) if written else None
    if not written:
        yield table.issue(
            "day_missing", "is empty", row=row, column="reported_on", allowed="the day it speaks of"
        )
    elif day and day.first > today:
        yield table.issue(
            "day_to_come",
            "is a day to come",
            row=row,
            column="reported_on",
            value=written,
            allowed=f"a day up to today, {today.isoformat()}",
        )
    if cells.get("kind") != UpdateKind.REVIEWED_NO_CHANGE and not any(cells.get(name) for name in TOLD):
        yield table.issue("says_nothing", "says nothing", row=row, allowed="a status or a sentence at least")
    yield from _missing_reasons(table, row, cells)


def judge_no_change(
    table: RawTable, row: int, cells: Mapping[str, str], with_status: Set[str]
) -> Iterator[Issue]:
    """Refuse "no change" of an initiative that has no status to confirm.

    `with_status` are the initiatives that have one; a returns workbook is held to the same
    when it is read.
    """
    if cells.get("kind") == UpdateKind.REVIEWED_NO_CHANGE and cells.get("initiative_id") not in with_status:
        yield table.issue(
            "nothing_to_confirm",
            NOTHING_TO_CONFIRM,
            row=row,
            column="kind",
            value=cells["kind"],
            allowed="a report with a status",
        )


def _missing_reasons(table: RawTable, row: int, cells: Mapping[str, str]) -> Iterator[Issue]:
    if cells.get("reason"):
        return
    if _confidence_of(cells) in _DOUBT:
        yield table.issue(
            "reason_missing",
            "is empty beside a confidence that is not on track",
            row=row,
            column="reason",
            allowed="a few words that say why",
        )
    elif cells.get("revised_target_on"):
        yield table.issue(
            "reason_missing",
            "is empty beside a new target date",
            row=row,
            column="reason",
            allowed="a few words that say why",
        )


def _confidence_of(cells: Mapping[str, str]) -> Confidence | None:
    """Read a confidence as a load would: its own word, or what a status such as `amber` implies."""
    own = match_word(Confidence, cells.get("confidence", "")).member
    return own or match_word(DeliveryStatus, cells.get("status", "")).confidence
