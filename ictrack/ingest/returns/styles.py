"""How the cells of a returns workbook look: what is given grey and locked, what is asked for white."""

from __future__ import annotations

from typing import Any

_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
_BORDER = {"border": 1, "border_color": "#B0B4B8"}
# The colour of what is completed on the pages; white on it is 10 to 1.
_BLUE = "#12436D"


class Styles:
    """Hold the formats of one workbook, one for each kind of cell."""

    def __init__(self, book: Any) -> None:
        """Make the formats."""
        grey = {**_FONT, **_BORDER, "bg_color": "#F0F1F2", "num_format": "@"}
        white = {**_FONT, **_BORDER, "locked": False}
        bold = {**_FONT, **_BORDER, "bold": True}
        self.title = book.add_format({**_FONT, "text_wrap": False, "bold": True, "font_size": 16})
        self.heading = book.add_format({**_FONT, "bold": True})
        self.text = book.add_format(_FONT)
        self.code = book.add_format({**_FONT, "font_color": "#505A5F", "num_format": "@"})
        self.given_header = book.add_format({**bold, "bg_color": "#D8DBDE"})
        self.answer_header = book.add_format({**bold, "bg_color": _BLUE, "font_color": "#FFFFFF"})
        self.given = book.add_format(grey)
        self.stamp = book.add_format({**grey, "font_color": "#505A5F", "font_size": 8})
        self.answer = book.add_format(white)
        # A day is shown with the name of its month, so that nobody mistakes how it was read.
        self.day = book.add_format({**white, "num_format": "d mmmm yyyy", "align": "left"})
