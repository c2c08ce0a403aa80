"""Judge the gap matrix a second time, in plain Python, from the wording of its definition.

Nothing of ictrack is imported here and no SQL is run, as in `oracle.py`.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from tests.properties.oracle import (
    Cells,
    Files,
    Initiative,
    Programme,
    Situation,
    first_day,
    freshness_of,
    last_day,
    rank_of,
    reports_in_force,
    situation_of,
)

Place = tuple[str, str]


class GapOracle:
    """A source that is looked at from a day, as known on a day, in one phase or in all.

    `documents` are the initiatives of a public record.
    """

    def __init__(
        self,
        files: Files,
        programme: Programme,
        look: tuple[date, date, str | None],
        documents: frozenset[str] = frozenset(),
    ) -> None:
        self.files = files
        self.programme = programme
        self.as_at, self.known_on, self.phase = look
        self.documents = documents

    def states(self) -> dict[Place, str]:
        """Name the state of each place: "one row per member city and area"."""
        areas = [row["area_id"] for row in self.files["thematic_areas"]]
        return {(city, area): self._state(city, area) for city in self._members() for area in areas}

    def _members(self) -> set[str]:
        """Find the cities "with a membership (any role; `joined_on` and `left_on` heeded)" at the day."""
        return {
            row["city_id"] for row in self.files["memberships"] if self._has_begun(row) and self._is_in(row)
        }

    def _is_in(self, membership: Cells) -> bool:
        joined_on = last_day(membership.get("joined_on", ""))
        left_on = last_day(membership.get("left_on", ""))
        return (joined_on is None or joined_on <= self.as_at) and (left_on is None or left_on > self.as_at)

    def _has_begun(self, row: Cells) -> bool:
        """Judge whether a row is of the phase that is asked for, "or of any", and that has begun."""
        starts = {phase["phase_id"]: first_day(phase["starts_on"]) for phase in self.files["phases"]}
        return self.phase in (None, row["phase_id"]) and starts[row["phase_id"]] <= self.as_at

    def counted(self, city: str, area: str) -> list[Situation]:
        """List what counts in a place: not "stopped", not closed with its phase, in no other area."""
        situations = [
            situation_of(self.programme, initiative, self.as_at, self.known_on)
            for initiative in self.programme.initiatives
            if (initiative.city_id, initiative.area_id) == (city, area)
            and self.phase in (None, initiative.phase_id)
        ]
        return [
            one for one in situations if one.counts and one.status != "stopped" and not one.closed_with_phase
        ]

    def _state(self, city: str, area: str) -> str:
        """Name the state: "first match"."""
        here = self.counted(city, area)
        opened = [one for one in here if one.status != "completed"]
        public = all(one.initiative.initiative_id in self.documents for one in here)
        matches = {
            "not_known": not here and not self._plan_was_read(city),
            "none": not here,
            "all_completed": not opened,
            "silent": all(self._is_silent(one, public) for one in opened),
            "planned_only": all(one.status == "not_started" for one in opened),
            "stalled": not any(self._has_moved(one, public) for one in here),
            "thin": len(here) == 1,
            "moving": True,
        }
        return next(name for name, holds in matches.items() if holds)

    def _plan_was_read(self, city: str) -> bool:
        plans = [row for row in self.files.get("action_plans", ()) if row["city_id"] == city]
        return any(self._has_begun(row) and (row.get("coverage", "") or "read") == "read" for row in plans)

    def _is_silent(self, situation: Situation, public: bool) -> bool:
        """Judge: "silent or not reported; in a public record: no update in the 12 months up to D"."""
        initiative = situation.initiative
        if public:
            return all(day < self._year_before() for day, _ in self._reports(initiative))
        fresh = freshness_of(self.programme, initiative, self.as_at, self.known_on)
        return not situation.status or fresh != "current"

    def _has_moved(self, situation: Situation, public: bool) -> bool:
        """Judge: "rank at D above the rank on the last day before the cycle before this one".

        "No status being the lowest; in a public record: above that of 12 months earlier", which
        also stands where no convening is known. A cycle that is the first has no day before it.
        """
        before = [day for day in sorted(self.programme.cut_offs) if day < self.as_at]
        if public or not self.programme.cut_offs:
            day = self._year_before()
        elif len(before) < 2:
            return bool(situation.status)
        else:
            day = before[-2]
        earlier = situation_of(self.programme, situation.initiative, day, self.known_on)
        return rank_of(situation) > rank_of(earlier)

    def _reports(self, initiative: Initiative) -> Sequence[tuple[date, object]]:
        updates = self.programme.updates.get(initiative.initiative_id, ())
        return reports_in_force(updates, self.as_at, self.known_on)

    def _year_before(self) -> date:
        """Find the day 12 months earlier; a year before 29 February is the 28th."""
        year = self.as_at.year - 1
        month_ends = calendar.monthrange(year, self.as_at.month)[1]
        return date(year, self.as_at.month, min(self.as_at.day, month_ends))
