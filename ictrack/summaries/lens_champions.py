"""Who champions what: the seats on taskforces by sector and thematic area. Nobody is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ictrack.labels import sector_label
from ictrack.language import _, ngettext
from ictrack.scope import Scope
from ictrack.store.lens_queries import SeatCount
from ictrack.summaries.lens_grid import AreaColumn
from ictrack.summaries.matrix import LensMatrix, MatrixCell
from ictrack.summaries.sentences import day_in_words
from ictrack.summaries.setting import Setting, lower_first
from ictrack.summaries.table import Cell, Column, Linked, Table, Target
from ictrack.vocabulary import Sector
from ictrack.words import fold


@dataclass(frozen=True)
class Champions:
    """Hold the seats on taskforces at a day; without any `links` lead to how to add one.

    `sectors_of` are, for each thematic area of the lens, the sectors with a seat that champions it.
    """

    sentence: str
    links: tuple[Linked, ...]
    matrix: LensMatrix | None
    table: Table
    sectors_of: Mapping[str | None, frozenset[str]]


def summarise_champions(
    seats: Sequence[SeatCount], areas: Sequence[AreaColumn], scope: Scope, setting: Setting
) -> Champions:
    """Say which sectors hold seats at a day, and which thematic areas these champion."""
    columns = [area for area in areas if area.area_id]
    sectors = _in_order({one.sector for one in seats})
    numbers = {(one.sector, one.area_id): one.seats for one in seats}
    totals = {one.sector: one.of_sector for one in seats}
    rows = [
        _Row(
            sector,
            tuple(numbers.get((sector, area.area_id), 0) for area in columns),
            numbers.get((sector, None), 0),
            totals.get(sector, 0),
        )
        for sector in sectors
    ]
    championed = {
        area.area_id: frozenset(one.sector for one in seats if one.area_id == area.area_id)
        for area in columns
    }
    return Champions(
        sentence=_sentence(rows, sum(totals.values()), scope, setting),
        links=() if seats else (Linked(_("Import a file"), Target("import")),),
        matrix=_matrix(rows, columns) if seats else None,
        table=_table(rows, columns),
        sectors_of=championed if seats else {},
    )


@dataclass(frozen=True)
class _Row:
    """The seats of one sector: by thematic area, those that state none, and all."""

    sector: str
    by_area: tuple[int, ...]
    unstated: int
    seats: int

    @property
    def label(self) -> str:
        return sector_label(self.sector)


def _in_order(held: set[str]) -> list[str]:
    others = sorted(held, key=lambda sector: (fold(sector), sector))
    return [str(sector) for sector in dict.fromkeys((*Sector, *others))]


def _sentence(rows: Sequence[_Row], seats: int, scope: Scope, setting: Setting) -> str:
    if not seats:
        return _(
            "No seat on a taskforce is known that is held on this day. To show who champions, fill the file "
            "'taskforce_members': its columns 'sector' and 'champions_areas' are shown here, and no name."
        )
    naming = seats - sum(row.unstated for row in rows)
    told = ngettext(
        "At {day} {n} seat on a taskforce is held; {x} says which thematic areas it champions.",
        "At {day} {n} seats on taskforces are held; {x} say which thematic areas they champion.",
        seats,
        day=day_in_words(setting, scope.as_at),
        x=naming,
    )
    without = [lower_first(row.label) for row in rows if not row.seats]
    if not without:
        return told
    return " ".join([told, _("Without a seat: {sectors}.", sectors=", ".join(without))])


def _matrix(rows: Sequence[_Row], columns: Sequence[AreaColumn]) -> LensMatrix:
    totals = (_("Thematic area not stated"), _("All seats"))
    heads: tuple[Linked | str, ...] = (*(area.head for area in columns), *totals)
    names = [*(area.name for area in columns), *totals]
    drawn = tuple(
        (
            row.label,
            tuple(
                MatrixCell(seats, 0, _seats_in_words(row.label, name, seats), None, _("none"))
                for seats, name in zip((*row.by_area, row.unstated, row.seats), names, strict=True)
            ),
        )
        for row in rows
    )
    return LensMatrix(_caption(), _("Sector"), heads, drawn)


def _seats_in_words(sector: str, area: str, seats: int) -> str:
    counted = ngettext("{n} seat", "{n} seats", seats)
    return _("{row}, {area}: {n}", row=sector, area=area, n=counted)


def _caption() -> str:
    return _("Seats on taskforces by sector and thematic area championed")


def _table(rows: Sequence[_Row], columns: Sequence[AreaColumn]) -> Table:
    heads = (
        Column("word", _("Word in the data")),
        Column("sector", _("Sector")),
        *(Column(f"area_{area.written}", area.name, is_number=True) for area in columns),
        Column("not_stated", _("Thematic area not stated"), is_number=True),
        Column("all", _("All seats"), is_number=True),
    )
    drawn: tuple[tuple[Cell, ...], ...] = tuple(
        (row.sector, row.label, *row.by_area, row.unstated, row.seats) for row in rows
    )
    return Table(_caption(), heads, drawn)
