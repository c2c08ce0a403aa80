"""Which cities a scope speaks of, which part a city took in each phase, and whether its plan was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.labels import coverage_label, role_label
from ictrack.language import _, format_written
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import (
    ActionPlan,
    City,
    InitiativeAsAt,
    Membership,
    Phase,
    list_memberships,
    list_plans,
)
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Outward, Table
from ictrack.vocabulary import Coverage, MembershipRole, RecordKind

# The best that is known of a city's plans for a phase decides.
_BEST_FIRST = (Coverage.READ, Coverage.PART, Coverage.NOT_READ)


@dataclass(frozen=True)
class PartTaken:
    """What part a city took in the phases of a scope, and what is known of its plans."""

    sentence: str
    caveat: str
    table: Table


def phases_in_scope(scope: Scope, setting: Setting) -> tuple[Phase, ...]:
    """List the phases that a scope speaks of and that have begun, the earliest first."""
    return tuple(
        phase
        for phase in setting.phases
        if scope.phase in {None, phase.phase_id} and phase.starts_on <= scope.as_at
    )


def memberships_in_scope(database: Database, scope: Scope, setting: Setting) -> tuple[Membership, ...]:
    """List the memberships of the cities that the sources of a scope speak of, at any day."""
    named = {city.city_id for city in setting.cities_of(scope)}
    return tuple(m for m in list_memberships(database) if m.city_id in named)


def cities_in_scope(
    database: Database, scope: Scope, setting: Setting, initiatives: Sequence[InitiativeAsAt]
) -> tuple[City, ...]:
    """List the cities that a scope speaks of: members at its day, and those with initiatives."""
    phases = {phase.phase_id: phase for phase in phases_in_scope(scope, setting)}
    shown = {initiative.city_id for initiative in initiatives}
    for membership in memberships_in_scope(database, scope, setting):
        phase = phases.get(membership.phase_id)
        if phase and is_member_at(membership, phase, scope.as_at):
            shown.add(membership.city_id)
    chosen = [city for city in setting.cities if city.city_id in shown]
    return tuple(city for city in chosen if not scope.cities or city.city_id in scope.cities)


def is_member_at(membership: Membership, phase: Phase, day: date) -> bool:
    """Say whether a city had joined a phase by a day and not left it; a past phase keeps its members."""
    joined_on = membership.joined_on or phase.starts_on
    return joined_on <= day and (membership.left_on is None or membership.left_on > day)


def coverage_of(plans: Sequence[ActionPlan]) -> Coverage | None:
    """Say how much was read of the plans given: the best of them; nothing where there is no plan."""
    found = {plan.coverage for plan in plans}
    return next((coverage for coverage in _BEST_FIRST if coverage in found), None)


def summarise_part_taken(database: Database, scope: Scope, setting: Setting, city_id: str) -> PartTaken:
    """Say which part a city took in each phase of a scope, and whether its plan was read."""
    return tell_part_taken(list_memberships(database), list_plans(database), scope, setting, city_id)


def tell_part_taken(
    all_memberships: Sequence[Membership],
    all_plans: Sequence[ActionPlan],
    scope: Scope,
    setting: Setting,
    city_id: str,
) -> PartTaken:
    """Say the same from the memberships and plans of all cities, where many cities are told of."""
    memberships = {m.phase_id: m for m in all_memberships if m.city_id == city_id}
    plans = [plan for plan in all_plans if plan.city_id == city_id]
    phases = phases_in_scope(scope, setting)
    public = setting.record_kind_in(scope) is RecordKind.PUBLIC_RECORD
    told = [
        (phase, memberships.get(phase.phase_id), [p for p in plans if p.phase_id == phase.phase_id])
        for phase in phases
    ]
    unread = any(
        coverage_of(mine) is not Coverage.READ
        for _phase, membership, mine in told
        if mine or (membership and public)
    )
    return PartTaken(
        sentence=" ".join(_phase_in_words(*row, scope.as_at, public) for row in told),
        caveat=_("Where a plan was not read in full, the absence of an initiative says nothing.")
        if unread
        else "",
        table=_table(told, scope.as_at),
    )


def _phase_in_words(
    phase: Phase, membership: Membership | None, plans: Sequence[ActionPlan], as_at: date, public: bool
) -> str:
    role = _role_in_words(membership, phase, as_at)
    plan = _plan_in_words(coverage_of(plans), public and membership is not None)
    return f"{phase.name}: {'; '.join(part for part in (role, plan) if part)}."


def _role_in_words(membership: Membership | None, phase: Phase, as_at: date) -> str:
    if membership is None:
        return _("not a member")
    role = role_label(MembershipRole(membership.role)).lower()
    if membership.joined_on and membership.joined_on > as_at:
        return _("not yet a member")
    if not is_member_at(membership, phase, as_at):
        return _("{role} until {day}", role=role, day=format_written(membership.left_on_written))
    if membership.joined_on:
        return _("{role} since {day}", role=role, day=format_written(membership.joined_on_written))
    return role


def _plan_in_words(coverage: Coverage | None, expected: bool) -> str:
    if coverage is None:
        return _("no action plan is known") if expected else ""
    return {
        Coverage.READ: _("its action plan was read"),
        Coverage.PART: _("its action plan was read in part"),
        Coverage.NOT_READ: _("its action plan was not read"),
    }[coverage]


def _table(told: Sequence[tuple[Phase, Membership | None, Sequence[ActionPlan]]], as_at: date) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for phase, membership, plans in told:
        role = _role_in_words(membership, phase, as_at)
        note, source = (membership.note, _source(membership)) if membership else (None, None)
        rows += [(phase.name, role, *_plan_cells(plan), source, note) for plan in plans or (None,)]
    columns = (
        Column("phase", _("Phase")),
        Column("role", _("Role")),
        Column("action_plan", _("Action plan")),
        Column("published", _("Published")),
        Column("coverage", _("Was it read?")),
        Column("source", _("Source of the membership")),
        Column("note", _("Note")),
    )
    return Table(_("Membership and action plans"), columns, tuple(rows))


def _source(membership: Membership) -> Cell:
    if membership.source_title and membership.source_url:
        return Outward(membership.source_title, membership.source_url)
    return membership.source_title


def _plan_cells(plan: ActionPlan | None) -> tuple[Cell, Cell, Cell]:
    if plan is None:
        return None, None, None
    title: Cell = Outward(plan.title, plan.source_url) if plan.source_url else plan.title
    published = format_written(plan.published_on_written) or None
    return title, published, coverage_label(Coverage(plan.coverage))
