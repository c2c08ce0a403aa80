"""The page that a taskforce takes away: one or two sides of a city or of a thematic area."""

from __future__ import annotations

import io
from datetime import date

import docx
import lxml.html
import pytest

from ictrack.errors import NotAllowedError
from ictrack.reports.document import Bullets, Grid, Paragraph, Report
from ictrack.reports.making import ReportFormat, make_files
from ictrack.reports.pdf import write_pdf
from ictrack.reports.taskforce import TaskforceKind, compute_taskforce_page
from ictrack.scope import Scope
from ictrack.store.database import Database
from tests.reports.programmes import TODAY, setting_of
from tests.reports.tagged_pdf import TaggedPdf

CITY, AREA = TaskforceKind.CITY, TaskforceKind.AREA
PHASE_TWO_ENDS = date(2023, 12, 31)


def page_of(database: Database, kind: TaskforceKind, key: str, as_at: date = PHASE_TWO_ENDS) -> Report:
    return compute_taskforce_page(database, Scope(as_at, TODAY), setting_of(database), kind, key)


def grids_of(report: Report) -> dict[str, Grid]:
    return {block.caption: block for block in report.sections[0].blocks if isinstance(block, Grid)}


def bullets_of(report: Report) -> dict[str, list[str]]:
    blocks = report.sections[0].blocks
    return {b.title: [str(item) for item in b.items] for b in blocks if isinstance(b, Bullets)}


def test_the_page_of_a_city_has_its_gaps_with_reasons_questions_and_whom_to_ask(
    public_record: Database,
) -> None:
    report = page_of(public_record, CITY, "BRI")
    assert (report.title, report.subtitle) == ("Bristol", "For the taskforce")
    lead = report.sections[0].blocks[0]
    assert isinstance(lead, Paragraph)
    assert "of 5 places, 1 city by 5 thematic areas, 2 are not heard of" in str(lead.sentence)
    gaps = grids_of(report)["Gaps, and why each is one"]
    assert [row[0] for row in gaps.rows] == ["Shared local story", "Inclusive public services"]
    assert "speaks of the only open initiative here" in str(gaps.rows[0][3])
    assert bullets_of(report)["Questions for discussion"][0].startswith("Nothing recent is known of what is")
    asked = grids_of(report)["Whom to ask about Inclusive economic growth"]
    assert asked.rows[0][0] == "MiFriendly Cities (Birmingham strand) (BIR-02), Birmingham"


def test_the_page_of_an_area_has_every_member_city_and_names_initiatives_of_all(
    public_record: Database,
) -> None:
    report = page_of(public_record, AREA, "growth")
    told = " ".join(str(b.sentence) for b in report.sections[0].blocks if isinstance(b, Paragraph))
    named = [str(row[0]) for row in grids_of(report)["Gaps, and why each is one"].rows]
    assert named == ["Birmingham", "Cardiff", "Coventry", "London"]
    assert "Not known: plan not read: Belfast; Brighton & Hove; Bristol" in told
    assert len(grids_of(report)["Whom to ask"].rows) == 5


def test_what_help_is_wanted_is_on_it(invented: Database) -> None:
    setting = setting_of(invented)
    pages = [page_of(invented, CITY, city.city_id, date(2022, 6, 30)) for city in setting.cities]
    titles = {title for page in pages for title in bullets_of(page)}
    assert any(title.startswith("Help wanted") for title in titles)
    assert all("Invented data." in page.stamp.warnings for page in pages)


@pytest.mark.parametrize("source", ["public_record", "invented"])
def test_it_is_never_more_than_two_sides(source: str, request: pytest.FixtureRequest) -> None:
    database: Database = request.getfixturevalue(source)
    setting = setting_of(database)
    keys = [(CITY, city.city_id) for city in setting.cities] + [(AREA, a.area_id) for a in setting.areas]
    for kind, key in keys:
        texts = TaggedPdf(write_pdf(page_of(database, kind, key, date(2022, 6, 30)))).page_texts
        assert 1 <= len(texts) <= 2, key
        assert all(text.strip() for text in texts)


def test_each_format_says_the_same(public_record: Database) -> None:
    report = page_of(public_record, CITY, "BRI")
    formats = (ReportFormat.PDF, ReportFormat.DOCX, ReportFormat.HTML)
    files = {file.format: file for file in make_files(report, formats)}
    assert files[ReportFormat.PDF].name == "ictrack-report-taskforce-city-bri-2023-12-31.pdf"
    word = docx.Document(io.BytesIO(files[ReportFormat.DOCX].content))
    said_in_word = " ".join(p.text for p in word.paragraphs)
    said_in_html = lxml.html.document_fromstring(files[ReportFormat.HTML].content.decode()).text_content()
    for question in bullets_of(report)["Questions for discussion"]:
        assert question in said_in_word
        assert question in said_in_html
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    for grid in grids_of(report).values():
        for row in grid.rows:
            assert str(row[0]) in cells
            assert str(row[0]) in said_in_html


@pytest.mark.parametrize(("kind", "key"), [(CITY, "ZZZ"), (AREA, "BRI")])
def test_what_is_none_is_refused(public_record: Database, kind: TaskforceKind, key: str) -> None:
    with pytest.raises(NotAllowedError, match=key):
        page_of(public_record, kind, key)


def test_a_city_without_anything_says_so_and_asks(public_record: Database) -> None:
    report = page_of(public_record, CITY, "NMD", date(2017, 1, 1))
    assert "none of the cities in view is a member" in str(report.sections[0].blocks[0].sentence)  # type: ignore[union-attr]
    assert len(TaggedPdf(write_pdf(report)).page_texts) == 1
