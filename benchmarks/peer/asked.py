"""What is asked of ictrack and of each of its peers, and what a peer is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from benchmarks.programme import LAST_DAY
from benchmarks.questions import AS_AT, CITY, SINCE, month_ends

__all__ = ["AREA", "AS_AT", "CITY", "KNOWN_ON", "MOMENTS", "QUESTIONS", "SINCE", "Kind", "Peer", "Question"]

KNOWN_ON = LAST_DAY
MOMENTS: tuple[date, ...] = tuple(month_ends(60))
AREA = "story"
Row = tuple[Any, ...]


class Kind(StrEnum):
    """What a question asks: each kind has rows of its own.

    Standing: city, thematic area, phase, standing, initiatives. Movement: initiative, movement,
    standing before, standing now. Series: day, standing, initiatives. Only what occurs is a row.
    """

    STANDING = "standing"
    MOVEMENT = "movement"
    SERIES = "series"


@dataclass(frozen=True)
class Question:
    """Name a question, and the one city or thematic area that it is asked of; none for all."""

    name: str
    kind: Kind
    city: str | None = None
    area: str | None = None


QUESTIONS = (
    Question("standing as at a day, by city, area and phase", Kind.STANDING),
    Question("movement between two days, of each initiative", Kind.MOVEMENT),
    Question("series of 60 month-ends", Kind.SERIES),
    Question("series of 60 month-ends, one area", Kind.SERIES, area=AREA),
    Question("series of 60 month-ends, one city", Kind.SERIES, city=CITY),
    Question("standing as at a day, one city", Kind.STANDING, city=CITY),
)


class Peer(Protocol):
    """What answers the questions of the rows that it was given."""

    @property
    def name(self) -> str:
        """Name it with its version, such as `SQLite 3.40.1`."""

    @property
    def holds(self) -> str:
        """Say in which form it holds the rows."""

    def ask(self, question: Question) -> Any:
        """Answer a question in the form in which the program gives its answers; this is timed."""

    def tell(self, question: Question, answer: Any) -> Iterable[Row]:
        """Give an answer as the rows that its kind says, in any order; this is not timed."""

    def close(self) -> None:
        """Give back what it took."""
