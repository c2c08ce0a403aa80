"""Tables and marks of progress in a Word file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ictrack.escapes import clean_text, web_address
from ictrack.figures.palette import SURFACES, Theme, paint_of
from ictrack.language import format_count
from ictrack.reports.column_widths import column_letters
from ictrack.reports.document import Cell, Count, Grid, Heading, Link, Mark
from ictrack.reports.word_xml import Element, link_outside, make, paragraph, run

# Between the margins of an A4 page, in twentieths of a point.
TEXT_WIDTH = 9638
# A table of so few rows stays on one page.
_FEW_ROWS = 8
_FACTS_NAME_WIDTH = 2200
_SURFACE = SURFACES[Theme.LIGHT]
_PALER = 0.65
_NO_BREAK_SPACE = "\u00a0"

# Gives the relation by which the file knows an address.
Relate = Callable[[str], str]


def grid_table(grid: Grid, relate: Relate) -> Element:
    """Make a table whose first row repeats on each page; its caption is its name for screen readers."""
    letters = column_letters(grid)
    widths = _in_twips(letters)
    keeps = len(grid.rows) <= _FEW_ROWS
    last = len(grid.rows) - 1
    rows = [
        _row(
            [
                _cell_paragraph(cell, heading, relate, keeps and number < last)
                for cell, heading in zip(row, grid.headings, strict=True)
            ],
            widths,
        )
        for number, row in enumerate(grid.rows)
    ]
    return _table(widths, [_head(grid, widths), *rows], grid.caption, has_head=True)


def facts_table(facts: Sequence[tuple[str, str]], caption: str) -> Element:
    """Make a table of names and values, without a row of headings."""
    widths = [_FACTS_NAME_WIDTH, TEXT_WIDTH - _FACTS_NAME_WIDTH]
    rows = [
        _row([paragraph("TableHeading", run(name)), paragraph("TableText", run(value))], widths)
        for name, value in facts
    ]
    return _table(widths, rows, caption, has_head=False)


def mark_runs(mark: Mark, between: str) -> tuple[Element, Element]:
    """Make the letter of a standing in a box of its colour, and the words of the mark after it.

    Hollow: only the outline; closed: paler. Grey standings are outlined, for their patterns would
    not be told apart at this size.
    """
    paint = paint_of(mark.standing, Theme.LIGHT)
    fill, ink, stroke = paint.fill, paint.ink, paint.stroke or paint.fill
    if mark.is_hollow:
        fill, ink = _SURFACE.background, _SURFACE.text
    elif mark.is_closed:
        fill, ink, stroke = _pale(fill), _SURFACE.text, _pale(stroke)
    letter = run(
        _NO_BREAK_SPACE + mark.standing.letter + _NO_BREAK_SPACE,
        make("w:b"),
        make("w:color", val=_hex(ink)),
        make("w:bdr", val="single", sz="6", space="0", color=_hex(stroke)),
        make("w:shd", val="clear", color="auto", fill=_hex(fill)),
    )
    return letter, run(between + mark.text)


def _table(widths: Sequence[int], rows: list[Element], caption: str, *, has_head: bool) -> Element:
    form = make(
        "w:tblPr",
        make("w:tblStyle", val="ReportTable"),
        make("w:tblW", w=str(TEXT_WIDTH), type="dxa"),
        make("w:tblLayout", type="fixed"),
        make(
            "w:tblLook",
            val="06A0" if has_head else "0680",
            firstRow="1" if has_head else "0",
            lastRow="0",
            firstColumn="1",
            lastColumn="0",
            noHBand="1",
            noVBand="1",
        ),
        make("w:tblCaption", val=clean_text(caption)),
    )
    columns = make("w:tblGrid", *(make("w:gridCol", w=str(width)) for width in widths))
    return make("w:tbl", form, columns, *rows)


def _head(grid: Grid, widths: Sequence[int]) -> Element:
    paragraphs = [
        paragraph("TableNumberHeading" if heading.is_number else "TableHeading", run(heading.label))
        for heading in grid.headings
    ]
    return _row(paragraphs, widths, is_head=True)


def _row(paragraphs: list[Element], widths: Sequence[int], *, is_head: bool = False) -> Element:
    form = make("w:trPr", make("w:cantSplit"))
    if is_head:
        form.append(make("w:tblHeader"))
    cells = [
        make("w:tc", make("w:tcPr", make("w:tcW", w=str(width), type="dxa")), each)
        for each, width in zip(paragraphs, widths, strict=True)
    ]
    return make("w:tr", form, *cells)


def _cell_paragraph(cell: Cell, heading: Heading, relate: Relate, keeps_next: bool) -> Element:
    style = "TableNumber" if heading.is_number else "TableText"
    match cell:
        case None:
            return paragraph(style, keeps_next=keeps_next)
        case Mark():
            return paragraph("TableMark", *mark_runs(cell, "\t"), keeps_next=keeps_next)
        case Link(text=text):
            address = web_address(cell.url)
            shown = link_outside(relate(address), text) if address else run(text)
            return paragraph(style, shown, keeps_next=keeps_next)
        case Count(number=number) | int(number):
            return paragraph(style, run(format_count(number)), keeps_next=keeps_next)
    return paragraph(style, run(cell), keeps_next=keeps_next)


def _in_twips(letters: Sequence[float]) -> list[int]:
    """Share the width of the text as letters are shared, without a rest."""
    whole = sum(letters)
    ends = [round(TEXT_WIDTH * sum(letters[: number + 1]) / whole) for number in range(len(letters))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _hex(colour: str) -> str:
    return colour.removeprefix("#").upper()


def _pale(colour: str) -> str:
    """Mix a colour with white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * _PALER):02x}" for part in parts)
