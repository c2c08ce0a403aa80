"""Sentences whose numbers know what they count: parts are told with their identifiers, then joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ictrack.language import _, join_words, ngettext, spell_count
from ictrack.reports.document import Figure, Sentence

# How many identifiers a sentence names before it says how many more there are.
MOST_NAMED = 12


class Identified(Protocol):
    """Anything that is about one initiative."""

    @property
    def initiative_id(self) -> str:
        """Give its identifier."""


def identifiers_of(initiatives: Iterable[Identified]) -> tuple[str, ...]:
    """Give the identifiers of initiatives, each once, in order."""
    return tuple(sorted({one.initiative_id for one in initiatives}))


def plain(text: str) -> Sentence:
    """Say something without a number that could be traced."""
    return Sentence(text)


def part(text: str, initiatives: Iterable[Identified]) -> Sentence:
    """Say a number of initiatives in a few words, such as "20 completed", which stay together."""
    return Sentence(text, (Figure(text, identifiers_of(initiatives)),))


def join(parts: Sequence[Sentence]) -> Sentence:
    """Join parts as a sentence does: `a, b and c`."""
    return Sentence(join_words([one.text for one in parts]), _figures(parts))


def say(text: str, *parts: Sentence) -> Sentence:
    """Say a text into whose places parts were put: their numbers are the text's numbers."""
    return Sentence(text, _figures(parts))


def follow(*sentences: Sentence) -> Sentence:
    """Set whole sentences one after the other; empty ones are left out."""
    said = [one for one in sentences if one.text]
    return Sentence(" ".join(one.text for one in said), _figures(said))


def _figures(parts: Iterable[Sentence]) -> tuple[Figure, ...]:
    return tuple(figure for one in parts for figure in one.figures)


def counted(initiatives: Sequence[Identified], *, spelled: bool = False) -> Sentence:
    """Count initiatives in words: "1 initiative", "two initiatives"."""
    number = len(initiatives)
    if not spelled:
        return part(ngettext("{n} initiative", "{n} initiatives", number), initiatives)
    words = spell_count(number)
    return part(ngettext("{number} initiative", "{number} initiatives", number, number=words), initiatives)


def named(initiatives: Iterable[Identified]) -> str:
    """Name initiatives by their identifiers, in brackets after the words that count them."""
    names = identifiers_of(initiatives)
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    more = len(names) - MOST_NAMED
    first = ", ".join(names[:MOST_NAMED])
    return ngettext("{names} and {n} more", "{names} and {n} more", more, names=first)


def whose(title: str, identifier: str, city: str = "") -> str:
    """Name one initiative in a list: its title, its identifier, and its city where that is not known."""
    if city:
        return _("{title} ({identifier}), {city}", title=title, identifier=identifier, city=city)
    return _("{title} ({identifier})", title=title, identifier=identifier)
