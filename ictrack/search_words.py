"""Texts as words to look for: how the words of a search and those of the texts are cut and likened.

A text is cut into runs of characters without a space, and a run into words. Both sides of a
search come through here, so that the two cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from ictrack.words import fold

# A run such as an address has many words; a search compares this many of them.
MOST_WORDS = 6
_NO_WORD = re.compile(r"[\W_]+")
_VOWELS = re.compile(r"[aeiouy]+")
_LEAST_LEFT = 3
# They end like plurals, and are none.
_NO_PLURALS = frozenset({"always", "does", "news", "perhaps", "series", "species", "towards"})


def words_of(text: str) -> list[str]:
    """Give the words of a text, case, accents and all that is neither letter nor digit apart."""
    # What a sign such as ™ is taken apart into may have capitals of its own.
    return _NO_WORD.sub(" ", fold(text).casefold()).split()


def terms_of(search: str) -> tuple[str, ...]:
    """Give what is looked for: one term per run of typed characters, folded.

    `BRI-01` is one term, so that it does not find every initiative of Bristol.
    """
    terms = (" ".join(words_of(run)[:MOST_WORDS]) for run in search.split())
    return tuple(dict.fromkeys(term for term in terms if term))


def entries_of(run: str) -> list[tuple[str, str]]:
    """Give under which words a run can be found, folded and as written: each with what follows it.

    `short-term` stands under `short term` and `term`: a term finds it where it begins one of these.
    """
    words, written = words_of(run), [part for part in _NO_WORD.split(run) if part]
    shown = written if len(written) == len(words) else words
    return [
        (" ".join(words[place : place + MOST_WORDS]), " ".join(shown[place : place + MOST_WORDS]))
        for place in range(len(words))
    ]


def form_of(word: str) -> str | None:
    """Give what the English forms of a word share, such as `school` for schools; nothing for no such word.

    Plurals, and what ends with -ed and -ing, are forms of one word: mentors, mentored and mentoring.
    What makes another word of it, such as -ment or -er, is none; nor are irregular forms.
    """
    if not word.isascii() or not word.isalpha() or len(word) < _LEAST_LEFT:
        return None
    stem = _without_ending(word)
    if len(stem) > _LEAST_LEFT and stem.endswith("e"):
        stem = stem[:-1]
    return stem[:-1] if _is_doubled(stem) else stem


def _is_doubled(stem: str) -> bool:
    """Say whether the last letter may stand twice because an ending followed: planning, counselling."""
    if len(stem) <= _LEAST_LEFT or stem[-1] != stem[-2]:
        return False
    return stem[-1] == "l" or len(_VOWELS.findall(stem)) == 1


def _without_ending(word: str) -> str:
    if word in _NO_PLURALS:
        return word
    for ending, left in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("s", "")):
        stem = word.removesuffix(ending)
        if stem != word and _may_end(stem, ending):
            return stem + left
    return word


def _may_end(stem: str, ending: str) -> bool:
    """Say whether an ending may be taken off: what is left is a word, and the ending one of its own."""
    if len(stem) < _LEAST_LEFT or not _VOWELS.search(stem):
        return False
    return not stem.endswith({"s": ("s", "u", "i"), "ed": ("e",)}.get(ending, ()))


def errors_forgiven(term: str) -> int:
    """Say how many typing errors a term may have: one from four letters on, two from eight.

    One is a letter too many, too few or another, or two that changed places. In an identifier or a
    number nothing is forgiven.
    """
    letters = term.replace(" ", "")
    if not letters.isalpha() or len(letters) < 4:
        return 0
    return 1 if len(letters) < 8 else 2


def letters_of(text: str) -> int:
    """Give which letters a text has, as the bits of a number; some letters share one.

    Each typing error brings in one letter that a word lacks at most, so a glance at the bits tells
    most words that cannot be meant.
    """
    bits = 0
    for letter in set(text):
        bits |= 1 << (ord(letter) & 31)
    return bits


def count_errors(term: str, texts: Sequence[str]) -> list[int]:
    """Count the typing errors from a term to what each of the texts begins with: the fewest it takes.

    Letters that changed places are one error where nothing else happened between them.
    """
    width = len(term) + errors_forgiven(term)
    letters = _letter_table(texts, width)
    # before[n] are the errors from the first n letters of the term to the letters of a text so far.
    earlier: list[Any] = []
    before = [np.full(len(texts), number, np.int16) for number in range(len(term) + 1)]
    fewest = before[-1]
    for place in range(width):
        here = letters[:, place]
        now = [np.full(len(texts), place + 1, np.int16)]
        for number, letter in enumerate(term):
            errors = np.minimum(before[number] + (here != ord(letter)), before[number + 1] + 1)
            errors = np.minimum(errors, now[number] + 1)
            if number and place:
                swapped = (letters[:, place - 1] == ord(letter)) & (here == ord(term[number - 1]))
                errors = np.where(swapped, np.minimum(errors, earlier[number - 1] + 1), errors)
            now.append(errors)
        # Past the end of a text nothing more is begun.
        fewest = np.where(here > 0, np.minimum(fewest, now[-1]), fewest)
        earlier, before = before, now
    return [int(errors) for errors in fewest]


def _letter_table(texts: Sequence[str], width: int) -> Any:
    """Put the first letters of each text into a row, as numbers; 0 follows the last."""
    return np.array(texts, dtype=f"U{width}").view(np.uint32).reshape(len(texts), width)
