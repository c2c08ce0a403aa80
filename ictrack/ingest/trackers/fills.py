"""The colours of a workbook's cells, as the six digits that a mapping names."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import Any
from xml.etree import ElementTree

from openpyxl.styles.colors import COLOR_INDEX

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# A theme lists its dark and light colours in another order than cells count them.
_ORDER_OF_CELLS = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
# Less colour than this is grey, which nobody takes for a traffic light.
_LEAST_SATURATION = 0.2
_DARKEST, _LIGHTEST = 0.1, 0.95


class Fills:
    """Give the fill colour of cells of one workbook."""

    def __init__(self, theme: bytes | None) -> None:
        """Take the workbook's theme, which names the colours that cells count."""
        self._theme = _theme_colours(theme)
        self._known: dict[int, str] = {}

    def of(self, cell: Any) -> str:
        """Give the colour that a cell is filled with; nothing for none, white, grey or black."""
        style = getattr(cell, "style_array", None)
        if style is None:
            return ""
        if style.fillId not in self._known:
            self._known[style.fillId] = self._colour(cell.fill)
        return self._known[style.fillId]

    def _colour(self, fill: Any) -> str:
        if getattr(fill, "fill_type", None) != "solid":
            return ""
        colour = fill.fgColor
        if colour.type == "rgb":
            return _coloured(str(colour.rgb)[-6:].upper(), 0.0)
        if colour.type == "theme":
            named = self._theme[colour.theme] if colour.theme < len(self._theme) else ""
            return _coloured(named, float(colour.tint or 0.0))
        if colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
            return _coloured(COLOR_INDEX[colour.indexed][-6:].upper(), 0.0)
        return ""


def _theme_colours(theme: bytes | None) -> tuple[str, ...]:
    if not theme:
        return ()
    scheme = ElementTree.fromstring(theme).find(f".//{_DRAWING}clrScheme")  # noqa: S314
    if scheme is None:
        return ()
    named = {entry.tag.removeprefix(_DRAWING): entry[0] for entry in scheme if len(entry)}
    return tuple(
        (named[name].get("lastClr") or named[name].get("val") or "").upper() if name in named else ""
        for name in _ORDER_OF_CELLS
    )


def _coloured(rgb: str, tint: float) -> str:
    """Give a colour made lighter or darker; nothing where it is no colour at all."""
    try:
        red, green, blue = (int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4))
    except ValueError:
        return ""
    hue, light, saturation = rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    if saturation < _LEAST_SATURATION or not _DARKEST < light < _LIGHTEST:
        return ""
    return "".join(f"{round(255 * part):02X}" for part in hls_to_rgb(hue, light, saturation))
