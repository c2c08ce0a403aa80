"""Which convening's report is looked at: the one asked for, else the last that has been or is prepared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ictrack.language import _, format_written
from ictrack.store.queries import Event
from ictrack.summaries.setting import Setting
from ictrack.vocabulary import EventKind


def convening_choices(setting: Setting) -> Mapping[str, str]:
    """Name the convenings, the newest first, by identifier."""
    listed = sorted(_convenings(setting), key=lambda one: (one.cut_off_on, one.event_id), reverse=True)
    return {
        one.event_id: _(
            "{day}: {convening}",
            day=format_written(one.ends_on_written or one.starts_on_written),
            convening=one.title,
        )
        for one in listed
    }


def default_convening(setting: Setting) -> str:
    """Give the convening whose report is looked at first: the last of a phase that has been by today.

    Where none has been it is the first that is to come; empty where there is none at all.
    """
    listed = sorted(_convenings(setting), key=lambda one: (one.cut_off_on, one.event_id))
    past = [one for one in listed if one.cut_off_on <= setting.today]
    of_phase = [one for one in past if one.phase_id]
    chosen = next(iter([*of_phase[-1:], *past[-1:], *listed[:1]]), None)
    return chosen.event_id if chosen else ""


def opening_at(setting: Setting, event_id: str) -> Setting:
    """Open at the cut-off of a convening, or today where it is to come; of the default one for no such."""
    known = {one.event_id: one for one in _convenings(setting)}
    event = known.get(event_id) or known.get(default_convening(setting))
    return replace(setting, opens_at=min(event.cut_off_on, setting.today)) if event else setting


def _convenings(setting: Setting) -> list[Event]:
    return [one for one in setting.events if one.kind == EventKind.CONVENING]
