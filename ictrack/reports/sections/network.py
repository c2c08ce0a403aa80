"""The network picture: progress by city, where in which thematic area, and how it came about."""

from __future__ import annotations

from datetime import date

from ictrack.labels import standing_label
from ictrack.language import _, format_day, ngettext
from ictrack.reports.document import (
    Block,
    Cell,
    Chart,
    ChartSeries,
    Commentary,
    Grid,
    Heading,
    Paragraph,
    Section,
)
from ictrack.reports.grids import count_of, grid_of, progress_grid, standings_that_occur
from ictrack.reports.sections import progress
from ictrack.reports.sections.basis import Basis
from ictrack.reports.wording import follow, plain
from ictrack.store.queries import InitiativeAsAt
from ictrack.summaries.freshness import counts_convenings, freshness_in_words
from ictrack.summaries.grouped import grouped
from ictrack.summaries.matrix import Matrix, arrange_matrix
from ictrack.summaries.members import phases_in_scope
from ictrack.summaries.progress import standing_of
from ictrack.summaries.series import Series, summarise_series
from ictrack.vocabulary import EventKind

# How many upright bars a page of paper has room for, each with its day.
_MOST_MOMENTS = 10


def place_of(basis: Basis) -> str:
    """Name where the initiatives of a report are: how many cities it covers, or the one."""
    if len(basis.cities) == 1:
        return basis.cities[0].name
    return ngettext("{n} city", "{n} cities", len(basis.cities))


def network_picture(basis: Basis) -> Section:
    """Show how far each city has got, in which thematic areas, and since when."""
    fresh = freshness_in_words(basis.now, counts_convenings(basis.setting))
    blocks: list[Block] = [
        Paragraph(follow(progress.delivered(basis), progress.unlinked(basis), plain(fresh))),
        Commentary("network"),
    ]
    if basis.now:
        blocks += [
            by_city_chart(basis, "progress_by_city", place_of(basis)),
            *_matrix(basis),
            _over_time(summarise_series(basis.database, basis.scope, basis.setting, _moments(basis))),
        ]
    return Section("network", _("The network picture"), tuple(blocks))


def by_city_chart(basis: Basis, key: str, place: str) -> Chart:
    """Draw the initiatives of each city by progress.

    A city without any has a row in the picture of all, and none in that of one thematic area.
    """
    by_city = grouped(basis.now, lambda i: i.city_id)
    listed = [(city.name, list(by_city[city.city_id])) for city in basis.cities]
    rows = [(name, mine) for name, mine in listed if mine or not basis.scope.areas]
    first = Heading("city", _("City"), weight=4)
    table = progress_grid(_("Initiatives by city and progress"), first, rows, basis.kind)
    return Chart(
        key=key,
        title=_("Progress by city"),
        sentence=progress.how_far(basis, place).text,
        axis=_("Initiatives"),
        is_upright=False,
        labels=tuple(name for name, _mine in rows),
        series=progress_series(basis, [mine for _name, mine in rows]),
        table=table,
    )


def progress_series(basis: Basis, rows: list[list[InitiativeAsAt]]) -> tuple[ChartSeries, ...]:
    """Count the initiatives of each row by standing, one series for each that occurs."""
    return tuple(
        ChartSeries(
            standing_label(standing, basis.kind),
            standing,
            tuple(sum(standing_of(i) is standing for i in mine) for mine in rows),
        )
        for standing in standings_that_occur([i for mine in rows for i in mine])
    )


def _matrix(basis: Basis) -> list[Block]:
    """Count the initiatives of each city in each thematic area; an empty cell says what it means."""
    phases = phases_in_scope(basis.scope, basis.setting)
    matrix = arrange_matrix(basis.now, basis.cities, basis.areas, basis.plans, phases)
    note = [Paragraph(plain(matrix.note), "note")] if matrix.note else []
    return [_matrix_grid(basis, matrix), *note]


def _matrix_grid(basis: Basis, matrix: Matrix) -> Grid:
    areas: list[str | None] = [area.area_id for area in basis.areas]
    areas += [None] * (len(matrix.columns) - len(areas))
    headings = (
        Heading("city", matrix.corner, weight=3),
        *(
            Heading(area or "none", head.text, is_number=True)
            for area, head in zip(areas, matrix.columns, strict=True)
        ),
    )
    ids = {city.name: city.city_id for city in basis.cities}
    by_city = grouped(basis.now, lambda i: i.city_id)
    rows = []
    for head, cells in matrix.rows:
        mine = by_city[ids[head.text]]
        counts: list[Cell] = [
            count_of(i for i in mine if i.area_id == area) if cell.initiatives else cell.empty
            for area, cell in zip(areas, cells, strict=True)
        ]
        rows.append((head.text, *counts))
    return Grid(matrix.caption, headings, tuple(rows))


def _moments(basis: Basis) -> tuple[date, ...]:
    """List the last convenings of a phase and the report's own day: what the cities met about."""
    as_at = basis.scope.as_at
    cut_offs = {
        event.cut_off_on
        for event in basis.setting.events
        if event.kind == EventKind.CONVENING and event.phase_id and event.cut_off_on < as_at
    }
    return (*sorted(cut_offs)[1 - _MOST_MOMENTS :], as_at)


def _over_time(series: Series) -> Chart:
    return Chart(
        key="progress_over_time",
        title=_("Progress at the convenings"),
        sentence=series.sentence,
        axis=_("Initiatives"),
        is_upright=True,
        labels=tuple(map(format_day, series.moments)),
        series=tuple(
            ChartSeries(series.labels[standing], standing, counts)
            for standing, counts in series.counts.items()
        ),
        table=grid_of(series.table, {"as_at": 4}),
    )
