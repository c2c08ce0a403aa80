"""How wide text is in Arial, and where its lines break: no format tells before it is opened.

A little wider than it is, so that what is computed to fit does fit, in Liberation Sans too.
"""

from __future__ import annotations

import re
import unicodedata

# Thousandths of the size, of the letters that have that width.
_LETTERS = {
    191: "'",
    222: "ijl\u2018\u2019",
    260: "|",
    278: " !,./:;I[]\\ft\u00a0",
    333: "()-`r·“”",
    355: '"',
    469: "^",
    500: "Jckvsxyz",
    556: "#$?_0123456789Labdeghnopqu–",
    584: "+<=>~\u2212",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_OTHER, _WIDE = 722, 1100
_BOLD = 1.08
_MARGIN = 1.03
_FIRST_PICTURE = 0x1F000
_WORD = re.compile(r"\S+[^\S\n]*|[^\S\n]+|\n")


class _Widths(dict[str, int]):
    """Widths of letters; those of others are worked out when they are first met."""

    def __missing__(self, letter: str) -> int:
        width = self[letter] = _work_out(letter)
        return width


def _work_out(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    if ord(letter) >= _FIRST_PICTURE or unicodedata.east_asian_width(letter) in {"W", "F"}:
        return _WIDE
    plain = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS[plain] if plain != letter else _OTHER


_WIDTHS = _Widths({letter: width for width, letters in _LETTERS.items() for letter in letters})


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Give how wide a text is on one line, in points."""
    width = sum(map(_WIDTHS.__getitem__, text)) * size / 1000 * _MARGIN
    return width * _BOLD if bold else width


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Give how wide the longest word of a text is, in points."""
    return max((text_width(word, size, bold=bold) for word in text.split()), default=0.0)


def break_lines(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than a width in points; joined they are the text again."""
    lines, line, used = [], "", 0.0
    for found in _WORD.findall(text):
        if found == "\n":
            lines.append(line + found)
            line, used = "", 0.0
            continue
        if line and used + text_width(found.rstrip(), size, bold=bold) > width:
            lines.append(line)
            line, used = "", 0.0
        *whole, word = _break_word(found, width, size, bold=bold)
        lines.extend(whole)
        line += word
        used += text_width(word, size, bold=bold)
    return [*lines, line]


def _break_word(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    """Break a word that is wider than a line, as programs do, wherever the line ends."""
    if text_width(word.rstrip(), size, bold=bold) <= width:
        return [word]
    pieces, piece, used = [], "", 0.0
    for letter in word:
        step = text_width(letter, size, bold=bold)
        if piece and used + step > width and not letter.isspace():
            pieces.append(piece)
            piece, used = "", 0.0
        piece += letter
        used += step
    return [*pieces, piece]
