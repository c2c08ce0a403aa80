"""The audit on screen: narrow it, see whether it is whole, take it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from ictrack.language import _
from ictrack.reports.exports import table_csv
from ictrack.store.database import Database
from ictrack.summaries.audit import AuditAsked, AuditSummary, judge_audit, summarise_audit, whole_audit
from ictrack.summaries.table import Fact
from ictrack.ui import components
from ictrack.ui.offering import offer_file
from ictrack.ui.page import current_page
from ictrack.ui.take_away import facts_of_view

_VERDICT = "audit_verdict"


def asked_of_audit() -> AuditAsked:
    """Give what the address asks of the audit."""
    return AuditAsked(*(current_page().opened(name) for name in ("kind", "by", "day", "start")))


def read_audit(asked: AuditAsked) -> AuditSummary:
    """Read the entries anew: a login makes one, and is no change of the data."""
    return summarise_audit(current_page().database, asked)


def draw_verdict() -> None:
    """Say whether the chain is whole, as it was judged when the page was opened or asked for last."""
    verdict = st.session_state.get(_VERDICT) or judge_audit(current_page().database)
    st.session_state[_VERDICT] = verdict
    components.show_sentence(verdict.sentence)
    if verdict.head:
        components.show_notes(
            _("Head, to note down where nobody who can write here can: {head}", head=verdict.head)
        )
    st.button(_("Judge the chain again"), key="audit_judge", on_click=_forget)


def _forget() -> None:
    st.session_state.pop(_VERDICT, None)


def draw_filters(audit: AuditSummary, asked: AuditAsked) -> None:
    """Draw the boxes that narrow the list: what was done, by whom, on which day."""
    with st.container(horizontal=True):
        _choose("kind", _("What"), audit.kinds, asked.kind)
        _choose("by", _("By whom"), audit.doers, asked.by)
        key = "audit_day"
        st.session_state[key] = asked.day
        st.text_input(
            _("Day, month or year"),
            key=key,
            placeholder=_("Such as 2026-03"),
            on_change=_write,
            args=("day", key),
            width=200,
        )


def _choose(name: str, label: str, words: Mapping[str, str], chosen: str) -> None:
    key = f"audit_{name}"
    st.session_state[key] = chosen if chosen in words else ""
    everything = {"": _("All"), **words}
    st.selectbox(
        label,
        list(everything),
        format_func=everything.__getitem__,
        key=key,
        on_change=_write,
        args=(name, key),
        width=300,
    )


def _write(name: str, key: str) -> None:
    for gone in (name, "start"):
        if gone in st.query_params:
            del st.query_params[gone]
    if value := str(st.session_state[key]).strip():
        st.query_params[name] = value


def offer_audit(asked: AuditAsked) -> None:
    """Offer every entry that is asked for, as a file; that it was taken is an entry too."""
    page = current_page()
    make = partial(_file, page.database, asked, facts_of_view(page))
    offer_file(_("Download CSV"), make, "ictrack-audit.csv", "text/csv", "audit_csv")


def _file(database: Database, asked: AuditAsked, about: Sequence[Fact]) -> bytes:
    return table_csv(whole_audit(database, asked), about)
