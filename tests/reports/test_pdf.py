"""The PDF, read by its tags as a screen reader does: the report's words and numbers, and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictrack.reports.document import (
    Bullets,
    Cell,
    Chart,
    Grid,
    Heading,
    Paragraph,
    Report,
    Section,
    Sentence,
    plain_cell,
)
from ictrack.reports.glyphs import REPLACEMENT
from ictrack.reports.pdf import write_pdf
from tests.reports.elsewhere import digest_elsewhere
from tests.reports.pictures import grey_picture
from tests.reports.sample import CONTROL, NASTY, list_of, sample_report
from tests.reports.tagged_pdf import Element, TaggedPdf

COMMENTARY = "\n\n".join((*NASTY, CONTROL))
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report(commentary=COMMENTARY)


@pytest.fixture(scope="module")
def pdf(report: Report) -> TaggedPdf:
    return TaggedPdf(write_pdf(report))


def squeeze(text: str) -> str:
    """Leave out what a break of a line may add or drop, and what only some systems can draw."""
    return "".join(text.split()).replace("\u200b", "").replace("🙂", REPLACEMENT)


def as_drawn(text: str) -> str:
    """Give a nasty text as the PDF holds it: Hebrew in the order of drawing, no control characters."""
    words = ["".join(reversed(word)) if "\u0590" < word[0] < "\u0600" else word for word in text.split()]
    return "".join(letter for letter in squeeze(" ".join(words)) if letter.isprintable())


def grids_of(report: Report) -> list[Grid]:
    blocks = [block for _depth, section in report.walk() for block in section.blocks]
    tables = [block.table if isinstance(block, Chart) else block for block in blocks]
    return [table for table in tables if isinstance(table, Grid)]


def rows_of(table: Element) -> list[list[str]]:
    return [[squeeze(cell.text) for cell in row.find("TH", "TD")] for row in table.find("TR")]


def cells_of(row: tuple[Cell, ...]) -> list[str]:
    values = map(plain_cell, row)
    return ["" if value is None else as_drawn(str(value)) for value in values]


def alone(*blocks: Grid | Paragraph | Chart | Bullets) -> Report:
    return replace(sample_report(), sections=(Section("one", "One", blocks),))


def test_the_title_is_the_one_heading_of_the_first_level_and_no_level_is_left_out(
    report: Report, pdf: TaggedPdf
) -> None:
    expected = [("H1", report.title), *((f"H{depth + 1}", part.title) for depth, part in report.walk())]
    assert [(each.kind, each.text) for each in pdf.document.find(*HEADINGS)] == expected


def test_the_file_says_its_language_and_title_and_is_tagged(pdf: TaggedPdf) -> None:
    root = pdf.file.Root
    assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("en-GB", True)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert pdf.document.kind == "Document"
    assert "pdfuaid" in root.Metadata.read_bytes().decode()


def test_a_welsh_report_says_that_it_is(report: Report) -> None:
    assert str(TaggedPdf(write_pdf(replace(report, language="cy"))).file.Root.Lang) == "cy-GB"


def test_properties_hold_the_title_and_the_day_and_no_more(report: Report, pdf: TaggedPdf) -> None:
    known_on = datetime.fromisoformat(report.stamp.known_on).replace(tzinfo=UTC)
    moment = f"D:{known_on:%Y%m%d%H%M%S}Z"
    found = {name: str(value) for name, value in pdf.file.docinfo.items()}
    assert found.pop("/Creator").startswith("Typst ")
    assert found == {"/Title": report.title, "/CreationDate": moment, "/ModDate": moment}


def test_every_table_has_its_caption_and_headers_with_a_scope(report: Report, pdf: TaggedPdf) -> None:
    facts, *tables = pdf.document.find("Table")
    assert [table.find("Caption")[0].text for table in tables] == [grid.caption for grid in grids_of(report)]
    assert [table.inner[0].kind for table in tables] == ["Caption"] * len(tables)
    for table in (facts, *tables):
        head = [cell for part in table.find("THead") for cell in part.find("TH", "TD")]
        assert {(cell.kind, cell.attribute("Table", "Scope")) for cell in head} <= {("TH", "/Column")}
        heads = [row.source.objgen for part in table.find("THead") for row in part.inner]
        for row in table.find("TR"):
            if row.source.objgen in heads:
                continue
            first, *others = row.inner
            assert (first.kind, first.attribute("Table", "Scope")) == ("TH", "/Row")
            assert {other.kind for other in others} == {"TD"}
            assert all(cell.attribute("Table", "Headers") is None for cell in row.inner)
    assert all(table.find("THead") for table in tables)


def test_every_number_of_every_table_is_read_back(report: Report, pdf: TaggedPdf) -> None:
    facts, *tables = pdf.document.find("Table")
    assert rows_of(facts) == [[squeeze(name), squeeze(value)] for name, value in report.stamp.facts]
    expected = [
        [[squeeze(heading.label) for heading in grid.headings], *map(cells_of, grid.rows)]
        for grid in grids_of(report)
    ]
    assert [rows_of(table) for table in tables] == expected


def test_every_chart_has_its_sentence_as_alternative_text(report: Report, pdf: TaggedPdf) -> None:
    figures = pdf.document.find("Figure")
    assert [str(figure.source.Alt) for figure in figures] == [chart.sentence for chart in report.charts()]


def test_every_sentence_comes_out_as_it_was_written(report: Report, pdf: TaggedPdf) -> None:
    blocks = [block for _depth, section in report.walk() for block in section.blocks]
    items = [as_drawn(item.text) for block in blocks if isinstance(block, Bullets) for item in block.items]
    assert [squeeze(body.text) for body in pdf.document.find("LBody")] == items
    paragraphs = [squeeze(each.text) for each in pdf.document.find("P")]
    for block in blocks:
        if isinstance(block, Paragraph):
            assert squeeze(block.sentence.text) in paragraphs
    for text in (*NASTY, CONTROL):
        assert paragraphs.count(as_drawn(text)) == 2


def test_commentary_is_labelled_and_left_out_where_there_is_none(pdf: TaggedPdf) -> None:
    assert [each.text for each in pdf.document.find("P")].count("Commentary") == 2
    without = TaggedPdf(write_pdf(sample_report()))
    assert "Commentary" not in [each.text for each in without.document.find("P")]
    assert "What is due" not in "".join(without.page_texts)


def test_every_page_shows_the_stamp_the_warnings_and_its_number(report: Report, pdf: TaggedPdf) -> None:
    pages = len(pdf.file.pages)
    for number, text in enumerate(pdf.page_texts, 1):
        for words in (report.stamp.line, *report.stamp.warnings, f"Page {number} of {pages}"):
            assert words in text
    read_aloud = pdf.document.text
    assert [warning in read_aloud for warning in report.stamp.warnings] == [True]
    assert report.stamp.line not in read_aloud
    assert "Page 1 of" not in read_aloud


def test_a_long_table_repeats_its_header_and_is_read_once(pdf: TaggedPdf) -> None:
    last = pdf.page_texts[-2:]
    assert all("Identifier" in text and "Evidence" in text for text in last)
    assert len(pdf.document.find("Table")[-1].find("THead")) == 1


def test_links_lead_to_the_web_or_to_a_section(report: Report, pdf: TaggedPdf) -> None:
    notes = [note for page in pdf.file.pages for note in page.obj.get("/Annots", [])]
    addresses = {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}
    assert addresses == {"https://example.org/a?b=1&c=%20d"}
    inner = [note for note in notes if "/A" not in note or "/URI" not in note.A]
    assert len(inner) == sum(1 for _each in report.walk())
    assert {str(note.Subtype) for note in notes} == {"/Link"}


def test_the_same_report_is_the_same_file_everywhere() -> None:
    report = sample_report(commentary="\n\n".join(NASTY))
    content = write_pdf(report)
    assert content == write_pdf(report)
    assert hashlib.sha256(content).hexdigest() == digest_elsewhere("pdf", "write_pdf")


def test_a_section_alone_is_a_short_file_with_the_stamp(report: Report) -> None:
    pdf = TaggedPdf(write_pdf(report.lift("city:CAR")))
    assert len(pdf.file.pages) == 1
    assert report.stamp.line in pdf.page_texts[0]
    assert [each.text for each in pdf.document.find("H1", "H2")] == ["Cardiff <Caerdydd>"] * 2
    assert "Contents" not in pdf.page_texts[0]


def test_a_picture_stands_for_the_bars_and_keeps_the_sentence(report: Report) -> None:
    (first, *_others) = report.charts()
    content = write_pdf(report, {first.key: grey_picture(90, 50), "unknown": grey_picture(90, 50)})
    assert content == write_pdf(report, {first.key: grey_picture(90, 50)})
    pdf = TaggedPdf(content)
    (drawn, *others) = pdf.document.find("Figure")
    assert (str(drawn.source.Alt), drawn.text) == (first.sentence, "")
    assert all(other.text for other in others)
    pictures = [image for page in pdf.file.pages for image in page.get_images()]
    assert len(pictures) == 1


def test_a_character_that_no_font_has_is_shown_as_a_square() -> None:
    pdf = TaggedPdf(write_pdf(alone(Paragraph(Sentence("one \U000f1234\U000f1235 two é")))))
    assert f"one {REPLACEMENT}{REPLACEMENT} two é" in [each.text for each in pdf.document.find("P")]


def test_scripts_that_no_font_has_do_not_stop_it() -> None:
    words = "".join(map(chr, (*range(0x8B7, 0x8C7), 0x20, *range(0x10F30, 0x10F45), 0x20))) * 20
    assert write_pdf(alone(Paragraph(Sentence(words)), Bullets(words, (Sentence(words),))))


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.text())
def test_whatever_is_written_there_is_a_file(text: str) -> None:
    table = Grid(text, (Heading("a", text), Heading("b", text)), ((text, text),))
    report = alone(Paragraph(Sentence(text)), Bullets(text, (Sentence(text),)), table)
    pdf = TaggedPdf(write_pdf(replace(report, title=text, stamp=replace(report.stamp, line=text))))
    assert len(pdf.document.find("Table")) == 2


def test_a_row_that_is_longer_than_a_page_goes_on_to_the_next() -> None:
    lines = "\n".join(f"line {number}" for number in range(400))
    pdf = TaggedPdf(write_pdf(alone(Grid("Long", (Heading("a", "A"), Heading("b", "B")), (("x", lines),)))))
    assert len(pdf.file.pages) > 5
    assert squeeze(pdf.document.find("TD")[-1].text) == squeeze(lines)


def test_a_word_that_is_longer_than_its_column_is_whole_when_read() -> None:
    address = "https://example.org/" + "abc/def" * 40
    pdf = TaggedPdf(write_pdf(alone(Grid("Long", (Heading("a", "A"), Heading("b", "B")), ((address, "x"),)))))
    assert squeeze(pdf.document.find("TH")[-1].text) == address


def test_tables_without_rows_and_charts_without_bars_are_drawn() -> None:
    table = replace(list_of(1), rows=())
    chart = Chart("none", "None", "There is nothing.", "Initiatives", False, (), (), table)
    upright = replace(chart, is_upright=True)
    pdf = TaggedPdf(write_pdf(alone(table, chart, upright)))
    assert len(pdf.document.find("Figure")) == 2
    assert len(pdf.document.find("Table")) == 4
