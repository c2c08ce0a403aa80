"""Text in paragraphs."""

from __future__ import annotations

import re

from ictrack.escapes import clean_text

_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Split a text at its blank lines; empty paragraphs are left out."""
    parts = (part.strip() for part in _BLANK_LINE.split(clean_text(text)))
    return tuple(part for part in parts if part)
