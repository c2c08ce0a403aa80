"""Read what a convening report is told from, and leave out what is not for its readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ictrack.dates import year_before
from ictrack.errors import NotAllowedError
from ictrack.language import _
from ictrack.reports.sections.basis import Audience, Basis
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import (
    Change,
    City,
    Event,
    InitiativeAsAt,
    Membership,
    list_changes,
    list_initiatives,
    list_memberships,
    list_plans,
    list_status_since,
)
from ictrack.store.report_queries import Told, find_freeze, list_told
from ictrack.summaries.ledger import Opening
from ictrack.summaries.members import is_member_at
from ictrack.summaries.setting import Setting
from ictrack.vocabulary import EventKind, PlanLink, Visibility
from ictrack.words import fold

LINKED = (PlanLink.PROGRAMME_DOCUMENT, PlanLink.LISTED_STRATEGY)


@dataclass(frozen=True)
class ReportRequest:
    """Ask for the report of a convening.

    Without `as_at` it is of the convening's cut-off, or of today where that is still to
    come; without `known_on` it is what is known today. No cities: all that are members of
    the convening's phase. `plan_links` are the linked ones where none are named.
    """

    event_id: str
    as_at: date | None = None
    known_on: date | None = None
    cities: tuple[str, ...] = ()
    audience: Audience = Audience.NETWORK
    plan_links: tuple[PlanLink, ...] = LINKED


def find_convening(setting: Setting, event_id: str) -> Event:
    """Give a convening; raises NotAllowedError where there is none of that name."""
    convenings = {one.event_id: one for one in setting.events if one.kind == EventKind.CONVENING}
    if event_id not in convenings:
        raise NotAllowedError("convening", event_id, sorted(convenings))
    return convenings[event_id]


def read_basis(database: Database, setting: Setting, request: ReportRequest) -> Basis:
    """Read what a report is told from.

    Raises NotAllowedError for a convening that is none, and for a city that is no member.
    """
    convening = find_convening(setting, request.event_id)
    as_at = request.as_at or min(convening.cut_off_on, setting.today)
    known_on = request.known_on or setting.today
    memberships = list_memberships(database)
    cities = _cities(memberships, setting, convening, as_at, request.cities)
    everyone = Scope(
        as_at=as_at,
        known_on=known_on,
        phase=convening.phase_id,
        cities=tuple(city.city_id for city in cities),
        visibilities=(Visibility.PUBLIC,) if request.audience is Audience.PUBLIC else (),
    )
    scope = replace(everyone, plan_links=request.plan_links)
    before = setting.last_convening_before(min(as_at, convening.cut_off_on))
    opening = _opening(database, before, as_at, known_on)
    earlier = setting.last_convening_before(opening.as_at)
    before_that = earlier.cut_off_on if earlier else year_before(opening.as_at)
    now = tuple(map(_shown_initiative, list_initiatives(database, scope)))
    then = tuple(
        map(
            _shown_initiative,
            list_initiatives(database, replace(scope, as_at=opening.as_at, known_on=opening.known_on)),
        )
    )
    counted = {one.initiative_id for one in now}
    return Basis(
        database=database,
        setting=setting,
        scope=scope,
        audience=request.audience,
        convening=convening,
        before=before,
        opening=opening,
        cities=cities,
        areas=setting.areas,
        now=now,
        then=then,
        changes=tuple(map(_shown_change, list_changes(database, scope, opening.as_at, opening.known_on))),
        told=_shown_told(list_told(database, scope, opening.as_at), now),
        told_before=_shown_told(list_told(database, scope.at(opening.as_at), before_that), then),
        status_since=list_status_since(database, scope),
        memberships=memberships,
        plans=list_plans(database),
        unlinked=tuple(
            one
            for one in map(_shown_initiative, list_initiatives(database, everyone))
            if one.initiative_id not in counted
        ),
    )


def _cities(
    memberships: Iterable[Membership],
    setting: Setting,
    convening: Event,
    as_at: date,
    asked: tuple[str, ...],
) -> tuple[City, ...]:
    """List the members of the convening's phase at a day, by name; of any phase where it has none."""
    phases = {
        phase.phase_id: phase
        for phase in setting.phases
        if convening.phase_id in {None, phase.phase_id} and phase.starts_on <= as_at
    }
    members = {
        one.city_id
        for one in memberships
        if one.phase_id in phases and is_member_at(one, phases[one.phase_id], as_at)
    }
    # Where no membership is known, the cities are those that the sources speak of.
    members = members or {one.city_id for one in setting.cities if one.named_by}
    unknown = next((city for city in asked if city not in members), None)
    if unknown is not None:
        raise NotAllowedError("cities", unknown, sorted(members))
    chosen = [c for c in setting.cities if c.city_id in members and (not asked or c.city_id in asked)]
    return tuple(sorted(chosen, key=lambda city: (fold(city.name), city.city_id)))


def _opening(database: Database, before: Event | None, as_at: date, known_on: date) -> Opening:
    """Give the moment since which changes are told: the convening before, as its frozen report knew it."""
    if before is None:
        return Opening(year_before(as_at), known_on)
    freeze = find_freeze(database, before.event_id)
    if freeze is None or freeze.as_at != before.cut_off_on:
        return Opening(before.cut_off_on, known_on)
    return Opening(before.cut_off_on, min(freeze.known_on, known_on))


# What is internal is counted for the network, and named by its identifier alone. What everyone may
# read is what the database gives them.
def _shown_initiative(one: InitiativeAsAt) -> InitiativeAsAt:
    if one.visibility != Visibility.INTERNAL:
        return one
    return replace(
        one,
        title=_title_of_internal(),
        description=None,
        lead_organisation=None,
        reason=None,
        last_summary=None,
        sectors=(),
        audiences=(),
    )


def _shown_change(one: Change) -> Change:
    if one.visibility != Visibility.INTERNAL:
        return one
    return replace(one, title=_title_of_internal(), reason=None, last_summary=None, removal_reason=None)


def _shown_told(listed: Iterable[Told], initiatives: Iterable[InitiativeAsAt]) -> tuple[Told, ...]:
    shown = {one.initiative_id for one in initiatives if one.visibility != Visibility.INTERNAL}
    return tuple(one for one in listed if one.initiative_id in shown)


def _title_of_internal() -> str:
    return _("An initiative that is not published")
