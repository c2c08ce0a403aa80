"""What drawing depends on beside the data: where links lead, the kind of record, the language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from ictrack.summaries.table import Target
from ictrack.ui.address import address_of
from ictrack.ui.kept import Kept
from ictrack.vocabulary import RecordKind


@dataclass(frozen=True)
class View:
    """Hold what the same data is drawn for: the filters that links keep, and the words."""

    filters: tuple[tuple[str, tuple[str, ...]], ...]
    record_kind: RecordKind
    language: str
    # The pages that the reader may open, in the order of the menu.
    pages: tuple[str, ...]

    def opens(self, target: Target) -> bool:
        """Say whether the reader may open the page that something leads to."""
        return target.page in self.pages

    def link(self, target: Target) -> str:
        """Write the link to a page with the reader's filters kept."""
        return address_of(target, {name: list(values) for name, values in self.filters})


_DRAWN = Kept(most=1_024, weight=6_000_000)


def drawn(draw: Callable[..., Markup], view: View, *data: Any) -> Markup:
    """Draw data for a view, once: the same data in the same view is the same HTML.

    Everything that the drawing depends on is an argument, so readers may share it; data
    are frozen summaries, which are kept (`Page.read`) and therefore compare at once.
    """
    return _DRAWN.get((draw, view, data), partial(draw, view, *data))
