"""A report as what the template of the PDF draws: words, colours and lengths, and nothing to work out.

The template gets it as JSON, so that no text is ever read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil
from typing import Any

from ictrack.escapes import clean_text, web_address
from ictrack.figures.palette import SURFACES, Theme, paint_of
from ictrack.language import _, format_count
from ictrack.reports.column_widths import LETTERS_IN_LINE, column_letters, letters_that_fit
from ictrack.reports.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    ChartSeries,
    Commentary,
    Count,
    Grid,
    Link,
    Mark,
    Paint,
    Paragraph,
    Report,
    Sentence,
)
from ictrack.reports.outline import Place, is_drawn, outline_of
from ictrack.reports.plain_text import paragraphs_of
from ictrack.vocabulary import Standing

Drawn = dict[str, Any]

_SURFACE = SURFACES[Theme.LIGHT]
# A row that is higher than most of a page may break; others stay whole.
_MOST_LINES = 30
# A table of so few stays on one page.
_FEW_LINES = 10
_MOST_TICKS = 6
_NO_TITLE = "\u2013"
# XML could hold these.
_CONTROL = re.compile("[\x7f-\x9f]")
_ODD_SPACE = re.compile("[\t\u1680]")
_ZERO_WIDTH_SPACE = "\u200b"


def printed_report(report: Report, pictures: Mapping[str, bytes] | None = None) -> Drawn:
    """Give all that is drawn of a report; where there is a picture of a chart, its bytes."""
    stamp = report.stamp
    return {
        "title": _title(report.title),
        "subtitle": _words(report.subtitle),
        "language": report.language,
        "line": _words(stamp.line),
        "warnings": [_words(warning) for warning in stamp.warnings],
        "facts": [[_words(name), _words(value)] for name, value in stamp.facts],
        "legend": [_mark(Mark(words, standing)) for standing, words in report.legend],
        "has_contents": len(report.sections) > 1,
        "words": _fixed_words(),
        "surface": {
            "text": _SURFACE.text,
            "quiet": _SURFACE.quiet,
            "hairline": _SURFACE.hairline,
            "accent": _SURFACE.accent,
        },
        "sections": [_section(place, pictures or {}) for place in outline_of(report)],
    }


def _fixed_words() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "legend": _("How progress is marked"),
        "commentary": _("Commentary"),
        "page": _("Page {page} of {pages}", page="{page}", pages="{pages}"),
    }


def _section(place: Place, pictures: Mapping[str, bytes]) -> Drawn:
    return {
        "level": place.level,
        "title": _title(place.section.title),
        "starts_page": place.starts_page,
        "blocks": [_block(block, pictures) for block in place.section.blocks if is_drawn(block)],
    }


def _block(block: Block, pictures: Mapping[str, bytes]) -> Drawn:
    match block:
        case Paragraph(sentence=sentence, style=style):
            return {"kind": block.kind, "style": style, "text": _sentence(sentence)}
        case Bullets(title=title, items=items):
            return {"kind": block.kind, "title": _words(title), "items": [_sentence(item) for item in items]}
        case Grid():
            return _grid(block)
        case Chart():
            return _chart(block, pictures.get(block.key))
        case Commentary(text=text):
            return {"kind": block.kind, "paragraphs": [_words(part) for part in paragraphs_of(text)]}


def _words(text: str) -> str:
    """Give a text without what no font can draw; the spaces of typewriters and of Ogham become plain ones."""
    return _CONTROL.sub("", _ODD_SPACE.sub(" ", clean_text(text)))


def _title(text: str) -> str:
    """Give the words of a heading; PDF/UA allows none without."""
    return _words(text).strip() or _NO_TITLE


def _sentence(sentence: Sentence) -> str:
    return _words(sentence.text)


def _grid(grid: Grid) -> Drawn:
    widths = column_letters(grid)
    fitting = [letters_that_fit(width) for width in widths]
    rows = [[_cell(cell, most) for cell, most in zip(row, fitting, strict=True)] for row in grid.rows]
    heights = [_lines_of(row, fitting) for row in rows]
    return {
        "kind": grid.kind,
        "caption": _words(grid.caption),
        "columns": [
            {
                "label": _breakable(_words(heading.label), most),
                "is_number": heading.is_number,
                "width": round(width, 3),
            }
            for heading, width, most in zip(grid.headings, widths, fitting, strict=True)
        ],
        "rows": [
            {"cells": row, "may_break": height > _MOST_LINES}
            for row, height in zip(rows, heights, strict=True)
        ],
        "stays_whole": sum(heights) <= _FEW_LINES,
    }


def _lines_of(row: list[Drawn], fitting: list[int]) -> int:
    """Estimate how many lines high a row is."""
    return max(
        sum(ceil(max(len(line), 1) / most) for line in cell["text"].split("\n"))
        for cell, most in zip(row, fitting, strict=True)
    )


def _cell(cell: Cell, most: int) -> Drawn:
    match cell:
        case None:
            return {"text": ""}
        case Mark():
            return _mark(cell, most)
        case Link(text=text, url=url):
            return {"text": _breakable(_words(text), most), "address": web_address(url)}
        case Count(number=number) | int(number):
            return {"text": format_count(number)}
    return {"text": _breakable(_words(cell), most)}


def _mark(mark: Mark, most: int = int(LETTERS_IN_LINE)) -> Drawn:
    return {
        "text": _breakable(_words(mark.text), most),
        "letter": mark.standing.letter,
        "is_hollow": mark.is_hollow,
        "is_closed": mark.is_closed,
        **_paint(mark.standing),
    }


def _breakable(text: str, most: int) -> str:
    """Let words that are longer than a line break, such as addresses: there is no hyphen in them."""
    return re.sub(rf"\S{{{most + 1},}}", lambda word: _cut(word[0], most), text)


def _cut(word: str, most: int) -> str:
    return _ZERO_WIDTH_SPACE.join(word[start : start + most] for start in range(0, len(word), most))


def _chart(chart: Chart, picture: bytes | None) -> Drawn:
    totals = [sum(series.values[number] for series in chart.series) for number in range(len(chart.labels))]
    drawn = [series for series in chart.series if series.paint is not Paint.HIDDEN]
    return {
        "kind": chart.kind,
        "title": _words(chart.title),
        "sentence": _words(chart.sentence),
        "axis": _words(chart.axis),
        "is_upright": chart.is_upright,
        "names": [_words(name) for name in chart.labels],
        "series": [_series(series) for series in chart.series],
        "has_legend": len(drawn) > 1 and any(isinstance(series.paint, Standing) for series in drawn),
        "ticks": ticks_up_to(max(totals, default=0)),
        "picture": list(picture) if picture else None,
        "table": _grid(chart.table),
    }


def _series(series: ChartSeries) -> Drawn:
    is_standing = isinstance(series.paint, Standing)
    return {
        "name": _words(series.name),
        "letter": series.paint.letter if isinstance(series.paint, Standing) else "",
        "is_hidden": series.paint is Paint.HIDDEN,
        "is_standing": is_standing,
        "sign": _SIGNS.get(series.paint, ""),
        "values": list(series.values),
        **_paint(series.paint),
    }


_SIGNS: dict[Standing | Paint, str] = {Paint.ADDED: "+", Paint.TAKEN: "\u2212"}


def _paint(paint: Standing | Paint) -> Drawn:
    """Give fill, ink, outline and pattern: as on screen, what takes away is hollow."""
    if isinstance(paint, Standing):
        colours = paint_of(paint, Theme.LIGHT)
        return {
            "fill": colours.fill,
            "ink": colours.ink,
            "stroke": colours.stroke or colours.fill,
            "pattern": colours.pattern,
        }
    stroke = _SURFACE.text if paint is Paint.TOTAL else _SURFACE.accent
    fill = _SURFACE.background if paint is Paint.TAKEN else stroke
    return {"fill": fill, "ink": _SURFACE.text, "stroke": stroke, "pattern": ""}


def ticks_up_to(peak: int) -> list[int]:
    """Give round numbers from 0 to the peak or just above it, for an axis of counts."""
    step = 1
    while step * _MOST_TICKS < peak:
        step = _next_step(step)
    return [step * number for number in range(max(1, ceil(peak / step)) + 1)]


def _next_step(step: int) -> int:
    """Go from 1 to 2, 5, 10, 20, 50 and so on."""
    return step * 5 // 2 if str(step).startswith("2") else step * 2
