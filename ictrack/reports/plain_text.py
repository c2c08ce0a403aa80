"""Text as every format can hold it."""

from __future__ import annotations

import re

# What XML 1.0 has no way to write; Word, PowerPoint and Excel files are XML.
_NOT_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def clean_text(text: str) -> str:
    """Drop what no format can hold, and write every line break as a line feed."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Split a text at its blank lines; empty paragraphs are left out."""
    parts = (part.strip() for part in _BLANK_LINE.split(clean_text(text)))
    return tuple(part for part in parts if part)
