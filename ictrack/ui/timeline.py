"""The key of the timeline: what its colours and patterns mean, as marks of HTML that wrap on a phone."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ictrack.summaries.table import Marked
from ictrack.ui.components import show
from ictrack.ui.drawing import draw_mark
from ictrack.ui.markup import element
from ictrack.ui.view import View


def show_key(key: Sequence[Marked]) -> None:
    """Show what each mark means, side by side."""
    if key:
        show(_key, tuple(key))


def _key(_view: View, key: tuple[Marked, ...]) -> Markup:
    items = (element("li", draw_mark(mark), element("span", mark.text)) for mark in key)
    return element("ul", *items, class_="ic-legend")
