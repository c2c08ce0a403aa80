"""What moved between two days: the status and the confidence of initiatives that counted on both.

Rank: stopped < paused < not started < in progress < completed; within one status off track
< at risk < on track or nothing said. No status at all is the lowest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.store.queries import InitiativeAsAt
from ictrack.vocabulary import Confidence, DeliveryStatus

_STATUS_RANK = (
    None,
    DeliveryStatus.STOPPED,
    DeliveryStatus.PAUSED,
    DeliveryStatus.NOT_STARTED,
    DeliveryStatus.IN_PROGRESS,
    DeliveryStatus.COMPLETED,
)
_CONFIDENCE_RANK = (Confidence.OFF_TRACK, Confidence.AT_RISK, Confidence.ON_TRACK)

Rank = tuple[int, int]


@dataclass(frozen=True)
class Move:
    """One initiative whose rank changed: as it was on the first day, and as it is on the last."""

    before: InitiativeAsAt
    now: InitiativeAsAt


def rank_of(initiative: InitiativeAsAt) -> Rank:
    """Give the rank of an initiative's status, then of its confidence; more is further."""
    status = DeliveryStatus(initiative.status) if initiative.status else None
    confidence = Confidence(initiative.confidence or Confidence.ON_TRACK)
    return _STATUS_RANK.index(status), _CONFIDENCE_RANK.index(confidence)


def moves_between(before: Iterable[InitiativeAsAt], now: Sequence[InitiativeAsAt]) -> tuple[Move, ...]:
    """List the initiatives counted on both days whose rank differs, the newest report first."""
    then = {initiative.initiative_id: initiative for initiative in before}
    moves = [Move(then[i.initiative_id], i) for i in now if i.initiative_id in then]
    moved = [move for move in moves if rank_of(move.before) != rank_of(move.now)]
    in_order = sorted(moved, key=lambda move: move.now.initiative_id)
    return tuple(sorted(in_order, key=_reported_on, reverse=True))


def _reported_on(move: Move) -> date:
    return move.now.status_reported_on or date.min


def new_between(
    before: Iterable[InitiativeAsAt], now: Sequence[InitiativeAsAt]
) -> tuple[InitiativeAsAt, ...]:
    """List the initiatives that count on the last day and did not on the first."""
    then = {initiative.initiative_id for initiative in before}
    return tuple(initiative for initiative in now if initiative.initiative_id not in then)
