"""Decide on what waits for review: accept or return what is ticked, or accept a city's whole return.

Reports on initiatives that are not stored any more can only be deleted.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ictrack.actions.review import (
    AcceptReports,
    DeleteReports,
    ReturnReports,
    ReviewOutcome,
    ReviewReceipt,
    accept_reports,
    delete_reports,
    return_reports,
)
from ictrack.errors import IctrackError
from ictrack.escapes import plain_markdown
from ictrack.language import _, ngettext
from ictrack.store.submissions import Submission
from ictrack.summaries.review import CityReview, WaitingReport
from ictrack.ui import components
from ictrack.ui.drawing import draw_facts
from ictrack.ui.forms.report_words import tell_issues
from ictrack.ui.page import current_page

_SAID = "review_said"


def draw_said() -> None:
    """Say what came of the last decision."""
    is_good, sentences = st.session_state.pop(_SAID, (True, ()))
    for sentence in sentences:
        (st.success if is_good else st.warning)(plain_markdown(sentence))


def draw_city(city: CityReview) -> None:
    """Draw the reports of a city that wait, each with a tick, and what can be done with them."""
    components.show_heading(city.city_name)
    _draw_reports(city)


@st.fragment
def _draw_reports(city: CityReview) -> None:
    for report in city.reports:
        _draw_one(report)
    # They are accepted as they are shown, or not at all.
    shown = [report.submission for report in city.reports]
    name = plain_markdown(city.city_name)
    ticked = [each for each in shown if st.session_state.get(_key(each.submission_id))]
    note = st.text_input(
        _("Note to {city}, for what is returned", city=name),
        key=f"note-{city.city_id}",
    )
    with st.container(horizontal=True):
        accept_all = st.button(
            ngettext("Accept all {n} of {city}", "Accept all {n} of {city}", len(shown), city=name),
            key=f"all-{city.city_id}",
            type="primary",
        )
        accept = st.button(
            ngettext("Accept {n} ticked", "Accept {n} ticked", len(ticked)),
            key=f"accept-{city.city_id}",
            disabled=not ticked,
        )
        give_back = st.button(
            ngettext("Return {n} ticked", "Return {n} ticked", len(ticked)),
            key=f"return-{city.city_id}",
            disabled=not ticked,
        )
    if accept_all or accept:
        _accept(shown if accept_all else ticked)
    elif give_back:
        _return(ticked, note or "")


def draw_removed(reports: Sequence[WaitingReport], note: str) -> None:
    """Draw the reports whose initiatives are not stored any more, each with a tick, to be deleted."""
    if not reports:
        return
    components.show_heading(_("Removed initiatives"))
    components.show_notes(note)
    _draw_removed(reports)


@st.fragment
def _draw_removed(reports: Sequence[WaitingReport]) -> None:
    for report in reports:
        _draw_one(report)
    shown = [report.submission for report in reports]
    ticked = [each for each in shown if st.session_state.get(_key(each.submission_id))]
    label = ngettext("Delete {n} ticked for good", "Delete {n} ticked for good", len(ticked))
    if st.button(label, key="delete-removed", disabled=not ticked):
        _delete(ticked)


def _key(submission_id: str) -> str:
    return f"tick-{submission_id}"


def _draw_one(report: WaitingReport) -> None:
    with st.container(key=f"waiting-{report.submission.submission_id}", border=True):
        st.checkbox(plain_markdown(report.title), key=_key(report.submission.submission_id))
        sent, before = st.columns(2)
        with sent:
            st.caption(plain_markdown(report.made))
            components.show_only(draw_facts, report.told)
        with before:
            st.caption(plain_markdown(report.before_heading))
            if report.before:
                components.show_only(draw_facts, report.before)


def _accept(submissions: Sequence[Submission]) -> None:
    try:
        receipt = accept_reports(
            current_page().database, AcceptReports(tuple(submissions), current_page().actor)
        )
    except IctrackError as error:
        _say(str(error), is_good=False)
        return
    _say(*_told(receipt), is_good=receipt.outcome is ReviewOutcome.ACCEPTED)


def _return(submissions: Sequence[Submission], note: str) -> None:
    if not note.strip():
        _say(_("Say in the note what is missing. Nothing was returned."), is_good=False)
        return
    try:
        receipt = return_reports(
            current_page().database, ReturnReports(tuple(submissions), note, current_page().actor)
        )
    except IctrackError as error:
        _say(str(error), is_good=False)
        return
    _say(*_told(receipt), is_good=receipt.outcome is ReviewOutcome.RETURNED)


def _delete(submissions: Sequence[Submission]) -> None:
    try:
        receipt = delete_reports(
            current_page().database, DeleteReports(tuple(submissions), current_page().actor)
        )
    except IctrackError as error:
        _say(str(error), is_good=False)
        return
    _say(*_told(receipt), is_good=receipt.outcome is ReviewOutcome.DELETED)


def _told(receipt: ReviewReceipt) -> tuple[str, ...]:
    n = len(receipt.submissions)
    if receipt.outcome is ReviewOutcome.ACCEPTED:
        load = receipt.load.load_id if receipt.load else None
        return (
            ngettext(
                "{n} report was accepted and counts now. It is load {load}, which can be taken back.",
                "{n} reports were accepted and count now. They are load {load}, which can be taken back.",
                n,
                load=load,
            ),
        )
    if receipt.outcome is ReviewOutcome.RETURNED:
        return (ngettext("{n} report was returned.", "{n} reports were returned.", n),)
    if receipt.outcome is ReviewOutcome.DELETED:
        return (ngettext("{n} report was deleted.", "{n} reports were deleted.", n),)
    if receipt.outcome is ReviewOutcome.CHANGED:
        return (_("Something was changed or decided meanwhile. Nothing was done; look again at what waits."),)
    return (*tell_issues(receipt.issues), _("Nothing was accepted."))


def _say(*sentences: str, is_good: bool) -> None:
    st.session_state[_SAID] = (is_good, sentences)
    st.rerun()
