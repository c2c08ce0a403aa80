"""Text, boxes and tables on a slide, as the XML that PowerPoint knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu

from ictrack.escapes import clean_text, web_address
from ictrack.reports.cell_text import cell_text
from ictrack.reports.document import Cell, Heading, Link, Mark
from ictrack.reports.office_paint import SURFACE, MarkStyle, mark_style
from ictrack.reports.slide_table import CELL_MARGIN, CELL_PADDING, CELL_SIZE, TablePiece, chip_text
from ictrack.reports.slide_text import BOX_PADDING, Para, TextPiece

# PowerPoint's "No Style, No Grid": the lines are drawn here.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_PATTERN_GROUND = "#e1e4e5"
# Left, top, width and height in points.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Ink:
    """How a run of text is set."""

    language: str
    size: float
    bold: bool = False
    quiet: bool = False
    link: str = ""
    chip: MarkStyle | None = None


def points(length: float) -> Emu:
    """Give a length in points as the unit that PowerPoint counts in."""
    return Emu(round(length * 12700))


def place(shape: Any, box: Box) -> None:
    """Put a shape at left, top, width and height in points."""
    shape.left, shape.top, shape.width, shape.height = map(points, box)


def write_paras(body: Any, paras: Sequence[Para], language: str) -> None:
    """Write paragraphs into the body of a shape, in place of what is there."""
    for old in body.findall(qn("a:p")):
        body.remove(old)
    for para in paras:
        style = para.style
        paragraph = etree.SubElement(body, qn("a:p"))
        properties = etree.SubElement(paragraph, qn("a:pPr"))
        if style.indent:
            properties.set("marL", str(points(style.indent)))
            properties.set("indent", str(-points(style.indent)))
        else:
            properties.set("marL", "0")
            properties.set("indent", "0")
        _space_after(properties, style.after)
        if style.bullet:
            etree.SubElement(properties, qn("a:buFont"), typeface="Arial")
            etree.SubElement(properties, qn("a:buChar"), char="•")
        else:
            etree.SubElement(properties, qn("a:buNone"))
        write_run(paragraph, para.text, Ink(language, style.size, style.bold, style.quiet))


def _space_after(properties: Any, after: float) -> None:
    for name, space in (("a:spcBef", 0.0), ("a:spcAft", after)):
        spacing = etree.SubElement(properties, qn(name))
        etree.SubElement(spacing, qn("a:spcPts"), val=str(round(space * 100)))


def write_run(paragraph: Any, text: str, ink: Ink) -> None:
    """Write text into a paragraph, with its line breaks."""
    for number, line in enumerate(text.split("\n")):
        if number:
            _run_properties(etree.SubElement(paragraph, qn("a:br")), ink)
        run = etree.SubElement(paragraph, qn("a:r"))
        _run_properties(run, ink)
        etree.SubElement(run, qn("a:t")).text = line


def _run_properties(run: Any, ink: Ink) -> None:
    properties = etree.SubElement(run, qn("a:rPr"), lang=ink.language, sz=str(round(ink.size * 100)))
    if ink.bold:
        properties.set("b", "1")
    if ink.chip:
        _solid(properties, ink.chip.ink)
        highlight = etree.SubElement(properties, qn("a:highlight"))
        ground = _PATTERN_GROUND if ink.chip.pattern else ink.chip.fill
        etree.SubElement(highlight, qn("a:srgbClr"), val=ground[1:])
    elif not ink.link:
        fill = etree.SubElement(properties, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:schemeClr"), val="tx2" if ink.quiet else "tx1")
    if ink.link:
        etree.SubElement(properties, qn("a:hlinkClick")).set(qn("r:id"), ink.link)


def _solid(parent: Any, colour: str) -> None:
    fill = etree.SubElement(parent, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colour[1:])


def add_text(slide: Any, paras: Sequence[Para], box: Box, language: str) -> None:
    """Write paragraphs on a slide: into its placeholder where that is free, else into a text box."""
    body = next((shape for shape in slide.placeholders if shape.placeholder_format.idx == 1), None)
    if body is None or body.text_frame.text:
        body = slide.shapes.add_textbox(0, 0, 0, 0)
        _bare(body)
    place(body, box)
    write_paras(body.text_frame._txBody, paras, language)  # noqa: SLF001 - the way to its XML


def _bare(shape: Any, inset: float = 0.0) -> None:
    """Take away what a text box would do by itself: margins, and growing with its text."""
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = points(inset)


def add_box(slide: Any, piece: TextPiece, box: Box, language: str) -> None:
    """Set commentary apart: on a ground of its own, in a frame."""
    shape = slide.shapes.add_textbox(0, 0, 0, 0)
    _bare(shape, BOX_PADDING)
    place(shape, box)
    shape.fill.solid()
    shape.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_2
    write_paras(shape.text_frame._txBody, piece.text, language)  # noqa: SLF001 - the way to its XML


def add_table(slide: Any, piece: TablePiece, left: float, top: float, language: str) -> None:
    """Draw a table whose first row and first cells are its headers."""
    heights = (piece.header_height, *piece.heights)
    frame = slide.shapes.add_table(
        len(heights),
        len(piece.headings),
        points(left),
        points(top),
        points(sum(piece.widths)),
        points(sum(heights)),
    )
    describe(frame, piece.text[0].text)
    table = frame.table
    table.first_row = table.first_col = True
    table.horz_banding = False
    element = table._tbl  # noqa: SLF001 - the way to its XML
    element.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    for column, width in zip(table.columns, piece.widths, strict=True):
        column.width = points(width)
    for row, height in zip(element.tr_lst, heights, strict=True):
        row.set("h", str(points(height)))
    _write_header(element.tr_lst[0], piece.headings, language)
    for row, cells in zip(element.tr_lst[1:], piece.rows, strict=True):
        for target, cell, heading in zip(row.tc_lst, cells, piece.headings, strict=True):
            paragraph = _new_cell(target, is_number=heading.is_number)
            _write_cell(slide, paragraph, cell, heading, language)
            _cell_properties(target, SURFACE.hairline, 0.5)


def describe(frame: Any, text: str) -> None:
    """Give a table or chart its alternative text."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", text)  # noqa: SLF001 - the way to its XML


def _write_header(row: Any, headings: Sequence[Heading], language: str) -> None:
    for target, heading in zip(row.tc_lst, headings, strict=True):
        paragraph = _new_cell(target, is_number=heading.is_number)
        write_run(paragraph, clean_text(heading.label), Ink(language, CELL_SIZE, bold=True))
        _cell_properties(target, SURFACE.text, 1.0)


def _new_cell(target: Any, *, is_number: bool) -> Any:
    """Empty a cell, and give its paragraph."""
    for old in list(target):
        target.remove(old)
    body = etree.SubElement(target, qn("a:txBody"))
    etree.SubElement(body, qn("a:bodyPr"))
    etree.SubElement(body, qn("a:lstStyle"))
    paragraph = etree.SubElement(body, qn("a:p"))
    etree.SubElement(paragraph, qn("a:pPr"), algn="r" if is_number else "l")
    return paragraph


def _write_cell(slide: Any, paragraph: Any, cell: Cell, heading: Heading, language: str) -> None:
    text = cell_text(cell, heading)
    ink = Ink(language, CELL_SIZE)
    if isinstance(cell, Mark):
        chip = Ink(language, CELL_SIZE, bold=True, chip=mark_style(cell))
        write_run(paragraph, chip_text(cell), chip)
        write_run(paragraph, f" {text}", ink)
    elif isinstance(cell, Link) and (address := web_address(cell.url)) and text:
        link = slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        write_run(paragraph, text, Ink(language, CELL_SIZE, link=link))
    elif text:
        write_run(paragraph, text, ink)
    else:
        etree.SubElement(paragraph, qn("a:endParaRPr"), lang=language, sz=str(round(CELL_SIZE * 100)))


def _cell_properties(target: Any, colour: str, line: float) -> None:
    """Set the margins of a cell, and the line under it."""
    side, above = str(points(CELL_MARGIN)), str(points(CELL_PADDING))
    properties = etree.SubElement(target, qn("a:tcPr"), marL=side, marR=side, marT=above, marB=above)
    under = etree.SubElement(properties, qn("a:lnB"), w=str(points(line)))
    _solid(under, colour)
