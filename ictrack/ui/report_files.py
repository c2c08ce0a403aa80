"""Hand a convening's report out: for whom, which part, in which formats, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ictrack.errors import IctrackError, NotAllowedError
from ictrack.escapes import plain_markdown
from ictrack.language import _, ngettext
from ictrack.reports.document import Report
from ictrack.reports.making import (
    MEDIA_TYPES,
    FoundReport,
    Pictures,
    ReportFile,
    ReportFormat,
    draw_report_pictures,
    lift_part,
    liftable_parts,
    make_files,
    read_report_of,
)
from ictrack.reports.sections.basis import Audience
from ictrack.ui.choice import choose_from_address
from ictrack.ui.components import show_problems
from ictrack.ui.offering import offer_file
from ictrack.ui.page import Page

_FILES = "convening_report_files"
_WHOLE = "all"


def format_label(form: ReportFormat) -> str:
    """Name a format by what opens it."""
    return {
        ReportFormat.DOCX: _("Word (.docx)"),
        ReportFormat.PPTX: _("PowerPoint (.pptx)"),
        ReportFormat.XLSX: _("Excel (.xlsx)"),
        ReportFormat.HTML: _("Web page (.html)"),
        ReportFormat.PDF: _("PDF (.pdf)"),
    }[form]


def audience_label(audience: Audience) -> str:
    """Say for whom a report is made."""
    return {
        Audience.NETWORK: _("The cities of the network"),
        Audience.PUBLIC: _("Everyone: only what is public"),
    }[audience]


def read_found(page: Page, event_id: str, audience: Audience) -> FoundReport | None:
    """Read the report of a convening for the page's dates and filters; it says when that takes a while.

    Nothing, and why, where a filter names a city that is no member of the convening's phase.
    """
    try:
        with st.spinner(_("The report is being computed."), show_time=False):
            return page.read(read_report_of, event_id, audience)
    except NotAllowedError as error:
        show_problems([str(error)])
        return None


def choose_audience() -> Audience:
    """Draw the box that chooses for whom the report is."""
    labels = {one.value: audience_label(one) for one in Audience}
    return Audience(choose_from_address("audience", labels, _("For"), default=Audience.NETWORK.value))


def draw_files(found: FoundReport) -> None:
    """Choose a part and formats, make the files with their progress shown, and offer them."""
    parts = {_WHOLE: _("The whole report"), **liftable_parts(found.report)}
    part = choose_from_address("part", parts, _("Part"), default=_WHOLE)
    report = lift_part(found.report, "" if part == _WHOLE else part)
    formats = st.multiselect(
        _("Formats"),
        list(ReportFormat),
        default=list(ReportFormat),
        format_func=format_label,
        key="report_formats",
    )
    with_pictures = st.checkbox(
        _("Pictures of the charts in Word and PDF"),
        key="report_pictures",
        help=_("Needs a Chrome or Chromium where ictrack runs. The tables have the same numbers."),
    )
    if st.button(_("Make the files"), type="primary", key="report_make", disabled=not formats):
        _make(report, formats, with_pictures=bool(with_pictures))
    _offer(report)


def _make(report: Report, formats: Sequence[ReportFormat], *, with_pictures: bool) -> None:
    """Make the files one by one; they are kept until others are made or another page is opened."""
    st.session_state.pop(_FILES, None)
    bar = st.progress(0.0, _("The report is being made."))
    try:
        pictures: Pictures | None = draw_report_pictures(report) if with_pictures else None
        made: list[ReportFile] = []
        for file in make_files(report, formats, pictures):
            made.append(file)
            done = ngettext("{x} of {n} file", "{x} of {n} files", len(formats), x=len(made))
            bar.progress(len(made) / len(formats), _("Made: {done}.", done=done))
    except IctrackError as error:
        bar.empty()
        st.error(plain_markdown(str(error)))
        return
    bar.empty()
    st.session_state[_FILES] = (report, tuple(made))


def _offer(report: Report) -> None:
    """Offer the files that were made of this report as it is now."""
    of, made = st.session_state.get(_FILES, (None, ()))
    if of == report:
        offer_files(made, "report")


def offer_files(made: Sequence[ReportFile], key: str) -> None:
    """Offer files that were made, side by side; `key` tells them from others on the page."""
    with st.container(horizontal=True, key=f"{key}_files"):
        for file in made:
            offer_file(
                _("Download {format}", format=format_label(file.format)),
                partial(_content_of, file),
                file.name,
                MEDIA_TYPES[file.format],
                f"{key}_file_{file.format.value}",
            )


def _content_of(file: ReportFile) -> bytes:
    return file.content
