"""Which characters of a document no font can draw, and what stands in for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from typst import TypstError

# An empty square: what people know as a character that could not be shown.
REPLACEMENT = "\u25a1"
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_PART = 24
_MARKS = {"Mn", "Mc", "Me", "Cf"}


def missing_glyphs(error: TypstError, drawn: Any) -> frozenset[str]:
    """Read which characters typst has no glyph for; none where it refuses a document for another reason.

    `drawn` is what was to be set, as anything that JSON can hold.
    """
    shown = map(_unescape, _MISSING.findall(error.diagnostic))
    named = frozenset("".join(shown))
    if not named:
        return named
    # Where it is a mark that cannot be set on a letter, only the letter may be named.
    marks = (each for text in _texts(drawn) for each in text if unicodedata.category(each) in _MARKS)
    return frozenset(filter(_is_special, named)) or frozenset(marks)


def special_words(drawn: Any) -> list[str]:
    """List the words that are not of plain letters alone, in parts that are shorter than a line."""
    words = {word for text in _texts(drawn) if not text.isascii() for word in text.split()}
    parts = (
        word[at : at + _PART] for word in words if not word.isascii() for at in range(0, len(word), _PART)
    )
    return sorted(set(parts))


def replace_in(drawn: Any, missing: Iterable[str]) -> Any:
    """Put the replacement where a character is missing, in every text of what JSON can hold."""
    table = str.maketrans(dict.fromkeys(missing, REPLACEMENT))

    def replaced(value: Any) -> Any:
        match value:
            case str():
                return value.translate(table)
            case list():
                return [replaced(each) for each in value]
            case dict():
                return {key: replaced(each) for key, each in value.items()}
        return value

    return replaced(drawn)


def _is_special(character: str) -> bool:
    return not character.isascii() and character != REPLACEMENT


def _texts(drawn: Any) -> Iterator[str]:
    match drawn:
        case str():
            yield drawn
        case list():
            for each in drawn:
                yield from _texts(each)
        case dict():
            for each in drawn.values():
                yield from _texts(each)


def _unescape(shown: str) -> str:
    """Read a text as typst shows it in a message: some characters are written as their numbers."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], shown)
