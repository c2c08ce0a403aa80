"""How an invented initiative goes: the statuses it passes through, and its target date."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from ictrack.demo.chance import Chance, Deck
from ictrack.vocabulary import Confidence, DeliveryStatus, Schedule

Stage = tuple[DeliveryStatus | None, Confidence | None]

_NOT_STARTED: Stage = (DeliveryStatus.NOT_STARTED, None)
_NOT_STARTED_AT_RISK: Stage = (DeliveryStatus.NOT_STARTED, Confidence.AT_RISK)
_UNDER_WAY: Stage = (DeliveryStatus.IN_PROGRESS, None)
_ON_TRACK: Stage = (DeliveryStatus.IN_PROGRESS, Confidence.ON_TRACK)
_AT_RISK: Stage = (DeliveryStatus.IN_PROGRESS, Confidence.AT_RISK)
_OFF_TRACK: Stage = (DeliveryStatus.IN_PROGRESS, Confidence.OFF_TRACK)
_PAUSED: Stage = (DeliveryStatus.PAUSED, None)
_STOPPED: Stage = (DeliveryStatus.STOPPED, None)
_COMPLETED: Stage = (DeliveryStatus.COMPLETED, None)
_NEWS: Stage = (None, None)


class Target(Enum):
    """Where the first target date lies beside the reports."""

    NONE = auto()
    MET = auto()
    PASSED = auto()
    AHEAD = auto()


class Move(Enum):
    """How a target date is moved."""

    NONE = auto()
    BEFORE_IT_PASSED = auto()
    AFTER_IT_PASSED = auto()
    EARLIER = auto()


class Mood(Enum):
    """How a city fares in one thematic area; each leads to another state of the gap matrix."""

    NONE = auto()
    ALL_COMPLETED = auto()
    SILENT = auto()
    PLANNED_ONLY = auto()
    STALLED = auto()
    THIN = auto()
    MOVING = auto()


@dataclass(frozen=True)
class Course:
    """One way that an initiative can go."""

    stages: tuple[Stage, ...]
    target: Target = Target.AHEAD
    move: Move = Move.NONE
    schedule: Schedule = Schedule.DATED
    is_undated: bool = False


DONE_IN_TIME = Course((_NOT_STARTED, _UNDER_WAY, _ON_TRACK, _COMPLETED), Target.MET)
DONE_LATE = Course((_NOT_STARTED, _UNDER_WAY, _OFF_TRACK, _COMPLETED), Target.PASSED, Move.AFTER_IT_PASSED)
DONE_EXTENDED = Course((_UNDER_WAY, _AT_RISK, _UNDER_WAY, _COMPLETED), Target.PASSED, Move.BEFORE_IT_PASSED)
BEGUN = Course((_NOT_STARTED, _UNDER_WAY, _ON_TRACK))
BEGUN_AT_RISK = Course((_NOT_STARTED, _ON_TRACK, _AT_RISK))
BEGUN_OFF_TRACK = Course((_NOT_STARTED, _UNDER_WAY, _OFF_TRACK))
BROUGHT_FORWARD = Course((_NOT_STARTED, _UNDER_WAY, _ON_TRACK), Target.AHEAD, Move.EARLIER)
OVERDUE = Course((_UNDER_WAY, _ON_TRACK, _UNDER_WAY), Target.PASSED)
SLIPPING = Course((_UNDER_WAY, _AT_RISK, _UNDER_WAY), Target.PASSED, Move.AFTER_IT_PASSED)
OPEN_ENDED = Course((_UNDER_WAY, _UNDER_WAY), Target.NONE, Move.NONE, Schedule.UNDATED)
ONGOING = Course((_UNDER_WAY, _ON_TRACK), Target.NONE, Move.NONE, Schedule.ONGOING)
RECURRING = Course((_UNDER_WAY, _COMPLETED, _UNDER_WAY), Target.NONE, Move.NONE, Schedule.RECURRING)
PAUSED = Course((_UNDER_WAY, _PAUSED))
RESUMED = Course((_UNDER_WAY, _PAUSED, _UNDER_WAY))
STOPPED = Course((_NOT_STARTED, _UNDER_WAY, _STOPPED))
REOPENED = Course((_UNDER_WAY, _COMPLETED, _UNDER_WAY), Target.MET)
ANNOUNCED = Course((_NOT_STARTED, _NOT_STARTED))
ANNOUNCED_AT_RISK = Course((_NOT_STARTED, _NOT_STARTED_AT_RISK))
STATUSLESS = Course((_NEWS, _NEWS), Target.NONE, Move.NONE, Schedule.UNDATED)
UNDATED = Course((_UNDER_WAY, _UNDER_WAY), Target.NONE, Move.NONE, Schedule.UNDATED, is_undated=True)


def decks_of_moods(chance: Chance) -> dict[Mood, Deck[Course]]:
    """Make a deck of courses for each mood."""
    moving = Deck(
        chance,
        (BEGUN, 6),
        (BROUGHT_FORWARD, 2),
        (BEGUN_AT_RISK, 3),
        (BEGUN_OFF_TRACK, 2),
        (DONE_IN_TIME, 5),
        (DONE_EXTENDED, 3),
        (DONE_LATE, 3),
        (ONGOING, 3),
        (RECURRING, 1),
        (OVERDUE, 1),
        (SLIPPING, 2),
        (PAUSED, 2),
        (RESUMED, 2),
        (STOPPED, 2),
        (REOPENED, 2),
        (STATUSLESS, 1),
        (UNDATED, 1),
    )
    return {
        Mood.ALL_COMPLETED: Deck(chance, (DONE_IN_TIME, 2), (DONE_LATE, 1), (DONE_EXTENDED, 1)),
        Mood.SILENT: Deck(chance, (BEGUN, 2), (BEGUN_AT_RISK, 1), (OVERDUE, 1), (OPEN_ENDED, 1)),
        Mood.PLANNED_ONLY: Deck(chance, (ANNOUNCED, 3), (ANNOUNCED_AT_RISK, 1)),
        Mood.STALLED: Deck(chance, (OPEN_ENDED, 2), (OVERDUE, 1), (ONGOING, 2)),
        Mood.THIN: moving,
        Mood.MOVING: moving,
    }


def deck_of_moods(chance: Chance) -> Deck[Mood]:
    """Make the deck from which each city and thematic area is dealt its mood."""
    return Deck(
        chance,
        (Mood.NONE, 2),
        (Mood.ALL_COMPLETED, 1),
        (Mood.SILENT, 2),
        (Mood.PLANNED_ONLY, 2),
        (Mood.STALLED, 2),
        (Mood.THIN, 2),
        (Mood.MOVING, 8),
    )


def deck_of_phase_one(chance: Chance) -> Deck[Course]:
    """Make the deck of courses of a phase that is over: much is done, some closed with it."""
    return Deck(
        chance,
        (DONE_IN_TIME, 7),
        (DONE_LATE, 4),
        (DONE_EXTENDED, 3),
        (OPEN_ENDED, 2),
        (BEGUN, 2),
        (OVERDUE, 2),
        (REOPENED, 1),
        (PAUSED, 1),
        (STOPPED, 2),
        (ANNOUNCED, 1),
        (UNDATED, 1),
    )
