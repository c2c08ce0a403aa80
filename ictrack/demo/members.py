"""What one invented city brings: memberships, plans, publications, leads, its taskforce."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ictrack.demo.chance import Chance, Deck
from ictrack.demo.days import PHASE_ONE_STARTS, PHASE_TWO_STARTS, iso, month_of
from ictrack.demo.places import Place
from ictrack.demo.programme import SITE, SUBJECTS, Cells
from ictrack.vocabulary import Coverage, MembershipRole, Sector

Rows = Iterator[tuple[str, Cells]]

_SEATS = (
    ("Chair", "university", Sector.EDUCATION),
    ("Vice-chair", "voluntary sector council", Sector.VOLUNTARY_COMMUNITY),
    ("Member", "chamber of commerce", Sector.BUSINESS),
    ("Member", "hospital trust", Sector.HEALTH),
    ("Member", "interfaith forum", Sector.FAITH),
    ("Member", "museums service", Sector.ARTS_LEISURE),
    ("Member", "police", Sector.PUBLIC_BODY),
    ("Member", "housing services", Sector.LOCAL_AUTHORITY),
    ("Member", "Harbour Homes", "housing_association"),
)


@dataclass(frozen=True)
class Member:
    """A city with the phases it takes part in, and whether its plans were read."""

    place: Place
    phases: tuple[str, ...]
    is_read: bool


class Membership:
    """Deal each city its part in the programme."""

    def __init__(self, chance: Chance) -> None:
        """Make the decks from which cities are dealt."""
        self._chance = chance
        self._phases = Deck(chance, (("1", "2"), 8), (("2",), 5), (("1",), 1))
        self._role = Deck(chance, (MembershipRole.MEMBER, 5), (MembershipRole.ASSOCIATE, 1))
        self._is_read = Deck(chance, (True, 4), (False, 1))
        self._unread = Deck(chance, (Coverage.NOT_READ, 2), (Coverage.PART, 1))

    def invent(self, place: Place) -> Member:
        """Say which phases a city takes part in."""
        return Member(place, self._phases.deal(), self._is_read.deal())

    def rows_of(self, member: Member) -> Rows:
        """Give every row of a city but its initiatives, each with the name of its file."""
        place = member.place
        yield (
            "cities",
            {
                "city_id": place.city_id,
                "name": place.name,
                "name_cy": place.name_cy,
                "council": place.council,
                "nation": place.nation,
                "aliases": place.aliases,
            },
        )
        yield from (("memberships", row) for row in self._memberships(member))
        yield from (("action_plans", row) for row in self._plans(member))
        yield from (("publications", row) for row in self._publications(member))
        yield from (("city_leads", row) for row in self._leads(place))
        yield from (("taskforce_members", row) for row in self._taskforce(place))

    def _memberships(self, member: Member) -> Iterator[Cells]:
        chance, role = self._chance, self._role.deal()
        for phase_id in member.phases:
            came_late = member.phases == ("2",) and chance.happens(0.5)
            went_early = member.phases == ("1",) or chance.happens(0.03)
            joined_on = iso(PHASE_TWO_STARTS + chance.between(60, 400)) if came_late else ""
            left_on = ("2022-06" if phase_id == "1" else "2026-03-31") if went_early else ""
            yield {
                "city_id": member.place.city_id,
                "phase_id": phase_id,
                "role": MembershipRole.FOUNDER if phase_id == "1" and role == "member" else role,
                "joined_on": joined_on,
                "left_on": left_on,
                "note": "Left when its funding ended." if left_on else "",
                "source_title": "Programme office: list of members",
                "source_url": f"{SITE}/members/{member.place.city_id}",
            }

    def _plans(self, member: Member) -> Iterator[Cells]:
        chance = self._chance
        for phase_id in member.phases:
            starts_on = PHASE_ONE_STARTS if phase_id == "1" else PHASE_TWO_STARTS
            published = starts_on + chance.between(120, 330)
            editions = 2 if chance.happens(0.15) else 1
            for edition in range(1, editions + 1):
                forms = ("", month_of(published), iso(published), iso(published))
                yield {
                    "plan_id": f"{member.place.city_id}-P{phase_id}" + ("-2" if edition == 2 else ""),
                    "city_id": member.place.city_id,
                    "phase_id": phase_id,
                    "title": f"{member.place.name}: action plan, phase {phase_id}"
                    + (", revised" if edition == 2 else ""),
                    "published_on": chance.pick(forms),
                    "coverage": self._coverage(member),
                    "source_url": f"{SITE}/plans/{member.place.city_id}/{phase_id}/{edition}",
                }
                published += chance.between(200, 400)

    def _coverage(self, member: Member) -> str:
        if not member.is_read:
            return self._unread.deal()
        return self._chance.pick((Coverage.READ, ""))

    def _publications(self, member: Member) -> Iterator[Cells]:
        city_id, name = member.place.city_id, member.place.name
        for phase_id in member.phases:
            if self._chance.happens(0.8):
                yield {
                    "publication_id": f"{city_id}-PUB-P{phase_id}",
                    "title": f"{name}: action plan, phase {phase_id}",
                    "kind": "city_action_plan",
                    "city_id": city_id,
                    "phase_id": phase_id,
                    "published_on": "2021-02" if phase_id == "1" else "2023-03-20",
                    "publisher": member.place.council,
                    "source_url": f"{SITE}/plans/{city_id}/{phase_id}",
                }
        if "1" in member.phases and self._chance.happens(0.6):
            yield {
                "publication_id": f"{city_id}-PUB-COVID",
                "title": f"{name}: including newcomers in the COVID-19 response",
                "kind": "city_covid-19_briefing",
                "city_id": city_id,
                "phase_id": "1",
                "published_on": "2020-11",
                "publisher": "Programme office",
                "source_url": f"{SITE}/briefings/{city_id}",
            }

    def _leads(self, place: Place) -> Iterator[Cells]:
        handed_over = self._chance.between(2022, 2025)
        yield {"city_id": place.city_id, "kind": "senior", "role": "Deputy Leader of the Council"}
        yield {
            "city_id": place.city_id,
            "kind": "operational",
            "role": "Inclusion Policy Officer",
            "starts_on": "2020-04",
            "ends_on": f"{handed_over}-06-30",
        }
        yield {
            "city_id": place.city_id,
            "kind": "operational",
            "role": "Head of Communities",
            "starts_on": f"{handed_over}-07",
        }

    def _taskforce(self, place: Place) -> Iterator[Cells]:
        areas = [area_id for area_id, _, _ in SUBJECTS]
        for number, (role, organisation, sector) in enumerate(self._chance.some(_SEATS, 4, 9), start=1):
            since = self._chance.between(2020, 2024)
            yield {
                "member_id": f"{place.city_id}-T{number}",
                "city_id": place.city_id,
                "role": role,
                "organisation": f"{place.name} {organisation}",
                "sector": sector,
                "champions_areas": ";".join(self._chance.some(areas, 0, 2)),
                "starts_on": str(since),
                "ends_on": f"{since + 2}-03" if self._chance.happens(0.2) else "",
            }
