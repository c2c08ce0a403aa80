"""The rules of the gap matrix: what each state means, with the thresholds that are set.

The codes are the words of `GapState`: they stand in addresses and downloads. Which state a
thematic area of a city has is decided in `ictrack/store/sql/gap_list.sql`; the first that fits.
"""

from __future__ import annotations

from ictrack.language import _, ngettext
from ictrack.settings import current_settings
from ictrack.store.gap_queries import GapLimits
from ictrack.vocabulary import GapState, RecordKind


def current_limits() -> GapLimits:
    """Give the thresholds that are set."""
    settings = current_settings()
    return GapLimits(settings.gap_months, settings.gap_few)


def months_in_words(months: int) -> str:
    """Write a number of months."""
    return ngettext("{n} month", "{n} months", months)


def explain_gap() -> str:
    """Say what the gap matrix counts, and that the first rule that fits gives the state."""
    return _(
        "One thematic area of one city in which nothing, or too little, moves. Counted are the initiatives "
        "whose thematic area it is; parts, stopped ones and those that were still open when their phase "
        "ended are left out. The first rule that fits says what is shown: not known, none, all completed, "
        "not heard of, not begun, not moving, only one; else it is moving. It says nothing of how good the "
        "work is."
    )


def explain_state(state: GapState, record_kind: RecordKind) -> str:
    """Say when a thematic area of a city has a state."""
    public = record_kind is RecordKind.PUBLIC_RECORD
    return {
        **_explained_without_open(),
        **(_explained_of_documents() if public else _explained_of_returns()),
    }[state]


def _explained_without_open() -> dict[GapState, str]:
    return {
        GapState.NOT_KNOWN: _(
            "No initiative is known here, and no action plan of the city was read in full, so there may be "
            "some that nobody has written down here."
        ),
        GapState.NONE: _("No open or completed initiative, although an action plan of the city was read."),
        GapState.ALL_COMPLETED: _("There are initiatives here, and all of them are completed."),
    }


def _explained_of_documents() -> dict[GapState, str]:
    limits = current_limits()
    months = months_in_words(limits.months)
    return {
        GapState.SILENT: _(
            "Something is open, and of nothing that is open any document with a date speaks in the {months} "
            "up to the as-at date.",
            months=months,
        ),
        GapState.PLANNED_ONLY: _("All that is open was announced, and no document says that it began."),
        GapState.STALLED: _(
            "No initiative is further than {months} earlier. From stopped over paused, announced and under "
            "way to completed, each is further than the one before, and no evidence of status is before all.",
            months=months,
        ),
        **_explained_of_moving(limits.few),
    }


def _explained_of_returns() -> dict[GapState, str]:
    limits = current_limits()
    return {
        GapState.SILENT: _(
            "Something is open, and all that is open is silent, or its status was never reported."
        ),
        GapState.PLANNED_ONLY: _("All that is open is reported as not started."),
        GapState.STALLED: _(
            "No initiative is further than it was before the last return cycle that ended, which is the "
            "second cut-off before the as-at date; where no convening is known, than {months} earlier. From "
            "stopped over paused, not started and under way to completed, each is further than the one "
            "before; within one of them at risk is further than off track, and on track than at risk. No "
            "status is before all.",
            months=months_in_words(limits.months),
        ),
        **_explained_of_moving(limits.few),
    }


def _explained_of_moving(few: int) -> dict[GapState, str]:
    return {
        GapState.THIN: ngettext(
            "There is only {n} initiative, and it is further than on the day that the reason names.",
            "There are no more than {n} initiatives, and one at least is further than on the day that the "
            "reason names.",
            few,
        ),
        GapState.MOVING: _(
            "At least one initiative is further than on the day that the reason names, and there are others."
        ),
    }
