"""Find initiatives by words: those that begin with what was typed, case and accents apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ictrack.language import _
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import InitiativeAsAt, InitiativeTexts, list_initiative_texts
from ictrack.words import fold

_NO_WORD = re.compile(r"\W+")


def terms_of(search: str) -> tuple[str, ...]:
    """Give what is looked for: one term per run of typed characters, folded.

    `BRI-01` is one term, so that it does not find every initiative of Bristol.
    """
    folded = (_folded(part).strip() for part in search.split())
    return tuple(dict.fromkeys(term for term in folded if term))


def find_by_words(
    database: Database, scope: Scope, initiatives: Sequence[InitiativeAsAt], search: str
) -> dict[str, tuple[str, ...]]:
    """Map the initiatives that hold every term to where they hold them, such as "title".

    Without a term nothing is looked for and nothing is found.
    """
    terms = terms_of(search)
    if not terms:
        return {}
    texts = {row.initiative_id: row for row in list_initiative_texts(database, scope)}
    found = {}
    for initiative in initiatives:
        fields = _fields_of(initiative, texts.get(initiative.initiative_id))
        places = _places(fields, terms)
        if places:
            found[initiative.initiative_id] = places
    return found


def _fields_of(initiative: InitiativeAsAt, texts: InitiativeTexts | None) -> dict[str, str]:
    """Give an initiative's folded words by where they stand, as a reader calls it."""
    told: dict[str, Sequence[str | None]] = {
        _("title"): [initiative.title],
        _("identifier"): [initiative.initiative_id],
        _("city"): [initiative.city_name],
        _("description"): [initiative.description],
        _("lead"): [initiative.lead_organisation],
        _("partners"): texts.partners if texts else (),
        _("audiences"): initiative.audiences,
        _("updates"): texts.summaries if texts else (),
    }
    return {place: " ".join(_folded(part) for part in parts if part) for place, parts in told.items()}


def _places(fields: Mapping[str, str], terms: Sequence[str]) -> tuple[str, ...]:
    """Name the fields that hold a term; none unless every term stands somewhere."""
    holding = {term: [place for place, text in fields.items() if f" {term}" in text] for term in terms}
    if not all(holding.values()):
        return ()
    return tuple(place for place in fields if any(place in places for places in holding.values()))


def _folded(text: str) -> str:
    """Fold a text to words with one space before each."""
    return " " + _NO_WORD.sub(" ", fold(text)).strip()
