"""Choose the first moment of a ledger: a day, and the day on which its picture was known.

Both live in the address, as the filters do; the last moment is the frame's own two dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from ictrack.dates import parse_partial_day
from ictrack.language import _, format_day
from ictrack.summaries.ledger import Opening
from ictrack.summaries.setting import opening_day
from ictrack.ui.components import show_problems
from ictrack.ui.filters import LATEST, draw_day, labels_of
from ictrack.ui.page import Page


def choose_opening(page: Page) -> Opening:
    """Draw what the first moment can be chosen by, and give the one that the address asks for."""
    scope, setting = page.scope, page.setting
    problems: list[str] = []
    since = _read(page, "since", opening_day(setting, scope.as_at), problems)
    if since > scope.as_at:
        since = opening_day(setting, scope.as_at)
        problems.append(
            _("The first day would be after the last. Changes since {day} are shown.", day=format_day(since))
        )
    known_on = _read(page, "known_since", scope.known_on, problems)
    if known_on > scope.known_on:
        # A link may name a later day than the filter: the first picture never knows more than the last.
        known_on = scope.known_on
        problems.append(
            _("The first day is shown as known on {day}, as the last one is.", day=format_day(known_on))
        )
    show_problems(problems)
    # So that a copied link opens the same, however it was chosen.
    page.query["since"] = [since.isoformat()]
    page.query["known_since"] = [known_on.isoformat()]
    meetings = [moment for moment in setting.moments if moment.day < scope.as_at]
    advice = _("Choose a meeting or the end of a phase, or type a day: 2019-03-31, 2019-03 or 2019.")
    with st.container(horizontal=True):
        draw_day("since", _("Changes since"), labels_of(meetings), since.isoformat(), advice, width=380)
        if not setting.recording_is_assumed:
            known = {LATEST: _as_the_last_day(page)}
            if since <= scope.known_on:
                known[since.isoformat()] = _("As it was known on that day")
            later = labels_of([moment for moment in meetings if since < moment.day <= scope.known_on])
            chosen = LATEST if known_on == scope.known_on else known_on.isoformat()
            draw_day("known_since", _("That day, as known"), {**known, **later}, chosen, advice, width=380)
    return Opening(since, known_on)


def _as_the_last_day(page: Page) -> str:
    """Name the picture that knows as much as that of the last day."""
    if page.scope.known_on == page.setting.today:
        return _("As we know it now")
    return _("As it was known on {day}", day=format_day(page.scope.known_on))


def _read(page: Page, name: str, default: date, problems: list[str]) -> date:
    written = page.opened(name).strip()
    if written in {"", LATEST}:
        return default
    day = parse_partial_day(written)
    if day is None:
        problems.append(_("'{value}' is not a day. Write it as 2019-03-31, 2019-03 or 2019.", value=written))
        return default
    return day.last


def choose_measure(page: Page, measures: Mapping[str, str], chosen: str) -> None:
    """Draw the box that chooses which number is followed."""
    key = "choice_measure"
    st.session_state[key] = chosen

    def write() -> None:
        st.query_params["measure"] = st.session_state[key]

    page.query["measure"] = [chosen]
    st.selectbox(
        _("Follow"),
        list(measures),
        format_func=lambda measure: measures[measure],
        key=key,
        on_change=write,
        width=380,
    )
