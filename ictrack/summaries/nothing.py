"""Which filter hides everything, and how to lift it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ictrack.labels import plan_link_label
from ictrack.language import _, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import list_initiatives
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Linked, Target

Count = Callable[[Scope], int]


@dataclass(frozen=True)
class Filter:
    """One filter of a scope: its name in the address, what it keeps, how to lift it, the scope without it."""

    name: str
    keeps: str
    lift: str
    wider: Scope


def filters_of(scope: Scope, setting: Setting) -> tuple[Filter, ...]:
    """List the filters that narrow a scope; the two dates are none."""
    found = []
    if scope.phase:
        keeps = setting.phase_name(scope.phase)
        found.append(Filter("phase", keeps, _("Show all phases"), replace(scope, phase=None)))
    if scope.cities:
        keeps = ", ".join(setting.city_name(city_id) for city_id in scope.cities)
        found.append(Filter("cities", keeps, _("Show all cities"), replace(scope, cities=())))
    if scope.areas:
        keeps = ", ".join(setting.area_name(area_id or None) for area_id in scope.areas)
        found.append(Filter("areas", keeps, _("Show all thematic areas"), replace(scope, areas=())))
    if scope.plan_links:
        keeps = ", ".join(plan_link_label(link) for link in scope.plan_links).lower()
        wider = replace(scope, plan_links=())
        found.append(Filter("plan_links", keeps, _("Show every link to the programme"), wider))
    if scope.sources:
        keeps = ", ".join(setting.source_title(source_id) for source_id in scope.sources)
        found.append(Filter("sources", keeps, _("Show all sources"), replace(scope, sources=())))
    return tuple(found)


def list_lifted_filters(
    database: Database, scope: Scope, setting: Setting, target: Target, count: Count | None = None
) -> tuple[Linked, ...]:
    """List the filters and days of a scope that would show something if they alone were lifted.

    What the page itself has chosen, a city or a thematic area, is not lifted. Each leads
    to `target` with that filter lifted and the others kept. `count` says how many
    initiatives a scope shows there; without it, all that count.
    """
    shown_in = count or (lambda wider: len(list_initiatives(database, wider)))
    chosen_by_page = {"city": "cities", "area": "areas"}.get(target.page)
    wider = [one for one in filters_of(scope, setting) if one.name != chosen_by_page]
    found = [
        lifted(one.lift, shown_in(one.wider), _without(target, one.name))
        for one in (*_days_of(scope, setting), *wider)
    ]
    return tuple(link for link in found if link)


def _days_of(scope: Scope, setting: Setting) -> list[Filter]:
    """List the dates of a scope that are not the usual ones."""
    found = []
    if scope.as_at != setting.default_as_at:
        found.append(Filter("as_at", "", _("Show the latest day"), scope.at(setting.default_as_at)))
    if scope.known_on != setting.today:
        known = replace(scope, known_on=setting.today)
        found.append(Filter("known_on", "", _("Show what is known today"), known))
    return found


def lift_all(database: Database, scope: Scope, names: Sequence[str], page: str) -> Linked | None:
    """Lead to a page without any filter, the dates kept; nothing where nothing is shown there either."""
    shown = len(list_initiatives(database, Scope(scope.as_at, scope.known_on)))
    return lifted(_("Show without any filter"), shown, Target(page, tuple((name, "") for name in names)))


def lifted(words: str, initiatives: int, target: Target) -> Linked | None:
    """Lead to what a lifted filter shows, with its number; nothing where it shows nothing."""
    if not initiatives:
        return None
    counted = ngettext("{n} initiative", "{n} initiatives", initiatives)
    return Linked(_("{words}: {counted}", words=words, counted=counted), target)


def _without(target: Target, name: str) -> Target:
    return Target(target.page, (*target.opens, (name, "")))
