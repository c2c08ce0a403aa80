"""What stands around the text of a Word file: styles, pages, header and footer, properties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from ictrack.escapes import clean_text
from ictrack.language import _
from ictrack.reports.document import Report
from ictrack.reports.word_xml import Element, field, make, paragraph, run, written

_PARTS = Path(__file__).parent / "word_parts"
# What python-docx begins with, and a report has no use for.
_LEFT_OUT = {"customXml", "extended-properties", "fontTable", "stylesWithEffects", "thumbnail", "webSettings"}
_MARGIN, _TO_EDGE = Mm(20), Mm(11)
_PLACES = re.compile(r"(\{pages?\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def open_document(report: Report) -> WordDocument:
    """Make a Word file that has everything but its text."""
    document = Document()
    _leave_out(document.part.rels)
    _leave_out(document.part.package.rels)
    _fill(document.styles.element, "styles.xml")
    _fill(document.settings.element, "settings.xml")
    _fill(document.part.numbering_part.element, "numbering.xml")
    _say_language(document, f"{report.language}-GB")
    _say_properties(document, report)
    _lay_out_pages(document, report)
    return document


def _leave_out(relations: Any) -> None:
    for name in [name for name, each in relations.items() if each.reltype.rsplit("/", 1)[-1] in _LEFT_OUT]:
        del relations[name]


def _fill(element: Element, name: str) -> None:
    """Put what a file of ours has in the place of what python-docx begins with."""
    element[:] = list(parse_xml((_PARTS / name).read_bytes()))


def _say_language(document: WordDocument, language: str) -> None:
    (spoken,) = document.styles.element.xpath("w:docDefaults//w:lang")
    spoken.set(qn("w:val"), language)
    (themed,) = document.settings.element.xpath("w:themeFontLang")
    themed.set(qn("w:val"), language)


def _say_properties(document: WordDocument, report: Report) -> None:
    properties = document.core_properties
    properties.title = clean_text(report.title)
    properties.language = f"{report.language}-GB"
    properties.author = properties.comments = ""
    properties.created = properties.modified = datetime.fromisoformat(report.stamp.known_on)


def _lay_out_pages(document: WordDocument, report: Report) -> None:
    """Set A4 pages; the first has its warnings in the text, the others in the header."""
    (pages,) = document.sections
    pages.page_width, pages.page_height = Mm(210), Mm(297)
    pages.left_margin = pages.right_margin = pages.top_margin = pages.bottom_margin = _MARGIN
    pages.header_distance = pages.footer_distance = _TO_EDGE
    pages.different_first_page_header_footer = True
    warnings = [written("HeaderWarning", warning) for warning in report.stamp.warnings]
    _show(pages.first_page_header, _apart([written("Header", report.stamp.line)]))
    _show(pages.header, _apart([written("Header", report.stamp.line), *warnings]))
    _show(pages.first_page_footer, [_footer(report)])
    _show(pages.footer, [_footer(report)])


def _show(place: Any, paragraphs: list[Element]) -> None:
    place.is_linked_to_previous = False
    place.part.element[:] = paragraphs


def _apart(paragraphs: list[Element]) -> list[Element]:
    """Keep a header apart from the text under it, however high it is."""
    paragraphs[-1].pPr.append(make("w:spacing", after="200"))
    return paragraphs


def _footer(report: Report) -> Element:
    return paragraph("Footer", run(f"{report.title}\t"), *_page_numbers())


def _page_numbers() -> Iterator[Element]:
    words = _("Page {page} of {pages}", page="{page}", pages="{pages}")
    for part in _PLACES.split(words):
        if part in _FIELDS:
            yield from field(_FIELDS[part], "1")
        elif part:
            yield run(part)
