"""How invented initiatives belong together: parts, joint ones, and what became of phase one."""

from __future__ import annotations

from collections.abc import Iterator

from ictrack.demo.chance import Chance, Deck
from ictrack.demo.programme import Cells
from ictrack.vocabulary import LinkKind

_NOTES = {
    LinkKind.PART_OF: "One strand of it.",
    LinkKind.JOINT_WITH: "Two cities, one project.",
    LinkKind.CARRIED_OVER: "",
    LinkKind.EVOLVED_FROM: "The same aim, other means.",
    LinkKind.SPLIT_FROM: "One of the two that it became.",
    LinkKind.MERGED_INTO: "",
    LinkKind.INSPIRED_BY: "After a learning visit.",
}
_REMEMBERED = 200
# How many kinds may wait for an initiative that they fit.
_MOST_WAITING = 24


class Links:
    """Link each initiative to some that came before it, so that no link leads in a circle."""

    def __init__(self, chance: Chance) -> None:
        """Make the deck of links: most initiatives stand alone."""
        self._chance = chance
        self._kind: Deck[LinkKind | None] = Deck(
            chance,
            (LinkKind.PART_OF, 2),
            (LinkKind.JOINT_WITH, 2),
            (LinkKind.CARRIED_OVER, 3),
            (LinkKind.EVOLVED_FROM, 2),
            (LinkKind.SPLIT_FROM, 1),
            (LinkKind.MERGED_INTO, 1),
            (LinkKind.INSPIRED_BY, 2),
            (None, 24),
        )
        self._waiting: list[LinkKind] = []
        self._city_id = ""
        self._wholes: list[str] = []
        self._phase_one: list[str] = []
        self._earlier: list[str] = []
        self._elsewhere: list[str] = []

    def begin_city(self, city_id: str) -> None:
        """Turn to the next city; the initiatives of the last are now elsewhere."""
        self._city_id = city_id
        self._elsewhere = (self._elsewhere + self._earlier)[-_REMEMBERED:]
        self._wholes, self._phase_one, self._earlier = [], [], []

    def of(self, initiative_id: str, phase_id: str) -> Iterator[Cells]:
        """Give the links of one initiative, at most one, and remember it for later ones."""
        kind = self._kind.deal()
        if kind is not None:
            self._waiting = [*self._waiting, kind][-_MOST_WAITING:]
        linked = next((one for one in self._waiting if self._others(one, phase_id)), None)
        if linked is not None:
            self._waiting.remove(linked)
            yield self._link(initiative_id, self._chance.pick(self._others(linked, phase_id)), linked)
        if linked is not LinkKind.PART_OF:
            self._wholes.append(initiative_id)
        if phase_id == "1":
            self._phase_one.append(initiative_id)
        self._earlier.append(initiative_id)

    def _others(self, kind: LinkKind, phase_id: str) -> list[str]:
        """List what an initiative can be linked to in that way."""
        if kind is LinkKind.PART_OF:
            return self._wholes
        if kind in (LinkKind.JOINT_WITH, LinkKind.INSPIRED_BY):
            return self._elsewhere
        return self._phase_one if phase_id == "2" else []

    def _link(self, later: str, earlier: str, kind: LinkKind) -> Cells:
        # What merged went into the later one; all other links point back.
        ends = (earlier, later) if kind is LinkKind.MERGED_INTO else (later, earlier)
        return {"from_id": ends[0], "to_id": ends[1], "kind": kind, "note": _NOTES[kind]}
