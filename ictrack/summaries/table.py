"""Tables as data: what stands beside every chart, and what is downloaded.

A cell is text, a number, nothing, or text that links to a page of the app.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ictrack.language import _
from ictrack.vocabulary import Standing

Plain = str | int | None


@dataclass(frozen=True)
class Target:
    """Name a page of the app and what it opens there, such as `city` and `BRI`."""

    page: str
    opens: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Linked:
    """Text that leads to a page of the app; `name` says where to when the text alone does not."""

    text: str
    target: Target
    name: str | None = None


@dataclass(frozen=True)
class Outward:
    """Text that leads to a document on the web."""

    text: str
    url: str


@dataclass(frozen=True)
class Marked:
    """Text with the mark of a standing before it: the letter, colour and pattern of its square."""

    text: str
    standing: Standing
    is_hollow: bool = False
    is_closed: bool = False
    is_silent: bool = False


Cell = Plain | Linked | Outward | Marked


@dataclass(frozen=True)
class Column:
    """Name a column: its key in downloads, its label on screen, and whether it counts."""

    key: str
    label: str
    is_number: bool = False


@dataclass(frozen=True)
class Fact:
    """Say one thing about a view or a table: its key in files, its name on paper, what it is."""

    key: str
    label: str
    value: str


@dataclass(frozen=True)
class Table:
    """Hold a table: what it shows, its columns, and one tuple of cells per row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def plain_rows(self) -> list[dict[str, Plain]]:
        """Give the rows for a download, keyed by column; links become their text."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, map(plain, row), strict=True)) for row in self.rows]


# What a column names, by its key: what an address calls it, and the key of its identifier.
_NAMED = {
    "city": ("city", "city_id"),
    "thematic_area": ("area", "area_id"),
    "initiative": ("initiative", "initiative_id"),
}


def with_identifiers(table: Table, known: Mapping[str, Mapping[str, str]]) -> Table:
    """Give a table for a file: beside names of cities, areas and initiatives their identifiers.

    `known` holds the identifier of each name, by the key of the column; a cell that leads
    to what it names needs none. A table that has the identifiers stays as it is.
    """
    columns: list[Column] = []
    rows: list[list[Cell]] = [[] for _row in table.rows]
    had = {column.key for column in table.columns}
    for place, column in enumerate(table.columns):
        columns.append(column)
        for row, cells in zip(rows, table.rows, strict=True):
            row.append(cells[place])
        opened, key = _NAMED.get(column.key, ("", ""))
        if not key or key in had:
            continue
        columns.append(Column(key, _identifier_label(key)))
        for row, cells in zip(rows, table.rows, strict=True):
            row.append(_identifier(cells[place], opened, known.get(column.key, {})))
    return Table(table.caption, tuple(columns), tuple(map(tuple, rows)))


def _identifier(cell: Cell, opened: str, known: Mapping[str, str]) -> str | None:
    if isinstance(cell, Linked) and opened in dict(cell.target.opens):
        return dict(cell.target.opens)[opened]
    return known.get(str(plain(cell)))


def _identifier_label(key: str) -> str:
    return {
        "city_id": _("City identifier"),
        "area_id": _("Thematic area identifier"),
        "initiative_id": _("Initiative identifier"),
    }[key]


def plain(cell: Cell) -> Plain:
    """Give what a cell says without where it leads."""
    return cell.text if isinstance(cell, Linked | Outward | Marked) else cell


def open_city(city_id: str) -> Target:
    """Lead to a city's page."""
    return Target("city", (("city", city_id),))


def open_area(area_id: str) -> Target:
    """Lead to a thematic area's page."""
    return Target("area", (("area", area_id),))


def open_initiative(initiative_id: str) -> Target:
    """Lead to one initiative's page."""
    return Target("initiative", (("initiative", initiative_id),))


def open_report(initiative_id: str, draft: str = "") -> Target:
    """Lead to the form for a report on an initiative, or to a draft of one."""
    opens = (("initiative", initiative_id), ("draft", draft))
    return Target("report", tuple((name, value) for name, value in opens if value))


def open_city_reports(city_id: str) -> Target:
    """Lead to the list from which a city reports."""
    return Target("report", (("city", city_id),))


def open_convening_report(event_id: str = "") -> Target:
    """Lead to the report of a convening, or of the last."""
    return Target("convening_report", (("convening", event_id),) if event_id else ())


def open_review(city_id: str = "") -> Target:
    """Lead to what waits for review, of one city or of all."""
    return Target("review", (("city", city_id),) if city_id else ())


def open_tracker() -> Target:
    """Lead to the page that takes in a tracker with a column for each date."""
    return Target("tracker")


def open_data() -> Target:
    """Lead to what is loaded."""
    return Target("data")


def open_data_quality(city_id: str = "", rule: str = "") -> Target:
    """Lead to the things to check, of one city or of one rule or of both."""
    opens = (("city", city_id), ("rule", rule))
    return Target("data_quality", tuple((name, value) for name, value in opens if value))


def open_gaps(state: str = "") -> Target:
    """Lead to the gap matrix, or to the places of one state and its rule."""
    return Target("gaps", (("state", state),) if state else ())


def open_gaps_of(city_id: str) -> Target:
    """Lead to whom a city could ask about its most pressing gap."""
    return Target("gaps", (("city", city_id),))


def open_whom_to_ask(city_id: str, area_id: str) -> Target:
    """Lead to whom a city could ask about a thematic area."""
    return Target("gaps", (("city", city_id), ("area", area_id)))


def open_lens(lens: str = "") -> Target:
    """Lead to the initiatives seen through a lens, or to the first of them."""
    return Target("lenses", (("lens", lens),) if lens else ())


def open_initiatives(**filters: str) -> Target:
    """Lead to the list of initiatives, narrowed by filters of the address."""
    return Target("initiatives", tuple(filters.items()))
