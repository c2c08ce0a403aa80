"""The convening report as a Word file.

It opens without a question in Word and in LibreOffice: its contents are links to the headings
and not a field that wants to be updated; page numbers are worked out as a page is shown.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.shared import Mm

from ictrack.escapes import clean_text
from ictrack.reports.document import Chart, Report
from ictrack.reports.fixed_zip import fix_zip
from ictrack.reports.word_body import Means, Picture, body_of
from ictrack.reports.word_frame import open_document
from ictrack.reports.word_tables import Relate
from ictrack.reports.word_xml import Element

# Where a picture says nothing of it, LibreOffice leaves room beside it, and it would not fit.
_SIDES = ("distT", "distB", "distL", "distR")
_WIDEST, _HIGHEST = Mm(170), Mm(200)


def write_docx(report: Report, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """Write a report as a Word file; `pictures` are PNGs by the key of the chart that they show.

    A chart without a picture has its sentence and its table. The file is dated at the start of
    the day as known on which the report was made, and names no author.
    """
    document = open_document(report)
    means = Means(_relations_of(document), _pictures_of(document, pictures or {}))
    # What the file says of its pages stays behind the text.
    document.element.body[:0] = list(body_of(report, means))
    out = io.BytesIO()
    document.save(out)
    return fix_zip(out.getvalue(), first=("[Content_Types].xml", "_rels/.rels"))


def _relations_of(document: WordDocument) -> Relate:
    @cache
    def relate(address: str) -> str:
        return document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    return relate


def _pictures_of(document: WordDocument, pictures: Mapping[str, bytes]) -> Picture:
    def picture(chart: Chart) -> Element | None:
        if chart.key not in pictures:
            return None
        content = io.BytesIO(pictures[chart.key])
        inline = document.part.new_pic_inline(content, width=_WIDEST)
        _fit(inline)
        for side in _SIDES:
            inline.set(side, "0")
        inline.docPr.set("descr", clean_text(chart.sentence))
        drawing = OxmlElement("w:drawing")
        drawing.append(inline)
        return drawing

    return picture


def _fit(inline: Element) -> None:
    """Make a picture no higher than a page, in its proportions."""
    ratio = min(1.0, _HIGHEST / inline.extent.cy)
    size = inline.graphic.graphicData.pic.spPr.xfrm.ext
    for extent in (inline.extent, size):
        extent.cx, extent.cy = round(extent.cx * ratio), round(extent.cy * ratio)
