"""How the cells of a report's workbook look: plain, with hairlines under rows."""

from __future__ import annotations

from typing import Any

from ictrack.reports.office_paint import SURFACE, MarkStyle

FONT = "Arial"
SIZE = 10.0
# The numbers that Excel has for its patterns in cells, by the names of those in charts.
_CELL_PATTERNS = {
    "light_horizontal": 11,
    "dotted_grid": 18,
    "outlined_diamond": 16,
    "wide_upward_diagonal": 14,
}
_GROUND = "#f3f2f1"
_TEXT = {"text_wrap": True, "valign": "top"}
_UNDER = {"bottom": 1, "bottom_color": SURFACE.hairline}
_HEADER = {**_TEXT, "bold": True, "valign": "bottom", "bottom": 1, "bottom_color": SURFACE.text}


class SheetStyles:
    """Hold the formats of one workbook, by what is written with them."""

    def __init__(self, book: Any) -> None:
        """Make the formats."""
        self._book = book
        self._marks: dict[MarkStyle, Any] = {}
        self.title = book.add_format({**_TEXT, "bold": True, "font_size": 16})
        self.subtitle = book.add_format({**_TEXT, "font_size": 12, "font_color": SURFACE.quiet})
        self.section = book.add_format({**_TEXT, "bold": True, "font_size": 13})
        self.heading = book.add_format({**_TEXT, "bold": True, "font_size": 11})
        self.lead = book.add_format({**_TEXT, "font_size": 12})
        self.plain = book.add_format(_TEXT)
        self.note = book.add_format({**_TEXT, "font_color": SURFACE.quiet})
        self.warning = book.add_format({**_TEXT, "bold": True})
        self.item = book.add_format({**_TEXT, "num_format": '"• "@', "align": "left", "indent": 1})
        self.label = book.add_format(
            {
                **_TEXT,
                "bold": True,
                "font_color": SURFACE.quiet,
                "bg_color": _GROUND,
                "align": "left",
                "indent": 1,
            }
        )
        self.commentary = book.add_format({**_TEXT, "bg_color": _GROUND, "align": "left", "indent": 1})
        self.header = book.add_format(_HEADER)
        self.number_header = book.add_format({**_HEADER, "align": "right"})
        self.cell = book.add_format({**_TEXT, **_UNDER})
        self.words = book.add_format({**_TEXT, **_UNDER, "align": "left", "indent": 1})
        self.count = book.add_format({**_UNDER, "valign": "top", "num_format": "#,##0"})
        self.number = book.add_format({**_UNDER, "valign": "top", "align": "left", "num_format": "0"})
        self.right = book.add_format({**_TEXT, **_UNDER, "align": "right"})
        self.link = book.add_format({**_TEXT, **_UNDER, "font_color": SURFACE.accent, "underline": 1})

    def contents(self, depth: int, *, is_link: bool) -> Any:
        """Give the format of a line of the contents."""
        linked = {"font_color": SURFACE.accent, "underline": 1} if is_link else {}
        return self._book.add_format({**_TEXT, **linked, "align": "left", "indent": depth})

    def mark(self, style: MarkStyle) -> Any:
        """Give the format of a letter: on its colour, on its pattern, or in a frame."""
        if style not in self._marks:
            ground = {"pattern": 1, "bg_color": style.fill} if style.fill != SURFACE.background else {}
            if style.pattern:
                ground = {
                    "pattern": _CELL_PATTERNS[style.pattern],
                    "fg_color": SURFACE.hairline,
                    "bg_color": style.fill,
                }
            self._marks[style] = self._book.add_format(
                {
                    "align": "center",
                    "valign": "top",
                    "bold": True,
                    "border": 1,
                    "border_color": style.line,
                    "font_color": style.ink,
                    **ground,
                }
            )
        return self._marks[style]
