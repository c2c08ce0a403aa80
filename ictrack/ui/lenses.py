"""The choice of a lens: a link to each, and the one that is looked through in plain words."""

from __future__ import annotations

from markupsafe import Markup

from ictrack.labels import lens_label
from ictrack.language import _
from ictrack.markup import element
from ictrack.summaries.table import Linked, open_lens
from ictrack.ui.components import show_only
from ictrack.ui.drawing import draw_link
from ictrack.ui.view import View
from ictrack.vocabulary import Lens


def show_lens_choice(here: Lens | None = None) -> None:
    """Show a link to each lens but the one that is looked through; what is taken away has no use for them."""
    show_only(_choice, here)


def _choice(view: View, here: Lens | None) -> Markup:
    links = [
        element("span", lens_label(lens), aria_current="page")
        if lens is here
        else draw_link(view, Linked(lens_label(lens), open_lens(lens)))
        for lens in Lens
    ]
    return element("nav", *links, class_="ic-pages", aria_label=_("Lenses"))
