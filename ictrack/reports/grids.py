"""Tables of the app as tables of a report, and the tables that only a report has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from ictrack.escapes import web_address
from ictrack.labels import standing_label
from ictrack.language import _, format_written
from ictrack.reports.document import Cell, Count, Grid, Heading, Link, Mark
from ictrack.reports.wording import Identified, identifiers_of
from ictrack.store.queries import InitiativeAsAt
from ictrack.summaries.progress import is_unconfirmed, progress_of, standing_of
from ictrack.summaries.table import Cell as TableCell
from ictrack.summaries.table import Column, Linked, Marked, Outward, Table
from ictrack.vocabulary import STANDING_ORDER, RecordKind, Standing

# One row of a table that counts: its head, and the initiatives of it.
Row = tuple[str, Sequence[InitiativeAsAt]]


def grid_of(table: Table, weights: Mapping[str, int] | None = None, without: Collection[str] = ()) -> Grid:
    """Take over a table of the app; links within the app become their text."""
    kept = [place for place, column in enumerate(table.columns) if column.key not in without]
    given = weights or {}
    headings = tuple(
        Heading(
            column.key, column.label, column.is_number, given.get(column.key, 1 if column.is_number else 3)
        )
        for column in (table.columns[place] for place in kept)
    )
    rows = tuple(tuple(_cell(row[place]) for place in kept) for row in table.rows)
    return Grid(table.caption, headings, rows)


def _cell(cell: TableCell) -> Cell:
    match cell:
        case Outward(text=text, url=url):
            return link_to(text, url)
        case Linked(text=text):
            return text
        case Marked(text=text, standing=standing):
            return Mark(text, standing, cell.is_hollow, cell.is_closed)
    return cell


def table_of(grid: Grid) -> Table:
    """Give a table of a report as one of the app: what a preview shows."""
    columns = tuple(Column(one.key, one.label, one.is_number) for one in grid.headings)
    return Table(grid.caption, columns, tuple(tuple(map(_table_cell, row)) for row in grid.rows))


def _table_cell(cell: Cell) -> TableCell:
    match cell:
        case Count(number=number):
            return number
        case Link(text=text, url=url):
            return Outward(text, url)
        case Mark(text=text, standing=standing):
            return Marked(text, standing, cell.is_hollow, cell.is_closed)
    return cell


def link_to(text: str | None, url: str | None) -> Cell:
    """Lead to a document on the web; what is no address of one is only its text."""
    if url and web_address(url):
        return Link(text or url, url)
    return text or url


def count_of(initiatives: Iterable[Identified]) -> Count:
    """Count initiatives in a cell."""
    identifiers = identifiers_of(initiatives)
    return Count(len(identifiers), identifiers)


def mark_of(initiative: InitiativeAsAt) -> Mark:
    """Say an initiative's progress with its letter."""
    words = progress_of(initiative)
    return Mark(words, standing_of(initiative), is_unconfirmed(initiative), initiative.is_closed)


def standings_that_occur(initiatives: Iterable[InitiativeAsAt]) -> tuple[Standing, ...]:
    """List the standings of initiatives, from done to unknown."""
    found = {standing_of(one) for one in initiatives}
    return tuple(standing for standing in STANDING_ORDER if standing in found)


def progress_grid(caption: str, first: Heading, rows: Sequence[Row], kind: RecordKind) -> Grid:
    """Count initiatives by standing, row by row, and all of them in a last row.

    A standing that none has is no column.
    """
    everything = [one for _head, mine in rows for one in mine]
    shown = standings_that_occur(everything)
    headings = (
        first,
        Heading("initiatives", _("Initiatives"), is_number=True, weight=2),
        *(Heading(one.value, standing_label(one, kind), is_number=True, weight=2) for one in shown),
    )
    counted = [*rows, (_("All"), everything)] if len(rows) > 1 else rows
    return Grid(caption, headings, tuple(_progress_row(head, mine, shown) for head, mine in counted))


def _progress_row(head: str, mine: Sequence[InitiativeAsAt], shown: Sequence[Standing]) -> tuple[Cell, ...]:
    by_standing = (count_of(one for one in mine if standing_of(one) is standing) for standing in shown)
    return (head, count_of(mine), *by_standing)


def initiative_grid(
    caption: str,
    initiatives: Sequence[InitiativeAsAt],
    last_heard: str,
    *,
    with_city: bool = False,
    with_area: bool = True,
) -> Grid:
    """List initiatives with where each stands, its target date and when it was last heard of."""
    columns: list[tuple[Heading, Callable[[InitiativeAsAt], Cell]]] = [
        (Heading("initiative_id", _("Identifier"), weight=2), lambda one: one.initiative_id),
        (Heading("initiative", _("Initiative"), weight=6), lambda one: one.title),
    ]
    if with_city:
        columns.append((Heading("city", _("City"), weight=2), lambda one: one.city_name))
    if with_area:
        columns.append((Heading("thematic_area", _("Thematic area"), weight=3), _area))
    columns += [
        (Heading("progress", _("Progress"), weight=3), mark_of),
        (Heading("target", _("Target date"), weight=3), _target),
        (Heading("last_heard_of", last_heard, weight=3), _last_heard),
    ]
    rows = tuple(tuple(tell(one) for _heading, tell in columns) for one in initiatives)
    return Grid(caption, tuple(heading for heading, _tell in columns), rows)


def _area(initiative: InitiativeAsAt) -> Cell:
    return initiative.area_name or _("No thematic area")


def _target(initiative: InitiativeAsAt) -> Cell:
    return format_written(initiative.current_target_on_written) or None


def _last_heard(initiative: InitiativeAsAt) -> Cell:
    return format_written(initiative.last_reported_on_written) or None
