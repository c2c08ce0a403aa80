"""The columns of the sheet that a city fills in: what each holds, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ictrack.language import _


class Fill(StrEnum):
    """Who fills a column in: ictrack alone, the city for a new initiative, or the city in every row."""

    GIVEN = "given"
    PLAN = "plan"
    ANSWER = "answer"


class Holds(StrEnum):
    """What a cell holds: words of one's own, a day, or one of a list of words."""

    TEXT = "text"
    DAY = "day"
    STATUS = "status"
    CONFIDENCE = "confidence"
    TICK = "tick"
    AREA = "area"


@dataclass(frozen=True)
class Column:
    """Hold one column: its key, the words above it, who fills it in, what it holds, how wide it is.

    `means` is said in the instructions and beside the cell.
    """

    key: str
    label: str
    fill: Fill
    means: str
    width: int
    holds: Holds = Holds.TEXT


def sheet_columns() -> tuple[Column, ...]:
    """List the columns in their order, in the reader's language."""
    return (
        *_columns_of_plan(),
        *_columns_of_last_time(),
        *_columns_of_status(),
        *_columns_of_texts(),
        _stamp(),
    )


def _columns_of_plan() -> tuple[Column, ...]:
    return (
        Column(
            "code", _("Code"), Fill.GIVEN, _("The code of the initiative; empty in rows for new ones."), 10
        ),
        Column("title", _("Initiative"), Fill.PLAN, _("What the initiative is called."), 30),
        Column(
            "area",
            _("Thematic area"),
            Fill.PLAN,
            _("The one thematic area that it counts in. Choose from the list."),
            18,
            Holds.AREA,
        ),
        Column("lead", _("Lead organisation"), Fill.PLAN, _("Who is responsible."), 20),
        Column(
            "starts",
            _("Starts on"),
            Fill.PLAN,
            _("The day on which it starts or started."),
            16,
            Holds.DAY,
        ),
    )


def _columns_of_last_time() -> tuple[Column, ...]:
    return (
        Column("last_status", _("Last time: status"), Fill.GIVEN, _("The status as we hold it."), 13),
        Column("last_day", _("Last time: day"), Fill.GIVEN, _("The day that the last report speaks of."), 16),
        Column(
            "last_confidence", _("Last time: confidence"), Fill.GIVEN, _("The confidence as we hold it."), 13
        ),
        Column(
            "last_target",
            _("Last time: target date"),
            Fill.GIVEN,
            _("The day by which it is to be done, as we hold it."),
            16,
        ),
        Column("last_summary", _("Last time: what was new"), Fill.GIVEN, _("What the last report said."), 40),
    )


def _columns_of_status() -> tuple[Column, ...]:
    return (
        Column(
            "no_change",
            _("No change"),
            Fill.ANSWER,
            _(
                "Choose Yes if you looked at it and all is as it was last time. Then leave the status empty. "
                "Where there is no status yet, choose one instead."
            ),
            10,
            Holds.TICK,
        ),
        Column(
            "status",
            _("Status now"),
            Fill.ANSWER,
            _("How far it is. Choose from the list. Empty means that you say nothing of it."),
            13,
            Holds.STATUS,
        ),
        Column(
            "day",
            _("Status is of this day"),
            Fill.ANSWER,
            _("The day that your answer speaks of. Empty means the day in the instructions."),
            16,
            Holds.DAY,
        ),
        Column(
            "completed_on",
            _("Completed on"),
            Fill.ANSWER,
            _("Only beside the status Completed: the day on which it was completed."),
            16,
            Holds.DAY,
        ),
        Column(
            "confidence",
            _("Confidence"),
            Fill.ANSWER,
            _("How sure you are to deliver. Only beside a status. Choose from the list."),
            13,
            Holds.CONFIDENCE,
        ),
        Column(
            "target",
            _("New target date"),
            Fill.ANSWER,
            _("Only if the date moves, or for a new initiative: the day by which it is to be done."),
            16,
            Holds.DAY,
        ),
        Column(
            "reason",
            _("Why"),
            Fill.ANSWER,
            _("Why it is not on track, or why the target date moves."),
            30,
        ),
        Column("summary", _("What is new"), Fill.ANSWER, _("What is new, in a sentence or two."), 42),
    )


def _columns_of_texts() -> tuple[Column, ...]:
    return (
        Column("evidence_title", _("Evidence"), Fill.ANSWER, _("What shows it, such as a report."), 24),
        Column(
            "evidence_url",
            _("Link to the evidence"),
            Fill.ANSWER,
            _("Where that is: an address that begins with https:// or http://"),
            30,
        ),
        Column("help_wanted", _("Help wanted"), Fill.ANSWER, _("What other cities could help with."), 30),
        Column("help_offered", _("Help offered"), Fill.ANSWER, _("What other cities may ask you for."), 30),
    )


def _stamp() -> Column:
    return Column(
        "row_stamp",
        _("Row stamp"),
        Fill.GIVEN,
        _("Tells which report was shown to you. Leave it as it is."),
        22,
    )
