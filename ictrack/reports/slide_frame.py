"""What every slide has beside its pieces: title, foot, number and notes."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from ictrack.escapes import clean_text
from ictrack.reports.document import Report
from ictrack.reports.slide_drawing import Box, Ink, add_text, place, points, write_paras, write_run
from ictrack.reports.slide_plan import (
    FOOT_BOTTOM,
    FOOT_SIZE,
    FOOT_WIDTH,
    MARGIN,
    PAGE_HEIGHT,
    SlidePlan,
    foot_height,
    foot_lines,
)
from ictrack.reports.slide_text import WIDTH, Para, TextStyle

# The name by which PowerPoint knows the field of a slide's number; any would do.
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_NOTE = TextStyle(10.5, after=3)


def write_title(slide: Any, plan: SlidePlan, language: str) -> None:
    """Write the title, and the subtitle of the cover."""
    title = slide.shapes.title
    place(title, (MARGIN, plan.top_of_title, WIDTH, plan.title.height))
    paragraph = title.text_frame._txBody.find(qn("a:p"))  # noqa: SLF001 - the way to its XML
    write_run(paragraph, plan.title.text, Ink(language, plan.title.size, bold=True))
    if plan.subtitle:
        box = (MARGIN, plan.top_of_subtitle, WIDTH, plan.subtitle.height(WIDTH))
        add_text(slide, (plan.subtitle,), box, language)


def write_foot(slide: Any, report: Report, number: int, language: str) -> None:
    """Write what the report is of, and the number of the slide."""
    height = foot_height(report)
    top = PAGE_HEIGHT - FOOT_BOTTOM - height
    foot = _placeholder(slide, 'type="ftr" sz="quarter" idx="11"', (MARGIN, top, FOOT_WIDTH, height))
    *warnings, line = foot_lines(report)
    for text in warnings:
        write_run(etree.SubElement(foot, qn("a:p")), text, Ink(language, FOOT_SIZE, bold=True))
    write_run(etree.SubElement(foot, qn("a:p")), line, Ink(language, FOOT_SIZE, quiet=True))
    box = (MARGIN + FOOT_WIDTH, top, WIDTH - FOOT_WIDTH, height)
    paragraph = etree.SubElement(_placeholder(slide, 'type="sldNum" sz="quarter" idx="12"', box), qn("a:p"))
    field = etree.SubElement(paragraph, qn("a:fld"), id=_FIELD, type="slidenum")
    etree.SubElement(field, qn("a:rPr"), lang=language, sz=str(round(FOOT_SIZE * 100)))
    etree.SubElement(field, qn("a:t")).text = str(number)


def _placeholder(slide: Any, kind: str, box: Box) -> Any:
    """Add a placeholder of the layout that python-pptx leaves out; give the body of its text."""
    tree = slide.shapes._spTree  # noqa: SLF001 - the way to its XML
    number = max(map(int, tree.xpath("//p:cNvPr/@id"))) + 1
    left, top, width, height = map(points, box)
    name = "Footer" if "ftr" in kind else "Slide number"
    shape = parse_xml(
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
        f'<p:cNvPr id="{number}" name="{name} {number}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm></p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/></p:txBody></p:sp>"
    )
    tree.append(shape)
    return shape.find(qn("p:txBody"))


def write_notes(slide: Any, plan: SlidePlan, report: Report, language: str) -> None:
    """Write what the speaker reads: the sentences, the identifiers, and what the report is of."""
    lines = (*plan.notes, clean_text(report.stamp.line))
    body = slide.notes_slide.notes_text_frame._txBody  # noqa: SLF001 - the way to its XML
    write_paras(body, [Para(line, _NOTE) for line in lines], language)
