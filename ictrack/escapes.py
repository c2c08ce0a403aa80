"""Text that others typed, in each kind of output: one function for each, and none elsewhere.

HTML                        `ictrack.markup.element`, which escapes all that is no element
Streamlit's Markdown        `plain_markdown`: labels, captions, warnings, hints, options of radios
Plotly                      `plain_words`: titles, axes, legends, what is shown beside the pointer
CSV                         `guard`, taken off again by `unguard`
Word, PowerPoint, XLSX, PDF `clean_text`; the writers then type it as text, XLSX with `TEXT_AS_TEXT`
head or foot of XLSX paper  `sheet_margin`
strings in a style sheet    `style_text`
JSON in an element of HTML  `script_json`
names of files              `file_words`
a terminal, one line        `terminal_text`
links of every kind         `web_address`

Options of select boxes, text boxes and placeholders are plain text in Streamlit, as is JSON.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlsplit

from ictrack.words import fold

_MARKDOWN = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]()<>#+-.!|~$:&^="})
# Streamlit looks for these after the backslashes are gone: names of pictures between colons,
# addresses of the web and of mail, and signs that it sets as one letter (`->`).
_FOUND_LATER = re.compile(
    r"(?<=:)(?=[^\s:]*:|//)|(?<=www)(?=\.)|(?<=@)(?=\S)|(?<=-)(?=[->])|(?<=<)(?=[-=])|(?<=[>~])(?==)",
    re.IGNORECASE,
)
# Has no width and no meaning.
_WORD_JOINER = "\u2060"

# The spaces, apostrophes and letters without width before the sign are what makes the rule
# reversible, and hold against programs that drop them. Some programs take wide signs for narrow.
_FORMULA = re.compile(r"[\s'\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")

# What XML 1.0 has no way to write; Word, PowerPoint and Excel files are XML.
_NOT_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# For XlsxWriter: no text becomes a formula, a number or a link.
TEXT_AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# What Excel allows above and below a sheet.
_LONGEST_MARGIN = 255

# What cannot be seen and steers what stands beside it: a terminal, or which way a line is read.
STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

_ONE_LINE = str.maketrans(dict.fromkeys("\t\n\r\u2028\u2029", " "))

# In a script these would be read as HTML.
_IN_SCRIPTS = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&"})

# What an address is made of beside letters and digits (RFC 3986); an escape stays as it is.
_ADDRESS_MARKS = "%:/?#[]@!$&'()*+,;=-._~"


def plain_markdown(text: str) -> str:
    """Escape a text for places where Streamlit renders Markdown, so that it shows as typed.

    White space becomes one space. Where Streamlit would find something after Markdown was
    read, such as an address to make a link of, a letter without width keeps it apart.
    """
    apart = _FOUND_LATER.sub(_WORD_JOINER, " ".join(text.split()))
    return apart.translate(_MARKDOWN)


def plain_words(text: str) -> str:
    """Escape a text for Plotly, which reads some HTML in labels."""
    return clean_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def guard(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet could take for a formula.

    It could where the cell begins with = + - @ or a tab, after spaces or apostrophes if any.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Take off the apostrophe that `guard` put before a cell, so that it reads back as it was."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def clean_text(text: str) -> str:
    """Drop what no format can hold, and write every line break as a line feed."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def sheet_margin(text: str, commands: str = "") -> str:
    """Write a text for the head or foot of a printed sheet, where & begins a command.

    There is a limit to all of it, of which the `commands` beside it take their part.
    """
    written = " ".join(clean_text(text).split()).replace("&", "&&")
    room = _LONGEST_MARGIN - len(commands)
    if _units(written) <= room:
        return written
    while _units(written) > room - 1:
        written = written[:-2] if written.endswith("&&") else written[:-1]
    return f"{written}…"


def _units(text: str) -> int:
    """Count as Excel does."""
    return len(text.encode("utf-16-le")) // 2


def style_text(text: str) -> str:
    """Escape a text for a string in a style sheet: all but letters and digits by their number."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in clean_text(text))


def script_json(value: object) -> str:
    """Write a value as JSON inside a script of a page, where < would be read as HTML."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).translate(_IN_SCRIPTS)


def file_words(*texts: str, most: int = 120) -> str:
    """Name a file by texts: their letters and figures, of whatever alphabet, with dashes between.

    It is cut to so many bytes, for file systems have a limit.
    """
    words = "-".join(re.findall(r"[^\W_]+", fold(" ".join(texts))))
    return words.encode()[:most].decode(errors="ignore").rstrip("-")


def terminal_text(text: str) -> str:
    """Write a text in one line of a terminal, which nothing in it steers.

    Line breaks are spaces. What steers is shown by its picture: it cannot be seen otherwise.
    """
    return STEERING.sub(_picture, text.translate(_ONE_LINE))


def _picture(found: re.Match[str]) -> str:
    return chr(0x2400 + ord(found[0])) if found[0] < " " else "\ufffd"


def web_address(url: str) -> str | None:
    """Give where a link leads, all else than the letters of addresses escaped; None if not to the web."""
    address = quote(clean_text(url).strip(), safe=_ADDRESS_MARKS)
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return address if is_whole and parts.scheme in {"http", "https"} else None
