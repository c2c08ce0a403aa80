"""The workbook says what the report says: every number is a number, every text a text."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import openpyxl
import pytest
from lxml import etree

from ictrack.escapes import clean_text
from ictrack.reports.document import (
    Bullets,
    Chart,
    Commentary,
    Count,
    Figure,
    Grid,
    Heading,
    Link,
    Mark,
    Paint,
    Paragraph,
    Report,
    Section,
    Sentence,
    traced_numbers,
)
from ictrack.reports.spreadsheet import write_xlsx
from ictrack.vocabulary import Standing
from tests.reports.elsewhere import digest_elsewhere
from tests.reports.sample import CONTROL, NASTY, progress_chart, sample_report

NAMES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "d": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}


def read(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))


@cache
def sample() -> Any:
    return read(sample_report(commentary="\n\n".join((*NASTY, CONTROL))))


def report_of(*blocks: Any, title: str = "Part") -> Report:
    return replace(sample_report(), sections=(Section("part", title, tuple(blocks)),))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def values(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


def texts(sheet: Any) -> list[str]:
    return [value for row in values(sheet) for value in row if isinstance(value, str)]


def table(sheet: Any, caption: str) -> list[tuple[Any, ...]]:
    """Give a table with its header, from under its caption to the first row without any value."""
    rows = values(sheet)
    # The title of a chart may be the caption of its table too.
    start = max(place for place, row in enumerate(rows) if row[0] == caption) + 1
    found = []
    for row in rows[start:]:
        if not any(value is not None for value in row):
            break
        found.append(row)
    width = max(place for place, value in enumerate(found[0]) if value is not None) + 1
    return [row[:width] for row in found]


def sheets_of(report: Report) -> Iterator[tuple[str, Grid]]:
    """Give each table with the sheet that it is on; in the sample every section has its own."""
    for _depth, section in report.walk():
        for block in section.blocks:
            if isinstance(block, Chart | Grid):
                yield section.title, block.table if isinstance(block, Chart) else block


def plain(cell: Any) -> tuple[Any, ...]:
    match cell:
        case Count(number=number):
            return (number,)
        case Mark(text=text, standing=standing):
            return (standing.letter, text)
        case Link(text=text):
            return (text,)
    return (cell,)


def charts(content: bytes) -> list[Any]:
    found = parts(content)
    names = sorted(name for name in found if name.startswith("xl/charts/chart"))
    return [etree.fromstring(found[name]) for name in names]


def cached(series: Any, kind: str) -> list[str]:
    return [point.text for point in series.findall(f"c:{kind}//c:pt/c:v", NAMES)]


def cells_of(book: Any, formula: str) -> list[Any]:
    sheet, place = re.fullmatch(r"'?(.+?)'?!(.+)", formula).groups()  # type: ignore[union-attr]
    found = book[sheet][place.replace("$", "")]
    return [cell.value for row in found for cell in row] if isinstance(found, tuple) else [found.value]


def test_every_cell_of_every_table_reads_back() -> None:
    for title, grid in sheets_of(sample_report()):
        header, *rows = table(sample()[title], grid.caption)
        assert [label for label in header if not label.endswith(": letter")] == [
            heading.label for heading in grid.headings
        ]
        assert rows == [tuple(value for cell in row for value in plain(cell)) for row in grid.rows]


def test_numbers_are_numbers_and_nothing_is_an_empty_cell() -> None:
    sheet = sample()["The network picture"]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int)}
    assert kinds == {"n"}
    steps = table(sample()["What changed"], "Completed: from the first day to the last")
    assert steps[1] == ("1 March 2019", None, 2)
    assert steps[2] == ("Moved forward", "+2", 4)


def test_there_is_a_sheet_for_each_section_between_the_stamp_and_the_numbers() -> None:
    assert sample().sheetnames == [
        "Stamp",
        "One page for leaders",
        "What changed",
        "The network picture",
        "Bristol",
        "Cardiff <Caerdydd>",
        "Annex",
        "Chart data",
        "Numbers",
    ]


def test_every_sheet_says_what_the_report_is_of() -> None:
    report = sample_report()
    for sheet in sample():
        assert [row[0] for row in values(sheet)[1:3]] == [report.stamp.line, *report.stamp.warnings]
        assert sheet.oddFooter.left.text == report.stamp.line
        assert sheet.oddHeader.left.text == report.stamp.warnings[0]
        setup = sheet.page_setup
        assert (int(setup.paperSize), setup.fitToWidth or 1, setup.fitToHeight) == (9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_stamp_has_the_facts_the_letters_and_the_contents() -> None:
    stamp = sample()["Stamp"]
    assert [row[0] for row in values(stamp)[:1]] == ["Second convening"]
    assert "Convening report" in texts(stamp)
    assert table(stamp, "What this report is of") == [("What", "Value"), *sample_report().stamp.facts]
    assert table(stamp, "What the letters stand for")[1:] == [("C", "Completed"), ("?", "Not reported")]
    links = {
        cell.value: cell.hyperlink.location for row in stamp.iter_rows() for cell in row if cell.hyperlink
    }
    assert links["Bristol"] == "'Bristol'!A1"
    assert links["Numbers"] == "'Numbers'!A1"
    assert "City by city" in texts(stamp)
    assert "City by city" not in links
    assert {location.split("!")[0].strip("'") for location in links.values()} == set(sample().sheetnames[1:])


def test_the_contents_lead_to_a_sheet_with_an_apostrophe() -> None:
    stamp = read(report_of(Paragraph(Sentence("So.")), title="King's Lynn"))["Stamp"]
    links = {
        cell.value: cell.hyperlink.location for row in stamp.iter_rows() for cell in row if cell.hyperlink
    }
    assert links["King's Lynn"] == "'King''s Lynn'!A1"


def test_inner_sections_stand_on_the_sheet_of_theirs() -> None:
    inner = Section("city:A:more", "More", (Paragraph(Sentence("Of A.")),))
    city = Section("city:A", "A", (Paragraph(Sentence("A.")),), (inner,), is_liftable=True)
    annex = Section("annex", "Annex", sections=(replace(inner, key="annex:1"),), is_annex=True)
    book = read(replace(sample_report(), sections=(Section("cities", "Cities", sections=(city,)), annex)))
    assert book.sheetnames == ["Stamp", "A", "More", "Numbers"]
    assert texts(book["A"])[-3:] == ["A.", "More", "Of A."]


def test_texts_come_out_as_texts() -> None:
    leaders = texts(sample()["One page for leaders"])
    assert [text for text in (*NASTY, clean_text(CONTROL)) if text not in leaders] == []
    assert all(leaders.count(text) == 2 for text in NASTY)
    for sheet in sample():
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_line_break_is_a_line_feed() -> None:
    book = read(report_of(Grid("T", (Heading("a", "A"), Heading("b", "B")), (("one\r\ntwo", "_x0041_"),))))
    assert table(book["Part"], "T")[1] == ("one\ntwo", "_x0041_")


def test_only_links_to_the_web_are_links() -> None:
    urls = (
        "https://example.org/a?b=1&c=%20d",
        "http://example.org/x#y",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://example.org/" + "x" * 2100,
    )
    rows = tuple((str(number), Link("here", url)) for number, url in enumerate(urls))
    sheet = read(report_of(Grid("Links", (Heading("n", "N"), Heading("link", "Link")), rows)))["Part"]
    found = [row[1] for row in sheet.iter_rows() if row[1].value == "here"]
    assert [cell.hyperlink and (cell.hyperlink.target, cell.hyperlink.location) for cell in found] == [
        (urls[0], None),
        ("http://example.org/x", "y"),
        None,
        None,
        None,
    ]


def test_nothing_leads_out_of_the_file_but_links() -> None:
    content = parts(write_xlsx(sample_report()))
    outward = [
        kind
        for name in content
        if name.endswith(".rels")
        for kind in re.findall(rb'Type="[^"]*/(\w+)"[^>]*TargetMode="External"', content[name])
    ]
    assert set(outward) == {b"hyperlink"}
    assert not [name for name in content if "external" in name or "vba" in name or "comments" in name]


def test_commentary_is_labelled_and_only_where_there_is_any() -> None:
    found = texts(read(sample_report(commentary="First.\n\nSecond."))["What changed"])
    assert found[found.index("Commentary") :] == ["Commentary", "First.", "Second."]
    assert all("Commentary" not in texts(sheet) for sheet in read(sample_report()))


def test_every_traced_number_is_listed_with_all_its_identifiers() -> None:
    header, *rows = table(
        sample()["Numbers"], "Every number that can be traced, and the initiatives behind it"
    )
    assert header == ("Section", "Where it stands", "Number", "Identifiers")
    assert [(section, where, str(number), listed or "") for section, where, number, listed in rows] == [
        (number.section, number.where, number.words, ", ".join(number.identifiers))
        for number in traced_numbers(sample_report())
    ]
    assert {type(number) for _section, where, number, _listed in rows if "Bristol, " in where} == {int}
    assert sample()["Numbers"].auto_filter.ref.startswith("A")


def test_identifiers_that_no_cell_can_hold_go_on_in_the_next_rows() -> None:
    identifiers = tuple(f"CITY-{number:04}" for number in range(4000))
    sentence = Sentence("4,000 initiatives.", (Figure("4,000 initiatives", identifiers),))
    sheet = read(report_of(Paragraph(sentence)))["Numbers"]
    rows = table(sheet, "Every number that can be traced, and the initiatives behind it")[1:]
    assert len(rows) > 2
    assert {(section, where) for section, where, _number, _listed in rows} == {("Part", "4,000 initiatives.")}
    assert [number for _section, _where, number, _listed in rows if number] == ["4,000 initiatives"]
    assert " ".join(listed for *_row, listed in rows).split(", ") == list(identifiers)


def test_every_chart_shows_the_numbers_of_the_report_and_of_the_cells_it_points_to() -> None:
    report = sample_report()
    content = write_xlsx(report)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(charts(content)) == 3
    for chart, drawn in zip(report.charts(), charts(content), strict=True):
        series = drawn.findall(".//c:ser", NAMES)
        assert [tuple(map(int, cached(one, "val"))) for one in series] == [one.values for one in chart.series]
        for one, said in zip(series, chart.series, strict=True):
            assert cached(one, "cat") == list(chart.labels)
            assert cells_of(book, one.find("c:val//c:f", NAMES).text) == list(said.values)
            assert cells_of(book, one.find("c:cat//c:f", NAMES).text) == list(chart.labels)


def test_a_chart_points_to_its_table_where_this_has_the_same_numbers() -> None:
    formulas = [
        {place.text.split("!")[0].strip("'") for place in drawn.findall(".//c:val//c:f", NAMES)}
        for drawn in charts(write_xlsx(sample_report()))
    ]
    assert formulas == [{"Chart data"}, {"The network picture"}, {"The network picture"}]
    assert "Chart data" not in read(report_of(progress_chart())).sheetnames


def test_charts_are_drawn_as_on_the_pages() -> None:
    steps, progress, over_time = charts(write_xlsx(sample_report()))
    hidden, total, *_others = steps.findall(".//c:ser", NAMES)
    assert hidden.find("c:spPr/a:noFill", NAMES) is not None
    assert hidden.find("c:dLbls", NAMES) is None
    assert total.find("c:spPr/a:solidFill/a:srgbClr", NAMES).get("val") == "0B0C0C"
    assert steps.find(".//c:legend", NAMES) is None
    completed, unreported = progress.findall(".//c:ser", NAMES)
    assert completed.find("c:spPr/a:solidFill/a:srgbClr", NAMES).get("val") == "12436D"
    assert unreported.find("c:spPr/a:pattFill", NAMES).get("prst") == "wdUpDiag"
    assert completed.find("c:tx//c:v", NAMES).text == "C Completed"
    assert completed.find("c:dLbls/c:numFmt", NAMES).get("formatCode") == '"C "#,##0;;;'
    assert progress.find(".//c:barDir", NAMES).get("val") == "bar"
    assert progress.find(".//c:catAx/c:scaling/c:orientation", NAMES).get("val") == "maxMin"
    assert progress.find(".//c:valAx/c:crosses", NAMES).get("val") == "max"
    assert over_time.find(".//c:barDir", NAMES).get("val") == "col"
    assert over_time.find(".//c:catAx/c:scaling/c:orientation", NAMES).get("val") == "minMax"


def test_a_hidden_series_beside_standings_is_not_in_the_legend() -> None:
    chart = progress_chart()
    hidden = replace(chart.series[0], name="=1+1", paint=Paint.HIDDEN)
    [drawn] = charts(write_xlsx(report_of(replace(chart, series=(hidden, *chart.series)))))
    assert drawn.find(".//c:legend/c:legendEntry/c:idx", NAMES).get("val") == "0"
    assert drawn.find(".//c:ser/c:tx//c:v", NAMES).text.strip() == "=1+1"


def test_every_chart_has_its_sentence_as_alternative_text() -> None:
    content = parts(write_xlsx(sample_report()))
    found = [
        frame.get("descr")
        for name in sorted(content)
        if name.startswith("xl/drawings/drawing")
        for frame in etree.fromstring(content[name]).findall(".//d:graphicFrame//d:cNvPr", NAMES)
    ]
    assert found == [chart.sentence for chart in sample_report().charts()]


def test_a_long_table_keeps_its_header_in_sight_and_on_each_page_of_paper() -> None:
    annex = sample()["Annex"]
    header = next(cell.row for (cell, *_others) in annex.iter_rows() if cell.value == "Identifier")
    assert annex.freeze_panes == f"A{header + 1}"
    assert annex.print_title_rows == f"${header}:${header}"
    # A chart under a table has no need of its header.
    assert sample()["What changed"].print_title_rows is None


def test_rows_are_as_high_as_their_texts_and_no_higher_than_excel_lets_them_be() -> None:
    long = "long words in a row " * 400
    headings = (Heading("a", "A"), Heading("b", "B"), Heading("n", "N", is_number=True))
    grid = Grid(
        "Table",
        headings,
        (
            ("One", long, 1),
            ("Two", Mark(long, Standing.AT_RISK), Count(2, ("A",))),
            ("Three", "short", 3),
        ),
    )
    report = report_of(
        Paragraph(Sentence(long)),
        Bullets("Title", (Sentence(long),)),
        Commentary("part", long),
        grid,
        title="Title " * 60,
    )
    warnings = ("A & warning with many words. " * 20,)
    book = read(replace(report, stamp=replace(report.stamp, warnings=warnings)))
    sheet = book.worksheets[1]
    assert all(dimension.height <= 409 for dimension in sheet.row_dimensions.values() if dimension.height)
    assert " ".join(texts(sheet)).split().count("row") == 5 * 400
    header, *rows = table(sheet, "Table")
    assert header == ("A", "B: letter", "B", "N")
    assert [row[3] for row in rows if row[3] is not None] == [1, 2, 3]
    assert {row[0] for row in rows} == {"One", "Two", "Three"}
    assert len(sheet.oddHeader.left.text) <= 255


def test_properties_hold_the_stamp_and_the_language_and_no_more() -> None:
    core = etree.fromstring(parts(write_xlsx(sample_report()))["docProps/core.xml"])
    assert {etree.QName(child).localname: child.text for child in core} == {
        "title": "Second convening",
        "subject": "Convening report",
        "creator": None,
        "lastModifiedBy": None,
        "language": "en-GB",
        "created": "2026-11-25T00:00:00Z",
        "modified": "2026-11-25T00:00:00Z",
    }
    assert sample().properties.created == datetime(2026, 11, 25)  # noqa: DTZ001 - without a zone, as read


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("cy", "cy-GB")])
def test_charts_say_their_language(language: str, tag: str) -> None:
    for drawn in charts(write_xlsx(replace(sample_report(), language=language))):
        assert drawn.find("c:lang", NAMES).get("val") == tag
        found = {
            run.get("lang")
            for kind in ("defRPr", "rPr", "endParaRPr")
            for run in drawn.iter(f"{{{NAMES['a']}}}{kind}")
        }
        assert found == {tag}


def test_the_letters_are_arial_in_every_cell() -> None:
    styles = etree.fromstring(parts(write_xlsx(sample_report()))["xl/styles.xml"])
    fonts = styles.findall(".//{*}fonts/{*}font")
    assert {font.find("{*}name").get("val") for font in fonts} == {"Arial"}
    assert styles.findall(".//{*}fonts/{*}font/{*}scheme") == []


def test_a_part_alone_is_a_short_file_with_the_stamp() -> None:
    book = read(sample_report().lift("city:CAR"))
    assert book.sheetnames == ["Stamp", "Cardiff <Caerdydd>", "Numbers"]
    assert all(sample_report().stamp.line in texts(sheet) for sheet in book)


def test_the_same_report_is_the_same_bytes_here_and_elsewhere() -> None:
    report = sample_report(commentary="\n\n".join(NASTY))
    written = write_xlsx(report)
    assert written == write_xlsx(report)
    assert hashlib.sha256(written).hexdigest() == digest_elsewhere("spreadsheet", "write_xlsx")
