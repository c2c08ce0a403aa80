"""Hand out what a taskforce takes away: of the city or of the thematic area that is chosen, as files."""

from __future__ import annotations

import streamlit as st

from ictrack.escapes import plain_markdown
from ictrack.language import _
from ictrack.reports.making import ReportFile, ReportFormat, make_files
from ictrack.reports.taskforce import TaskforceKind, compute_taskforce_page
from ictrack.summaries.gap_elsewhere import Place
from ictrack.ui.components import show_only
from ictrack.ui.drawing import draw_paragraph
from ictrack.ui.page import Page, current_page
from ictrack.ui.report_files import offer_files

_FILES = "taskforce_files"
# Slides and a workbook are no page to take away.
_FORMATS = (ReportFormat.PDF, ReportFormat.DOCX, ReportFormat.HTML)


def draw_taskforce_page(place: Place) -> None:
    """Choose of what the page is to be, make it when it is asked for, and offer its files."""
    page = current_page()
    of = {
        TaskforceKind.CITY: plain_markdown(page.setting.city_name(place.city_id)),
        TaskforceKind.AREA: plain_markdown(page.setting.area_name(place.area_id)),
    }
    with st.expander(_("A page for the taskforce to take away")):
        show_only(draw_paragraph, _about(), "ic-notes")
        kind = TaskforceKind(
            st.radio(_("Of"), list(of), format_func=of.__getitem__, key="taskforce_kind", horizontal=True)
        )
        key = place.city_id if kind is TaskforceKind.CITY else place.area_id
        if st.button(_("Make the page"), key="taskforce_make"):
            with st.spinner(_("The page is being made."), show_time=False):
                st.session_state[_FILES] = (_asked(page, key), _make(page, kind, key))
        _offer(_asked(page, key))


def _about() -> str:
    return _(
        "Gaps with reasons, questions for discussion, whom to ask and what help is wanted, of the city or of "
        "the thematic area that is chosen above: one or two printed sides."
    )


def _make(page: Page, kind: TaskforceKind, key: str) -> tuple[ReportFile, ...]:
    report = compute_taskforce_page(page.database, page.scope, page.setting, kind, key)
    return tuple(make_files(report, _FORMATS))


def _asked(page: Page, key: str) -> tuple[object, ...]:
    """Say what files are of: they are not offered any more once something else is looked at."""
    return (key, page.scope, page.data_state)


def _offer(asked: tuple[object, ...]) -> None:
    of, made = st.session_state.get(_FILES, (None, ()))
    if of == asked:
        offer_files(made, "taskforce")
