"""The style of everything that ictrack draws itself, light and dark from one sheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ictrack.figures.mark_style import colour_rules, mark_rules

_SHEET = Path(__file__).parent / "style.css"


@cache
def stylesheet() -> str:
    """Give the whole style sheet: the colours of the palette, how marks are drawn, then the rules."""
    colours = colour_rules(lambda light, dark: f"light-dark({light}, {dark})")
    return "\n".join([colours, mark_rules(), _SHEET.read_text(encoding="utf-8")])
