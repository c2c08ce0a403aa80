"""The Word file, opened again: the report's words and numbers, its structure, and nothing else."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ictrack.escapes import clean_text
from ictrack.reports.document import (
    Bullets,
    Cell,
    Chart,
    Grid,
    Heading,
    Link,
    Mark,
    Paragraph,
    Report,
    Section,
    Sentence,
    plain_cell,
)
from ictrack.reports.outline import outline_of
from ictrack.reports.plain_text import paragraphs_of
from ictrack.reports.word import write_docx
from tests.reports.elsewhere import digest_elsewhere
from tests.reports.pictures import grey_picture
from tests.reports.sample import CONTROL, NASTY, list_of, sample_report

COMMENTARY = "\n\n".join((*NASTY, CONTROL))
PARTS = {
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/footer1.xml",
    "word/footer2.xml",
    "word/header1.xml",
    "word/header2.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/styles.xml",
    "word/theme/theme1.xml",
}


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report(commentary=COMMENTARY)


@pytest.fixture(scope="module")
def content(report: Report) -> bytes:
    return write_docx(report)


@pytest.fixture
def word(content: bytes) -> Any:
    return open_again(content)


def open_again(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def alone(*blocks: Grid | Paragraph | Bullets | Chart) -> Report:
    return replace(sample_report(), sections=(Section("one", "One", blocks),))


def grids_of(report: Report) -> list[Grid]:
    blocks = [block for _depth, section in report.walk() for block in section.blocks]
    tables = [block.table if isinstance(block, Chart) else block for block in blocks]
    return [table for table in tables if isinstance(table, Grid)]


def texts_in(word: Any, style: str) -> list[str]:
    return [each.text for each in word.paragraphs if each.style.style_id == style]


def rows_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def as_written(cell: Cell) -> str:
    value = plain_cell(cell)
    if isinstance(cell, Mark):
        return f"\u00a0{cell.standing.letter}\u00a0\t{value}"
    return "" if value is None else str(value)


def headings_of(word: Any) -> list[tuple[str, str]]:
    found = [(each.style.style_id, each.text) for each in word.paragraphs]
    return [(style, text) for style, text in found if style.startswith("Heading")]


def test_the_title_is_the_one_heading_of_the_first_level_and_no_level_is_left_out(
    report: Report, word: Any
) -> None:
    expected = [
        ("Heading1", report.title),
        *((f"Heading{depth + 1}", part.title) for depth, part in report.walk()),
    ]
    assert headings_of(word) == expected


def test_headings_show_in_an_outline(word: Any) -> None:
    for level in range(1, 7):
        (outline,) = word.styles.element.xpath(f"w:style[@w:styleId='Heading{level}']//w:outlineLvl/@w:val")
        assert outline == str(level - 1)


def test_every_number_of_every_table_is_read_back(report: Report, word: Any) -> None:
    facts, *tables = word.tables
    assert rows_of(facts) == [list(fact) for fact in report.stamp.facts]
    expected = [
        [
            [heading.label for heading in grid.headings],
            *([as_written(cell) for cell in row] for row in grid.rows),
        ]
        for grid in grids_of(report)
    ]
    assert [rows_of(table) for table in tables] == expected
    assert texts_in(word, "Caption") == [grid.caption for grid in grids_of(report)]


def test_tables_repeat_their_header_and_keep_their_rows_whole(report: Report, word: Any) -> None:
    facts, *tables = word.tables
    for table in word.tables:
        rows = table._tbl.xpath("w:tr")
        assert len(table._tbl.xpath("w:tr/w:trPr/w:cantSplit")) == len(rows)
        assert table._tbl.xpath("w:tblPr/w:tblLook/@w:firstColumn") == ["1"]
        widths = [int(width) for width in table._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]
        assert sum(widths) == 9638
        assert min(widths) > 0
    for table, grid in zip(tables, grids_of(report), strict=True):
        heads = table._tbl.xpath("w:tr[w:trPr/w:tblHeader]")
        assert heads == table._tbl.xpath("w:tr[1]")
        assert table._tbl.xpath("w:tblPr/w:tblLook/@w:firstRow") == ["1"]
        assert table._tbl.xpath("w:tblPr/w:tblCaption/@w:val") == [grid.caption]
    assert facts._tbl.xpath("w:tr/w:trPr/w:tblHeader") == []


def test_numbers_stand_right_and_words_left(word: Any) -> None:
    cells = [(cell.paragraphs[0].style.style_id) for cell in word.tables[2].rows[1].cells]
    assert cells == ["TableText", "TableNumber", "TableNumber"]


def test_every_sentence_comes_out_as_it_was_written(report: Report, word: Any) -> None:
    blocks = [block for _depth, section in report.walk() for block in section.blocks]
    items = [item.text for block in blocks if isinstance(block, Bullets) for item in block.items]
    assert texts_in(word, "ListBullet") == items
    assert texts_in(word, "Commentary") == [*paragraphs_of(COMMENTARY)] * 2
    sentences = [block.sentence.text for block in blocks if isinstance(block, Paragraph)]
    written = [*texts_in(word, "Lead"), *texts_in(word, "Normal"), *texts_in(word, "SmallPrint")]
    assert set(sentences) <= set(written)
    assert {chart.sentence for chart in report.charts()} <= set(written)
    labels = texts_in(word, "Label")
    assert [chart.title for chart in report.charts()] == [
        label for label in labels if label in {chart.title for chart in report.charts()}
    ]
    assert "What is due" not in labels


def test_commentary_is_labelled_and_left_out_where_there_is_none(word: Any) -> None:
    assert texts_in(word, "CommentaryLabel") == ["Commentary"] * 2
    without = open_again(write_docx(sample_report()))
    assert texts_in(without, "CommentaryLabel") == texts_in(without, "Commentary") == []


def test_every_page_shows_the_stamp_the_warnings_and_its_number(report: Report, word: Any) -> None:
    (pages,) = word.sections
    assert pages.different_first_page_header_footer
    assert [each.text for each in pages.header.paragraphs] == [report.stamp.line, *report.stamp.warnings]
    assert [each.text for each in pages.first_page_header.paragraphs] == [report.stamp.line]
    assert texts_in(word, "Warning") == [*report.stamp.warnings]
    for footer in (pages.footer, pages.first_page_footer):
        assert [each.text for each in footer.paragraphs] == [f"{report.title}\tPage 1 of 1"]
        fields = [each.text.strip() for each in footer.part.element.xpath(".//w:instrText")]
        assert fields == ["PAGE", "NUMPAGES"]


def test_nothing_in_the_text_is_a_field_or_asks_to_be_updated(word: Any) -> None:
    assert word.element.xpath("//w:instrText | //w:fldSimple | //w:fldChar | //w:object | //w:altChunk") == []
    assert word.settings.element.xpath("w:updateFields | w:attachedTemplate") == []


def test_sections_that_stand_apart_start_a_page(report: Report, word: Any) -> None:
    expected = [place.section.title for place in outline_of(report) if place.starts_page]
    found = [each.text for each in word.paragraphs if each.paragraph_format.page_break_before]
    assert found == expected


def test_the_contents_lead_to_the_headings(report: Report, word: Any) -> None:
    links = word.element.xpath("//w:p[w:pPr/w:pStyle[starts-with(@w:val, 'TOC')]]/w:hyperlink")
    bookmarks = [mark.get(qn("w:name")) for mark in word.element.xpath("//w:bookmarkStart")]
    assert [link.get(qn("w:anchor")) for link in links] == bookmarks
    assert len(set(bookmarks)) == len(bookmarks) == sum(1 for _each in report.walk())
    titles = [link.text for link in links]
    assert titles == [section.title for _depth, section in report.walk()]


def test_links_lead_to_the_web_and_only_those_that_were_links(word: Any) -> None:
    outside = [each for each in word.part.rels.values() if each.is_external]
    assert [each.target_ref for each in outside] == ["https://example.org/a?b=1&c=%20d"]
    links = word.element.xpath("//w:tbl//w:hyperlink")
    assert {link.text for link in links} == {"Council report"}
    bad = Grid("Bad", (Heading("a", "A"),), ((Link("words", "javascript:alert(1)"),),))
    assert open_again(write_docx(alone(bad))).element.xpath("//w:tbl//w:hyperlink") == []


def test_properties_hold_the_title_and_the_day_and_no_more(report: Report, word: Any) -> None:
    properties = word.core_properties
    known_on = datetime.fromisoformat(report.stamp.known_on).replace(tzinfo=UTC)
    assert (properties.title, properties.language) == (report.title, "en-GB")
    assert (properties.created, properties.modified) == (known_on, known_on)
    others = ("author", "comments", "keywords", "last_modified_by", "subject", "category", "identifier")
    assert {name: getattr(properties, name) for name in others} == dict.fromkeys(others, "")


def test_the_file_holds_the_report_and_no_other_parts(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert set(archive.namelist()) == PARTS
        assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
        assert b"python-docx" not in b"".join(map(archive.read, archive.namelist()))


@pytest.mark.parametrize(("language", "spoken"), [("en", "en-GB"), ("cy", "cy-GB")])
def test_the_file_says_its_language(report: Report, language: str, spoken: str) -> None:
    word = open_again(write_docx(replace(report, language=language)))
    assert word.styles.element.xpath("w:docDefaults//w:lang/@w:val") == [spoken]
    assert word.settings.element.xpath("w:themeFontLang/@w:val") == [spoken]
    assert word.core_properties.language == spoken


def test_every_style_that_is_used_is_there(word: Any) -> None:
    (pages,) = word.sections
    parts = [
        word.element,
        pages.header.part.element,
        pages.first_page_header.part.element,
        pages.footer.part.element,
    ]
    used = {
        name
        for part in parts
        for name in part.xpath(".//w:pStyle/@w:val | .//w:rStyle/@w:val | .//w:tblStyle/@w:val")
    }
    assert used <= set(word.styles.element.xpath("w:style/@w:styleId"))


def test_the_same_report_is_the_same_file_everywhere() -> None:
    report = sample_report(commentary="\n\n".join(NASTY))
    content = write_docx(report)
    assert content == write_docx(report)
    assert hashlib.sha256(content).hexdigest() == digest_elsewhere("word", "write_docx")


def test_a_section_alone_is_a_short_file_with_the_stamp(report: Report) -> None:
    word = open_again(write_docx(report.lift("city:CAR")))
    assert headings_of(word) == [("Heading1", "Cardiff <Caerdydd>"), ("Heading2", "Cardiff <Caerdydd>")]
    assert word.sections[0].header.paragraphs[0].text == report.stamp.line
    assert rows_of(word.tables[0]) == [list(fact) for fact in report.stamp.facts]
    assert "Contents" not in texts_in(word, "Label")
    assert [each.text for each in word.paragraphs if each.paragraph_format.page_break_before] == []


@pytest.mark.parametrize(("width", "height"), [(900, 500), (100, 900)])
def test_a_picture_has_the_sentence_as_its_alternative_text_and_fits_the_page(
    report: Report, width: int, height: int
) -> None:
    (first, *_others) = report.charts()
    content = write_docx(report, {first.key: grey_picture(width, height), "unknown": grey_picture(1, 1)})
    assert content == write_docx(report, {first.key: grey_picture(width, height)})
    word = open_again(content)
    (picture,) = word.inline_shapes
    assert picture._inline.docPr.get("descr") == first.sentence
    assert picture._inline.get("distL") == picture._inline.get("distR") == "0"
    assert picture.width.mm <= 170.01
    assert picture.height.mm <= 200.01
    assert picture.width / picture.height == pytest.approx(width / height, rel=0.01)
    assert texts_in(word, "Caption") == [grid.caption for grid in grids_of(report)]


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.text(min_size=1))
def test_whatever_is_written_comes_out_as_text(text: str) -> None:
    table = Grid(text, (Heading("a", text), Heading("b", text)), ((text, text),))
    written = alone(Paragraph(Sentence(text), "lead"), Bullets(text, (Sentence(text),)), table)
    word = open_again(write_docx(replace(written, title=text, stamp=replace(written.stamp, line=text))))
    cleaned = clean_text(text)
    assert texts_in(word, "Lead") == texts_in(word, "ListBullet") == texts_in(word, "Caption") == [cleaned]
    assert rows_of(word.tables[-1]) == [[cleaned, cleaned]] * 2
    assert word.sections[0].header.paragraphs[0].text == cleaned


def test_tables_without_rows_are_written() -> None:
    word = open_again(write_docx(alone(replace(list_of(1), rows=()))))
    assert rows_of(word.tables[-1]) == [[heading.label for heading in list_of(1).headings]]
