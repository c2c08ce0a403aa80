"""How a mark is drawn in HTML: its classes, and the style that the app and a report share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ictrack.figures.palette import SURFACES, Theme, paint_of
from ictrack.vocabulary import Standing

_SHEET = Path(__file__).parent / "marks.css"


def mark_classes(standing: Standing, *, is_hollow: bool, is_closed: bool, is_silent: bool = False) -> str:
    """Name the classes of the mark of one initiative."""
    classes = ["ic-mark", f"ic-{standing}"]
    classes += ["ic-hollow"] if is_hollow else []
    classes += ["ic-closed"] if is_closed else []
    classes += ["ic-silent"] if is_silent else []
    return " ".join(classes)


def mark_rules() -> str:
    """Give the rules by which marks are drawn, from the colours of `colour_rules`."""
    return _SHEET.read_text(encoding="utf-8")


def colour_rules(write: Callable[[str, str], str]) -> str:
    """Give the colours of the palette as rules; `write` makes one value of the light and the dark."""
    return "\n".join([_surface_rule(write), *(_standing_rule(standing, write) for standing in Standing)])


def _surface_rule(write: Callable[[str, str], str]) -> str:
    light, dark = SURFACES[Theme.LIGHT], SURFACES[Theme.DARK]
    names = ("background", "text", "quiet", "hairline", "accent")
    pairs = [f"--ic-{name}: {write(getattr(light, name), getattr(dark, name))};" for name in names]
    return f":root {{ {' '.join(pairs)} }}"


def _standing_rule(standing: Standing, write: Callable[[str, str], str]) -> str:
    light, dark = paint_of(standing, Theme.LIGHT), paint_of(standing, Theme.DARK)
    values = {
        "fill": write(light.fill, dark.fill),
        "ink": write(light.ink, dark.ink),
        "stroke": write(light.stroke or light.fill, dark.stroke or dark.fill),
    }
    pairs = " ".join(f"--{name}: {value};" for name, value in values.items())
    return f".ic-{standing.value} {{ {pairs} }}"
