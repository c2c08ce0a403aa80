"""Prepare a convening's report: write beside its numbers, freeze them, hand the files out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from ictrack.actions.freeze_report import FreezeReport, UnfreezeReport, freeze_report, unfreeze_report
from ictrack.actions.write_commentary import (
    LONGEST_COMMENTARY,
    CommentaryOutcome,
    WriteCommentary,
    write_commentary,
)
from ictrack.errors import IctrackError
from ictrack.escapes import plain_markdown
from ictrack.language import _, format_day, format_moment
from ictrack.reports.document import Section, report_json
from ictrack.reports.making import FoundReport, commented_sections, compute_for_all
from ictrack.reports.sections.reading import LINKED, ReportRequest
from ictrack.store.report_queries import Freeze, WrittenCommentary, list_commentary, list_freezes
from ictrack.summaries.actors import actor_names
from ictrack.ui import components
from ictrack.ui.choice import choose_from_address
from ictrack.ui.page import current_page

_SAID = "convening_report_said"


def _say(words: str, *, is_good: bool = True) -> None:
    st.session_state[_SAID] = (is_good, words)


def draw_said() -> None:
    """Say what came of the last thing that was done here."""
    is_good, words = st.session_state.pop(_SAID, (True, ""))
    if words:
        (st.success if is_good else st.warning)(plain_markdown(words))


@dataclass(frozen=True)
class _Place:
    """Where something is written: beside which section of which convening's report."""

    event_id: str
    section: str
    sections: tuple[str, ...]
    there: WrittenCommentary | None

    @property
    def key(self) -> str:
        return f"commentary:{self.event_id}:{self.section}"


def choose_section(found: FoundReport) -> Section:
    """Draw the box that chooses a section; those with commentary say so."""
    written = {one.section for one in list_commentary(current_page().database, _event(found)) if one.text}
    labels = {
        key: _("{section}, with commentary", section=title) if key in written else title
        for key, title in commented_sections(found.report).items()
    }
    key = choose_from_address("section", labels, _("Section"))
    section = found.report.find(key)
    if section is None:
        raise KeyError(key)
    return section


def _event(found: FoundReport) -> str:
    return found.report.stamp.event_id


def draw_commentary(found: FoundReport, section: Section) -> None:
    """Draw the box to write in beside a section, and who wrote there last."""
    event_id = _event(found)
    listed = {one.section: one for one in list_commentary(current_page().database, event_id)}
    sections = tuple(commented_sections(found.report))
    place = _Place(event_id, section.key, sections, listed.get(section.key))
    saved = place.there.text if place.there else ""
    # What is typed stays in the session while another section is looked at.
    kept = f"{place.key}:typed"
    typed = st.text_area(
        _("Commentary on: {section}", section=plain_markdown(section.title)),
        st.session_state.get(kept, saved),
        height=160,
        max_chars=LONGEST_COMMENTARY,
        help=_("Name no person. It goes into the report for the cities, not into one for everyone."),
        key=place.key,
    )
    st.session_state[kept] = typed
    if typed != saved:
        components.show_notes(_("Not saved yet."))
    elif place.there:
        moment = format_moment(place.there.written_at)
        components.show_notes(
            _(
                "Saved on {moment} by {who}.",
                moment=moment,
                who=actor_names(current_page().database)(place.there.written_by),
            )
        )
    st.button(_("Save commentary"), on_click=_save, args=(place,), key=f"{place.key}:save")


def _save(place: _Place) -> None:
    text = str(st.session_state.get(place.key, ""))
    seen = place.there.written_at if place.there else None
    command = WriteCommentary(place.event_id, place.section, text, seen, current_page().actor)
    try:
        receipt = write_commentary(current_page().database, command, place.sections)
    except IctrackError as error:
        _say(str(error), is_good=False)
        return
    if receipt.outcome is CommentaryOutcome.OVERTAKEN:
        theirs = receipt.there.text if receipt.there else ""
        _say(
            _(
                "Somebody else wrote here meanwhile: “{text}” Yours is still in the box; "
                "save again to replace theirs.",
                text=theirs,
            ),
            is_good=False,
        )
        return
    st.session_state.pop(f"{place.key}:typed", None)
    _say(_("The commentary is saved."))


def _when_frozen(freeze: Freeze) -> str:
    as_at, known_on = format_day(freeze.as_at), format_day(freeze.known_on)
    moment = format_moment(freeze.frozen_at)
    # Who it was is not for everyone.
    if not freeze.frozen_by:
        return _(
            "The numbers were frozen on {moment}: as at {as_at}, as known on {known_on}.",
            moment=moment,
            as_at=as_at,
            known_on=known_on,
        )
    return _(
        "The numbers were frozen on {moment} by {who}: as at {as_at}, as known on {known_on}.",
        moment=moment,
        who=actor_names(current_page().database)(freeze.frozen_by),
        as_at=as_at,
        known_on=known_on,
    )


def draw_freeze(found: FoundReport, event_id: str) -> None:
    """Say whether the numbers are frozen, and offer to freeze or unfreeze them."""
    page = current_page()
    freezes = list_freezes(page.database, event_id)
    holding = next((one for one in freezes if one.ended_at is None), None)
    if holding:
        components.show_notes(_when_frozen(holding), "" if found.freeze else _not_frozen_view())
        with st.popover(_("Unfreeze")):
            st.write(_("The report follows the data again. That it was frozen stays on record."))
            st.button(_("Unfreeze the report"), on_click=_unfreeze, args=(event_id,), key="unfreeze")
        return
    ended = freezes[0].ended_at if freezes else None
    was = _("It was unfrozen on {moment}.", moment=format_moment(ended)) if ended else ""
    components.show_notes(_("The numbers are not frozen: they follow the data."), was)
    if page.scope.cities or page.scope.plan_links:
        components.show_notes(_("To freeze the report, clear the filters by city and by link."))
        return
    with st.popover(_("Freeze the numbers")):
        st.write(_("These numbers stay, whatever is loaded later. Commentary can still be changed."))
        st.button(_("Freeze the report"), on_click=_freeze, args=(event_id,), key="freeze", type="primary")


def _not_frozen_view() -> str:
    return _("The filters ask for other days or cities, so what is shown here is computed anew.")


def _freeze(event_id: str) -> None:
    page = current_page()
    request = ReportRequest(event_id, page.scope.as_at, page.scope.known_on, plan_links=LINKED)
    try:
        computed = compute_for_all(page.database, page.setting, request)
        contents: Mapping[str, str] = {one.value: report_json(report) for one, report in computed.items()}
        receipt = freeze_report(
            page.database,
            FreezeReport(event_id, page.scope.as_at, page.scope.known_on, contents, current_page().actor),
        )
    except IctrackError as error:
        _say(str(error), is_good=False)
        return
    if receipt.is_written:
        _say(_("The numbers of this report are frozen."))
    else:
        _say(_("Somebody else froze it meanwhile; theirs stays."), is_good=False)


def _unfreeze(event_id: str) -> None:
    try:
        unfreeze_report(current_page().database, UnfreezeReport(event_id, current_page().actor))
    except IctrackError as error:
        _say(str(error), is_good=False)
        return
    _say(_("The report follows the data again."))
