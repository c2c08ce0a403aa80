"""The filters beside every page: what they offer, and how a choice reaches the address.

The address is where the filters live. Widgets show what it says, and a choice is written
to it before the page is drawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from ictrack.dates import parse_partial_day
from ictrack.labels import plan_link_label
from ictrack.language import _, format_day
from ictrack.scope import Scope
from ictrack.summaries.progress import NO_AREA
from ictrack.summaries.setting import Moment, Setting
from ictrack.ui.address import FILTERS, Query
from ictrack.vocabulary import PlanLink

LATEST = "latest"
_ALL_PHASES = ""


def draw_filters(setting: Setting, scope: Scope, query: Query) -> None:
    """Draw the filters with what the address says chosen."""
    _draw_as_at(setting, scope, query)
    _draw_known_on(setting, scope, query)
    _draw_phase(setting, scope)
    _draw_many("cities", _("Cities"), _cities(setting, scope), setting.city_name, scope.cities)
    _draw_many(
        "areas",
        _("Thematic areas"),
        [*(a.area_id for a in setting.areas), NO_AREA],
        lambda area: setting.area_name(None if area == NO_AREA else area),
        [area or NO_AREA for area in scope.areas],
    )
    _draw_many(
        "plan_links",
        _("Link to the programme"),
        [str(link) for link in PlanLink],
        lambda link: plan_link_label(PlanLink(link)),
        [str(link) for link in scope.plan_links],
    )
    if len(setting.sources) > 1:
        titles = {source.source_id: source.title for source in setting.sources}
        _draw_many("sources", _("Sources"), list(titles), titles.__getitem__, scope.sources)
    if scope.is_filtered or "as_at" in query or scope.known_on != setting.today:
        st.button(_("Clear all filters"), on_click=_clear, key="filter_clear")


def _cities(setting: Setting, scope: Scope) -> list[str]:
    """List the cities that the data speak of, and those that the address names."""
    return [c.city_id for c in setting.cities if c.named_by or c.city_id in scope.cities]


def _draw_as_at(setting: Setting, scope: Scope, query: Query) -> None:
    # A narrow box cuts the end off: the day comes before the longer words.
    latest = (
        _("{day}: last convening", day=format_day(setting.opens_at))
        if setting.opens_at
        else _("Latest: {day}", day=format_day(setting.default_as_at))
    )
    draw_day(
        "as_at",
        _("As at"),
        {LATEST: latest, **labels_of(setting.moments)},
        _chosen_day(query, "as_at", scope.as_at),
        _("Choose a meeting or the end of a phase, or type a day: 2019-03-31, 2019-03 or 2019."),
    )


def _draw_known_on(setting: Setting, scope: Scope, query: Query) -> None:
    """Offer what was known on a past day; not where nobody wrote down when a thing became known."""
    if setting.recording_is_assumed:
        return
    chosen = _chosen_day(query, "known_on", scope.known_on)
    draw_day(
        "known_on",
        _("As known on"),
        {LATEST: _("As we know it now"), **labels_of(setting.past_convenings)},
        LATEST if scope.known_on == setting.today else chosen,
        _(
            "Leaves out what was recorded later: the picture as it was seen then. Choose a meeting, or type "
            "a day: 2019-03-31, 2019-03 or 2019."
        ),
    )


def _chosen_day(query: Query, name: str, day: date) -> str:
    asked = next(iter(query.get(name, [])), LATEST)
    return day.isoformat() if parse_partial_day(asked.strip()) else LATEST


def labels_of(moments: Sequence[Moment]) -> dict[str, str]:
    """Name days by what happened on them, each day once."""
    labels: dict[str, str] = {}
    for moment in moments:
        day = moment.day.isoformat()
        labels[day] = (
            f"{labels[day]}; {moment.label}" if day in labels else f"{format_day(moment.day)}: {moment.label}"
        )
    return labels


def draw_day(
    name: str, label: str, labels: dict[str, str], chosen: str, advice: str, *, width: int | None = None
) -> None:
    """Draw a box to choose a day from, or to type one into; the choice goes to the address."""
    if chosen != LATEST:
        labels.setdefault(chosen, format_day(date.fromisoformat(chosen)))
    st.session_state[f"filter_{name}"] = chosen
    st.selectbox(
        label,
        list(labels),
        format_func=lambda day: labels.get(day, day),
        key=f"filter_{name}",
        accept_new_options=True,
        help=advice,
        on_change=_write(name, LATEST),
        width=width or "stretch",
    )


def _draw_phase(setting: Setting, scope: Scope) -> None:
    st.session_state["filter_phase"] = scope.phase or _ALL_PHASES
    st.selectbox(
        _("Phase"),
        [_ALL_PHASES, *(phase.phase_id for phase in setting.phases)],
        format_func=lambda phase_id: setting.phase_name(phase_id) or _("All phases"),
        key="filter_phase",
        on_change=_write("phase", _ALL_PHASES),
    )


def _draw_many(
    name: str, label: str, options: Sequence[str], words: Callable[[str], str], chosen: Sequence[str]
) -> None:
    st.session_state[f"filter_{name}"] = list(chosen)
    st.multiselect(
        label,
        options,
        format_func=words,
        key=f"filter_{name}",
        placeholder=_("All"),
        on_change=_write(name, None),
    )


def _write(name: str, default: str | None) -> Callable[[], None]:
    """Make the callback that writes a widget's choice to the address."""

    def write() -> None:
        value = st.session_state[f"filter_{name}"]
        if value and value != default:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]

    return write


def _clear() -> None:
    for name in FILTERS:
        if name in st.query_params:
            del st.query_params[name]
