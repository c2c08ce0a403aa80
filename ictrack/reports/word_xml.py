"""The elements of which the text of a Word file is made.

Built one by one: python-docx's own way into a table looks through all of its cells for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ictrack.escapes import clean_text
from ictrack.figures.palette import SURFACES, Theme

# An element of lxml, which carries no types.
Element = Any

_LINK_COLOUR = SURFACES[Theme.LIGHT].accent.removeprefix("#").upper()
_BREAKS = re.compile(r"([\n\t])")


def make(tag: str, *inner: Element, **attributes: str) -> Element:
    """Make an element such as `w:p` with what is in it; attributes are of the same namespace as w."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    element.extend(inner)
    return element


def paragraph(style: str, *inner: Element, keeps_next: bool = False, starts_page: bool = False) -> Element:
    """Make a paragraph of runs and links, in a style by its id."""
    form = make("w:pPr", make("w:pStyle", val=style))
    if keeps_next:
        form.append(make("w:keepNext"))
    if starts_page:
        form.append(make("w:pageBreakBefore"))
    return make("w:p", form, *inner)


def run(text: str, *properties: Element) -> Element:
    """Make a run of text, its line breaks and tabs as Word has them; what XML cannot hold is dropped."""
    element = make("w:r")
    if properties:
        element.append(make("w:rPr", *properties))
    for part in _BREAKS.split(clean_text(text)):
        if part == "\n":
            element.append(make("w:br"))
        elif part == "\t":
            element.append(make("w:tab"))
        elif part:
            element.append(_text(part))
    return element


def _text(text: str) -> Element:
    element = make("w:t")
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return element


def written(style: str, text: str, *, keeps_next: bool = False) -> Element:
    """Make a paragraph of nothing but text."""
    return paragraph(style, run(text), keeps_next=keeps_next)


def marked(name: str, number: int, *inner: Element) -> Iterable[Element]:
    """Put a bookmark around elements, to which links inside the file can lead."""
    return (
        make("w:bookmarkStart", id=str(number), name=name),
        *inner,
        make("w:bookmarkEnd", id=str(number)),
    )


def link_inside(bookmark: str, text: str) -> Element:
    """Make a link to a bookmark."""
    return make("w:hyperlink", run(text, make("w:rStyle", val="ContentsLink")), anchor=bookmark, history="1")


def link_outside(relation: str, text: str) -> Element:
    """Make a link to the address that a relation of the part holds."""
    # LibreOffice has a style of its own for links, without our colour.
    look = (make("w:rStyle", val="Hyperlink"), make("w:color", val=_LINK_COLOUR), make("w:u", val="single"))
    link = make("w:hyperlink", run(text, *look), history="1")
    link.set(qn("r:id"), relation)
    return link


def field(instruction: str, shown: str) -> tuple[Element, ...]:
    """Make a field that Word works out, such as PAGE; `shown` stands there until it does."""
    code = make("w:instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    return (
        make("w:r", make("w:fldChar", fldCharType="begin")),
        make("w:r", code),
        make("w:r", make("w:fldChar", fldCharType="separate")),
        run(shown),
        make("w:r", make("w:fldChar", fldCharType="end")),
    )
