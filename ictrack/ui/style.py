"""The style of everything that ictrack draws itself, light and dark from one sheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ictrack.figures.palette import SURFACES, Theme, paint_of
from ictrack.vocabulary import Standing

_SHEET = Path(__file__).parent / "style.css"


@cache
def stylesheet() -> str:
    """Give the whole style sheet: the colours of the palette, then the rules."""
    return "\n".join([_surface_rule(), *map(_standing_rule, Standing), _SHEET.read_text(encoding="utf-8")])


def _surface_rule() -> str:
    light, dark = SURFACES[Theme.LIGHT], SURFACES[Theme.DARK]
    names = ("background", "text", "quiet", "hairline", "accent")
    pairs = [f"--ic-{name}: light-dark({getattr(light, name)}, {getattr(dark, name)});" for name in names]
    return f":root {{ {' '.join(pairs)} }}"


def _standing_rule(standing: Standing) -> str:
    light, dark = paint_of(standing, Theme.LIGHT), paint_of(standing, Theme.DARK)
    values = {
        "fill": f"light-dark({light.fill}, {dark.fill})",
        "ink": f"light-dark({light.ink}, {dark.ink})",
        "stroke": f"light-dark({light.stroke or light.fill}, {dark.stroke or dark.fill})",
    }
    pairs = " ".join(f"--{name}: {value};" for name, value in values.items())
    return f".ic-{standing.value} {{ {pairs} }}"
