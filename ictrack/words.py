"""Words as people write them, matched to the controlled words of ictrack.

A word is matched to an identifier, then to an alias, case, accents, spaces and dashes
apart. The aliases are those of the trackers that cities keep; a word for which no alias
is known gets a suggestion when one is close, and is never guessed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

from ictrack.vocabulary import Confidence, DeliveryStatus, PlanLink, Sector, UpdateKind, YesNo

E_ = TypeVar("E_", bound=StrEnum)

# Source: the status words of action-plan trackers listed in data/README.md.
_STATUS_ALIASES: dict[str, tuple[str, ...]] = {
    DeliveryStatus.NOT_STARTED: ("planned", "not yet started", "not begun", "announced", "to do"),
    DeliveryStatus.IN_PROGRESS: (
        "underway",
        "under way",
        "on time",
        "ongoing",
        "in hand",
        "started",
        "active",
    ),
    DeliveryStatus.COMPLETED: ("complete", "done", "fulfilled", "finished", "achieved", "delivered"),
    DeliveryStatus.PAUSED: ("on hold", "postponed", "suspended", "stalled", "deferred"),
    DeliveryStatus.STOPPED: ("cancelled", "canceled", "withdrawn", "dropped", "abandoned"),
}
_CONFIDENCE_ALIASES: dict[str, tuple[str, ...]] = {
    Confidence.ON_TRACK: ("green", "on time", "on target", "on schedule"),
    Confidence.AT_RISK: ("amber", "some risk"),
    Confidence.OFF_TRACK: ("red", "late", "behind schedule", "delayed", "behind"),
}
# Words that say a status and a confidence at once: work under way, and how it goes.
_STATUS_WITH_CONFIDENCE: dict[str, Confidence] = {
    "on track": Confidence.ON_TRACK,
    "green": Confidence.ON_TRACK,
    "amber": Confidence.AT_RISK,
    "at risk": Confidence.AT_RISK,
    "red": Confidence.OFF_TRACK,
    "late": Confidence.OFF_TRACK,
    "delayed": Confidence.OFF_TRACK,
    "off track": Confidence.OFF_TRACK,
    "behind schedule": Confidence.OFF_TRACK,
}
_OTHER_ALIASES: dict[type[StrEnum], dict[str, tuple[str, ...]]] = {
    YesNo: {YesNo.YES: ("y", "true", "1"), YesNo.NO: ("n", "false", "0")},
    PlanLink: {
        PlanLink.PROGRAMME_DOCUMENT: ("in the plan", "in plan"),
        PlanLink.LISTED_STRATEGY: ("strategy",),
        PlanLink.UNCONFIRMED: ("not confirmed",),
    },
    UpdateKind: {UpdateKind.REVIEWED_NO_CHANGE: ("no change", "reviewed, no change", "reviewed")},
    Sector: {
        Sector.LOCAL_AUTHORITY: ("council", "local government", "city council"),
        Sector.PUBLIC_BODY: ("public sector", "public services"),
        Sector.HEALTH: ("nhs",),
        Sector.EDUCATION: ("university", "universities", "schools", "colleges"),
        Sector.VOLUNTARY_COMMUNITY: (
            "voluntary and community",
            "voluntary sector",
            "third sector",
            "charity",
            "charities",
            "vcs",
            "vcse",
        ),
        Sector.FAITH: ("faith groups", "faith organisations"),
        Sector.BUSINESS: ("employers", "private sector", "businesses", "employer"),
        Sector.ARTS_LEISURE: ("arts", "culture", "arts and culture", "arts and leisure", "sport"),
    },
}
# Words that say "nothing was reported"; never *not started*.
BLANK_STATUSES = frozenset({"n/a", "na", "tbc", "tba", "-", "unknown", "not known", "not reported"})


def letters_of_other_alphabets(text: str) -> str:
    """Name the letters that only look like Latin ones, such as a Cyrillic C in a word that is Latin else."""
    alphabets = {letter: unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()}
    if "LATIN" not in alphabets.values():
        return ""
    others = {letter: alphabet for letter, alphabet in alphabets.items() if alphabet not in {"LATIN", ""}}
    return ", ".join(f"{alphabet.capitalize()} {letter}" for letter, alphabet in others.items())


@dataclass(frozen=True)
class WordMatch(Generic[E_]):
    """Hold what a word was matched to: the member, a confidence it implies, or what is close."""

    member: E_ | None
    confidence: Confidence | None = None
    suggestion: str = ""


def fold(text: str) -> str:
    """Fold case, accents, dashes, underscores and runs of spaces, for comparing words.

    `Llŷn`, `LLYN` and `llyn` are one word; so are `not_started` and `Not  started`.
    """
    plain = text.casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(plain.replace("_", " ").replace("-", " ").replace("\u2013", " ").split())


def match_word(kind: type[E_], text: str) -> WordMatch[E_]:
    """Match a word to a member of a vocabulary, or say which known word is close.

    A status such as `amber` also implies a confidence. Nothing matches a blank status
    (`n/a`): such cells are emptied before they come here.
    """
    match: WordMatch[E_] = _match_once(kind, text)
    return match


@lru_cache(maxsize=65_536)
def _match_once(kind: type[E_], text: str) -> WordMatch[E_]:
    known = _words_of(kind)
    folded = fold(text)
    implied = _STATUS_WITH_CONFIDENCE.get(folded) if kind is DeliveryStatus else None
    if folded in known:
        return WordMatch(known[folded], implied)
    close = get_close_matches(folded, known, n=1, cutoff=0.75)
    return WordMatch(None, suggestion=known[close[0]] if close else "")


@lru_cache(maxsize=64)
def _words_of(kind: type[E_]) -> dict[str, E_]:
    words = {fold(member.value): member for member in kind}
    for member, aliases in _aliases_of(kind).items():
        words.update({fold(alias): kind(member) for alias in aliases})
    return words


def _aliases_of(kind: type[StrEnum]) -> dict[str, tuple[str, ...]]:
    if kind is DeliveryStatus:
        under_way = (*_STATUS_ALIASES[DeliveryStatus.IN_PROGRESS], *_STATUS_WITH_CONFIDENCE)
        return {**_STATUS_ALIASES, DeliveryStatus.IN_PROGRESS: under_way}
    if kind is Confidence:
        return _CONFIDENCE_ALIASES
    return _OTHER_ALIASES.get(kind, {})


@lru_cache(maxsize=65_536)
def is_blank_status(text: str) -> bool:
    """Say whether a status cell says that nothing was reported."""
    return fold(text) in BLANK_STATUSES or text.strip() in {"-", "\u2013", "\u2014"}


def suggest(text: str, known: dict[str, str]) -> str:
    """Give the known word that is close to a text, or nothing.

    `known` maps folded words to the word as it is shown.
    """
    close = get_close_matches(fold(text), known, n=1, cutoff=0.75)
    return known[close[0]] if close else ""
