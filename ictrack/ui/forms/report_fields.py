"""The fields of a report: what is asked, in the order in which an official can answer."""

from __future__ import annotations

import streamlit as st

from ictrack.escapes import plain_markdown
from ictrack.labels import confidence_label, status_label
from ictrack.language import _
from ictrack.summaries.reporting import ReportBasis
from ictrack.summaries.told import field_label
from ictrack.ui.forms.report_state import ReportState
from ictrack.vocabulary import Confidence, DeliveryStatus, RecordKind

_FINISHED = (DeliveryStatus.COMPLETED, DeliveryStatus.STOPPED)
_DOUBT = (Confidence.AT_RISK, Confidence.OFF_TRACK)
_NONE = ""


def draw_fields(basis: ReportBasis, state: ReportState) -> None:
    """Draw the fields, and read what they hold into the state."""
    cells = dict(state.cells)
    cells["status"] = _choose(state, "status", _statuses())
    if cells["status"] and cells["status"] not in _FINISHED:
        cells["confidence"] = _choose(state, "confidence", _confidences())
    else:
        cells["confidence"] = _NONE
    target, day = st.columns(2)
    with target:
        kept = (
            _("Empty keeps {day}. Write 2026-03-31, 2026-03 or 2026.", day=basis.target)
            if basis.target
            else _("Write 2026-03-31, 2026-03 or 2026.")
        )
        cells["revised_target_on"] = _write(state, "revised_target_on", hint=kept)
    with day:
        cells["reported_on"] = _write(
            state, "reported_on", hint=_("Today unless you say another: 2026-03-31 or 2026-03.")
        )
    cells["reason"] = _reason(state, cells)
    cells["summary"] = _write(state, "summary", hint=_("One sentence. No names of people: say the post."))
    title, url = st.columns(2)
    with title:
        cells["evidence_title"] = _write(state, "evidence_title", hint=_("A report, a page, a photo."))
    with url:
        cells["evidence_url"] = _write(state, "evidence_url", hint=_("Begins with https://"))
    cells |= _more(state)
    state.cells = {name: cell.strip() for name, cell in cells.items() if cell.strip()}


def _statuses() -> dict[str, str]:
    # What a city reports is said in its own words, also where the rest is a public record.
    words = {str(each): status_label(each, RecordKind.RETURNS) for each in DeliveryStatus}
    return {**words, _NONE: _("Say nothing of it")}


def _confidences() -> dict[str, str]:
    return {**{str(each): confidence_label(each) for each in Confidence}, _NONE: _("Not stated")}


def _choose(state: ReportState, field: str, words: dict[str, str]) -> str:
    held = state.cells.get(field, _NONE)
    chosen = st.radio(
        field_label(field),
        list(words),
        index=list(words).index(held if held in words else _NONE),
        format_func=words.__getitem__,
        key=state.key(field),
        horizontal=True,
    )
    return chosen or _NONE


def _write(state: ReportState, field: str, *, hint: str = "", long: bool = False) -> str:
    key = state.key(field)
    draw = st.text_area if long else st.text_input
    with st.container(key=f"field-{key}"):
        # Only what it begins with: where another replica goes on with the page, what is on the screen stays.
        text = draw(field_label(field), state.cells.get(field, ""), key=key)
        if hint:
            st.caption(plain_markdown(hint))
    return text or ""


def _reason(state: ReportState, cells: dict[str, str]) -> str:
    if cells.get("confidence") in _DOUBT:
        return _write(state, "reason", hint=_("Needed unless on track: why, in a few words."))
    if cells.get("revised_target_on", "").strip():
        return _write(state, "reason", hint=_("Needed for a new target date: why, in a few words."))
    return _NONE


def _more(state: ReportState) -> dict[str, str]:
    """Draw the longer answers, folded unless one is filled in."""
    fields = ("achievements", "challenges", "next_steps", "help_wanted", "help_offered")
    is_told = any(state.cells.get(field) for field in fields)
    with st.expander(_("More: what was reached, next steps, help wanted and offered"), expanded=is_told):
        st.caption(plain_markdown(_("No names of people: say the post. No counts under five people.")))
        return {field: _write(state, field, long=True) for field in fields}
