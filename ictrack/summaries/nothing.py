"""Which filter hides everything, and how to lift it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ictrack.language import _, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import list_initiatives
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Linked, Target


def list_lifted_filters(
    database: Database, scope: Scope, setting: Setting, target: Target
) -> tuple[Linked, ...]:
    """List the filters of a scope that would show something if they alone were lifted.

    What the page itself has chosen, a city or a thematic area, is not lifted. Each leads
    to `target` with that filter lifted and the others kept.
    """
    found = []
    for name, words, wider in _wider_scopes(scope, setting, target.page):
        count = len(list_initiatives(database, wider))
        if count:
            counted = ngettext("{n} initiative", "{n} initiatives", count)
            lifted = Target(target.page, (*target.opens, (name, "")))
            found.append(Linked(_("{words}: {counted}", words=words, counted=counted), lifted))
    return tuple(found)


def _wider_scopes(scope: Scope, setting: Setting, page: str) -> Iterator[tuple[str, str, Scope]]:
    if scope.as_at != setting.default_as_at:
        yield "as_at", _("Show the latest day"), scope.at(setting.default_as_at)
    if scope.known_on != setting.today:
        yield "known_on", _("Show what is known today"), replace(scope, known_on=setting.today)
    if scope.phase:
        yield "phase", _("Show all phases"), replace(scope, phase=None)
    if scope.cities and page != "city":
        yield "cities", _("Show all cities"), replace(scope, cities=())
    if scope.areas and page != "area":
        yield "areas", _("Show all thematic areas"), replace(scope, areas=())
    if scope.plan_links:
        yield "plan_links", _("Show every link to the programme"), replace(scope, plan_links=())
    if scope.sources:
        yield "sources", _("Show all sources"), replace(scope, sources=())
