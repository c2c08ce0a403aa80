"""The search computed by brute force from its wording, one initiative and one word after the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

# Every word that texts are made of, each with the forms of it that occur.
FAMILIES = (
    ("mentor", "Mentors", "mentoring"),
    ("school", "schools"),
    ("city", "cities"),
    ("house", "Housing"),
    ("employer", "employers"),
    ("employment",),
    ("Ŵyl",),
    ("Llŷn",),
    ("monitoring",),
    ("2017",),
    ("BRI-01",),
    ("co-operative",),
    ("women’s", "women"),
    ("(bus)", "buses,"),
)
Texts = Mapping[str, Mapping[str, str]]
Found = dict[str, tuple[str, ...]]


@lru_cache(maxsize=100_000)
def errors_between(one: str, other: str) -> int:
    """Count the typing errors between two words, from the last letter back."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        errors_between(one[:-1], other) + 1,
        errors_between(one, other[:-1]) + 1,
        errors_between(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if one[-2:] == other[-2:][::-1]:
        ways.append(errors_between(one[:-2], other[:-2]) + 1)
    return min(ways)


def plain(text: str) -> str:
    """Leave out case, accents and all that is neither letter nor digit."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in apart if not unicodedata.combining(c))).strip()


def _family(word: str) -> int | None:
    """Give which family a single word belongs to; a last l that stands twice is as one, as in counselling."""
    forms = {word, word[:-1]} if word.endswith("ll") else {word}
    return next(
        (n for n, family in enumerate(FAMILIES) if forms & set(map(plain, family)) and " " not in word), None
    )


def _beginnings(text: str) -> list[str]:
    """Give what stands in a text from the start of each word to the end of its run."""
    runs = [plain(run).split(" ") for run in text.split()]
    return [" ".join(words[place:]) for words in runs for place in range(len(words))]


def _errors(term: str, tail: str) -> int:
    return min(errors_between(term, tail[:end]) for end in range(1, len(tail) + 1))


def _holds(text: str, term: str, forgiven: int) -> bool:
    family = _family(term)
    for tail in _beginnings(text):
        if tail.startswith(term):
            return True
        if family is not None and _family(tail.split(" ")[0]) == family:
            return True
        if forgiven and tail and _errors(term, tail) == forgiven:
            return True
    return False


def _may_have(term: str) -> int:
    letters = term.replace(" ", "")
    if len(letters) < 4 or not letters.isalpha():
        return 0
    return 1 if len(letters) < 8 else 2


def _forgiven(texts: Texts, term: str) -> int:
    """Give how many errors are forgiven: none where anything holds the term, else as few as it takes."""
    everything = [text for places in texts.values() for text in places.values()]
    for errors in range(_may_have(term) + 1):
        if any(_holds(text, term, errors) for text in everything):
            return errors
    return 0


def search(texts: Texts, terms: Sequence[str]) -> tuple[Found, set[str]]:
    """Give where each initiative holds the terms that it all holds, and the terms with errors."""
    forgiven = {term: _forgiven(texts, term) for term in terms}
    found: Found = {}
    for initiative, places in texts.items():
        held = {
            term: [p for p, text in places.items() if _holds(text, term, forgiven[term])] for term in terms
        }
        if terms and all(held.values()):
            found[initiative] = tuple(p for p in places if any(p in of_term for of_term in held.values()))
    return found, {term for term in terms if forgiven[term]} if found else set()
