"""The form for a report on one initiative: last time beside it, what it will show before it is sent."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Literal

import streamlit as st

from ictrack.actions.foresee import foresee_report
from ictrack.actions.review import DeleteReports, TakeBackReports, delete_reports, take_back_reports
from ictrack.actions.submit import SubmitOutcome
from ictrack.errors import DatabaseUnreachableError, IctrackError
from ictrack.escapes import plain_markdown
from ictrack.language import _, format_moment
from ictrack.settings import current_settings
from ictrack.store.submissions import Submission, list_submissions
from ictrack.summaries.loads import open_loads
from ictrack.summaries.reporting import ReportBasis
from ictrack.summaries.table import Linked
from ictrack.summaries.told import told_facts
from ictrack.ui import components
from ictrack.ui.drawing import draw_facts
from ictrack.ui.forms.report_fields import draw_fields
from ictrack.ui.forms.report_state import ReportState, begin_again, keep_draft, send_report, state_of
from ictrack.ui.forms.report_words import (
    tell_foresight,
    tell_issues,
    tell_older,
    tell_receipt,
    tell_traces,
)
from ictrack.ui.page import current_page
from ictrack.vocabulary import SubmissionState, UpdateKind

_log = logging.getLogger(__name__)
# What a draft holds beside what was typed.
_OWN = ("initiative_id", "update_id")


def draw_report(basis: ReportBasis) -> None:
    """Draw what was reported last, and beside it the form; once it is sent, what came of it."""
    page = current_page()
    state = state_of(page.database, basis, page.opened("draft"), page.setting.today.isoformat())
    last, form = st.columns([1, 2], gap="large")
    with last, st.container(key="beside"):
        _draw_last(basis)
    with form:
        if state.receipt is None:
            components.show_heading(_("New report"))
            _draw_form(basis, state)
        else:
            _draw_receipt(state)


def _draw_last(basis: ReportBasis) -> None:
    components.show_heading(basis.last_heading)
    if basis.last:
        components.show_facts(basis.last)
    else:
        components.show_notes(_("Nothing reported yet."))
    for heading, facts in basis.waiting:
        components.show_heading(heading, 3)
        components.show_facts(facts)


@st.fragment
def _draw_form(basis: ReportBasis, state: ReportState) -> None:
    if state.receipt is not None:
        # It was sent by the one click, which draws this part alone.
        st.rerun()
    if state.draft is not None and state.draft.note:
        st.warning(plain_markdown(_("It was returned with a note: {note}", note=state.draft.note)))
    _draw_no_change(basis, state)
    draw_fields(basis, state)
    try:
        # What was typed is kept before anything else can go wrong.
        _keep(state)
        _draw_what_comes_of_it(basis, state)
    except DatabaseUnreachableError as error:
        _log.error("%s", error)
        st.warning(
            _(
                "ictrack cannot reach its data at this moment. What you typed stays in this form; it is kept "
                "and can be sent as soon as the data can be reached. Wait a minute, then look again."
            )
        )
        st.button(_("Look again"), key=state.key("data_again"))


def _draw_what_comes_of_it(basis: ReportBasis, state: ReportState) -> None:
    """Draw what is told of a report before it is sent, and the buttons that send it."""
    _draw_newer(basis, state)
    _draw_foresight(basis, state)
    for trace in tell_traces(state.cells):
        st.warning(plain_markdown(trace))
    for problem in state.problems:
        st.error(plain_markdown(problem))
    _draw_buttons(state)


def _keep(state: ReportState) -> None:
    kept = state.draft.cells if state.draft else state.usual
    if state.cells != {name: cell for name, cell in kept.items() if name not in _OWN}:
        state.problems = ()
        try:
            keep_draft(current_page().database, state)
        except DatabaseUnreachableError:
            raise
        except IctrackError as error:
            # What is typed stays in the form, and is kept by the next change or when it is sent.
            st.error(plain_markdown(str(error)))


def _draw_no_change(basis: ReportBasis, state: ReportState) -> None:
    """Offer the one click that says that nothing has changed, until something was typed."""
    if not basis.usual:
        st.caption(_("“Reviewed, no change” confirms a status. None was reported yet: choose one below."))
        return
    if state.is_changed:
        return
    # Sent before anything is drawn: the click answers what was shown, and not what came meanwhile.
    st.button(
        _("Reviewed, no change"),
        key=state.key("no_change"),
        type="primary",
        on_click=_submit,
        args=(state, UpdateKind.REVIEWED_NO_CHANGE),
    )
    st.caption(_("One click, for today. Or say below what is new."))


def _draw_newer(basis: ReportBasis, state: ReportState) -> None:
    """Show what somebody else reported meanwhile, before it can be saved over their head."""
    if not state.newer:
        return
    st.warning(
        _(
            "Somebody else has reported on this meanwhile. "
            "Nothing of yours was sent yet; it is kept as a draft."
        )
        if state.draft
        else _("Somebody else has reported on this meanwhile. Nothing of yours was sent yet.")
    )
    for newer in state.newer:
        components.show_only(draw_facts, told_facts(newer.cells, basis.record_kind))


def _draw_foresight(basis: ReportBasis, state: ReportState) -> None:
    page = current_page()
    cells = {"initiative_id": basis.initiative_id, **state.cells}
    foresight = foresee_report(page.database, cells, page.setting.today)
    if foresight is None:
        return
    older = tell_older(foresight, gives_status="status" in state.cells)
    st.info(plain_markdown(f"{tell_foresight(foresight)} {older}".strip()))


def _draw_buttons(state: ReportState) -> None:
    label = _("Send for review") if current_settings().review == "on" else _("Save report")
    if state.newer:
        label = _("I have read it: send mine too")
    with st.container(horizontal=True, vertical_alignment="center"):
        look: Literal["primary", "secondary"] = "primary" if state.is_changed else "secondary"
        sent = st.button(label, key=state.key("send"), type=look)
        deleted = state.draft is not None and st.button(_("Delete draft"), key=state.key("delete"))
        if state.draft is not None and state.kept_at:
            st.caption(_("Kept as a draft, {moment} UTC.", moment=format_moment(state.kept_at)))
    if sent:
        _send(state)
    if deleted:
        _delete(state)


def _send(state: ReportState) -> None:
    _submit(state)
    st.rerun()


def _submit(state: ReportState, kind: str = "") -> None:
    receipt = send_report(current_page().database, state, kind)
    state.problems = tell_issues(receipt.issues) if receipt.outcome is SubmitOutcome.REFUSED else ()


def _delete(state: ReportState) -> None:
    page = current_page()
    if state.draft is not None:
        found = list_submissions(page.database, ids=[state.draft.submission_id])
        delete_reports(page.database, DeleteReports(tuple(listed.submission for listed in found), page.actor))
    begin_again(page.database, state)
    st.rerun()


def _draw_receipt(state: ReportState) -> None:
    receipt = state.receipt
    if receipt is None:
        return
    components.show_heading(_("Thank you"))
    st.success(plain_markdown(tell_receipt(receipt)))
    if receipt.load is not None:
        components.show_text(Linked(_("It came with a load, which can be taken back"), open_loads()))
    with st.container(horizontal=True):
        waiting = _still_waiting(receipt.submissions)
        if waiting and st.button(_("Take it back and change it"), key=state.key("take_back")):
            _take_back(state, waiting)
        if st.button(_("Report again"), key=state.key("again")):
            begin_again(current_page().database, state)
            st.rerun()


def _still_waiting(submissions: tuple[Submission, ...]) -> tuple[Submission, ...]:
    ids = [each.submission_id for each in submissions]
    found = list_submissions(current_page().database, SubmissionState.SUBMITTED, ids=ids)
    return tuple(listed.submission for listed in found)


def _take_back(state: ReportState, waiting: tuple[Submission, ...]) -> None:
    page = current_page()
    taken = take_back_reports(page.database, TakeBackReports(waiting, page.actor))
    begin_again(page.database, state, waiting[0].cells)
    if taken.submissions:
        state.draft = replace(taken.submissions[0])
        state.kept_at = state.draft.made_at
    st.rerun()
