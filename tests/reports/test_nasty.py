"""Every file that leaves ictrack, made of a programme of nasty texts and opened by a real reader.

Each text is in it as it was, and nothing in it is alive: no formula, no link but to the web,
no element, no broken part.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pikepdf
import pyarrow.parquet as pq
import pytest
from docx import Document
from lxml import etree
from pptx import Presentation

from ictrack.actions.workbook import make_workbook
from ictrack.commands.printing import Format, print_rows
from ictrack.escapes import clean_text, unguard
from ictrack.reports.city_lists import all_lists_zip
from ictrack.reports.document import Link, Report
from ictrack.reports.exports import table_csv, table_json, table_parquet, table_xlsx
from ictrack.reports.making import ReportFormat, find_report, make_files
from ictrack.reports.sections.reading import ReportRequest
from ictrack.reports.taskforce import TaskforceKind, compute_taskforce_page
from ictrack.scope import Scope
from ictrack.store.database import Database, open_database
from ictrack.summaries.contradictions import summarise_contradictions
from ictrack.summaries.counts import CountRequest, summarise_counts
from ictrack.summaries.initiatives import summarise_initiatives
from ictrack.summaries.list_asked import Asked
from ictrack.summaries.setting import Setting, summarise_setting
from ictrack.summaries.table import Fact, Table
from tests.nasty import ACCEPTED, EVERY, LINKS, NO_LINKS, Tags, leads_astray, parts_of
from tests.nasty_programme import CONVENING, TODAY, load_nasty
from tests.reports.sample import list_of, sample_report

SCOPE = Scope(TODAY, TODAY)
TEXTS = [clean_text(text) for text in ACCEPTED.values()]
FILES = tuple(ReportFormat)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = open_database()
    load_nasty(opened, tmp_path_factory.mktemp("nasty") / "files")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def setting(database: Database) -> Setting:
    return summarise_setting(database, TODAY)


@pytest.fixture(scope="module")
def report(database: Database, setting: Setting) -> Report:
    found = find_report(database, setting, ReportRequest(CONVENING))
    return found.report.with_commentary(dict.fromkeys(("leaders", "changed"), "\n\n".join(TEXTS)))


@pytest.fixture(scope="module")
def files(report: Report) -> dict[ReportFormat, bytes]:
    return {file.format: file.content for file in make_files(report, FILES)}


def squeezed(text: str) -> str:
    """Leave out what breaking lines and pages may add or drop."""
    return "".join(text.split()).replace("\u200b", "")


def missing_in(text: str) -> list[str]:
    """Name the nasty texts that a file does not hold as they were."""
    held = squeezed(text)
    return [name for name, nasty in ACCEPTED.items() if squeezed(clean_text(nasty)) not in held]


def relations_of(archive: bytes) -> Iterator[tuple[str, str]]:
    """Give the kind and the target of all that an Office file leads to outside of it."""
    for name, content in parts_of(archive):
        if name.endswith(".rels"):
            for relation in etree.fromstring(content):
                if relation.get("TargetMode") == "External":
                    yield relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")


def check_office(archive: bytes) -> None:
    """See that every part is XML or a picture, that nothing runs, and where links lead."""
    for name, content in parts_of(archive):
        assert not name.endswith((".bin", ".vbs", ".exe")), name
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    for kind, target in relations_of(archive):
        assert kind == "hyperlink"
        assert not leads_astray(target), target


def formulas_of(archive: bytes) -> list[str]:
    """List the formulas of a workbook, and of those in an Office file."""
    found = []
    for name, content in parts_of(archive):
        if "/worksheets/" in f"/{name}" and name.endswith(".xml"):
            found += [cell.text or "" for cell in etree.fromstring(content).iter("{*}f")]
    return found


def sheet_texts(archive: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(archive))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr", "b", "d"}
    assert [
        cell.hyperlink.target for cell in cells if cell.hyperlink and leads_astray(cell.hyperlink.target)
    ] == []
    return [cell.value for cell in cells if isinstance(cell.value, str)]


def test_a_word_file_holds_every_text_and_nothing_alive(files: dict[ReportFormat, bytes]) -> None:
    content = files[ReportFormat.DOCX]
    check_office(content)
    body = Document(io.BytesIO(content)).element.body
    words = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert missing_in("".join(text.text or "" for text in body.iter(f"{words}t"))) == []
    instructions = {(code.text or "").split()[0] for code in body.iter(f"{words}instrText")}
    assert instructions <= {"PAGE", "NUMPAGES"}


def test_slides_hold_every_text_and_nothing_alive(files: dict[ReportFormat, bytes]) -> None:
    content = files[ReportFormat.PPTX]
    check_office(content)
    assert formulas_of(content) == []
    slides = Presentation(io.BytesIO(content)).slides
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
    shown = "".join(text.text or "" for slide in slides for text in slide._element.iter(drawing))
    assert missing_in(shown) == []


def test_a_workbook_of_a_report_holds_every_text_and_no_formula(files: dict[ReportFormat, bytes]) -> None:
    content = files[ReportFormat.XLSX]
    check_office(content)
    assert formulas_of(content) == []
    assert missing_in("".join(sheet_texts(content))) == []


def test_a_report_as_html_holds_every_text_and_makes_no_element_of_it(
    files: dict[ReportFormat, bytes],
) -> None:
    content = files[ReportFormat.HTML].decode()
    tags = Tags(content)
    assert [each for each in tags.live() if not each.startswith("svg")] == []
    assert missing_in(tags.text) == []
    plain = make_files(sample_report(), [ReportFormat.HTML])
    usual = Tags(next(iter(plain)).content.decode()).kinds()
    for kind in ("script", "style"):
        assert tags.kinds()[kind] == usual[kind]


def test_a_pdf_holds_every_text_and_leads_nowhere_but_to_the_web(files: dict[ReportFormat, bytes]) -> None:
    content = files[ReportFormat.PDF]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for note in page.obj.get("/Annots", []):
                if "/A" in note and "/URI" in note.A:
                    assert not leads_astray(str(note.A.URI))
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert "/JavaScript" not in pdf.Root.get("/Names", {})


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("url", NO_LINKS)
def test_a_link_that_was_stored_before_it_was_refused_is_text(form: ReportFormat, url: str) -> None:
    grid = list_of(1)
    rows = tuple((*row[:-1], Link("words of the link", url)) for row in grid.rows)
    sample = sample_report(initiatives=1)
    annex = replace(sample.sections[-1], blocks=(replace(grid, rows=rows),))
    (file,) = make_files(replace(sample, sections=(annex,)), [form])
    if form is ReportFormat.HTML:
        assert not [each for each in Tags(file.content.decode()).live() if not each.startswith("svg")]
        assert "words of the link" in Tags(file.content.decode()).text
    elif form is ReportFormat.PDF:
        with pikepdf.open(io.BytesIO(file.content)) as pdf:
            notes = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
        assert not [note for note in notes if "/A" in note and "/URI" in note.A]
    else:
        assert list(relations_of(file.content)) == []


@pytest.mark.parametrize("form", FILES)
def test_what_was_stored_before_it_was_refused_breaks_no_file(form: ReportFormat) -> None:
    sample = sample_report(commentary="\n\n".join(EVERY.values()), initiatives=1)
    (file,) = make_files(replace(sample, title=EVERY["no character"], subtitle=EVERY["null"]), [form])
    if form in {ReportFormat.DOCX, ReportFormat.PPTX, ReportFormat.XLSX}:
        check_office(file.content)
    elif form is ReportFormat.PDF:
        pikepdf.open(io.BytesIO(file.content)).close()
    else:
        assert "\x00" not in file.content.decode()


@pytest.mark.parametrize("kind", TaskforceKind)
def test_the_page_of_a_taskforce_makes_nothing_of_a_text(
    database: Database, setting: Setting, kind: TaskforceKind
) -> None:
    key = "C00" if kind is TaskforceKind.CITY else "a1"
    page = compute_taskforce_page(database, SCOPE, setting, kind, key)
    for file in make_files(page, (ReportFormat.DOCX, ReportFormat.HTML, ReportFormat.PDF)):
        if file.format is ReportFormat.DOCX:
            check_office(file.content)
        elif file.format is ReportFormat.HTML:
            assert not [each for each in Tags(file.content.decode()).live() if not each.startswith("svg")]


@pytest.fixture(scope="module")
def table(database: Database, setting: Setting) -> Table:
    return summarise_initiatives(database, SCOPE, setting, Asked()).download


ABOUT = tuple(Fact(name, name, text) for name, text in ACCEPTED.items())


def test_a_csv_holds_every_text_and_starts_no_formula(table: Table) -> None:
    rows = list(csv.reader(io.StringIO(table_csv(table).decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {len(table.columns)}
    held = {unguard(cell) for row in rows for cell in row}
    assert [name for name, text in ACCEPTED.items() if text not in held] == []


def test_a_workbook_of_a_table_holds_every_text_and_no_formula(table: Table) -> None:
    content = table_xlsx(table, ABOUT)
    check_office(content)
    assert formulas_of(content) == []
    assert list(relations_of(content)) == []
    assert set(TEXTS) <= set(sheet_texts(content))


def test_json_and_parquet_hold_every_text(table: Table) -> None:
    rows = json.loads(table_json(table, ABOUT))["rows"]
    read = pq.read_table(io.BytesIO(table_parquet(table, ABOUT))).to_pylist()
    for made in (rows, read):
        held = {cell for row in made for cell in row.values()}
        assert [name for name, text in ACCEPTED.items() if text not in held] == []


@pytest.mark.parametrize("form", Format)
def test_what_programs_ask_for_is_whole(database: Database, form: Format) -> None:
    counts = summarise_counts(database, CountRequest(by=("city", "area")), TODAY)
    printed = print_rows(form, counts.columns, counts.plain_rows())
    lines = len(counts.plain_rows())
    if form is Format.JSON:
        assert len(json.loads(printed)) == lines
    elif form is Format.CSV:
        read = list(csv.reader(io.StringIO(printed, newline="")))
        assert {len(row) for row in read} == {len(counts.columns)}
        assert not [cell for row in read for cell in row if cell.lstrip()[:1] in {"=", "+", "@"}]
    else:
        assert len(printed.splitlines()) == lines + 2


def test_the_lists_of_cities_are_files_of_their_folder(database: Database, setting: Setting) -> None:
    found = summarise_contradictions(database, SCOPE, setting, "", "")
    for name, content in parts_of(all_lists_zip(found.city_lists, TODAY)):
        assert name.startswith("things-to-check-")
        assert not set('/\\:\r\n"<>') & set(name)
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.lstrip()[:1] in {"=", "+", "-", "@"}]


@pytest.mark.parametrize("city", [f"C{number:02}" for number in range(0, len(ACCEPTED), 4)])
def test_the_workbook_for_a_city_asks_in_text_only(database: Database, city: str) -> None:
    content = make_workbook(database, city, CONVENING, TODAY)
    check_office(content)
    assert formulas_of(content) == []
    assert list(relations_of(content)) == []
    assert list(ACCEPTED.values())[int(city[1:])].replace("\r\n", "\n")[:300] in "\n".join(
        sheet_texts(content)
    )


def test_links_lead_where_they_say(files: dict[ReportFormat, bytes]) -> None:
    led = {target for kind, target in relations_of(files[ReportFormat.DOCX])}
    assert set(LINKS.values()) <= led
