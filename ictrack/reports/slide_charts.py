"""Charts of slides: native ones, with their numbers in a workbook inside, so that they can be edited."""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import datetime
from typing import Any
from xml.sax.saxutils import quoteattr

import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from ictrack.escapes import TEXT_AS_TEXT, clean_text
from ictrack.reports.document import Chart, ChartSeries, Paint
from ictrack.reports.fixed_zip import fix_zip
from ictrack.reports.office_paint import (
    SURFACE,
    BarStyle,
    axis_step,
    bar_style,
    has_legend,
    is_narrow,
    series_name,
)
from ictrack.reports.slide_bars import CHART_SIZE, ChartPiece
from ictrack.reports.slide_drawing import Box, describe, points

_GAP, _GAP_OF_FEW, _FEW = 45, 160, 5
# How much of a chart's width its bars have, about; and how far beside a bar its label stands.
_BARS, _BESIDE = 0.72, 0.022


def add_chart(slide: Any, piece: ChartPiece, box: Box, language: str, made: datetime) -> None:
    """Draw a chart of stacked bars."""
    data = CategoryChartData()
    for name in piece.chart.labels:
        data.add_category(clean_text(name))
    for series in piece.chart.series:
        data.add_series(series_name(series), series.values)
    kind = XL_CHART_TYPE.COLUMN_STACKED if piece.chart.is_upright else XL_CHART_TYPE.BAR_STACKED
    frame = slide.shapes.add_chart(kind, *map(points, box), data)
    describe(frame, piece.sentence.text)
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(piece.chart, made))
    chart.has_title = False
    chart.font.size = Pt(CHART_SIZE)
    chart.font.color.rgb = _rgb(SURFACE.text)
    _draw_axes(chart, piece)
    for drawn, series in zip(chart.plots[0].series, piece.chart.series, strict=True):
        _draw_series(drawn, series, piece)
    chart.plots[0].gap_width = _wide_gap(piece.chart)
    _add_legend(chart, piece.chart)
    _set_language(chart, language)


def _workbook(chart: Chart, made: datetime) -> bytes:
    """Write the workbook that opens when the numbers are edited; python-pptx's own takes = for a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, TEXT_AS_TEXT) as book:
        book.set_properties({"created": made})
        sheet = book.add_worksheet("Sheet1")
        for row, name in enumerate(chart.labels, start=1):
            sheet.write_string(row, 0, clean_text(name))
        for column, series in enumerate(chart.series, start=1):
            sheet.write_string(0, column, series_name(series))
            sheet.write_column(1, column, series.values)
        sheet.autofit()
    return fix_zip(out.getvalue(), first=("[Content_Types].xml",))


def _wide_gap(chart: Chart) -> int:
    """Keep a few upright bars from becoming walls."""
    return _GAP_OF_FEW if chart.is_upright and len(chart.labels) < _FEW else _GAP


def _draw_axes(chart: Any, piece: ChartPiece) -> None:
    names, numbers = chart.category_axis, chart.value_axis
    step = axis_step(piece.longest)
    numbers.minimum_scale, numbers.major_unit = 0, step
    if len(piece.chart.labels) < piece.whole:
        numbers.maximum_scale = step * -(-piece.longest // step)
    numbers.tick_labels.number_format = "#,##0"
    numbers.tick_labels.number_format_is_linked = False
    numbers.major_gridlines.format.line.color.rgb = _rgb(SURFACE.hairline)
    numbers.major_gridlines.format.line.width = Pt(0.5)
    numbers.format.line.fill.background()
    numbers.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = _rgb(SURFACE.quiet)
    names.has_major_gridlines = False
    if not piece.chart.is_upright:
        # The first bar is the uppermost; the numbers stay at the foot.
        names.reverse_order = True
        numbers._element.find(qn("c:crosses")).set("val", "max")  # noqa: SLF001 - the way to its XML
        _show_all_names(names)
    numbers.has_title = bool(piece.chart.axis)
    if piece.chart.axis:
        numbers.axis_title.text_frame.text = clean_text(piece.chart.axis)
        font = numbers.axis_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold = Pt(CHART_SIZE), False


def _show_all_names(names: Any) -> None:
    """Keep programs from leaving out every other name."""
    element = names._element  # noqa: SLF001 - the way to its XML
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    element.find(qn("c:lblOffset")).addnext(skip)


def _draw_series(drawn: Any, series: ChartSeries, piece: ChartPiece) -> None:
    style = bar_style(series.paint)
    fill, line = drawn.format.fill, drawn.format.line
    if style is None:
        fill.background()
        line.fill.background()
        return
    if style.pattern:
        fill.patterned()
        fill.pattern = getattr(MSO_PATTERN, style.pattern.upper())
        fill.fore_color.rgb, fill.back_color.rgb = _rgb(style.line), _rgb(style.fill)
    else:
        fill.solid()
        fill.fore_color.rgb = _rgb(style.fill)
    line.color.rgb = _rgb(style.line)
    line.width = Pt(0.75)
    labels = drawn._element.get_or_add_dLbls()  # noqa: SLF001 - the way to its XML
    labels.getparent().replace(labels, parse_xml(_labels(style, series, piece)))
    for place, value in enumerate(series.values):
        if not value:
            _take_line_away(drawn, place)


def _take_line_away(drawn: Any, place: int) -> None:
    """Keep a bar of nothing from being drawn as a line."""
    point = drawn._element.get_or_add_dPt_for_point(place)  # noqa: SLF001 - the way to its XML
    own = point.get_or_add_spPr()
    point.replace(own, deepcopy(drawn._element.spPr))  # noqa: SLF001 - the way to its XML
    drawn.points[place].format.line.fill.background()


def _labels(style: BarStyle, series: ChartSeries, piece: ChartPiece) -> str:
    """Write the labels of a series; the number format hides those of nothing."""
    shown = f'<c:numFmt formatCode={quoteattr(style.number_format)} sourceLinked="0"/>'
    ground = (
        f'<a:solidFill><a:srgbClr val="{style.fill[1:]}"/></a:solidFill>' if style.pattern else "<a:noFill/>"
    )
    return (
        f"<c:dLbls {nsdecls('c', 'a')}>{''.join(_narrow_labels(series, piece, shown))}{shown}"
        f"<c:spPr>{ground}</c:spPr>{_label_text(style.ink)}"
        f'<c:dLblPos val="ctr"/>{_ONLY_VALUES}</c:dLbls>'
    )


_ONLY_VALUES = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def _narrow_labels(series: ChartSeries, piece: ChartPiece, shown: str) -> list[str]:
    """Put the label of a bar that is too narrow for it beside the bar, or leave it to the table.

    Beside the bar there is room only where nothing else stands on the line.
    """
    has_room = isinstance(series.paint, Paint) and not piece.chart.is_upright
    found = []
    for place, value in enumerate(series.values):
        if is_narrow(value, piece.longest):
            aside = value / piece.longest * _BARS / 2 + _BESIDE
            beside = f'<c:manualLayout><c:x val="{aside:.4f}"/><c:y val="0"/></c:manualLayout>'
            moved = (
                f"<c:layout>{beside}</c:layout>{shown}<c:spPr><a:noFill/></c:spPr>{_label_text(SURFACE.text)}"
            )
            moved += f'<c:dLblPos val="ctr"/>{_ONLY_VALUES}'
            inner = moved if has_room else '<c:delete val="1"/>'
            found.append(f'<c:dLbl><c:idx val="{place}"/>{inner}</c:dLbl>')
    return found


def _label_text(ink: str) -> str:
    return (
        f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(CHART_SIZE * 100)}">'
        f'<a:solidFill><a:srgbClr val="{ink[1:]}"/></a:solidFill></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _add_legend(chart: Any, drawn: Chart) -> None:
    """Put the legend above, without what is hidden."""
    if not has_legend(drawn):
        return
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    before = chart.legend._element.find(qn("c:legendPos"))  # noqa: SLF001 - the way to its XML
    for place, series in enumerate(drawn.series):
        if series.paint is Paint.HIDDEN:
            entry = f'<c:legendEntry {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'
            before.addnext(parse_xml(entry))


def _set_language(chart: Any, language: str) -> None:
    space = chart._chartSpace  # noqa: SLF001 - the way to its XML
    space.find(qn("c:date1904")).addnext(parse_xml(f'<c:lang {nsdecls("c")} val="{language}"/>'))
    space.find(qn("c:lang")).addnext(parse_xml(f'<c:roundedCorners {nsdecls("c")} val="0"/>'))
    for name in ("a:rPr", "a:defRPr", "a:endParaRPr"):
        for properties in space.iter(qn(name)):
            properties.set("lang", language)
    for run in space.iter(qn("a:r")):
        if run.find(qn("a:rPr")) is None:
            run.insert(0, etree.Element(qn("a:rPr"), lang=language))


def _rgb(colour: str) -> Any:
    return RGBColor.from_string(colour[1:].upper())
