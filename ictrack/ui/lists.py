"""Short lists beside each other: what moved, what needs attention, what is due."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ictrack.markup import element
from ictrack.summaries.attention import ListItem, ShortList
from ictrack.summaries.table import Linked
from ictrack.ui.components import show
from ictrack.ui.drawing import draw_link
from ictrack.ui.page import current_page
from ictrack.ui.view import View


def show_short_lists(lists: Sequence[ShortList]) -> None:
    """Show lists beside each other, each with its heading; an empty one is a line that says why."""
    show(_sections, tuple(lists))


def show_items(items: Sequence[ListItem]) -> None:
    """Show things to open, each with what is said of it; what the reader may not open is left out."""
    view = current_page().view
    open_items = tuple(item for item in items if view.opens(item.linked.target))
    if open_items:
        show(_items, open_items)


def show_links(links: Sequence[Linked]) -> None:
    """Show links, one below the other."""
    show_items([ListItem(link, "") for link in links])


def _sections(view: View, lists: tuple[ShortList, ...]) -> Markup:
    return element("div", *(_section(view, short) for short in lists), class_="ic-lists")


def _items(view: View, items: tuple[ListItem, ...]) -> Markup:
    return element("div", element("ul", *(_item(view, item) for item in items)), class_="ic-lists")


def _section(view: View, short: ShortList) -> Markup:
    parts = [element("h2", short.title, class_="ic-heading")]
    if short.note:
        parts.append(element("p", short.note, class_="ic-caption"))
    if short.items:
        parts.append(element("ul", *(_item(view, item) for item in short.items)))
    else:
        parts.append(element("p", short.empty))
    if short.more:
        parts.append(element("p", draw_link(view, short.more)))
    return element("section", *parts)


def _item(view: View, item: ListItem) -> Markup:
    detail = element("div", item.detail, class_="ic-caption") if item.detail else ""
    return element("li", draw_link(view, item.linked), detail)
