"""Report on many initiatives of a city at once: those that are ticked, reviewed and not changed."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from ictrack.actions.meanwhile import what_is_there
from ictrack.actions.submit import NewReport, SubmitOutcome, SubmitReceipt, SubmitReports, submit_reports
from ictrack.escapes import plain_markdown
from ictrack.language import _, ngettext
from ictrack.markup import element
from ictrack.store.submissions import StoredReport, Submission
from ictrack.summaries.reporting import CityReports, OpenInitiative
from ictrack.summaries.table import Linked, open_report
from ictrack.ui import components
from ictrack.ui.drawing import draw_link
from ictrack.ui.forms.report_words import tell_issues, tell_receipt
from ictrack.ui.page import current_page
from ictrack.ui.view import View
from ictrack.vocabulary import UpdateKind


def draw_many(city: CityReports) -> None:
    """Draw a city's open initiatives, each with a tick and a link to its form."""
    if not city.initiatives:
        return
    name = f"report_many_{city.city_id}"
    said = st.session_state.pop(f"{name}_said", ())
    for is_good, sentence in said:
        (st.success if is_good else st.warning)(plain_markdown(sentence))
    components.show_notes(_("Tick those that have not changed, or open one to say what is new."))
    if not all(each.can_be_unchanged for each in city.initiatives):
        components.show_notes(_("What has no status yet cannot be ticked: open it, and choose one."))
    seen_key = f"{name}_seen"
    initiatives = [each.initiative_id for each in city.initiatives]
    if seen_key not in st.session_state:
        st.session_state[seen_key] = what_is_there(current_page().database, initiatives)
    _draw_ticks(city)


@st.fragment
def _draw_ticks(city: CityReports) -> None:
    name = f"report_many_{city.city_id}"
    choosable = [each for each in city.initiatives if each.can_be_unchanged and not each.waiting]
    keys = {each.initiative_id: f"{name}_{each.initiative_id}" for each in choosable}
    if len(choosable) > 1:
        st.checkbox(
            _("Tick all that can be ticked"),
            key=f"{name}_all",
            on_change=_tick_all,
            args=(f"{name}_all", tuple(keys.values())),
        )
    for initiative in city.initiatives:
        _draw_one(initiative, keys.get(initiative.initiative_id))
    ticked = [initiative for initiative, key in keys.items() if st.session_state.get(key)]
    label = ngettext("Reviewed, no change ({n})", "Reviewed, no change ({n})", len(ticked))
    if st.button(label, type="primary", disabled=not ticked, key=f"{name}_send"):
        _send(name, ticked)


def _tick_all(key: str, keys: tuple[str, ...]) -> None:
    for each in keys:
        st.session_state[each] = st.session_state[key]


def _draw_one(initiative: OpenInitiative, key: str | None) -> None:
    told = ", ".join(part for part in (initiative.progress, initiative.last, initiative.waiting) if part)
    opening = Linked(
        _("Say what is new"),
        open_report(initiative.initiative_id),
        _("Say what is new of {title}", title=initiative.title),
    )
    with st.container(key=f"field-{initiative.initiative_id}"):
        if key is not None:
            st.checkbox(plain_markdown(initiative.title), key=key)
            components.show_only(_line, f"{told}.", opening)
        else:
            components.show_only(_line, f"{initiative.title}: {told}.", opening)


def _line(view: View, told: str, opening: Linked) -> Markup:
    return element("p", told, " ", draw_link(view, opening), class_="ic-notes")


def _send(name: str, ticked: list[str]) -> None:
    page = current_page()
    seen = st.session_state[f"{name}_seen"]
    today = page.setting.today.isoformat()
    reports = tuple(
        NewReport(
            {"initiative_id": each, "kind": UpdateKind.REVIEWED_NO_CHANGE, "reported_on": today},
            seen=seen[each],
        )
        for each in ticked
    )
    receipt = submit_reports(page.database, SubmitReports(reports, made_by=current_page().actor))
    st.session_state[f"{name}_said"] = _said(receipt)
    # What the page shows next has been seen; what was sent needs no tick any more.
    st.session_state.pop(f"{name}_seen")
    if receipt.outcome in {SubmitOutcome.SUBMITTED, SubmitOutcome.LOADED, SubmitOutcome.ALREADY_THERE}:
        for key in [key for key in st.session_state if str(key).startswith(f"{name}_")]:
            if key != f"{name}_said":
                del st.session_state[key]
    st.rerun()


def _said(receipt: SubmitReceipt) -> tuple[tuple[bool, str], ...]:
    if receipt.outcome is SubmitOutcome.REFUSED:
        return tuple((False, sentence) for sentence in tell_issues(receipt.issues))
    if receipt.outcome is SubmitOutcome.OVERTAKEN:
        return tuple((False, _newer(each)) for each in receipt.newer)
    return ((True, tell_receipt(receipt)),)


def _newer(newer: StoredReport | Submission) -> str:
    return _(
        "Somebody else has reported on {initiative} meanwhile: {summary}. "
        "Nothing was sent yet; tick again to send all the same.",
        initiative=newer.initiative_id,
        summary=newer.cells.get("summary") or newer.cells.get("status") or newer.update_id,
    )
