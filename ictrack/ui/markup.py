"""Text in the places where Streamlit renders Markdown."""

from __future__ import annotations

_MARKDOWN = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]()<>#+-.!|~$:&^="})


def plain_markdown(text: str) -> str:
    """Escape a text for places where Streamlit renders Markdown, so that it shows as typed."""
    return " ".join(text.split()).translate(_MARKDOWN)
