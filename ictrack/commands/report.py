"""`report`: the report of a convening, as files in one or several formats."""

from __future__ import annotations

from typing import Literal

from ictrack.commands.command import Command, CommandOutcome, OutputFile
from ictrack.commands.load import AbsolutePath
from ictrack.errors import NotAllowedError, UsageError
from ictrack.reports.document import Report
from ictrack.reports.making import (
    FoundReport,
    ReportFormat,
    draw_report_pictures,
    find_report,
    lift_part,
    make_files,
)
from ictrack.reports.sections.basis import Audience
from ictrack.reports.sections.reading import LINKED, ReportRequest
from ictrack.store.database import Database
from ictrack.summaries.counts import CountRequest, read_scope
from ictrack.summaries.setting import Setting, summarise_setting

_WITH_PICTURES = {ReportFormat.DOCX, ReportFormat.PDF}


class ReportCommand(Command):
    """Make the report of a convening, and write a file for each format."""

    kind: Literal["report"] = "report"
    convening: str
    request: CountRequest
    audience: Audience = Audience.NETWORK
    part: str = ""
    formats: tuple[ReportFormat, ...]
    pictures: bool = False
    out: AbsolutePath

    def run(self, database: Database) -> CommandOutcome:
        """Make the files; raises NotAllowedError for what is not known of what was asked for."""
        setting = summarise_setting(database, self.today)
        try:
            found = find_report(database, setting, self._request(setting))
            report = lift_part(found.report, self.part)
        except NotAllowedError as error:
            raise error.at(f"--{error.where.replace('_', '-')}") from error
        wanted = self.pictures and _WITH_PICTURES.intersection(self.formats)
        pictures = draw_report_pictures(report) if wanted else None
        files = tuple(
            OutputFile(path=self.out / made.name, content=made.content)
            for made in make_files(report, self.formats, pictures)
        )
        there = next((file.path for file in files if file.path.exists()), None)
        if there is not None:
            raise UsageError(
                f"--out: '{there}' is there already, and may hold what somebody wrote into it. Nothing was "
                "written. Move it away, or name another folder with --out."
            )
        return CommandOutcome(stderr=self._said(report, found, files), files=files)

    def _request(self, setting: Setting) -> ReportRequest:
        scope = read_scope(setting, self.request)
        return ReportRequest(
            self.convening,
            scope.as_at if self.request.as_at else None,
            scope.known_on if self.request.known_on else None,
            scope.cities,
            self.audience,
            scope.plan_links or LINKED,
        )

    def _said(self, report: Report, found: FoundReport, files: tuple[OutputFile, ...]) -> str:
        lines = [report.stamp.line, *report.stamp.warnings]
        if found.freeze:
            lines.append(f"Its numbers are those that were frozen on {found.freeze.frozen_at:%Y-%m-%d}.")
        return "\n".join([*lines, *(f"Written: {file.path}" for file in files)]) + "\n"
