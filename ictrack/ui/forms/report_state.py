"""What a form for one report holds while it is being filled in, and the draft that keeps it.

What is typed is kept twice: in the session, and after each change as a draft in the store,
so that it outlives a lost connection, a lapsed session and a closed window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from ictrack.actions.meanwhile import Seen, what_is_there
from ictrack.actions.submit import NewReport, SubmitOutcome, SubmitReceipt, SubmitReports, submit_reports
from ictrack.store.database import Database
from ictrack.store.submissions import StoredReport, Submission, list_submissions
from ictrack.summaries.reporting import ReportBasis
from ictrack.ui.page import current_page
from ictrack.vocabulary import SubmissionState

_OPEN = (SubmissionState.DRAFT, SubmissionState.RETURNED)


@dataclass
class ReportState:
    """Hold one form: what it was opened with, the draft that keeps it, and what came of sending it."""

    initiative_id: str
    usual: dict[str, str]
    seen: Seen
    cells: dict[str, str]
    draft: Submission | None = None
    receipt: SubmitReceipt | None = None
    newer: tuple[StoredReport | Submission, ...] = ()
    problems: tuple[str, ...] = ()
    kept_at: datetime | None = None
    made: int = field(default=0)

    @property
    def is_changed(self) -> bool:
        """Say whether anything was typed or chosen that the form was not opened with."""
        return self.cells != self.usual

    @property
    def is_untouched(self) -> bool:
        """Say whether nothing was typed, kept, sent, or told of a report that could not be sent."""
        return not (self.is_changed or self.draft or self.receipt or self.newer or self.problems)

    def key(self, name: str) -> str:
        """Give the key of a widget; a form that is begun anew has new widgets."""
        return f"report-{self.initiative_id}-{self.made}-{name}"


def state_of(database: Database, basis: ReportBasis, draft_id: str, today: str) -> ReportState:
    """Give the form of an initiative in this session; open one, with its draft, where there is none."""
    name = f"report_of_{basis.initiative_id}_{draft_id}"
    state: ReportState | None = st.session_state.get(name)
    # A form in which nothing was typed is opened anew, so that it starts from what is shown now.
    if state is None or state.is_untouched:
        former, state = state, _open(database, basis, draft_id, today)
        if former is not None:
            # The widgets stay as they are, unless they are to be filled in otherwise.
            state.made = former.made + (former.cells != state.cells)
        st.session_state[name] = state
    return state


def _open(database: Database, basis: ReportBasis, draft_id: str, today: str) -> ReportState:
    seen = what_is_there(database, [basis.initiative_id])[basis.initiative_id]
    usual = {"reported_on": today, **dict(basis.usual)}
    drafts = [
        listed.submission
        for listed in list_submissions(database, *_OPEN, initiatives=[basis.initiative_id])
        if draft_id in {"", listed.submission.submission_id}
    ]
    draft = max(drafts, key=lambda each: each.made_at, default=None)
    cells = _told(draft.cells) if draft else dict(usual)
    kept_at = draft.made_at if draft else None
    return ReportState(basis.initiative_id, usual, seen, cells, draft, kept_at=kept_at)


def _told(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in cells.items() if name not in {"initiative_id", "update_id"}}


def keep_draft(database: Database, state: ReportState) -> None:
    """Keep what the form holds as a draft; where the draft was changed elsewhere, as another one."""
    if state.draft is None and not state.is_changed:
        return
    receipt = submit_reports(
        database, SubmitReports((_report(database, state),), SubmissionState.DRAFT, current_page().actor)
    )
    if receipt.outcome is SubmitOutcome.KEPT:
        (state.draft,) = receipt.submissions
        state.kept_at = state.draft.made_at


def send_report(database: Database, state: ReportState, kind: str = "") -> SubmitReceipt:
    """Send what the form holds, or only that nothing changed."""
    report = _report(database, state)
    cells = {**report.cells, "kind": kind} if kind else report.cells
    if kind:
        cells = {name: cells[name] for name in ("initiative_id", "reported_on", "kind")}
    receipt = submit_reports(
        database,
        SubmitReports((NewReport(cells, report.submission_id, state.seen),), made_by=current_page().actor),
    )
    if receipt.outcome is SubmitOutcome.OVERTAKEN:
        state.newer = receipt.newer
        # What is shown now has been seen: sending again goes through.
        state.seen = what_is_there(database, [state.initiative_id])[state.initiative_id]
    elif receipt.outcome is not SubmitOutcome.REFUSED:
        state.receipt, state.newer = receipt, ()
    return receipt


def begin_again(database: Database, state: ReportState, cells: Mapping[str, str] | None = None) -> None:
    """Empty the form, or fill it with the cells of a report that was taken back."""
    state.seen = what_is_there(database, [state.initiative_id])[state.initiative_id]
    state.cells = _told(cells) if cells else dict(state.usual)
    state.draft, state.receipt, state.newer, state.problems, state.kept_at = None, None, (), (), None
    state.made += 1


def _report(database: Database, state: ReportState) -> NewReport:
    cells = {"initiative_id": state.initiative_id, **state.cells}
    return NewReport(cells, _own_draft(database, state.draft), None)


def _own_draft(database: Database, draft: Submission | None) -> str | None:
    """Name the draft to write over, unless it was changed in another window meanwhile."""
    if draft is None:
        return None
    found = list_submissions(database, ids=[draft.submission_id])
    is_own = not found or found[0].submission == draft or found[0].submission.state not in _OPEN
    return draft.submission_id if is_own else None
