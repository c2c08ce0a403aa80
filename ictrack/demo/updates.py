"""Tell how invented initiatives went: their status updates, and all that can be odd about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from ictrack.demo.chance import Chance, Deck
from ictrack.demo.courses import Course, Move, Stage
from ictrack.demo.days import LAST_RECORDED, LAST_REPORTED, in_words, iso, month_of
from ictrack.demo.kinds import (
    CHALLENGES,
    LEAD_ROLES,
    NEXT_STEPS,
    OFFERED,
    PAUSES,
    RISKS,
    STOPS,
    WANTED,
    Kind,
)
from ictrack.demo.places import DISTRICTS
from ictrack.demo.programme import SITE, Cells
from ictrack.vocabulary import Confidence, DeliveryStatus, UpdateKind


class Manner(Enum):
    """In which way one update is sent."""

    PLAIN = auto()
    LATE = auto()
    REVIEWED = auto()
    CORRECTION = auto()
    WITHDRAWAL = auto()
    CORRECTION_OF_CORRECTION = auto()
    WITHDRAWAL_OF_CORRECTION = auto()
    UNDATED = auto()
    STATUSLESS = auto()
    SAME_DAY = auto()
    IN_THE_FUTURE = auto()


_NAMING = {
    Manner.CORRECTION,
    Manner.WITHDRAWAL,
    Manner.CORRECTION_OF_CORRECTION,
    Manner.WITHDRAWAL_OF_CORRECTION,
}
_OF_CORRECTIONS = {Manner.CORRECTION_OF_CORRECTION, Manner.WITHDRAWAL_OF_CORRECTION}
# What may befall an initiative's first and last report, which carry its course.
_AT_THE_ENDS = {Manner.PLAIN, Manner.LATE}
# How many manners may wait for a place; where reports are few, the oldest are let go.
_MOST_WAITING = 24


@dataclass(frozen=True)
class Story:
    """What is to be told of one initiative: its course, and the days that reports speak of."""

    initiative_id: str
    kind: Kind
    course: Course
    district: str
    days: Sequence[int]
    target: int | None


@dataclass
class _Telling:
    """How far a story has been told."""

    story: Story
    target: int | None
    is_moved: bool = False
    # Updates that nothing names yet: identifier, kind, day reported, day recorded, cells.
    free: list[tuple[str, str, int | None, int, Cells]] = field(default_factory=list)


class Reports:
    """Tell one story after the other."""

    def __init__(self, chance: Chance) -> None:
        """Make the deck of manners: most reports are plain."""
        self._chance = chance
        self._manner = Deck(
            chance,
            (Manner.PLAIN, 172),
            (Manner.LATE, 12),
            (Manner.REVIEWED, 18),
            (Manner.CORRECTION, 9),
            (Manner.WITHDRAWAL, 5),
            (Manner.CORRECTION_OF_CORRECTION, 3),
            (Manner.WITHDRAWAL_OF_CORRECTION, 3),
            (Manner.UNDATED, 6),
            (Manner.STATUSLESS, 6),
            (Manner.SAME_DAY, 5),
            (Manner.IN_THE_FUTURE, 1),
        )
        self._has_evidence = Deck(chance, (True, 3), (False, 1))
        self._waiting: list[Manner] = []

    def tell(self, story: Story) -> Iterator[Cells]:
        """Give the status updates of one initiative: exactly one for each day of its story."""
        telling = _Telling(story, story.target)
        number, width = len(story.days), len(str(len(story.days)))
        for place in range(number):
            manner = self._manner_at(telling, place, number)
            yield self._update(telling, f"{story.initiative_id}-U{place + 1:0{width}d}", place, manner)

    def _manner_at(self, telling: _Telling, place: int, number: int) -> Manner:
        """Deal a manner; one that does not fit here waits for the next place where it does."""
        dealt = self._manner.deal()
        if dealt not in _AT_THE_ENDS:
            self._waiting = [*self._waiting, dealt][-_MOST_WAITING:]
            dealt = Manner.PLAIN
        if place in (0, number - 1):
            return dealt
        fitting = next((manner for manner in self._waiting if _fits(manner, telling)), None)
        if fitting is None:
            return dealt
        self._waiting.remove(fitting)
        return fitting

    def _update(self, telling: _Telling, update_id: str, place: int, manner: Manner) -> Cells:
        if manner in _NAMING:
            return self._naming(telling, update_id, manner)
        chance, story = self._chance, telling.story
        day = self._day(story, place, manner)
        recorded = self._recorded(LAST_REPORTED - 20 if manner is Manner.IN_THE_FUTURE else day, manner)
        stage = _stage_at(story.course.stages, place, len(story.days))
        cells: Cells = {
            "update_id": update_id,
            "initiative_id": story.initiative_id,
            "kind": UpdateKind.STATUS,
            "reported_on": self._written(story, day, manner),
            "recorded_on": "" if chance.happens(0.04) else iso(recorded),
            "reported_by_role": chance.pick(LEAD_ROLES) if chance.happens(0.5) else "",
        }
        if manner is Manner.REVIEWED:
            cells["kind"] = UpdateKind.REVIEWED_NO_CHANGE
            cells["summary"] = "Looked at again for the convening; nothing has changed."
        else:
            status, confidence = (None, None) if manner is Manner.STATUSLESS else stage
            cells |= self._said(story, status, confidence, place)
            if status is not None:
                cells["revised_target_on"] = self._new_target(telling, day)
        dated = day if cells["reported_on"] else None
        telling.free.append((update_id, cells["kind"], dated, recorded, cells))
        return cells

    def _day(self, story: Story, place: int, manner: Manner) -> int:
        if manner is Manner.SAME_DAY:
            return story.days[place - 1]
        if manner is Manner.IN_THE_FUTURE:
            return LAST_REPORTED + self._chance.between(60, 200)
        return story.days[place]

    def _written(self, story: Story, day: int, manner: Manner) -> str:
        """Write the reported day; some only to the month, and some not at all."""
        if manner is Manner.UNDATED or story.course.is_undated:
            return ""
        if manner is Manner.PLAIN and day < LAST_REPORTED - 60 and self._chance.happens(0.1):
            return month_of(day)
        return iso(day)

    def _recorded(self, day: int, manner: Manner) -> int:
        if manner is Manner.LATE:
            late = day + self._chance.between(190, 420)
            if late <= LAST_RECORDED:
                return late
        return min(day + self._chance.between(0, 20), LAST_RECORDED)

    def _new_target(self, telling: _Telling, day: int) -> str:
        """Move the target date once, when the story's course says so."""
        move, target = telling.story.course.move, telling.target
        if telling.is_moved or target is None or move is Move.NONE:
            return ""
        chance = self._chance
        if move is Move.AFTER_IT_PASSED and day > target:
            moved = day + chance.between(60, 240)
        elif move is Move.BEFORE_IT_PASSED and target - 200 < day < target:
            moved = target + chance.between(90, 400)
        elif move is Move.EARLIER and day + 120 < target:
            moved = target - chance.between(20, 60)
        else:
            return ""
        telling.is_moved, telling.target = True, moved
        return chance.pick((iso(moved), month_of(moved)))

    def _said(
        self, story: Story, status: DeliveryStatus | None, confidence: Confidence | None, place: int
    ) -> Cells:
        """Put a report into words."""
        chance, kind = self._chance, story.kind
        count = 6 + place * 9 + chance.between(0, 8)
        cells: Cells = {"summary": self._summary(story, status, count)}
        if status is not None:
            cells |= {"status": status, "status_read_by": "programme office" if chance.happens(0.1) else ""}
        if confidence is not None:
            cells["confidence"] = confidence
            cells["reason"] = "" if confidence is Confidence.ON_TRACK else chance.pick(RISKS)
        if status in (DeliveryStatus.IN_PROGRESS, DeliveryStatus.COMPLETED):
            cells["achievements"] = f"{count} {kind.things}." if chance.happens(0.6) else ""
        if status is not DeliveryStatus.COMPLETED:
            cells["challenges"] = chance.pick(CHALLENGES) if chance.happens(0.4) else ""
            step = chance.pick(NEXT_STEPS).format(district=chance.pick(DISTRICTS))
            cells["next_steps"] = step if chance.happens(0.5) else ""
            cells["help_wanted"] = chance.pick(WANTED) if chance.happens(0.15) else ""
        cells["help_offered"] = chance.pick(OFFERED) if chance.happens(0.1) else ""
        return cells | self._evidence(story, status, place)

    def _evidence(self, story: Story, status: DeliveryStatus | None, place: int) -> Cells:
        """Show what was reported; a share of what is completed is left without evidence."""
        is_completed = status is DeliveryStatus.COMPLETED
        if is_completed and not self._has_evidence.deal():
            return {}
        address = f"{SITE}/evidence/{story.initiative_id}/{place + 1}"
        if is_completed or self._chance.happens(0.25):
            return {"evidence_title": f"Account of {story.kind.it}", "evidence_url": address}
        if self._chance.happens(0.2):
            return {
                "source_title": "Minutes of the taskforce",
                "source_url": f"{address}/minutes",
                "source_locator": f"item {self._chance.between(2, 9)}",
            }
        return {}

    def _summary(self, story: Story, status: DeliveryStatus | None, count: int) -> str:
        chance, kind = self._chance, story.kind
        it = kind.it[0].upper() + kind.it[1:]
        match status:
            case None:
                return f"{it} was mentioned in the taskforce's minutes; how far it has got is not said."
            case DeliveryStatus.NOT_STARTED:
                return chance.pick(
                    (
                        f"Agreed by the taskforce; {kind.it} waits for its budget.",
                        f"The brief for {kind.it} is written and out for comment.",
                    )
                )
            case DeliveryStatus.IN_PROGRESS:
                return chance.pick(
                    (
                        f"Under way: {count} {kind.things} so far.",
                        f"{count} {kind.things} since it began, most in {story.district}.",
                        f"{it} goes on; a second partner has joined.",
                    )
                )
            case DeliveryStatus.COMPLETED:
                return f"Finished: {count} {kind.things} in all. The partners will keep it going."
            case DeliveryStatus.PAUSED:
                return f"{it} is on hold {chance.pick(PAUSES)}."
            case DeliveryStatus.STOPPED:
                return f"The city will not go on with {kind.it}: {chance.pick(STOPS)}."

    def _naming(self, telling: _Telling, update_id: str, manner: Manner) -> Cells:
        """Correct or withdraw the newest update that fits and that nothing names yet."""
        chance = self._chance
        named = next(one for one in reversed(telling.free) if _can_be_named(one[1], manner))
        telling.free.remove(named)
        named_id, _, day, recorded_before, before = named
        recorded = min(recorded_before + chance.between(3, 90), LAST_RECORDED)
        is_withdrawal = manner in (Manner.WITHDRAWAL, Manner.WITHDRAWAL_OF_CORRECTION)
        cells: Cells = {
            "update_id": update_id,
            "initiative_id": telling.story.initiative_id,
            "kind": UpdateKind.WITHDRAWAL if is_withdrawal else UpdateKind.CORRECTION,
            "recorded_on": iso(recorded),
            "corrects_update_id": named_id,
            "reported_by_role": chance.pick(LEAD_ROLES),
        }
        if is_withdrawal:
            cells["reported_on"] = iso(recorded) if chance.happens(0.3) else ""
            cells["summary"] = (
                f"Withdraws what was recorded on {in_words(recorded_before)}: it was sent in error."
            )
        else:
            moved = day if day is None else day - chance.between(0, 20)
            cells["reported_on"] = iso(moved) if moved is not None and chance.happens(0.4) else ""
            said = before if before.get("status") else {}
            kept = ("status", "confidence", "reason", "revised_target_on", "evidence_title", "evidence_url")
            cells |= {column: said[column] for column in kept if said.get(column)}
            cells["summary"] = (
                f"Corrects what was recorded on {in_words(recorded_before)}: the figures were wrong."
            )
        telling.free.append((update_id, cells["kind"], day, recorded, cells))
        return cells


def _fits(manner: Manner, telling: _Telling) -> bool:
    """Say whether a manner has something to name, if it names."""
    return manner not in _NAMING or any(_can_be_named(one[1], manner) for one in telling.free)


def _can_be_named(kind: str, manner: Manner) -> bool:
    """Say whether an update of a kind can be taken back in a manner."""
    if manner in _OF_CORRECTIONS:
        return kind == UpdateKind.CORRECTION
    return kind in (UpdateKind.STATUS, UpdateKind.REVIEWED_NO_CHANGE)


def _stage_at(stages: Sequence[Stage], place: int, number: int) -> Stage:
    """Find the stage of a course at one of its reports; the last report is at the last stage."""
    return stages[-1] if number == 1 else stages[place * (len(stages) - 1) // (number - 1)]
