"""Cities by thematic areas: how many initiatives stand where, and where it is not known.

An empty cell says "none" only where an action plan of the city was read in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ictrack.language import _, ngettext
from ictrack.store.queries import ActionPlan, City, InitiativeAsAt, Phase, ThematicArea
from ictrack.summaries.grouped import grouped
from ictrack.summaries.members import coverage_of
from ictrack.summaries.progress import NO_AREA
from ictrack.summaries.table import Linked, Target, open_area, open_city, open_initiatives
from ictrack.vocabulary import Coverage, Standing
from ictrack.words import fold


@dataclass(frozen=True)
class MatrixCell:
    """One city, or what a lens looks at, in one thematic area: how many, how many completed, where they are.

    `name` says all of it. `empty` is what a cell without any shows, and `why` the rest. Without
    a target there is no list to lead to.
    """

    initiatives: int
    completed: int
    name: str
    target: Target | None
    empty: str = ""
    why: str = ""


@dataclass(frozen=True)
class Matrix:
    """Cities in rows, thematic areas in columns; `note` explains what empty cells say."""

    caption: str
    corner: str
    columns: tuple[Linked, ...]
    rows: tuple[tuple[Linked, tuple[MatrixCell, ...]], ...]
    note: str


@dataclass(frozen=True)
class LensMatrix:
    """What a lens looks at in rows, thematic areas in columns, with all of them beside."""

    caption: str
    corner: str
    columns: tuple[Linked | str, ...]
    rows: tuple[tuple[Linked | str, tuple[MatrixCell, ...]], ...]


def arrange_matrix(
    initiatives: Sequence[InitiativeAsAt],
    cities: Sequence[City],
    areas: Sequence[ThematicArea],
    plans: Sequence[ActionPlan],
    phases: Sequence[Phase],
) -> Matrix:
    """Count the initiatives of each city in each thematic area; every cell leads to its rows.

    `plans` may hold those of other phases and cities: they are left out.
    """
    columns = [head for head in _area_heads(areas) if head[0] or any(i.area_id is None for i in initiatives)]
    coverages = _coverages(cities, plans, phases)
    by_city = grouped(initiatives, lambda i: i.city_id)
    rows = []
    for city in sorted(cities, key=lambda city: (fold(city.name), city.city_id)):
        mine = by_city[city.city_id]
        coverage = coverages[city.city_id]
        cells = tuple(_cell(mine, city, area_id, head.text, coverage) for area_id, head in columns)
        rows.append((Linked(city.name, open_city(city.city_id)), cells))
    has_empty = any(not cell.initiatives for _head, cells in rows for cell in cells)
    return Matrix(
        caption=_("Initiatives per city and thematic area"),
        corner=_("City"),
        columns=tuple(head for _area_id, head in columns),
        rows=tuple(rows),
        note=_unread_in_words(coverages) if has_empty else "",
    )


def _area_heads(areas: Iterable[ThematicArea]) -> list[tuple[str | None, Linked]]:
    """List the thematic areas in the Framework's order, then "No thematic area"."""
    heads: list[tuple[str | None, Linked]] = [
        (area.area_id, Linked(area.short_name, open_area(area.area_id))) for area in areas
    ]
    return [*heads, (None, Linked(_("No thematic area"), open_initiatives(areas=NO_AREA)))]


def _coverages(
    cities: Sequence[City], plans: Sequence[ActionPlan], phases: Sequence[Phase]
) -> dict[str, Coverage | None]:
    """Give how much was read of each city's plans for the phases: of the best of them."""
    wanted = {phase.phase_id for phase in phases}
    by_city = grouped((plan for plan in plans if plan.phase_id in wanted), lambda plan: plan.city_id)
    return {city.city_id: coverage_of(by_city[city.city_id]) for city in cities}


def _cell(
    mine: Sequence[InitiativeAsAt],
    city: City,
    area_id: str | None,
    area_name: str,
    coverage: Coverage | None,
) -> MatrixCell:
    here = [i for i in mine if i.area_id == area_id]
    target = open_initiatives(cities=city.city_id, areas=area_id or NO_AREA)
    if not here:
        empty, why = _empty_in_words(coverage)
        name = "; ".join(part for part in (f"{city.name}, {area_name}: {empty}", why) if part)
        return MatrixCell(0, 0, name, target, empty, why)
    completed = sum(i.standing == Standing.COMPLETED for i in here)
    counted = ngettext("{n} initiative", "{n} initiatives", len(here))
    done = ngettext("{n} completed", "{n} completed", completed)
    return MatrixCell(len(here), completed, f"{city.name}, {area_name}: {counted}, {done}", target)


def _empty_in_words(coverage: Coverage | None) -> tuple[str, str]:
    """Say what a cell without initiatives means, in few words, and why."""
    if coverage is Coverage.READ:
        return _("none"), ""
    return _("not known"), {
        None: _("no action plan is known"),
        Coverage.PART: _("plan read in part only"),
        Coverage.NOT_READ: _("plan not read"),
    }[coverage]


def _unread_in_words(coverages: Mapping[str, Coverage | None]) -> str:
    """Say once what "not known" means; nothing where a plan of every city was read in full."""
    unread = sum(coverage in {Coverage.PART, Coverage.NOT_READ} for coverage in coverages.values())
    without = sum(coverage is None for coverage in coverages.values())
    reasons = []
    if unread:
        reasons.append(
            ngettext(
                "the plan of {unread} of {n} city was not read in full",
                "the plans of {unread} of {n} cities were not read in full",
                len(coverages),
                unread=unread,
            )
        )
    if without:
        reasons.append(
            ngettext(
                "no plan of {without} of {n} city is known",
                "no plan of {without} of {n} cities is known",
                len(coverages),
                without=without,
            )
        )
    if not reasons:
        return ""
    return _(
        "Not known: {reasons}, so there may be initiatives that are not here.", reasons="; ".join(reasons)
    )
