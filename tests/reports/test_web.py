"""The report as one HTML file says what the report says, and every text in it is text."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from plotly.offline import get_plotlyjs

from ictrack.escapes import clean_text
from ictrack.reports.document import (
    NUMBERS_SECTION,
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
    plain_cell,
)
from ictrack.reports.web import write_html
from ictrack.reports.web_numbers import MOST_IDENTIFIERS, pieces_of
from ictrack.vocabulary import Standing
from tests.reports.sample import CONTROL, NASTY, list_of, progress_chart, sample_report

PROJECT = Path(__file__).parents[2]
EVERY_TEXT = "\n\n".join((*NASTY, CONTROL))
# In the app, Streamlit has set a look of its own for all figures of the process.
PRINTED = """
import hashlib
import streamlit.elements.plotly_chart
from ictrack.reports.web import write_html
from tests.reports.sample import sample_report
print(hashlib.sha256(write_html(sample_report(commentary="x"))).hexdigest())
"""


def read(report: Report) -> Any:
    """Write a report and read it as a browser does."""
    return lxml.html.document_fromstring(write_html(report).decode())


def words(element: Any) -> str:
    """Give what is read of an element, but for words for the ear only."""
    copy = lxml.html.fromstring(lxml.html.tostring(element, with_tail=False))
    for unseen in copy.xpath('//*[@class="ic-unseen" or @aria-hidden="true"]'):
        unseen.drop_tree()
    return str(copy.text_content()).strip()


def with_section(section: Section) -> Report:
    """Make a report of one section and an annex."""
    return replace(sample_report(), sections=(section, sample_report().sections[-1]))


def grids(report: Report) -> list[Grid]:
    """List the tables of a report, those of charts too, in their order."""
    blocks = [block for _depth, section in report.walk() for block in section.blocks]
    return [b.table if isinstance(b, Chart) else b for b in blocks if isinstance(b, Grid | Chart)]


def as_read(cell: Any) -> str:
    """Write a cell as it is read."""
    plain = plain_cell(cell)
    return "" if plain is None else str(plain)


@pytest.mark.parametrize("report", [sample_report(), sample_report().lift("city:BRI")])
def test_every_table_reads_back_as_it_was(report: Report) -> None:
    tables = read(report).xpath('//table[not(ancestor::section[@id="numbers"])]')
    for grid, table in zip(grids(report), tables, strict=True):
        assert words(table.find("caption")) == grid.caption
        heads = table.xpath("./thead/tr/th")
        assert [words(head) for head in heads] == [heading.label for heading in grid.headings]
        assert {head.get("scope") for head in heads} == {"col"}
        rows = table.xpath("./tbody/tr")
        assert [[words(cell) for cell in row] for row in rows] == [list(map(as_read, r)) for r in grid.rows]
        assert {row[0].get("scope") for row in rows} == {"row"}
        numbers = [head.get("class") == "ic-num" for head in heads]
        assert numbers == [heading.is_number for heading in grid.headings]


def test_the_headings_are_those_of_the_report_in_their_order_and_none_is_skipped() -> None:
    report = sample_report()
    headings = [(int(one.tag[1]), words(one)) for one in read(report).xpath("//h1|//h2|//h3|//h4")]
    sections = [(depth + 1, section.title) for depth, section in report.walk()]
    assert headings == [(1, report.title), *sections, (2, "Where each number comes from")]


def test_the_title_the_stamp_and_each_warning_stand_at_the_start_and_on_every_printed_page() -> None:
    report = sample_report()
    page = read(report)
    header = words(page.find(".//header"))
    told = [part for fact in report.stamp.facts for part in fact]
    for expected in (report.title, report.subtitle, report.stamp.line, *report.stamp.warnings, *told):
        assert expected in header
    style = page.find(".//style").text
    for text in (report.stamp.line, report.stamp.warnings[0]):
        written = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text)
        assert f'content: "{written}"' in style
    assert page.find(".//title").text == report.stamp.line
    assert page.get("lang") == "en-GB"
    assert read(replace(report, language="cy")).get("lang") == "cy-GB"


def test_every_text_comes_out_as_text() -> None:
    page = read(sample_report(commentary=EVERY_TEXT))
    for commentary in page.xpath('//*[@class="ic-commentary"]'):
        paragraphs = [str(p.text_content()) for p in commentary.xpath("./p")]
        assert paragraphs == ["Commentary", *map(clean_text, (*NASTY, CONTROL))]
    bullets = [str(item.text_content()) for item in page.xpath('//*[@class="ic-bullets"]//li')]
    assert set(NASTY) <= set(bullets)
    assert page.xpath("//b") == page.xpath("//label") == []
    assert {link.get("href") for link in page.xpath("//a[not(starts-with(@href, '#'))]")} == {
        "https://example.org/a?b=1&c=%20d"
    }


@pytest.mark.parametrize("text", [*NASTY, CONTROL, "</script><script>alert(1)</script>", "\ud800 half"])
def test_a_text_is_text_wherever_it_stands(text: str) -> None:
    chart = replace(progress_chart(), title=text, sentence=text, axis=text, labels=(text, text))
    grid = Grid(text, (Heading("a", text), Heading("b", text)), ((text, Mark(text, Standing.PAUSED)),))
    blocks = (Paragraph(Sentence(text, (Figure(text, (text,)),))), grid, chart)
    section = Section(text, text, blocks, is_liftable=True)
    stamp = replace(sample_report().stamp, line=text, warnings=(text,), facts=((text, text),))
    report = replace(sample_report(), title=text, subtitle=text, stamp=stamp, sections=(section,))
    page = read(report)
    clean = clean_text(text)
    for place in ("//h1", "//h2[1]", "//caption[1]", "//dt", "//dd", "//figcaption/p[1]", "//title"):
        assert str(page.xpath(place)[0].text_content()) in {clean, f"{clean} · {clean}"}
    assert page.xpath('//*[@role="img"]/@aria-label') == [clean]
    assert len(page.xpath("//script")) == 3


def test_plotly_stands_there_once_and_each_figure_light_and_dark() -> None:
    report = sample_report()
    data, plotly, drawing = read(report).xpath("//script")
    assert plotly.text == get_plotlyjs()
    assert "Plotly.react" in drawing.text
    figures = json.loads(data.text)
    assert list(figures) == sorted(chart.key for chart in report.charts())
    for chart in report.charts():
        for theme in ("light", "dark"):
            bars = figures[chart.key][theme]["data"]
            lengths = [[length or 0 for length in bar["y" if chart.is_upright else "x"]] for bar in bars]
            assert lengths == [list(series.values) for series in chart.series]


def test_a_chart_is_a_picture_that_says_its_sentence_and_its_table_follows() -> None:
    report = sample_report()
    page = read(report)
    for chart, figure in zip(report.charts(), page.xpath("//figure"), strict=True):
        (drawn,) = figure.xpath('.//*[@role="img"]')
        assert drawn.get("aria-label") == chart.sentence
        assert [words(p) for p in figure.xpath("./figcaption/p")] == [chart.title, chart.sentence]
        assert words(figure.getnext().find(".//caption")) == chart.table.caption


def test_a_report_without_charts_runs_nothing_and_is_small() -> None:
    lifted = sample_report().lift("leaders")
    page = read(lifted)
    assert page.xpath("//script") == []
    assert len(write_html(lifted)) < 30_000
    assert "script-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_only_the_scripts_of_the_file_may_run_and_nothing_is_fetched() -> None:
    page = read(sample_report())
    (policy,) = page.xpath("//meta[@http-equiv]/@content")
    allowed = {part for part in policy.split() if part.startswith("'sha256-")}
    hashes = [
        b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
        for script in page.xpath("//script[not(@type)]")
    ]
    assert {part.strip("';") for part in allowed} == {f"sha256-{one}" for one in hashes}
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe-eval" not in policy
    for fetching in ("//@src", "//link", "//img", "//iframe", "//object", "//form", "//@action", "//base"):
        assert page.xpath(fetching) == []


def test_a_number_in_a_sentence_leads_to_its_initiatives_and_they_to_their_rows() -> None:
    page = read(sample_report())
    links = page.xpath('//a[@class="ic-traced"]')
    assert [words(link) for link in links] == ["6 initiatives", "3 completed", "two initiatives"]
    for link in links:
        row = page.get_element_by_id(link.get("href")[1:])
        assert words(row[0]) == words(link)
        assert row[0].find("a").get("href") == f"#{link.get('id')}"
    first = page.get_element_by_id(links[0].get("href")[1:])
    assert words(first[2]) == "BRI-01, BRI-02, BRI-03, BRI-04, CAR-01, CAR-02"
    linked = first[2].xpath("./a")
    assert [words(link) for link in linked] == ["BRI-01", "BRI-02", "BRI-03", "BRI-04"]
    for link in linked:
        assert words(page.get_element_by_id(link.get("href")[1:])[0]) == words(link)


def test_every_link_inside_leads_somewhere_and_no_place_is_named_twice() -> None:
    page = read(sample_report(commentary=EVERY_TEXT))
    places = page.xpath("//@id")
    assert len(places) == len(set(places))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(places)


def test_the_initiatives_behind_the_numbers_of_a_table_are_folded_under_it() -> None:
    page = read(sample_report())
    items = [words(item) for item in page.xpath("//details//li")]
    assert items == [
        "Bristol, Completed: 3 BRI-01, BRI-02, BRI-03",
        "Bristol, Not reported: 1 BRI-04",
        "Cardiff, Not reported: 2 CAR-01, CAR-02",
    ]


@pytest.mark.parametrize("more", [0, 1])
def test_of_very_many_initiatives_the_rest_are_counted(more: int) -> None:
    names = tuple(f"N{n:04}" for n in range(MOST_IDENTIFIERS + more))
    text = Sentence("All of them.", (Figure("All", names),))
    page = read(with_section(Section("one", "One", (Paragraph(text),))))
    listed = words(page.get_element_by_id("n-1")[2])
    assert listed == ", ".join(names[:MOST_IDENTIFIERS]) + (", and 1 more" if more else "")


@pytest.mark.parametrize(
    ("text", "figures", "pieces"),
    [
        ("On 31 March 3 moved.", ("3",), ["On 31 March ", "3", " moved."]),
        ("Of 1,300 and 3.5 it is 3", ("3",), ["Of 1,300 and 3.5 it is ", "3", ""]),
        ("3 and 3", ("3", "3"), ["", "3", " and ", "3", ""]),
        ("2 of 5, 3 of 5", ("3 of 5", "2"), ["", "2", " of 5, ", "3 of 5", ""]),
        ("2 cities: 5 moved, 2 stayed", ("5", "2"), ["2 cities: ", "5", " moved, ", "2", " stayed"]),
        ("3 of 6", ("3 of 6", "6"), ["", "3 of 6", ""]),
        ("none", ("4",), ["none"]),
        ("", (), [""]),
        ("a+b (c)", ("a+b", "(c)"), ["", "a+b", " ", "(c)", ""]),
    ],
)
def test_a_sentence_is_parted_at_its_numbers(text: str, figures: tuple[str, ...], pieces: list[str]) -> None:
    parted = pieces_of(Sentence(text, tuple(Figure(words, ()) for words in figures)))
    assert [piece if isinstance(piece, str) else piece.words for piece in parted] == pieces


def test_a_mark_is_told_by_its_letter_and_its_look_is_said_to_those_who_hear_it() -> None:
    page = read(sample_report())
    marks = {mark.get("class") for mark in page.xpath('//table//*[contains(@class, "ic-mark ")]')}
    assert "ic-mark ic-behind ic-hollow ic-closed" in marks
    cell = page.get_element_by_id("s-city:BRI").xpath('.//*[@class="ic-marked"]')[1]
    assert "".join(cell.text_content().split()) == "BPastitsdate;linknotconfirmed"
    legend = [words(item) for item in page.xpath('//ul[@class="ic-legend"]/li')]
    assert legend == [
        "Completed",
        "Not reported",
        "hollow: link not confirmed",
        "paler: closed with its phase",
    ]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://a.b/c"])
def test_a_link_that_is_none_of_the_web_is_text(url: str) -> None:
    grid = Grid("Links", (Heading("a", "A"), Heading("b", "B")), (("x", Link("Read", url)),))
    page = read(with_section(Section("one", "One", (grid,))))
    (cell,) = page.xpath('//table[caption="Links"]//td')
    assert (words(cell), cell.xpath(".//a")) == ("Read", [])


def test_what_is_empty_is_not_drawn() -> None:
    page = read(sample_report())
    assert page.xpath('//*[@class="ic-commentary"]') == []
    assert "What is due" not in page.text_content()
    bare = replace(sample_report(), sections=(), legend=())
    assert read(bare).xpath("//nav|//ul|//table") == []
    assert read(replace(bare, stamp=replace(bare.stamp, facts=()))).xpath("//dl") == []


def test_a_part_that_was_lifted_out_has_the_stamp_and_no_contents() -> None:
    report = sample_report()
    page = read(report.lift("city:CAR"))
    assert [words(one) for one in page.xpath("//h1|//h2")] == ["Cardiff <Caerdydd>"] * 2
    assert report.stamp.line in words(page.find(".//header"))
    assert page.xpath("//nav") == []
    assert page.find("body").get("class") == "ic ic-part"
    assert page.find(".//title").text == f"Cardiff <Caerdydd> · {report.stamp.line}"


def test_what_starts_a_page_on_paper_are_the_parts_that_are_handed_out_and_the_lists() -> None:
    started = read(sample_report()).xpath('//*[@class="ic-new-page"]/@id')
    assert started == ["s-leaders", "s-city:BRI", "s-city:CAR", "s-annex", "numbers"]


def test_an_identifier_of_any_letters_leads_to_its_row() -> None:
    name = 'A "b" 100%/é'
    text = Sentence("One.", (Figure("One", (name,)),))
    rows = ((name, Count(1, (name,))), (name, Count(1, (name,))))
    grid = Grid("List", (Heading("a", "A"), Heading("b", "B", is_number=True)), rows)
    annex = Section("annex", "Annex", sections=(Section("inner", "Inner", (grid,)),), is_annex=True)
    report = replace(sample_report(), sections=(Section("one", "One", (Paragraph(text),)), annex))
    page = read(report)
    (link,) = page.get_element_by_id("n-1").xpath("./td/a")
    assert words(page.get_element_by_id(link.get("href")[1:])[0]) == name


def test_deep_sections_have_headings_as_deep_as_html_knows() -> None:
    section = Section("s7", "Level 7", (Commentary("s7"),))
    for level in range(6, 1, -1):
        section = Section(f"s{level}", f"Level {level}", sections=(section,))
    headings = [one[0].tag for one in read(with_section(section)).xpath("//section[starts-with(@id, 's-s')]")]
    assert headings == ["h2", "h3", "h4", "h5", "h6", "h6"]


def test_a_hidden_series_is_not_in_any_legend_of_the_file() -> None:
    data = read(sample_report()).xpath('//script[@type="application/json"]')[0]
    shown = [bar["showlegend"] for bar in json.loads(data.text)["steps"]["light"]["data"]]
    expected = [
        series.paint is not Paint.HIDDEN
        for chart in sample_report().charts()
        if chart.key == "steps"
        for series in chart.series
    ]
    assert shown == expected


def test_the_same_report_is_the_same_file_also_elsewhere() -> None:
    once = write_html(sample_report(commentary="x"))
    assert write_html(sample_report(commentary="x")) == once
    printed = set()
    for seed, zone in (("0", "Asia/Kathmandu"), ("7", "America/Lima")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        ran = subprocess.run(
            [sys.executable, "-c", PRINTED], cwd=PROJECT, env=env, check=True, capture_output=True, text=True
        )
        printed.add(ran.stdout.strip())
    assert printed == {hashlib.sha256(once).hexdigest()}


def test_where_numbers_come_from_is_told_once_with_links() -> None:
    listed = Section(NUMBERS_SECTION, "Where each number comes from", (list_of(3),), is_annex=True)
    page = write_html(sample_report().with_section(listed)).decode()
    assert page == write_html(sample_report()).decode()
    assert page.count(">Where each number comes from<") == 2
