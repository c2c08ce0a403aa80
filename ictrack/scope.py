"""What a reader looks at: two dates and the filters. Every question takes one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ictrack.dates import end_of_day
from ictrack.vocabulary import PlanLink, Visibility


@dataclass(frozen=True)
class Scope:
    """Hold what a picture is of: `as_at` a day, as `known_on` a day, of which initiatives.

    An empty tuple, or no phase, means all. Phase, cities and areas are identifiers.
    """

    as_at: date
    known_on: date
    phase: str | None = None
    cities: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    plan_links: tuple[PlanLink, ...] = ()
    sources: tuple[str, ...] = ()
    visibilities: tuple[Visibility, ...] = ()

    @property
    def parameters(self) -> dict[str, object]:
        """Give the scope as the bound parameters of a question; null means all.

        `known_until` is the moment at which the known-on day ends where the reader is.
        """
        return {
            "as_at": self.as_at,
            "known_on": self.known_on,
            "known_until": end_of_day(self.known_on),
            "phase": self.phase,
            "cities": list(self.cities) or None,
            "areas": list(self.areas) or None,
            "plan_links": [str(link) for link in self.plan_links] or None,
            "sources": list(self.sources) or None,
            "visibilities": [str(one) for one in self.visibilities] or None,
        }

    def of_city(self, city_id: str) -> Scope:
        """Narrow the scope to one city, all else alike."""
        return replace(self, cities=(city_id,))

    def of_area(self, area_id: str) -> Scope:
        """Narrow the scope to one thematic area, all else alike."""
        return replace(self, areas=(area_id,))

    def at(self, as_at: date) -> Scope:
        """Move the as-at date, all else alike."""
        return replace(self, as_at=as_at)

    @property
    def is_filtered(self) -> bool:
        """Say whether anything but the two dates narrows the picture."""
        return bool(
            self.phase or self.cities or self.areas or self.plan_links or self.sources or self.visibilities
        )
