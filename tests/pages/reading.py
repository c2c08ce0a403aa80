"""Read all that a page shows: every text of every element, as a reader or a screen reader meets it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

from streamlit.testing.v1 import AppTest

# Fields of Streamlit's messages that nobody reads.
_UNREAD = frozenset(
    """
    align body config deferred_file_id direction element_id form_id format gap height horizontal_alignment
    icon icon_position id justify key language raw_value selection_mode shortcut spec theme type url width
    """.split()  # noqa: SIM905 - names side by side are read faster than a column of them
)
_SPOKEN_ATTRIBUTES = {"title", "aria-label", "alt", "placeholder", "data-label"}
_SPOKEN_IN_CHARTS = {"text", "name", "title", "ticktext", "customdata", "hovertext", "hovertemplate"}
_TEMPLATE = re.compile(r"%\{[^}]*\}|<[^>]*>")


def read_page(app: AppTest) -> list[str]:
    """List every text of a page, its side panel included."""
    assert not app.exception, app.exception
    return [text for text in _texts_of_node(app._tree) if text.strip()]


def _texts_of_node(node: Any) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if proto is not None:
        yield from _texts_of_message(proto)
    for child in getattr(node, "children", {}).values():
        yield from _texts_of_node(child)


def _texts_of_message(message: Any) -> Iterator[str]:
    kind = type(message).__name__
    if kind == "Html":
        yield from read_html(message.body)
    elif kind == "Markdown":
        yield message.body
    elif kind == "PageLink":
        # The rest of it is the address it leads to.
        yield message.label
        return
    elif kind == "PlotlyChart":
        yield from _texts_of_chart(json.loads(message.spec))
    for field, value in message.ListFields():
        if field.name not in _UNREAD:
            yield from _texts_of_value(value)


def _texts_of_value(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif hasattr(value, "ListFields"):
        yield from _texts_of_message(value)
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        for one in value:
            yield from _texts_of_value(one)


def _texts_of_chart(part: Any, spoken: bool = False) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key != "template":
                yield from _texts_of_chart(value, spoken=key in _SPOKEN_IN_CHARTS)
    elif isinstance(part, list):
        for value in part:
            yield from _texts_of_chart(value, spoken)
    elif isinstance(part, str) and spoken:
        yield _TEMPLATE.sub(" ", part)


class _Reader(HTMLParser):
    """Collect the texts of HTML, styles apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        self.texts += [value for name, value in attrs if name in _SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self.texts.append(data)


def read_html(body: str) -> list[str]:
    """List the texts of HTML, with the names that screen readers say."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return reader.texts
