"""The slides say what the report says: every number, every text, and nothing over the edge."""

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
from pptx import Presentation

from ictrack.escapes import clean_text
from ictrack.figures.palette import SURFACES, Theme, paint_of
from ictrack.reports.document import (
    Bullets,
    Chart,
    ChartSeries,
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
)
from ictrack.reports.slides import write_pptx
from ictrack.vocabulary import STANDING_ORDER, Standing
from tests.reports.elsewhere import digest_elsewhere
from tests.reports.sample import CONTROL, NASTY, progress_chart, sample_report

PAGE = (12192000, 6858000)
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}


def read(report: Report) -> Any:
    return Presentation(io.BytesIO(write_pptx(report)))


@cache
def sample() -> Any:
    return read(sample_report(commentary="\n\n".join((*NASTY, CONTROL))))


def report_of(*blocks: Any, title: str = "Part") -> Report:
    return replace(sample_report(), sections=(Section("part", title, tuple(blocks)),))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def texts(deck: Any) -> list[str]:
    """Give every paragraph of every shape and cell, line breaks as line feeds."""
    return [line for slide in deck.slides for line in texts_of(slide)]


def texts_of(slide: Any) -> list[str]:
    return [
        paragraph.text.replace("\v", "\n")
        for frame in _frames(slide)
        for paragraph in frame.paragraphs
        if paragraph.text
    ]


def _frames(slide: Any) -> Iterator[Any]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame
        elif shape.has_table:
            yield from (cell.text_frame for row in shape.table.rows for cell in row.cells)


def graphics(deck: Any) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_table or shape.has_chart]


def alternative(shape: Any) -> str:
    return str(shape._element.nvGraphicFramePr.cNvPr.get("descr"))


def tables(deck: Any, caption: str) -> list[list[list[str]]]:
    """Give the tables of a caption, the parts of one put together without the headers that repeat."""
    found: list[list[list[str]]] = []
    for shape in graphics(deck):
        rows = [[cell.text for cell in row.cells] for row in shape.table.rows] if shape.has_table else []
        if rows and alternative(shape) == caption:
            found.append(rows)
        elif rows and alternative(shape) == f"{caption}, continued":
            assert rows[0] == found[-1][0]
            found[-1].extend(rows[1:])
    return found


def charts(deck: Any) -> list[Any]:
    return [shape.chart for shape in graphics(deck) if shape.has_chart]


def shown(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case Count(number=number):
            return f"{number:,}"
        case Mark(text=text, standing=standing, is_hollow=hollow):
            letter = standing.letter
            return f"[{letter}] {text}" if hollow else f"\u00a0{letter}\u00a0 {text}"
        case Link(text=text):
            return text
    return str(cell)


def grids(report: Report) -> list[Grid]:
    blocks = [block for _depth, section in report.walk() if not section.is_annex for block in section.blocks]
    return [
        block.table if isinstance(block, Chart) else block
        for block in blocks
        if isinstance(block, Chart | Grid)
    ]


def test_every_cell_of_every_table_reads_back() -> None:
    report = sample_report()
    written = {grid.caption: tables(sample(), grid.caption) for grid in grids(report)}
    for grid in grids(report):
        header, *rows = written[grid.caption].pop(0)
        assert header == [heading.label for heading in grid.headings]
        assert rows == [[shown(cell) for cell in row] for row in grid.rows]
    assert not any(written.values())


def test_every_chart_has_its_numbers_in_itself_and_in_its_workbook() -> None:
    report = sample_report()
    assert len(charts(sample())) == len(report.charts()) == 3
    for chart, drawn in zip(report.charts(), charts(sample()), strict=True):
        plot = drawn.plots[0]
        assert tuple(plot.categories) == chart.labels
        assert [tuple(map(int, series.values)) for series in plot.series] == [s.values for s in chart.series]
        sheet = openpyxl.load_workbook(io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob)).active
        assert sheet is not None
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert [row[0] for row in rows[1:]] == list(chart.labels)
        assert [row[1:] for row in rows[1:]] == [
            list(row) for row in zip(*(s.values for s in chart.series), strict=True)
        ]


def test_charts_are_drawn_as_on_the_pages() -> None:
    steps, progress, over_time = charts(sample())
    hidden, total, added, taken = steps.plots[0].series
    assert hidden.format.fill.type is None or hidden.format.fill.type == 5
    assert hidden._element.find("c:dLbls", NAMES) is None
    assert not steps.has_legend
    assert [fill_of(one) for one in (total, added, taken)] == [
        SURFACES[Theme.LIGHT].text,
        SURFACES[Theme.LIGHT].accent,
        SURFACES[Theme.LIGHT].background,
    ]
    completed, unreported = progress.plots[0].series
    assert fill_of(completed) == paint_of(Standing.COMPLETED, Theme.LIGHT).fill.lower()
    assert unreported._element.find("c:spPr/a:pattFill", NAMES).get("prst") == "wdUpDiag"
    assert [series.name for series in progress.plots[0].series] == ["C Completed", "? Not reported"]
    assert progress.has_legend
    axes = progress._chartSpace
    assert axes.find(".//c:catAx/c:scaling/c:orientation", NAMES).get("val") == "maxMin"
    assert axes.find(".//c:valAx/c:crosses", NAMES).get("val") == "max"
    assert axes.find(".//c:barDir", NAMES).get("val") == "bar"
    assert over_time._chartSpace.find(".//c:barDir", NAMES).get("val") == "col"
    assert over_time._chartSpace.find(".//c:catAx/c:scaling/c:orientation", NAMES).get("val") == "minMax"


def fill_of(series: Any) -> str:
    return f"#{series.format.fill.fore_color.rgb}".lower()


def test_labels_name_the_standing_and_leave_nothing_out() -> None:
    progress = charts(sample())[1]
    formats = [
        series._element.find("c:dLbls/c:numFmt", NAMES).get("formatCode")
        for series in progress.plots[0].series
    ]
    assert formats == ['"C "#,##0;;;', '"? "#,##0;;;']


def test_a_hidden_series_beside_standings_is_not_in_the_legend() -> None:
    chart = progress_chart()
    hidden = ChartSeries("Place", Paint.HIDDEN, (1, 1))
    drawn = charts(read(report_of(replace(chart, series=(hidden, *chart.series)))))[0]
    entry = drawn._chartSpace.find(".//c:legend/c:legendEntry", NAMES)
    assert entry.find("c:idx", NAMES).get("val") == "0"
    assert entry.find("c:delete", NAMES).get("val") == "1"


def test_each_standing_has_a_fill_or_a_pattern_of_its_own() -> None:
    series = tuple(ChartSeries(standing.value, standing, (1, 2)) for standing in STANDING_ORDER)
    drawn = charts(read(report_of(replace(progress_chart(), series=series))))[0]
    fills = [etree.tostring(one._element.spPr[0]) for one in drawn.plots[0].series]
    assert len(set(fills)) == len(STANDING_ORDER)


def test_a_bar_too_narrow_for_its_label_has_it_beside_or_not_at_all() -> None:
    chart = replace(
        progress_chart(),
        series=(
            ChartSeries("All", Paint.TOTAL, (200, 0)),
            ChartSeries("Added", Paint.ADDED, (0, 2)),
            ChartSeries("Completed", Standing.COMPLETED, (1, 0)),
        ),
    )
    _all, added, completed = charts(read(report_of(chart)))[0].plots[0].series
    beside = added._element.find("c:dLbls/c:dLbl", NAMES)
    assert beside.find("c:idx", NAMES).get("val") == "1"
    assert float(beside.find("c:layout/c:manualLayout/c:x", NAMES).get("val")) > 0
    assert completed._element.find("c:dLbls/c:dLbl/c:delete", NAMES).get("val") == "1"


def test_a_chart_of_many_bars_goes_on_with_the_same_axis() -> None:
    labels = tuple(f"City {number}" for number in range(60))
    values = tuple(range(60))
    chart = replace(
        progress_chart(),
        labels=labels,
        series=(ChartSeries("Completed", Standing.COMPLETED, values),),
    )
    drawn = charts(read(report_of(chart)))
    assert len(drawn) > 1
    assert [name for one in drawn for name in one.plots[0].categories] == list(labels)
    assert [int(v) for one in drawn for v in one.plots[0].series[0].values] == list(values)
    assert len({one.value_axis.maximum_scale for one in drawn}) == 1


def test_every_slide_has_a_title_of_its_own_in_the_order_of_the_report() -> None:
    written = titles(sample())
    assert len(set(written)) == len(written)
    assert list(dict.fromkeys(re.sub(r" \(\d of \d\)$", "", title) for title in written)) == [
        "Second convening",
        "One page for leaders",
        "What changed",
        "The network picture",
        "Bristol",
        "Cardiff <Caerdydd>",
        "Annex",
    ]
    assert written[1:3] == ["One page for leaders (1 of 2)", "One page for leaders (2 of 2)"]


def test_sections_of_one_title_say_what_they_are_in() -> None:
    inner = (Section("a:more", "More", (Paragraph(Sentence("Of A.")),)),)
    others = (Section("b:more", "More", (Paragraph(Sentence("Of B.")),)),)
    report = replace(
        sample_report(), sections=(Section("a", "A", sections=inner), Section("b", "B", sections=others))
    )
    assert titles(read(report))[1:] == ["A: More", "B: More"]


def test_a_slide_is_read_from_its_title_to_its_foot() -> None:
    report = sample_report()
    for number, slide in enumerate(sample().slides, start=1):
        kinds = [shape.placeholder_format.type if shape.is_placeholder else None for shape in slide.shapes]
        assert "TITLE" in str(kinds[0])
        assert [str(kind).split()[0] for kind in kinds[-2:]] == ["FOOTER", "SLIDE_NUMBER"]
        assert [p.text for p in slide.shapes[-2].text_frame.paragraphs] == [
            *report.stamp.warnings,
            report.stamp.line,
        ]
        assert slide.shapes[-1].text_frame.text == str(number)
        assert len(slide.shapes) > 3
        tops = [shape.top for shape in slide.shapes]
        assert tops == sorted(tops)


def test_the_cover_says_what_the_report_is_of_and_what_its_letters_stand_for() -> None:
    cover = sample().slides[0]
    assert [shape.text_frame.text for shape in list(cover.shapes)[:2]] == [
        "Second convening",
        "Convening report",
    ]
    assert tables(sample(), "What this report is of") == [
        [["What", "Value"], *map(list, sample_report().stamp.facts)]
    ]
    assert tables(sample(), "What the letters stand for") == [
        [["Progress"], ["\u00a0C\u00a0 Completed"], ["\u00a0?\u00a0 Not reported"]]
    ]


def test_facts_that_do_not_fit_the_cover_go_on() -> None:
    report = sample_report()
    facts = tuple((f"Fact {number}", "known " * 30) for number in range(40))
    deck = read(replace(report, stamp=replace(report.stamp, facts=facts)))
    assert titles(deck)[1].startswith("About this report (1 of ")
    assert tables(deck, "What this report is of")[0][1:] == [[name, value] for name, value in facts]


def test_texts_come_out_as_texts() -> None:
    written = texts(sample())
    assert [text for text in (*NASTY, clean_text(CONTROL)) if text not in written] == []


def test_a_nasty_category_is_no_formula_in_the_workbook_of_its_chart() -> None:
    chart = replace(progress_chart(), labels=("=1+1", NASTY[0]))
    drawn = charts(read(report_of(chart)))[0]
    sheet = openpyxl.load_workbook(io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob)).active
    assert sheet is not None
    assert [(cell.value, cell.data_type) for (cell,) in sheet.iter_rows(min_row=2, max_col=1)] == [
        ("=1+1", "s"),
        (NASTY[0], "s"),
    ]
    assert tuple(drawn.plots[0].categories) == ("=1+1", NASTY[0])


def test_only_links_to_the_web_are_links() -> None:
    headings = (Heading("link", "Link"),)
    urls = ("https://example.org/a?b=1&c=%20d", "javascript:alert(1)", "file:///etc/passwd")
    deck = read(report_of(Grid("Links", headings, tuple((Link("here", url),) for url in urls))))
    [shape] = [shape for shape in graphics(deck) if alternative(shape) == "Links"]
    runs = [row.cells[0].text_frame.paragraphs[0].runs[0] for row in list(shape.table.rows)[1:]]
    assert [(run.text, run.hyperlink.address) for run in runs] == [
        ("here", urls[0]),
        ("here", None),
        ("here", None),
    ]


def test_nothing_leads_out_of_the_file_but_links() -> None:
    outward = [
        (name, re.findall(rb'Type="[^"]*/(\w+)" Target="([^"]*)" TargetMode="External"', content))
        for name, content in parts(write_pptx(sample_report())).items()
        if b"External" in content and name.endswith(".rels")
    ]
    assert {kind for _name, found in outward for kind, _target in found} == {b"hyperlink"}


def test_commentary_stands_in_a_box_of_its_own_and_only_where_there_is_any() -> None:
    deck = read(sample_report(commentary="First.\n\nSecond."))
    boxes = [
        [paragraph.text for paragraph in shape.text_frame.paragraphs]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text.startswith("Commentary")
    ]
    assert boxes == [["Commentary", "First.", "Second."]] * 2
    assert "Commentary" not in texts(read(sample_report()))


def test_notes_have_the_sentences_and_the_identifiers() -> None:
    deck = read(sample_report())
    notes = [slide.notes_slide.notes_text_frame.text.split("\n") for slide in deck.slides]
    assert all(sample_report().stamp.line in note for note in notes)
    leaders = notes[titles(deck).index("One page for leaders")]
    assert leaders[:3] == [
        "At 31 March 2020 2 cities report on 6 initiatives: 3 completed; 3 are not reported.",
        "6 initiatives: BRI-01, BRI-02, BRI-03, BRI-04, CAR-01, CAR-02",
        "3 completed: BRI-01, BRI-02, BRI-03",
    ]
    network = notes[titles(deck).index("The network picture (1 of 2)")]
    assert "3 of 6 initiatives are completed, all in Bristol." in network
    assert "Initiatives by city and progress: Bristol, Completed: 3: BRI-01, BRI-02, BRI-03" in network
    assert not [line for line in network if "Cardiff, Completed" in line]


@pytest.mark.parametrize(("count", "end"), [(40, "X-39"), (41, "X-39 and 1 more, in the workbook")])
def test_long_lists_of_identifiers_are_cut_after_forty(count: int, end: str) -> None:
    identifiers = tuple(f"X-{number:02}" for number in range(count))
    sentence = Sentence(f"{count} initiatives.", (Figure(f"{count} initiatives", identifiers),))
    note = read(report_of(Paragraph(sentence))).slides[1].notes_slide.notes_text_frame.text
    assert note.split("\n")[1].startswith(f"{count} initiatives: X-00, ")
    assert note.split("\n")[1].endswith(end)


def test_what_is_in_the_annex_is_left_out_and_said_to_be_elsewhere() -> None:
    deck = read(sample_report(initiatives=60))
    assert "BRI-60" not in texts(deck)
    last = list(deck.slides)[-1]
    assert last.shapes.title.text_frame.text == "Annex"
    assert "in the document and in the workbook" in texts_of(last)[1]


def test_every_table_and_chart_has_its_header_and_its_alternative_text() -> None:
    sentences = {chart.sentence for chart in sample_report().charts()}
    for shape in graphics(sample()):
        if shape.has_table:
            assert shape.table.first_row
            assert shape.table.first_col
            assert alternative(shape) != "None"
        else:
            assert alternative(shape) in sentences


def hard_report() -> Report:
    """Make a report that has too much of everything."""
    word = "w" * 300
    long = "long words in a row " * 400
    headings = (
        Heading("name", "Name"),
        Heading("text", "A heading of several words", weight=5),
        Heading("number", "Number", is_number=True),
    )
    grid = Grid(
        "A caption that goes on " * 8,
        headings,
        (
            ("One", long, Count(1234, ("A",))),
            (word, Mark(long, Standing.AT_RISK), 2),
            *((f"Row {number}", "x", number) for number in range(60)),
        ),
    )
    blocks = (
        Paragraph(Sentence(long), "lead"),
        Bullets("Title", tuple(Sentence(f"{number} {'item ' * 60}") for number in range(30))),
        Commentary("part", f"{long}\n\n{word}\n\n" + "verse\n" * 60),
        replace(progress_chart(), sentence=long, labels=(word, "a\nb")),
        grid,
    )
    report = report_of(*blocks, title="A title with a good many words in it " * 6)
    warnings = ("A warning of quite some length, which needs more than one line at the foot. " * 3,) * 2
    return replace(report, title="Report " * 40, stamp=replace(report.stamp, warnings=warnings))


def test_nothing_stands_over_the_edge_or_on_something_else() -> None:
    deck = read(hard_report())
    for slide in deck.slides:
        below = 0
        for shape in list(slide.shapes)[:-1]:
            height = shape.height
            if shape.has_table:
                height = sum(row.height for row in shape.table.rows)
                assert sum(column.width for column in shape.table.columns) <= PAGE[0]
            assert shape.left >= 0
            assert shape.left + shape.width <= PAGE[0]
            assert shape.top >= below - 12700
            below = shape.top + height
            assert below <= PAGE[1]


def test_what_is_parted_is_all_there() -> None:
    deck = read(hard_report())
    report = hard_report()
    words = " ".join(texts(deck)).split()
    assert (words.count("row"), words.count("item"), words.count("verse")) == (5 * 400, 30 * 60, 60)
    section = report.sections[0]
    grid = next(block for block in section.blocks if isinstance(block, Grid))
    rows = [row for table in tables(deck, grid.caption) for row in table[1:]]
    assert [row[2] for row in rows if row[2]] == ["1,234", "2", *map(str, range(60))]
    assert [row[0] for row in rows if row[0].startswith("Row")] == [f"Row {number}" for number in range(60)]


def test_properties_hold_the_stamp_and_the_language_and_no_more() -> None:
    content = parts(write_pptx(sample_report()))
    core = etree.fromstring(content["docProps/core.xml"])
    assert {etree.QName(child).localname: child.text for child in core} == {
        "title": "Second convening",
        "subject": "Convening report",
        "creator": None,
        "lastModifiedBy": None,
        "language": "en-GB",
        "revision": "1",
        "created": "2026-11-25T00:00:00Z",
        "modified": "2026-11-25T00:00:00Z",
    }
    assert [name for name in content if name.startswith("docProps/")] == ["docProps/core.xml"]
    for name in content:
        if name.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(content[name]))
            assert book.properties.created == datetime(2026, 11, 25)  # noqa: DTZ001 - without a zone, as read
            assert not book.properties.creator


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("cy", "cy-GB")])
def test_every_text_says_its_language(language: str, tag: str) -> None:
    content = parts(write_pptx(replace(sample_report(), language=language)))
    for name, part in content.items():
        if name.startswith("ppt/") and name.endswith(".xml"):
            root = etree.fromstring(part)
            for kind in ("rPr", "endParaRPr"):
                assert {run.get("lang") for run in root.iter(f"{{{NAMES['a']}}}{kind}")} <= {tag}, name
    assert f'val="{tag}"'.encode() in content["ppt/charts/chart1.xml"]


def test_the_master_has_the_colours_of_the_palette() -> None:
    theme = etree.fromstring(parts(write_pptx(sample_report()))["ppt/theme/theme1.xml"])
    colours = {
        etree.QName(one).localname: f"#{one[0].get('val')}".lower()
        for one in theme.find(".//a:clrScheme", NAMES)
    }
    surface = SURFACES[Theme.LIGHT]
    assert (colours["dk1"], colours["lt1"], colours["dk2"]) == (
        surface.text,
        surface.background,
        surface.quiet,
    )
    assert colours["hlink"] == surface.accent
    solid = (Standing.COMPLETED, Standing.IN_PROGRESS, Standing.AT_RISK, Standing.BEHIND)
    assert [colours[f"accent{number}"] for number in (1, 2, 3, 4)] == [
        paint_of(standing, Theme.LIGHT).fill.lower() for standing in solid
    ]


def test_slides_are_grouped_by_the_parts_of_the_report() -> None:
    root = etree.fromstring(parts(write_pptx(sample_report()))["ppt/presentation.xml"])
    groups = root.findall(".//p14:section", NAMES)
    assert [group.get("name") for group in groups] == [
        "Second convening",
        "One page for leaders",
        "What changed",
        "The network picture",
        "City by city",
        "Annex",
    ]
    assert len(root.findall(".//p14:sldId", NAMES)) == len(sample_slides())


def sample_slides() -> list[Any]:
    return list(read(sample_report()).slides)


def test_a_part_alone_is_a_short_file_with_the_stamp() -> None:
    deck = read(sample_report().lift("city:CAR"))
    assert titles(deck) == ["Cardiff <Caerdydd>", "Cardiff <Caerdydd>: Second convening"]
    assert all(sample_report().stamp.line in texts_of(slide) for slide in deck.slides)


def test_the_same_report_is_the_same_bytes_here_and_elsewhere() -> None:
    report = sample_report(commentary="\n\n".join(NASTY))
    written = write_pptx(report)
    assert written == write_pptx(report)
    assert hashlib.sha256(written).hexdigest() == digest_elsewhere("slides", "write_pptx")
