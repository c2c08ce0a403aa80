"""Initiatives by what they name or lack: how a lens asks for the rows behind one of its numbers.

The words are those of the data, as the address spells them: a sector, whom it is for, a
principle, an answer, what is lacking. `not_stated` asks for those that say nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace

from ictrack.labels import lack_label, sector_label, yes_no_label
from ictrack.language import _
from ictrack.store.lens_queries import Principle
from ictrack.store.queries import InitiativeAsAt
from ictrack.summaries.address_words import problem_of_choice
from ictrack.summaries.setting import lower_first
from ictrack.vocabulary import Lack, Lens, Sector, YesNo

NOT_STATED = "not_stated"
# Asks for the open initiatives that lack nothing.
NOTHING = "nothing"
# By which word of the address each lens narrows the list.
FILTER_OF_LENS = {
    Lens.SECTORS: "sector",
    Lens.AUDIENCES: "for_whom",
    Lens.CHILDREN: "children",
    Lens.PRINCIPLES: "principle",
    Lens.LACKING: "lacks",
}
FILTER_NAMES = tuple(FILTER_OF_LENS.values())
_SAID_BY: dict[str, Callable[[InitiativeAsAt], Sequence[str]]] = {
    "sector": lambda i: i.sectors,
    "for_whom": lambda i: i.audiences,
    "children": lambda i: (i.children_and_young_people,) if i.children_and_young_people else (),
    "principle": lambda i: i.principles,
    "lacks": lambda i: i.lacks or (),
}


@dataclass(frozen=True)
class LensFilter:
    """What the list of initiatives is narrowed to, word by word; empty for nothing."""

    sector: str = ""
    for_whom: str = ""
    children: str = ""
    principle: str = ""
    lacks: str = ""

    def named(self) -> dict[str, str]:
        """Give the words that are asked for, by their names in an address."""
        return {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name)}

    def keeps(self, initiative: InitiativeAsAt) -> bool:
        """Say whether an initiative is one of those that are asked for."""
        return all(_says(initiative, name, word) for name, word in self.named().items())

    def without(self, name: str) -> LensFilter:
        """Lift one of the words."""
        return replace(self, **{name: ""})


def _says(initiative: InitiativeAsAt, name: str, word: str) -> bool:
    # Of one that is not open nobody asks what it lacks.
    if name == "lacks" and initiative.lacks is None:
        return False
    said = _SAID_BY[name](initiative)
    return not said if word in {NOT_STATED, NOTHING} else word in said


@dataclass(frozen=True)
class LensWords:
    """The words that a data's initiatives name, beside those that ictrack knows."""

    initiatives: Sequence[InitiativeAsAt]
    principles: Sequence[Principle]

    def read(self, asked: LensFilter) -> tuple[LensFilter, tuple[str, ...]]:
        """Give what is understood of what an address asks for, and a sentence for what is not."""
        reading = _Reading(self)
        return reading.read(asked), tuple(reading.problems)

    def allowed(self, name: str) -> tuple[str, ...]:
        """List what may be asked for."""
        if name == "lacks":
            return (*Lack, NOTHING)
        known: dict[str, tuple[str, ...]] = {
            "sector": tuple(Sector),
            "children": tuple(YesNo),
            "principle": tuple(one.principle_id for one in self.principles),
        }
        said = sorted({word for one in self.initiatives for word in _SAID_BY[name](one)})
        return tuple(dict.fromkeys((*known.get(name, ()), *said, NOT_STATED)))

    def in_words(self, name: str, word: str) -> str:
        """Say what a word of the address asks for, as a part of a sentence."""
        if word == NOT_STATED:
            return {
                "sector": _("sector not stated"),
                "for_whom": _("for whom not stated"),
                "children": _("children and young people not stated"),
                "principle": _("principle not stated"),
            }[name]
        named: dict[str, Callable[[str], str]] = {
            "sector": lambda sector: _("sector {name}", name=lower_first(sector_label(sector))),
            "for_whom": lambda who: _("for {audience}", audience=who),
            "children": _answer_in_words,
            "principle": lambda one: _("principle “{name}”", name=self.principle_name(one)),
            "lacks": _lack_in_words,
        }
        return named[name](word)

    def principle_name(self, principle_id: str) -> str:
        """Name a principle; one that is not known by its identifier."""
        names = {one.principle_id: one.short_name for one in self.principles}
        return names.get(principle_id, principle_id)


def _answer_in_words(answer: str) -> str:
    return _("children and young people: {answer}", answer=lower_first(yes_no_label(YesNo(answer))))


def _lack_in_words(word: str) -> str:
    if word == NOTHING:
        return _("open, with owner, target date, champion and dated evidence")
    return _("open, {lack}", lack=lower_first(lack_label(Lack(word))))


@dataclass
class _Reading:
    """What an address asks for, read word by word, with what it says wrongly."""

    words: LensWords
    problems: list[str] = field(default_factory=list)

    def read(self, asked: LensFilter) -> LensFilter:
        """Leave out, and name, what is not known."""
        return LensFilter(**{name: self._known(name, word) for name, word in asked.named().items()})

    def _known(self, name: str, word: str) -> str:
        allowed = self.words.allowed(name)
        if word in allowed:
            return word
        self.problems.append(problem_of_choice(name, word, allowed))
        return ""


def lift_words(name: str) -> str:
    """Say how to lift one of the words."""
    return {
        "sector": _("Show every sector"),
        "for_whom": _("Show them whoever they are for"),
        "children": _("Show them whether for children and young people or not"),
        "principle": _("Show every principle"),
        "lacks": _("Show them whatever they lack"),
    }[name]
