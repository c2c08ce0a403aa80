"""The colours and patterns of standings, for light and for dark.

Four solid colours (those of the Government Analysis Function's guidance, with a set of
their own for the dark theme); all else is grey and told apart by its pattern, because
eight solid colours cannot be told apart by colour-blind readers. Every mark also bears
its letter. `tests/figures/test_palette.py` computes contrast and colour-blind distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ictrack.vocabulary import Standing


class Theme(StrEnum):
    """Which of the two sets of colours."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Paint:
    """How one standing is drawn: the fill, the ink of its letter, and a pattern if any.

    `pattern` is one of Plotly's pattern shapes; empty for a solid fill.
    """

    fill: str
    ink: str
    pattern: str = ""
    stroke: str = ""


@dataclass(frozen=True)
class Surface:
    """The colours around the marks."""

    background: str
    text: str
    quiet: str
    hairline: str
    accent: str


SURFACES: dict[Theme, Surface] = {
    Theme.LIGHT: Surface("#ffffff", "#0b0c0c", "#505a5f", "#b1b4b6", "#1d5fa8"),
    Theme.DARK: Surface("#14181c", "#f3f4f5", "#b6bcc2", "#4b535b", "#8cc1f5"),
}

_SOLID: dict[Theme, dict[Standing, Paint]] = {
    Theme.LIGHT: {
        Standing.COMPLETED: Paint("#12436D", "#ffffff"),
        Standing.IN_PROGRESS: Paint("#28A197", "#0b0c0c"),
        Standing.AT_RISK: Paint("#F46A25", "#0b0c0c"),
        Standing.BEHIND: Paint("#801650", "#ffffff"),
    },
    Theme.DARK: {
        Standing.COMPLETED: Paint("#3D85C6", "#0b0c0c"),
        Standing.IN_PROGRESS: Paint("#8BE3DA", "#0b0c0c"),
        Standing.AT_RISK: Paint("#F9A65A", "#0b0c0c"),
        Standing.BEHIND: Paint("#C7397F", "#ffffff"),
    },
}
_PATTERNS: dict[Standing, str] = {
    Standing.PAUSED: "-",
    Standing.NOT_STARTED: ".",
    Standing.STOPPED: "x",
    Standing.NOT_REPORTED: "/",
}
_GREY: dict[Theme, tuple[str, str, str]] = {
    # fill, ink, stroke of the pattern
    Theme.LIGHT: ("#ffffff", "#0b0c0c", "#6b7276"),
    Theme.DARK: ("#14181c", "#f3f4f5", "#98a1a9"),
}


def paint_of(standing: Standing, theme: Theme) -> Paint:
    """Give how a standing is drawn in a theme."""
    if standing in _SOLID[theme]:
        return _SOLID[theme][standing]
    fill, ink, stroke = _GREY[theme]
    return Paint(fill, ink, _PATTERNS[standing], stroke)
