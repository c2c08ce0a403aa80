"""The tables of a report as HTML: each with its headings, in a region that scrolls by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ictrack.escapes import web_address
from ictrack.figures.mark_style import mark_classes
from ictrack.language import _, format_count
from ictrack.markup import element
from ictrack.reports.document import Cell, Count, Figure, Grid, Heading, Link, Mark, Section
from ictrack.reports.web_numbers import Traces, link_back
from ictrack.reports.web_places import place_of_number

# On paper, a table with more columns is set smaller, and one with no more rows is on one page.
_MANY_COLUMNS, _FEW_ROWS = 10, 15


@dataclass(frozen=True)
class Place:
    """Where a block stands: in which section, in the annex or not."""

    section: Section
    traces: Traces
    is_in_annex: bool


def draw_grid(grid: Grid, place: Place) -> Markup:
    """Draw a table; in the annex the row of an initiative is where its links lead."""
    rows = [_draw_row(grid.headings, row, place) for row in grid.rows]
    # Two sections may have tables of one name; regions are told apart.
    return _draw_table(f"{place.section.title}: {grid.caption}", grid.caption, grid.headings, rows)


def draw_told(traces: Traces) -> Markup:
    """Draw the table of all numbers that sentences told, each with its initiatives."""
    headings = (
        Heading("number", _("Number"), weight=3),
        Heading("section", _("Part of the report"), weight=3),
        Heading("initiatives", _("Initiatives"), weight=8),
    )
    caption = _("Numbers in sentences, and the initiatives that each of them counts")
    rows = [_told_row(number, *told, traces) for number, told in enumerate(traces.told, start=1)]
    return _draw_table(caption, caption, headings, rows)


def _told_row(number: int, section: Section, figure: Figure, traces: Traces) -> Markup:
    return element(
        "tr",
        element("th", link_back(number, figure), scope="row"),
        element("td", section.title),
        element("td", traces.list_initiatives(figure.identifiers)),
        id=place_of_number(number),
    )


def _draw_table(name: str, caption: str, headings: Sequence[Heading], rows: Sequence[Markup]) -> Markup:
    weights = [heading.weight for heading in headings]
    classes = ["ic-table"]
    classes += ["ic-wide"] if len(headings) > _MANY_COLUMNS else []
    classes += ["ic-short"] if len(rows) <= _FEW_ROWS else []
    shares = (f"width: {100 * weight / sum(weights):.1f}%" for weight in weights)
    table = element(
        "table",
        element("caption", caption),
        element("colgroup", *(element("col", style=share) for share in shares)),
        element("thead", element("tr", *map(_column, headings))),
        element("tbody", *rows),
        class_=" ".join(classes),
        style=f"--weight: {sum(weights)}",
    )
    return element("div", table, class_="ic-scroll", role="region", aria_label=name, tabindex="0")


def _column(heading: Heading) -> Markup:
    return element("th", heading.label, scope="col", class_=_class_of(heading))


def _draw_row(headings: Sequence[Heading], row: Sequence[Cell], place: Place) -> Markup:
    identifier = place.traces.place_row(row[0]) if place.is_in_annex else None
    cells = [element("th", _draw_cell(row[0]), scope="row", class_=_class_of(headings[0]))]
    cells += [
        element("td", _draw_cell(cell), class_=_class_of(heading))
        for heading, cell in zip(headings[1:], row[1:], strict=True)
    ]
    return element("tr", *cells, id=identifier)


def _class_of(heading: Heading) -> str | None:
    return "ic-num" if heading.is_number else None


def _draw_cell(cell: Cell) -> object:
    match cell:
        case None:
            return ""
        case Count(number=int(number)) | int(number):
            return format_count(number)
        case Mark():
            return _draw_mark(cell)
        case Link(text=text, url=url):
            address = web_address(url)
            return element("a", text, href=address, rel="noreferrer") if address else text
    return cell


def _draw_mark(mark: Mark) -> Markup:
    """Draw the mark of a standing beside its words; those who hear it are told what its look says."""
    classes = mark_classes(mark.standing, is_hollow=mark.is_hollow, is_closed=mark.is_closed)
    letter = element("span", element("span", mark.standing.letter), class_=classes, aria_hidden="true")
    unseen = [_("; link not confirmed")] if mark.is_hollow else []
    unseen += [_("; closed with its phase")] if mark.is_closed else []
    words = element("span", mark.text, element("span", *unseen, class_="ic-unseen") if unseen else "")
    return element("span", letter, " ", words, class_="ic-marked")
