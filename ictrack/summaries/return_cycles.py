"""For which convening returns are looked at: the one that is being prepared, or an earlier one.

A convening's return cycle runs from just after the cut-off before to its own cut-off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ictrack.language import _, format_day
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.return_queries import ReturnConvening, list_return_convenings
from ictrack.summaries.nothing import list_lifted_filters
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Linked, Target
from ictrack.vocabulary import RecordKind


@dataclass(frozen=True)
class Cycle:
    """The return cycle of a convening, as a page looks at it: up to its cut-off, or to an earlier day.

    `is_asked_for` says whether returns are still asked for: no later cycle has begun.
    `is_past_due` says whether the day on which they are due is before the day that is looked at.
    """

    convening: ReturnConvening
    as_at: date
    is_asked_for: bool
    is_past_due: bool

    @property
    def event_id(self) -> str:
        """Give the identifier of the convening."""
        return self.convening.event_id

    @property
    def due_on(self) -> date:
        """Give the day on which returns are due: the cut-off where no other is named."""
        return self.convening.due_on

    def narrow(self, scope: Scope) -> Scope:
        """Narrow a scope to the convening's phase and to the last day of the cycle that is shown."""
        return replace(scope, as_at=self.as_at, phase=self.convening.phase_id)


@dataclass(frozen=True)
class Asking:
    """Hold the convenings to choose from, the last first; or why nothing is asked."""

    cycles: tuple[Cycle, ...]
    chosen: str
    why_not: str
    lifted: tuple[Linked, ...] = ()

    def cycle(self, event_id: str) -> Cycle:
        """Give the cycle of one of the convenings."""
        return next(cycle for cycle in self.cycles if cycle.event_id == event_id)

    @property
    def labels(self) -> dict[str, str]:
        """Name the convenings with their cut-offs, by identifier."""
        return {
            cycle.event_id: _(
                "{day}: {convening}",
                day=format_day(cycle.convening.cut_off_on),
                convening=cycle.convening.title,
            )
            for cycle in self.cycles
        }


def summarise_asking(database: Database, scope: Scope, setting: Setting) -> Asking:
    """List the convenings whose cycle has begun by the scope's day.

    Chosen is the one that is being prepared, the next cut-off on that day or after it; where
    there is none, the last. Of a public record nobody is asked.
    """
    if setting.record_kind_in(scope) is RecordKind.PUBLIC_RECORD:
        return Asking((), "", _public_record(setting, scope))
    of_phase = [
        one for one in list_return_convenings(database) if not scope.phase or one.phase_id == scope.phase
    ]
    begun = [one for one in of_phase if one.cut_off_before is None or one.cut_off_before < scope.as_at]
    if not begun:
        lifted = list_lifted_filters(database, scope, setting, Target("returns"))
        return Asking((), "", _no_convening(scope, setting), lifted)
    next_on = min((one.cut_off_on for one in begun if one.cut_off_on >= scope.as_at), default=None)
    asked_for = next_on or begun[0].cut_off_on
    cycles = tuple(
        Cycle(
            one,
            min(scope.as_at, one.cut_off_on),
            is_asked_for=one.cut_off_on >= asked_for,
            is_past_due=one.due_on < min(scope.as_at, setting.today),
        )
        for one in begun
    )
    chosen = next(cycle for cycle in cycles if cycle.convening.cut_off_on == asked_for)
    return Asking(cycles, chosen.event_id, "")


def _public_record(setting: Setting, scope: Scope) -> str:
    why = _(
        "Nothing is asked here: this was compiled from public documents, and no city was asked to report."
    )
    if scope.sources and setting.record_kind is not RecordKind.PUBLIC_RECORD:
        then = _("The filter by source leaves out what the cities reported themselves.")
    else:
        then = _("Returns are for the reports of the cities themselves, once these are loaded.")
    return f"{why} {then}"


def _no_convening(scope: Scope, setting: Setting) -> str:
    if scope.phase:
        return _(
            "No convening of {phase} is known, so there is no day up to which cities report.",
            phase=setting.phase_name(scope.phase),
        )
    return _(
        "No convening is known that belongs to a phase, so there is no day up to which cities report. "
        "Give it in the file 'events', with its phase and its cut-off."
    )
