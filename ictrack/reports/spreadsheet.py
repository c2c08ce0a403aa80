"""The convening report as a workbook: a sheet for each section, native charts, and every number traced.

Every text is typed as text, so that none can start a formula. The same report gives the
same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from ictrack.escapes import TEXT_AS_TEXT, clean_text
from ictrack.language import _
from ictrack.reports.document import (
    Block,
    Bullets,
    Chart,
    Commentary,
    Grid,
    Paragraph,
    Report,
    Section,
    TracedNumber,
    traced_numbers,
)
from ictrack.reports.fixed_zip import fix_zip
from ictrack.reports.office_properties import language_tag, made_at, property_text
from ictrack.reports.plain_text import paragraphs_of
from ictrack.reports.sheet_charts import Source, add_chart, columns_in_table, data_table, height_of_chart
from ictrack.reports.sheet_names import unique_names
from ictrack.reports.sheet_page import START_OF_TABLE, SheetPage, sheet_widths
from ictrack.reports.sheet_styles import FONT, SIZE, SheetStyles
from ictrack.reports.sheet_table import SheetColumn, SheetTable, spread
from ictrack.reports.stamp_tables import stamp_tables
from ictrack.reports.workbook_language import set_language

# Without a scheme, or Excel would take the font of its theme.
_TEXT = {"font_name": FONT, "font_size": SIZE, "font_scheme": False}
# The title and the sentence of a chart, in points.
_WORDS_OF_CHART = 60
_FIRST = ("[Content_Types].xml", "_rels/.rels")


@dataclass(frozen=True)
class _SheetPlan:
    """A sheet of sections: the first names it, the others stand on it with their depth in it."""

    sections: tuple[tuple[int, Section], ...]

    @property
    def title(self) -> str:
        return clean_text(self.sections[0][1].title)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for _depth, section in self.sections for block in section.blocks)


def write_xlsx(report: Report) -> bytes:
    """Write the workbook of a report."""
    out = io.BytesIO()
    # XlsxWriter writes into what it is given, so it is given its own.
    options = TEXT_AS_TEXT | {"default_format_properties": dict(_TEXT)}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {
                "title": property_text(report.title),
                "subject": property_text(report.subtitle),
                "created": made_at(report.stamp),
            }
        )
        _Workbook(book, report).write()
    return fix_zip(set_language(out.getvalue(), language_tag(report.language)), first=_FIRST)


class _Workbook:
    """Write the sheets of one report; their order is fixed before any is written."""

    def __init__(self, book: Any, report: Report) -> None:
        self._book, self._report = book, report
        self._styles = SheetStyles(book)
        self._plans = list(_plan_sheets(report))
        self._apart = [chart for chart in report.charts() if columns_in_table(chart) is None]
        titles = [_("Stamp"), *(plan.title for plan in self._plans)]
        titles += [_("Chart data")] if self._apart else []
        self._names = unique_names([*titles, _("Numbers")])
        self._sheets = [book.add_worksheet(name) for name in self._names]

    def write(self) -> None:
        """Write every sheet."""
        self._write_stamp()
        sources = self._write_chart_data()
        for plan, sheet in zip(self._plans, self._sheets[1:], strict=False):
            self._write_sections(plan, sheet, sources)
        self._write_numbers()

    def _open(self, sheet: Any, title: str, tables: list[SheetTable]) -> SheetPage:
        """Begin a sheet with its title and what the report is of."""
        page = SheetPage(sheet, self._styles, sheet_widths(tables))
        page.write_text(title, self._styles.title, 16, bold=True)
        page.write_text(self._report.stamp.line, self._styles.note)
        for warning in self._report.stamp.warnings:
            page.write_text(warning, self._styles.warning, bold=True)
        page.leave_row()
        return page

    def _close(self, page: SheetPage) -> None:
        page.finish(
            " ".join(map(clean_text, self._report.stamp.warnings)), clean_text(self._report.stamp.line)
        )

    def _write_stamp(self) -> None:
        tables = [spread(grid) for grid in stamp_tables(self._report)]
        page = self._open(self._sheets[0], self._report.title, tables)
        page.write_text(self._report.subtitle, self._styles.subtitle, 12)
        page.leave_row()
        for table in tables:
            page.write_table(table)
            page.leave_row()
        page.write_text(_("Contents"), self._styles.heading, 11, bold=True)
        names = {
            plan.sections[0][1].key: name for plan, name in zip(self._plans, self._names[1:], strict=False)
        }
        for depth, section in self._report.walk():
            page.write_link(section.title, names.get(section.key, ""), depth)
        for name in self._names[1 + len(self._plans) :]:
            page.write_link(name, name, 1)
        self._close(page)

    def _write_sections(self, plan: _SheetPlan, sheet: Any, sources: dict[str, Source]) -> None:
        tables = [spread(_grid_of(block)) for block in plan.blocks if isinstance(block, Grid | Chart)]
        page = self._open(sheet, plan.title, tables)
        for depth, section in plan.sections:
            if depth:
                page.write_text(section.title, self._styles.section, 13, bold=True)
                page.leave_row()
            for block in section.blocks:
                self._write_block(page, block, sources)
        self._close(page)

    def _write_block(self, page: SheetPage, block: Block, sources: dict[str, Source]) -> None:
        match block:
            case Paragraph(sentence=sentence, style=style):
                size = 12 if style == "lead" else SIZE
                page.write_text(sentence.text, getattr(self._styles, style), size)
                page.leave_row()
            case Bullets():
                self._write_bullets(page, block)
            case Grid():
                page.write_table(spread(block))
                page.leave_row(15)
            case Chart():
                self._write_chart(page, block, sources)
            case Commentary(text=text):
                self._write_commentary(page, text)

    def _write_bullets(self, page: SheetPage, bullets: Bullets) -> None:
        if not bullets.items:
            return
        if bullets.title:
            page.write_text(bullets.title, self._styles.heading, 11, bold=True)
        for item in bullets.items:
            page.write_text(item.text, self._styles.item)
        page.leave_row()

    def _write_commentary(self, page: SheetPage, text: str) -> None:
        paragraphs = paragraphs_of(text)
        if not paragraphs:
            return
        page.write_text(_("Commentary"), self._styles.label, bold=True)
        for paragraph in paragraphs:
            page.write_text(paragraph, self._styles.commentary)
        page.leave_row()

    def _write_chart(self, page: SheetPage, chart: Chart, sources: dict[str, Source]) -> None:
        table = spread(chart.table)
        words = _WORDS_OF_CHART + page.table_height(table)
        for height in (words + height_of_chart(chart), words, _WORDS_OF_CHART + START_OF_TABLE):
            page.keep_together(height)
        page.write_text(chart.title, self._styles.section, 13, bold=True)
        page.write_text(chart.sentence, self._styles.plain)
        page.leave_row()
        place = page.write_table(table)
        page.leave_row()
        columns = columns_in_table(chart)
        add_chart(self._book, page, chart, Source(place, columns) if columns else sources[chart.key])

    def _write_chart_data(self) -> dict[str, Source]:
        """Write the numbers of the charts whose tables do not have them."""
        if not self._apart:
            return {}
        tables = [data_table(chart) for chart in self._apart]
        page = self._open(self._sheets[-2], _("Chart data"), tables)
        page.write_text(
            _("From these numbers the charts are drawn whose tables say it in other words."),
            self._styles.plain,
        )
        page.leave_row()
        sources = {}
        for chart, table in zip(self._apart, tables, strict=True):
            place = page.write_table(table)
            sources[chart.key] = Source(place, tuple(range(1, len(table.columns))))
            page.leave_row(15)
        self._close(page)
        return sources

    def _write_numbers(self) -> None:
        """List every number that can be traced, and what it counts."""
        table = _numbers_table(traced_numbers(self._report))
        page = self._open(self._sheets[-1], _("Numbers"), [table])
        place = page.write_table(table)
        page.filter_rows(place, len(table.columns))
        self._close(page)


def _plan_sheets(report: Report) -> Iterator[_SheetPlan]:
    for section in report.sections:
        yield from _plan_section(section)


def _plan_section(section: Section) -> Iterator[_SheetPlan]:
    """Give a section a sheet, with the sections in it that have none of their own."""
    on_it = [(0, section)]
    apart = []
    for inner in section.sections:
        if inner.is_liftable or section.is_annex:
            apart.append(inner)
        else:
            on_it.extend(_walk(inner, 1))
    if any(one.blocks for _depth, one in on_it):
        yield _SheetPlan(tuple(on_it))
    for inner in apart:
        yield from _plan_section(inner)


def _walk(section: Section, depth: int) -> Iterator[tuple[int, Section]]:
    yield depth, section
    for inner in section.sections:
        yield from _walk(inner, depth + 1)


def _grid_of(block: Grid | Chart) -> Grid:
    return block.table if isinstance(block, Chart) else block


def _numbers_table(numbers: tuple[TracedNumber, ...]) -> SheetTable:
    columns = (
        SheetColumn(_("Section")),
        SheetColumn(_("Where it stands")),
        SheetColumn(_("Number")),
        SheetColumn(_("Identifiers")),
    )
    rows = tuple(
        (
            clean_text(number.section),
            clean_text(number.where),
            int(number.words)
            if number.words.isascii() and number.words.isdecimal()
            else clean_text(number.words),
            ", ".join(map(clean_text, number.identifiers)) or None,
        )
        for number in numbers
    )
    return SheetTable(
        _("Every number that can be traced, and the initiatives behind it"), columns, rows, names=2
    )
