"""Invent initiatives one after the other, each with its milestones, its reports and its links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ictrack.demo.chance import Chance, Deck
from ictrack.demo.courses import (
    Course,
    Mood,
    Target,
    deck_of_moods,
    deck_of_phase_one,
    decks_of_moods,
)
from ictrack.demo.days import (
    CUT_OFFS,
    LAST_REPORTED,
    LONG_AGO,
    PHASE_ONE_ENDS,
    PHASE_ONE_STARTS,
    PHASE_TWO_ENDS,
    PHASE_TWO_STARTS,
    iso,
    month_of,
)
from ictrack.demo.kinds import CHAMPIONS, KINDS, LEAD_ROLES, REMOVALS, Kind
from ictrack.demo.links import Links
from ictrack.demo.members import Member, Rows
from ictrack.demo.places import DISTRICTS
from ictrack.demo.programme import PRINCIPLE_IDS, SITE, SUBJECTS, Cells
from ictrack.demo.updates import Reports, Story
from ictrack.vocabulary import PlanLink, Schedule, Visibility

_AREAS = tuple(area_id for area_id, _, _ in SUBJECTS)
_YEAR = 365


@dataclass(frozen=True)
class Commitment:
    """What is decided of an initiative before its cells are written."""

    initiative_id: str
    member: Member
    phase_id: str
    area_id: str
    mood: Mood
    course: Course
    kind: Kind
    round: int
    district: str


class Initiatives:
    """Invent the initiatives of one city after the other."""

    def __init__(self, chance: Chance) -> None:
        """Make the decks that share out what is seldom, so that a small programme has it too."""
        self._chance = chance
        self._moods = deck_of_moods(chance)
        self._courses = decks_of_moods(chance)
        self._phase_one = deck_of_phase_one(chance)
        self._phase = Deck(chance, ("1", 7), ("2", 17), ("", 1))
        self._has_area = Deck(chance, (True, 24), (False, 1))
        self._plan_link = Deck(chance, (PlanLink.PROGRAMME_DOCUMENT, 4), (PlanLink.LISTED_STRATEGY, 2))
        self._is_linked = Deck(chance, ("", 2), ("unconfirmed", 1), ("said", 3))
        self._visibility = Deck(
            chance, ("", 4), (Visibility.NETWORK, 3), (Visibility.PUBLIC, 4), (Visibility.INTERNAL, 1)
        )
        self._is_removed = Deck(chance, (True, 1), (False, 29))
        self._reports = Reports(chance)
        self._links = Links(chance)

    def of_city(self, member: Member, updates: Sequence[int]) -> Rows:
        """Give the rows of a city's initiatives, each with the name of its file.

        `updates` holds how many status updates each initiative has.
        """
        self._links.begin_city(member.place.city_id)
        moods = self._moods_of(member)
        used: Counter[str] = Counter()
        for number, reports in enumerate(updates):
            commitment = self._commit(member, number, moods, used)
            yield from self._rows_of(commitment, reports)

    def _moods_of(self, member: Member) -> dict[str, Mood]:
        """Deal each thematic area its mood; a city whose plans were not read has an empty one."""
        moods = {area_id: self._moods.deal() for area_id in _AREAS}
        if not member.is_read and Mood.NONE not in moods.values():
            moods[self._chance.pick(_AREAS)] = Mood.NONE
        if all(mood in (Mood.NONE, Mood.THIN) for mood in moods.values()):
            moods[self._chance.pick(_AREAS)] = Mood.MOVING
        return moods

    def _commit(self, member: Member, number: int, moods: dict[str, Mood], used: Counter[str]) -> Commitment:
        chance = self._chance
        phase_id = self._phase_of(member)
        # The first ones go round the areas, so that none stays empty that should not.
        open_areas = [area_id for area_id, mood in moods.items() if mood is not Mood.NONE]
        roomy = [area_id for area_id in open_areas if moods[area_id] is not Mood.THIN]
        subject = open_areas[number] if number < len(open_areas) else chance.pick(roomy)
        mood = moods[subject]
        area_id = subject
        if mood is Mood.MOVING and not self._has_area.deal():
            area_id = ""
        if mood is Mood.THIN:
            phase_id = "2" if "2" in member.phases else phase_id
        course = self._phase_one.deal() if phase_id == "1" else self._courses[mood].deal()
        kinds = KINDS[subject]
        kind = kinds[(number + len(member.place.name)) % len(kinds)]
        district = chance.pick(DISTRICTS)
        title = kind.title.format(district=district)
        used[title] += 1
        initiative_id = f"{member.place.city_id}-{number + 1:03d}"
        return Commitment(initiative_id, member, phase_id, area_id, mood, course, kind, used[title], district)

    def _phase_of(self, member: Member) -> str:
        phase_id = self._phase.deal()
        return phase_id if not phase_id or phase_id in member.phases else member.phases[-1]

    def _rows_of(self, it: Commitment, reports: int) -> Rows:
        starts, ends = self._span(it)
        days = report_days(self._chance, reports, starts, ends)
        target = self._target(it, starts, days[-1] if days else ends, ends)
        yield "initiatives", self._initiative(it, starts, target, days)
        yield from (("milestones", row) for row in self._milestones(it, starts, target or ends))
        story = Story(it.initiative_id, it.kind, it.course, it.district, days, target)
        yield from (("status_updates", row) for row in self._reports.tell(story))
        yield from (("initiative_links", row) for row in self._links.of(it.initiative_id, it.phase_id))

    def _span(self, it: Commitment) -> tuple[int, int]:
        """Find the first and the last day of which its reports may speak."""
        chance = self._chance
        if it.phase_id == "1":
            starts = PHASE_ONE_STARTS + chance.between(30, 500)
            return starts, PHASE_ONE_ENDS + chance.between(-200, 120)
        starts = PHASE_TWO_STARTS + chance.between(30, 400)
        if it.mood is Mood.SILENT:
            return starts, chance.between(starts + 60, LONG_AGO)
        if it.mood is Mood.PLANNED_ONLY:
            return LAST_REPORTED - chance.between(200, 500), LAST_REPORTED - chance.between(0, 60)
        if it.mood is Mood.STALLED:
            return starts, LAST_REPORTED - chance.between(0, 60)
        starts += chance.between(0, 250)
        is_done = it.course.target is Target.MET or it.mood is Mood.ALL_COMPLETED
        return starts, LAST_REPORTED - chance.between(0, 300 if is_done else 60)

    def _target(self, it: Commitment, starts: int, last: int, ends: int) -> int | None:
        """Place the first target date where its course wants it beside the reports."""
        chance = self._chance
        match it.course.target:
            case Target.NONE:
                return None
            case Target.MET:
                return last + chance.between(5, 120)
            case Target.PASSED:
                return starts + int((last - starts) * (0.4 + chance.random() * 0.4))
            case Target.AHEAD:
                phase_ends = PHASE_ONE_ENDS if it.phase_id == "1" else PHASE_TWO_ENDS
                return min(max(last, ends) + chance.between(70, 420), phase_ends)

    def _initiative(self, it: Commitment, starts: int, target: int | None, days: Sequence[int]) -> Cells:
        chance, place, kind = self._chance, it.member.place, it.kind
        title = kind.title.format(district=it.district)
        cells = {
            "initiative_id": it.initiative_id,
            "city_id": place.city_id,
            "phase_id": it.phase_id,
            "area_id": it.area_id,
            "area_mapped_by": chance.pick(("city", "city", "programme office", "")) if it.area_id else "",
            "title": title if it.round == 1 else f"{title}: round {it.round}",
            "description": kind.description.format(district=it.district),
            "lead_organisation": place.council,
            "partners": kind.partners,
            "sectors": kind.sectors,
            "audiences": kind.audiences,
            "children_and_young_people": kind.young,
            "schedule": self._schedule(it),
            "starts_on": chance.pick((iso(starts), iso(starts), month_of(starts), iso(starts)[:4], "")),
            "target_on": self._written(target),
            "plan_link": self._link_to_plan(),
            "visibility": self._visibility.deal(),
        }
        return cells | self._seldom(it, starts, days)

    def _seldom(self, it: Commitment, starts: int, days: Sequence[int]) -> Cells:
        """Fill the cells that only some initiatives have."""
        chance = self._chance
        others = [area_id for area_id in _AREAS if area_id != it.area_id]
        cells = {
            "secondary_areas": ";".join(chance.some(others, 0, 2)),
            "principles": ";".join(chance.some(PRINCIPLE_IDS, 0, 3)),
            "lead_role": chance.pick(LEAD_ROLES) if chance.happens(0.7) else "",
            "champion": f"{it.member.place.name}: {chance.pick(CHAMPIONS)}" if chance.happens(0.3) else "",
            "added_on": iso(starts + chance.between(-20, 60)) if chance.happens(0.15) else "",
            "internal_note": "Ask again about the budget before it is shown." if chance.happens(0.05) else "",
        }
        if self._is_removed.deal():
            last = days[-1] if days else starts
            cells |= {
                "removed_on": iso(last + chance.between(10, 90)),
                "removal_reason": chance.pick(REMOVALS),
            }
        if chance.happens(0.6):
            city_id, phase_id = it.member.place.city_id, it.phase_id or "2"
            cells |= {
                "source_title": f"{it.member.place.name}: action plan, phase {phase_id}",
                "source_url": f"{SITE}/plans/{city_id}/{phase_id}",
                "source_locator": f"page {chance.between(6, 48)}",
            }
        return cells

    def _schedule(self, it: Commitment) -> str:
        if it.course.schedule in (Schedule.ONGOING, Schedule.RECURRING):
            return it.course.schedule
        return it.course.schedule if self._chance.happens(0.7) else ""

    def _link_to_plan(self) -> str:
        linked = self._is_linked.deal()
        return self._plan_link.deal() if linked == "said" else linked

    def _written(self, target: int | None) -> str:
        """Write a target date with as much of it as cities tend to give."""
        if target is None:
            return ""
        return self._chance.pick((iso(target), iso(target), month_of(target), iso(target)[:4]))

    def _milestones(self, it: Commitment, starts: int, ends: int) -> Iterator[Cells]:
        chance = self._chance
        if not chance.happens(0.4):
            return
        steps = ("Partners agreed", "First {things}", "Half-way review", "Account of what was learned")
        words = it.kind.things.split()[0]
        for number in range(1, chance.between(2, 4) + 1):
            due = starts + (ends - starts) * number // 4
            done = due + chance.between(-40, 60)
            is_done = done <= LAST_REPORTED and chance.happens(0.7)
            yield {
                "milestone_id": f"{it.initiative_id}-M{number}",
                "initiative_id": it.initiative_id,
                "title": steps[number - 1].format(things=words),
                "due_on": chance.pick((iso(due), month_of(due))),
                "done_on": iso(done) if is_done else "",
            }


def report_days(chance: Chance, number: int, starts: int, ends: int) -> list[int]:
    """Draw the days that reports speak of, earliest first: near the cut-offs, then between them.

    Where there are fewer reports than convenings, some convenings have none, never the last.
    """
    if not number:
        return []
    ends = max(ends, starts)
    near = [cut_off - chance.between(0, 40) for cut_off in CUT_OFFS]
    within = [day for day in near if starts <= day <= ends] or [ends]
    kept = [*chance.some(within[:-1], number - 1, number - 1), within[-1]]
    return sorted([*kept, *(chance.between(starts, ends) for _ in range(number - len(kept)))])
