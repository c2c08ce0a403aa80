"""Find initiatives by words, wherever they stand, and say what a mistyped word was taken for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ictrack.language import _, join_either, ngettext
from ictrack.scope import Scope
from ictrack.search_words import terms_of
from ictrack.store.database import Database
from ictrack.store.queries import InitiativeAsAt
from ictrack.store.search_queries import find_words

_MOST_NAMED = 3


@dataclass(frozen=True)
class Found:
    """Hold where each initiative that was found holds what was looked for, such as "title".

    `notes` name each word that nothing holds, and what it was taken for.
    """

    places: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...] = ()


def find_by_words(
    database: Database, scope: Scope, initiatives: Sequence[InitiativeAsAt], search: str
) -> Found:
    """Find those of the initiatives that hold every word, or else what is close to it.

    Of the scope only its days are used: give all initiatives that the reader may see, so that a
    word is not taken for another because a filter leaves out those that hold it. Without a word
    nothing is looked for and nothing is found.
    """
    found = find_words(database, scope, [i.initiative_id for i in initiatives], terms_of(search))
    labels = _place_labels()
    in_words = {places: tuple(labels[place] for place in places) for places in set(found.places.values())}
    return Found(
        {initiative_id: in_words[places] for initiative_id, places in found.places.items()},
        tuple(_taken_in_words(term, words) for term, words in found.taken.items()),
    )


def _place_labels() -> dict[str, str]:
    """Call each of the places as a reader does."""
    return {
        "title": _("title"),
        "identifier": _("identifier"),
        "city": _("city"),
        "description": _("description"),
        "lead": _("lead"),
        "partners": _("partners"),
        "audiences": _("audiences"),
        "thematic_area": _("thematic area"),
        "updates": _("updates"),
    }


def _taken_in_words(term: str, words: Sequence[str]) -> str:
    named = [_("“{words}”", words=word) for word in words[:_MOST_NAMED]]
    more = len(words) - len(named)
    if more:
        named.append(ngettext("{n} other word like it", "{n} other words like it", more))
    return _("Nothing holds “{term}”; shown is what holds {words}.", term=term, words=join_either(named))
