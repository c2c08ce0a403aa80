"""A file that everybody may have holds nothing that is not for everybody: in no part, property or name."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date

import pikepdf
import pytest

from ictrack.access.rights import Grant, rights_of
from ictrack.access.roles import Role
from ictrack.commands.printing import Format, print_rows
from ictrack.reports.city_lists import all_lists_zip
from ictrack.reports.exports import table_csv, table_json, table_parquet, table_xlsx
from ictrack.reports.making import ReportFile, ReportFormat, find_report, make_files
from ictrack.reports.sections.basis import Audience
from ictrack.reports.sections.reading import ReportRequest
from ictrack.reports.taskforce import TaskforceKind, compute_taskforce_page
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.contradictions import summarise_contradictions
from ictrack.summaries.counts import CountRequest, summarise_counts
from ictrack.summaries.initiatives import summarise_initiatives
from ictrack.summaries.list_asked import Asked
from ictrack.summaries.setting import Setting, summarise_setting
from ictrack.summaries.table import Fact
from tests.canaries import CANARY, CONVENING, FOUND, TODAY, open_with_canaries
from tests.nasty import parts_of
from tests.reports.tagged_pdf import TaggedPdf

SCOPE = Scope(date(2020, 6, 30), TODAY)
PUBLIC = rights_of([Grant(Role.PUBLIC)])
# Sees what the cities share, and nothing that is internal to another city.
LEAD = rights_of([Grant(Role.OPERATIONAL_LEAD, "BRI")])
# What the network may read, and what a lead may of the own city.
SHARED = re.compile(
    rf"{CANARY}-(?:initiative-(?:lead_role|champion|removal_reason)|initiative_link-note|"
    r"status_update-(?:reason|challenges|next_steps|help_wanted|help_offered|reported_by_role)|"
    r"commentary-text|taskforce_member-\w+|city_lead-\w+|load-file_name|\w+-\w+-(?:BRI-\w+|CAR-network))"
)


@pytest.fixture(scope="module")
def whole() -> Iterator[Database]:
    opened = open_with_canaries()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def seen(whole: Database) -> Database:
    return whole.seen_by(PUBLIC)


@pytest.fixture(scope="module")
def setting(seen: Database) -> Setting:
    return summarise_setting(seen, TODAY)


def told_by(content: bytes) -> set[str]:
    """Name every canary in a file: in its bytes, in the parts it is packed of, in what it shows."""
    texts = [content.decode("utf-8", "replace"), content.decode("utf-16-le", "replace")]
    if content.startswith(b"PK"):
        for name, part in parts_of(content):
            texts += [
                name,
                re.sub(r"<[^>]*>", "", part.decode("utf-8", "replace")),
                part.decode("utf-8", "replace"),
            ]
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            texts += [str(pdf.docinfo), str(pdf.open_metadata())]
        pdf_read = TaggedPdf(content)
        texts += ["".join(pdf_read.page_texts), pdf_read.document.text]
    return {found for text in texts for found in FOUND.findall(text.replace("\u200b", ""))}


def test_what_looks_for_canaries_finds_them(whole: Database) -> None:
    setting = summarise_setting(whole, TODAY)
    report = find_report(whole, setting, ReportRequest(CONVENING)).report
    for file in make_files(report, tuple(ReportFormat)):
        assert told_by(file.content), file.format


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("event", ["E1", CONVENING])
def test_a_report_tells_everybody_what_is_for_everybody(
    seen: Database, setting: Setting, audience: Audience, event: str
) -> None:
    found = find_report(seen, setting, ReportRequest(event, audience=audience))
    check_files(make_files(found.report, tuple(ReportFormat)))


def test_a_public_report_tells_no_more_whoever_makes_it(whole: Database) -> None:
    setting = summarise_setting(whole, TODAY)
    found = find_report(whole, setting, ReportRequest(CONVENING, audience=Audience.PUBLIC))
    check_files(make_files(found.report, tuple(ReportFormat)))


def check_files(files: Iterator[ReportFile]) -> None:
    for file in files:
        assert CANARY.casefold() not in file.name.casefold()
        assert told_by(file.content) == set(), file.format


@pytest.mark.parametrize(("kind", "key"), [(TaskforceKind.CITY, "CAR"), (TaskforceKind.AREA, "jobs")])
def test_the_page_of_a_taskforce_tells_everybody_what_is_for_everybody(
    seen: Database, setting: Setting, kind: TaskforceKind, key: str
) -> None:
    check_files(make_files(compute_taskforce_page(seen, SCOPE, setting, kind, key), tuple(ReportFormat)))


def test_tables_tell_everybody_what_is_for_everybody(seen: Database, setting: Setting) -> None:
    about = [Fact("sources", "Sources", "; ".join(source.title for source in setting.sources))]
    for search in ("", CANARY):
        table = summarise_initiatives(seen, SCOPE, setting, Asked(search)).download
        for write in (table_csv, table_xlsx, table_json, table_parquet):
            assert told_by(write(table, about)) == set()
    lists = summarise_contradictions(seen, SCOPE, setting, "", "").city_lists
    assert told_by(all_lists_zip(lists, TODAY)) == set()


@pytest.mark.parametrize("by", [("city",), ("area",), ("phase",), ("city", "area", "phase")])
@pytest.mark.parametrize("form", Format)
def test_counts_tell_everybody_what_is_for_everybody(
    seen: Database, by: tuple[str, ...], form: Format
) -> None:
    counts = summarise_counts(seen, CountRequest(by=by), TODAY)
    assert CANARY not in print_rows(form, counts.columns, counts.plain_rows())


def test_a_lead_reads_of_other_cities_what_the_cities_share(whole: Database) -> None:
    seen = whole.seen_by(LEAD)
    setting = summarise_setting(seen, TODAY)
    report = find_report(seen, setting, ReportRequest(CONVENING, cities=("CAR",))).report
    for file in make_files(report, tuple(ReportFormat)):
        told = told_by(file.content)
        assert {one for one in told if not SHARED.fullmatch(one)} == set(), file.format
        assert f"{CANARY}-status_update-next_steps" in told
