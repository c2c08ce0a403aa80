"""Make the report of a convening: frozen or computed anew, whole or in part, in some formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ictrack.errors import NotAllowedError
from ictrack.escapes import file_words
from ictrack.reports.content import compute_report
from ictrack.reports.document import Commentary, Report, read_report
from ictrack.reports.sections.basis import Audience
from ictrack.reports.sections.reading import LINKED, ReportRequest, find_convening
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.report_queries import Freeze, find_freeze, list_commentary, read_frozen
from ictrack.summaries.setting import Setting
from ictrack.words import fold

Pictures = Mapping[str, bytes]


class ReportFormat(StrEnum):
    """In which formats a report can be made, each named by how its files end."""

    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    HTML = "html"
    PDF = "pdf"


MEDIA_TYPES: dict[ReportFormat, str] = {
    ReportFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ReportFormat.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportFormat.HTML: "text/html",
    ReportFormat.PDF: "application/pdf",
}


@dataclass(frozen=True)
class FoundReport:
    """Hold a report with its commentary; `freeze` where its numbers are those that were frozen."""

    report: Report
    freeze: Freeze | None


@dataclass(frozen=True)
class ReportFile:
    """One file of a report."""

    name: str
    format: ReportFormat
    content: bytes


def find_report(database: Database, setting: Setting, request: ReportRequest) -> FoundReport:
    """Give the report of a convening with what was written beside it.

    Where the convening is frozen, and nothing else is asked for than what was frozen, its
    numbers are the frozen ones. Raises NotAllowedError for a convening or a city that is none.
    """
    convening = find_convening(setting, request.event_id)
    freeze = find_freeze(database, convening.event_id)
    kept = _frozen(database, freeze, request) if freeze else None
    report = kept or compute_report(database, setting, request)
    texts = {one.section: one.text for one in list_commentary(database, convening.event_id)}
    # What is written for the cities may speak of what is not public.
    told = {} if request.audience is Audience.PUBLIC else texts
    return FoundReport(report.with_commentary(told), freeze if kept else None)


def read_report_of(
    database: Database, scope: Scope, setting: Setting, event_id: str, audience: Audience
) -> FoundReport:
    """Give the report that a page looks at: of its two dates, its cities and its links to the programme."""
    convening = find_convening(setting, event_id)
    usual = min(convening.cut_off_on, setting.today)
    return find_report(
        database,
        setting,
        ReportRequest(
            event_id,
            None if scope.as_at == usual else scope.as_at,
            None if scope.known_on == setting.today else scope.known_on,
            scope.cities,
            audience,
            scope.plan_links or LINKED,
        ),
    )


def _frozen(database: Database, freeze: Freeze, request: ReportRequest) -> Report | None:
    if request.cities or request.plan_links != LINKED:
        return None
    if request.as_at not in {None, freeze.as_at} or request.known_on not in {None, freeze.known_on}:
        return None
    content = read_frozen(database, freeze.freeze_id, request.audience.value)
    return read_report(content) if content else None


def compute_for_all(database: Database, setting: Setting, request: ReportRequest) -> dict[Audience, Report]:
    """Compute the report of a convening for each audience, without commentary: what a freeze keeps."""
    return {
        audience: compute_report(database, setting, replace(request, audience=audience))
        for audience in Audience
    }


def liftable_parts(report: Report) -> dict[str, str]:
    """Name the parts that can be handed out alone, by key."""
    return {section.key: section.title for _depth, section in report.walk() if section.is_liftable}


def commented_sections(report: Report) -> dict[str, str]:
    """Name the sections beside which something can be written, by key."""
    return {
        block.section: section.title
        for _depth, section in report.walk()
        for block in section.blocks
        if isinstance(block, Commentary)
    }


def lift_part(report: Report, part: str) -> Report:
    """Give a part alone, asked for by its key, or all for none; raises NotAllowedError for no such part."""
    if not part:
        return report
    parts = {fold(key): key for key in liftable_parts(report)}
    if fold(part) not in parts:
        raise NotAllowedError("part", part, list(parts.values()))
    return report.lift(parts[fold(part)])


def make_files(
    report: Report, formats: Sequence[ReportFormat], pictures: Pictures | None = None
) -> Iterator[ReportFile]:
    """Make a report in each of some formats, one after the other; every writer reads the same object."""
    for one in formats:
        yield ReportFile(f"{_name_of(report)}.{one.value}", one, _writer(one)(report, pictures))


def _name_of(report: Report) -> str:
    """Name a report's files: its convening, its part if it is one, and its day."""
    part = "" if len(report.sections) > 1 else report.sections[0].key
    words = ["ictrack", "report", report.stamp.event_id, part]
    return f"{file_words(*words)}-{report.stamp.as_at}"


def draw_report_pictures(report: Report) -> Pictures:
    """Draw the charts of a report as pictures; raises UsageError where there is no browser to draw them."""
    from ictrack.reports.pictures import draw_pictures  # noqa: PLC0415  few ask for them

    return draw_pictures(report)


_Writer = Callable[[Report, Pictures | None], bytes]


def _writer(form: ReportFormat) -> _Writer:
    """Give the writer of a format; each is imported when it is first used, because they are large."""
    match form:
        case ReportFormat.DOCX:
            from ictrack.reports.word import write_docx  # noqa: PLC0415

            return write_docx
        case ReportFormat.PDF:
            from ictrack.reports.pdf import write_pdf  # noqa: PLC0415

            return write_pdf
        case ReportFormat.PPTX:
            from ictrack.reports.slides import write_pptx  # noqa: PLC0415

            return lambda report, _pictures: write_pptx(report)
        case ReportFormat.XLSX:
            from ictrack.reports.spreadsheet import write_xlsx  # noqa: PLC0415

            return lambda report, _pictures: write_xlsx(report)
        case ReportFormat.HTML:
            from ictrack.reports.web import write_html  # noqa: PLC0415

            return lambda report, _pictures: write_html(report)
