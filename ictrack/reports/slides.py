"""The convening report as slides: what it says in sentences, native charts and tables, without the annex.

Each slide has a title of its own, and notes with the identifiers behind its numbers; at its
foot stands what the report is of. The same report gives the same bytes.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from ictrack.reports.document import Report
from ictrack.reports.fixed_zip import fix_zip
from ictrack.reports.office_properties import language_tag, made_at, property_text
from ictrack.reports.slide_bars import ChartPiece
from ictrack.reports.slide_charts import add_chart
from ictrack.reports.slide_drawing import add_box, add_table, add_text
from ictrack.reports.slide_frame import write_foot, write_notes, write_title
from ictrack.reports.slide_plan import MARGIN, SlidePlan, plan_slides
from ictrack.reports.slide_table import TablePiece
from ictrack.reports.slide_template import Layout, empty_deck
from ictrack.reports.slide_text import GAP, WIDTH, Para, TextPiece, height_of

_FIRST = ("[Content_Types].xml", "_rels/.rels")
# PowerPoint's list of the parts that slides are in.
_PARTS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_OF_2010 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"


def write_pptx(report: Report) -> bytes:
    """Write the slides of a report."""
    language = language_tag(report.language)
    deck = empty_deck(language)
    plans = plan_slides(report)
    for number, plan in enumerate(plans, start=1):
        slide = deck.slides.add_slide(deck.slide_layouts.get_by_name(_layout_of(plan)))
        write_title(slide, plan, language)
        _draw_pieces(slide, plan, report, language)
        write_foot(slide, report, number, language)
        write_notes(slide, plan, report, language)
    _name_parts(deck, plans)
    _set_properties(deck, report, language)
    out = io.BytesIO()
    deck.save(out)
    return fix_zip(out.getvalue(), first=_FIRST)


def _layout_of(plan: SlidePlan) -> Layout:
    if plan.subtitle:
        return Layout.COVER
    return Layout.TITLE if _is_box(plan.pieces[0]) else Layout.TEXT


def _is_box(piece: object) -> bool:
    return isinstance(piece, TextPiece) and piece.is_boxed


def _draw_pieces(slide: Any, plan: SlidePlan, report: Report, language: str) -> None:
    """Draw the pieces from the top; texts that follow one another share a box."""
    top = plan.top
    waiting: tuple[Para, ...] = ()
    for piece in plan.pieces:
        if isinstance(piece, TextPiece) and not piece.is_boxed:
            waiting += piece.text
            continue
        said = () if isinstance(piece, TextPiece) else piece.text
        top = _write_waiting(slide, (*waiting, *said), top, language)
        waiting = ()
        height = piece.height - GAP - height_of(said, WIDTH)
        box = (MARGIN, top, WIDTH, height)
        if isinstance(piece, TablePiece):
            add_table(slide, piece, MARGIN, top, language)
        elif isinstance(piece, ChartPiece):
            add_chart(slide, piece, box, language, made_at(report.stamp))
        else:
            add_box(slide, piece, box, language)
        top += height + GAP
    _write_waiting(slide, waiting, top, language)


def _write_waiting(slide: Any, paras: tuple[Para, ...], top: float, language: str) -> float:
    """Write the paragraphs that wait, and say where the next piece begins."""
    if not paras:
        return top
    height = height_of(paras, WIDTH)
    add_text(slide, paras, (MARGIN, top, WIDTH, height), language)
    return top + height


def _name_parts(deck: Any, plans: Sequence[SlidePlan]) -> None:
    """Group the slides by the part of the report that they are of, as PowerPoint's overview shows it."""
    numbers = iter([slide.slide_id for slide in deck.slides])
    root = deck.part._element  # noqa: SLF001 - the way to its XML
    extensions = etree.SubElement(root, f"{{{_PRESENTATION}}}extLst")
    extension = etree.SubElement(extensions, f"{{{_PRESENTATION}}}ext", uri=_PARTS)
    parts = etree.SubElement(extension, f"{{{_OF_2010}}}sectionLst", nsmap={"p14": _OF_2010})
    for place, (name, slides) in enumerate(groupby(plans, key=lambda plan: plan.part)):
        own = "{" + str(uuid.uuid5(uuid.NAMESPACE_OID, f"{place} {name}")).upper() + "}"
        part = etree.SubElement(parts, f"{{{_OF_2010}}}section", name=name, id=own)
        listed = etree.SubElement(part, f"{{{_OF_2010}}}sldIdLst")
        for _slide in slides:
            etree.SubElement(listed, f"{{{_OF_2010}}}sldId", id=str(next(numbers)))


def _set_properties(deck: Any, report: Report, language: str) -> None:
    """Say of the file what the report says of itself, and no more."""
    properties = deck.core_properties
    properties.title = property_text(report.title)
    properties.subject = property_text(report.subtitle)
    properties.language = language
    properties.created = properties.modified = made_at(report.stamp)
    properties.author = properties.last_modified_by = ""
