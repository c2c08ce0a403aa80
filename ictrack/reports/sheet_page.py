"""One sheet, written from the top: texts across its width, tables, and room for charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ictrack.escapes import clean_text, sheet_margin
from ictrack.reports.document import Count, Link
from ictrack.reports.office_paint import mark_style
from ictrack.reports.sheet_styles import SIZE, SheetStyles
from ictrack.reports.sheet_table import (
    ASIDE,
    BESIDE,
    INDENT,
    LINE,
    UNIT,
    Letter,
    SheetColumn,
    SheetTable,
    Value,
    lines_in,
    parts_of,
    row_in_parts,
    text_of,
    wished_widths,
)

# A sheet is at least as wide as a line of text is read well, and has columns enough for that.
_LEAST_WIDTH, _FILLER = 92.0, 11.0
# Wider than this, text is read with a glass on paper; wide columns give way.
_MOST_WIDTH = 165.0
_UPRIGHT_PAPER = 615.0
_ROW = 15.0
_PIXELS_OF_ROW = 20
# Indented and bulleted texts are narrower by this.
_INDENTED = 18.0
# Rows above a table that may stay in sight with its header, in points.
_MOST_FROZEN = 150.0
_A4 = 9
# The sides of A4 in points without the margins at the sides, and what is above and below.
_ACROSS, _DOWN, _MARGINS = 523.0, 770.0, 70.0
START_OF_TABLE = 170.0
# Tables of so many rows may be kept on one page.
_MOST_KEPT = 40
_MOST_LINKS, _LONGEST_LINK = 65_530, 2_079


@dataclass(frozen=True)
class TablePlace:
    """Where a table stands: its sheet, the row of its header, and each row of it from its first line."""

    sheet: str
    header: int
    rows: tuple[int, ...]


def sheet_widths(tables: Sequence[SheetTable]) -> list[float]:
    """Give the widths of a sheet's columns: those that its tables need together, in Excel's units."""
    wished = [wished_widths(table) for table in tables]
    count = max(map(len, wished), default=0)
    columns = [[own[place] for own in wished if place < len(own)] for place in range(count)]
    widths = [max(width for width, _least in column) for column in columns]
    spare = [width - max(least for _width, least in own) for width, own in zip(widths, columns, strict=True)]
    over = sum(widths) - _MOST_WIDTH
    if over > 0 and any(spare):
        share = min(1.0, over / sum(spare))
        widths = [width - more * share for width, more in zip(widths, spare, strict=True)]
    while sum(widths) < _LEAST_WIDTH:
        widths.append(min(_FILLER, _LEAST_WIDTH - sum(widths) + 1))
    return widths


def paper_width(widths: Sequence[float]) -> float:
    """Give the width of columns in points."""
    return sum(width * UNIT + BESIDE for width in widths)


class _Paper:
    """Follow where the pages of paper end, as far as can be told before it is printed."""

    def __init__(self, width: float) -> None:
        self.is_landscape = width > _UPRIGHT_PAPER
        across, down = (_DOWN, _ACROSS) if self.is_landscape else (_ACROSS, _DOWN)
        # What is wider than the paper is made smaller.
        scale = min(1.0, across / width)
        self._room = (down - _MARGINS) / scale
        self._left = self._room

    def take(self, height: float) -> None:
        """Use some of the page; what does not fit is on the next."""
        self._left = (self._left if height <= self._left else self._room) - height

    def is_better_turned(self, height: float) -> bool:
        """Say whether a height fits the next page but not this one."""
        return self._left < height <= self._room

    def turn(self) -> None:
        """Begin a new page."""
        self._left = self._room


class SheetPage:
    """Write one sheet, row after row."""

    def __init__(self, sheet: Any, styles: SheetStyles, widths: Sequence[float]) -> None:
        """Set the columns of an empty sheet."""
        self._sheet, self._styles, self._widths = sheet, styles, list(widths)
        self._row, self._height, self._links = 0, 0.0, 0
        self._paper = _Paper(paper_width(widths))
        self._tables: list[tuple[int, float]] = []
        self._breaks: list[int] = []
        self._ends_with_table = False
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.hide_gridlines(2)

    def write_text(self, text: str, style: Any, size: float = SIZE, *, bold: bool = False) -> None:
        """Write a text across the sheet, in as many rows as it needs."""
        self._ends_with_table = False
        room = paper_width(self._widths) - _INDENTED
        lines = lines_in(clean_text(text), room, size, bold=bold)
        for part in parts_of(lines):
            shown = lines_in(part, room, size, bold=bold)
            self._merge_row(style)
            self._sheet.write_string(self._row, 0, part, style)
            self._next_row(len(shown) * LINE * size / SIZE + 3)

    def leave_row(self, height: float = 8.0) -> None:
        """Leave a row free."""
        self._next_row(height)

    def _merge_row(self, style: Any) -> None:
        """Let one cell have the whole row."""
        last = len(self._widths) - 1
        if last:
            self._sheet.merge_range(self._row, 0, self._row, last, "", style)

    def write_link(self, text: str, sheet: str, depth: int) -> None:
        """Write a line of the contents that leads to a sheet, or to none."""
        style = self._styles.contents(depth, is_link=bool(sheet))
        words = clean_text(text)
        lines = lines_in(words, paper_width(self._widths) - _INDENTED * (depth + 1))
        self._merge_row(style)
        if sheet:
            place = sheet.replace("'", "''")
            self._sheet.write_url(self._row, 0, f"internal:'{place}'!A1", style, words)
        else:
            self._sheet.write_string(self._row, 0, words, style)
        self._next_row(len(lines) * LINE + 3)

    def write_table(self, table: SheetTable) -> TablePlace:
        """Write a table under its caption, and say where it stands."""
        if len(table.rows) <= _MOST_KEPT:
            self.keep_together(self.table_height(table))
        self.keep_together(START_OF_TABLE)
        self.write_text(table.caption, self._styles.heading, 11, bold=True)
        header = self._row
        self._tables.append((header, self._height))
        self._write_header(table)
        rows = []
        for row in table.rows:
            rows.append(self._row)
            for values, lines in row_in_parts(row, self._rooms(table), table.names):
                for place, value in enumerate(values):
                    self._write_cell(place, value, table.columns[place])
                self._next_row(lines * LINE + 3)
        self._ends_with_table = True
        return TablePlace(self._sheet.get_name(), header, tuple(rows))

    def _write_header(self, table: SheetTable) -> None:
        lines = 1
        for place, (column, room) in enumerate(zip(table.columns, self._rooms(table), strict=True)):
            style = self._styles.number_header if column.is_number else self._styles.header
            self._sheet.write_string(self._row, place, column.label, style)
            lines = max(lines, len(lines_in(column.label, room, bold=True)))
        self._next_row(lines * LINE + 4)

    def _write_cell(self, place: int, value: Value, column: SheetColumn) -> None:
        styles, cell = self._styles, (self._row, place)
        match value:
            case None | "":
                self._sheet.write_blank(*cell, None, styles.cell)
            case Letter(mark=mark):
                self._sheet.write_string(*cell, mark.standing.letter, styles.mark(mark_style(mark)))
            case Count(number=number):
                self._sheet.write_number(*cell, number, styles.count)
            case int():
                self._sheet.write_number(*cell, value, styles.count if column.is_number else styles.number)
            case Link() if self._can_link(value):
                self._links += 1
                self._sheet.write_url(*cell, value.url, styles.link, text_of(value))
            case _:
                self._sheet.write_string(*cell, text_of(value), self._text_style(column))

    def _text_style(self, column: SheetColumn) -> Any:
        if column.is_number:
            return self._styles.right
        return self._styles.words if column.is_beside_letter else self._styles.cell

    def _can_link(self, link: Link) -> bool:
        """Say whether Excel can hold a link: there are limits to how many, and to how long."""
        length = len(link.url.encode("utf-16-le")) // 2
        return bool(text_of(link)) and length <= _LONGEST_LINK and self._links < _MOST_LINKS

    def insert_chart(self, chart: Any, height: int, description: str) -> None:
        """Put a chart of that many pixels on rows that are left free for it."""
        self.keep_together(height * _ROW / _PIXELS_OF_ROW + _ROW)
        # It moves with the cells and keeps its size.
        options = {"description": description, "object_position": 2}
        self._ends_with_table = False
        self._sheet.insert_chart(self._row, 0, chart, options)
        for _line in range(-(-height // _PIXELS_OF_ROW) + 1):
            self._next_row(_ROW)

    @property
    def pixels(self) -> int:
        """Give the width of the sheet on screen."""
        return int(paper_width(self._widths) * _PIXELS_OF_ROW / _ROW)

    def finish(self, above: str, below: str) -> None:
        """Set up the sheet for screen and paper: with what stands above and below on every page of it."""
        sheet = self._sheet
        if len(self._tables) == 1:
            header, height = self._tables[0]
            if self._ends_with_table:
                sheet.repeat_rows(header)
            if height <= _MOST_FROZEN:
                sheet.freeze_panes(header + 1, 0)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_h_pagebreaks(self._breaks)
        if self._paper.is_landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        # The number of the page stands above: the line below may need the whole width.
        sheet.set_header(f"&L{sheet_margin(above, '&L&R&P / &N')}&R&P / &N")
        sheet.set_footer(f"&L{sheet_margin(below, '&L')}")

    def filter_rows(self, place: TablePlace, columns: int) -> None:
        """Let the reader choose rows of a table."""
        self._sheet.autofilter(place.header, 0, max(self._row - 1, place.header), columns - 1)

    def keep_together(self, height: float) -> None:
        """Begin a new page of paper where what comes would not fit this one."""
        if self._row and self._paper.is_better_turned(height):
            self._breaks.append(self._row)
            self._paper.turn()

    def _rooms(self, table: SheetTable) -> list[float]:
        """Give the widths that the texts of a table have, in points."""
        pairs = zip(table.columns, self._widths, strict=False)
        return [(width - INDENT * column.is_beside_letter) * UNIT - ASIDE for column, width in pairs]

    def table_height(self, table: SheetTable) -> float:
        """Give the height of a table in points, with its caption and its header."""
        rows = (part for row in table.rows for part in row_in_parts(row, self._rooms(table), table.names))
        return 60 + sum(lines * LINE + 3 for _values, lines in rows)

    def _next_row(self, height: float) -> None:
        self._sheet.set_row(self._row, height)
        self._paper.take(height)
        self._row += 1
        self._height += height
