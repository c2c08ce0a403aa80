"""What a lens looks at by thematic area: the numbers, as a grid of links and as a table to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ictrack.labels import lack_label, lens_label, sector_label, yes_no_label
from ictrack.language import _, ngettext
from ictrack.scope import Scope
from ictrack.store.lens_queries import NamedCount, Principle
from ictrack.summaries.lens_filter import FILTER_OF_LENS, NOT_STATED, NOTHING
from ictrack.summaries.matrix import LensMatrix, MatrixCell
from ictrack.summaries.progress import NO_AREA
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Table, Target, open_area, open_initiatives
from ictrack.vocabulary import Lack, Lens, Sector, YesNo
from ictrack.words import fold

# More words than these are left to the download.
MOST_ROWS = 15


@dataclass(frozen=True)
class AreaColumn:
    """One thematic area, or none, and how many initiatives a lens looks at there."""

    area_id: str | None
    name: str
    initiatives: int

    @property
    def written(self) -> str:
        """Spell the thematic area as an address does."""
        return self.area_id or NO_AREA

    @property
    def head(self) -> Linked:
        """Lead to the thematic area's page; without one, to the initiatives that have none."""
        target = open_area(self.area_id) if self.area_id else open_initiatives(areas=NO_AREA)
        return Linked(self.name, target)


@dataclass(frozen=True)
class LensRow:
    """One word, or that nothing is stated, and how many initiatives say so in each thematic area."""

    word: str
    label: str
    by_area: tuple[int, ...]

    @property
    def initiatives(self) -> int:
        """Count them in all thematic areas: each initiative has one at most."""
        return sum(self.by_area)


@dataclass(frozen=True)
class LensGrid:
    """All that a lens counts: its thematic areas, a row for each word, and those that state nothing."""

    lens: Lens
    areas: tuple[AreaColumn, ...]
    rows: tuple[LensRow, ...]
    unstated: LensRow

    @property
    def initiatives(self) -> int:
        """Count the initiatives that the lens looks at."""
        return sum(area.initiatives for area in self.areas)

    @property
    def stated(self) -> int:
        """Count those that name a word at least."""
        return self.initiatives - self.unstated.initiatives

    def never_named(self) -> tuple[LensRow, ...]:
        """List the words that no initiative names."""
        return tuple(row for row in self.rows if not row.initiatives)

    def absent_in(self, place: int, rows: Sequence[LensRow]) -> tuple[LensRow, ...]:
        """List the words that are named somewhere, but by none of one thematic area's initiatives."""
        return tuple(row for row in rows if row.initiatives and not row.by_area[place])


def arrange_lens(
    lens: Lens, counts: Sequence[NamedCount], principles: Sequence[Principle], scope: Scope, setting: Setting
) -> LensGrid:
    """Arrange the counts of a lens by word and thematic area, in the Framework's order."""
    numbers = {(one.area_id, one.word): one.initiatives for one in counts}
    of_area = {one.area_id: one.of_area for one in counts}
    chosen = [area for area in setting.areas if not scope.areas or area.area_id in scope.areas]
    areas = [AreaColumn(area.area_id, area.short_name, of_area.get(area.area_id, 0)) for area in chosen]
    if None in of_area:
        areas.append(AreaColumn(None, _("No thematic area"), of_area[None]))

    def row(word: str | None, written: str, label: str) -> LensRow:
        return LensRow(written, label, tuple(numbers.get((area.area_id, word), 0) for area in areas))

    label = _labels(lens, principles)
    said = {one.word for one in counts if one.word is not None}
    rows = [row(word, word, label(word)) for word in _in_order(lens, said, principles)]
    if lens is Lens.AUDIENCES:
        rows.sort(key=lambda one: -one.initiatives)
    nothing = NOTHING if lens is Lens.LACKING else NOT_STATED
    rest = _("None of these is missing") if lens is Lens.LACKING else _("Not stated")
    return LensGrid(lens, tuple(areas), tuple(rows), row(None, nothing, rest))


def _in_order(lens: Lens, said: set[str], principles: Sequence[Principle]) -> list[str]:
    """List the words of a lens: those that are known, then the others that are named, by name."""
    known: dict[Lens, tuple[str, ...]] = {
        Lens.SECTORS: tuple(Sector),
        Lens.CHILDREN: tuple(YesNo),
        Lens.PRINCIPLES: tuple(one.principle_id for one in principles),
        Lens.LACKING: tuple(Lack),
    }
    others = sorted(said, key=lambda word: (fold(word), word))
    return [str(word) for word in dict.fromkeys((*known.get(lens, ()), *others))]


def _labels(lens: Lens, principles: Sequence[Principle]) -> Callable[[str], str]:
    names = {one.principle_id: one.short_name for one in principles}
    named: dict[Lens, Callable[[str], str]] = {
        Lens.SECTORS: sector_label,
        Lens.CHILDREN: lambda word: yes_no_label(YesNo(word)),
        Lens.PRINCIPLES: lambda word: names.get(word, word),
        Lens.LACKING: lambda word: lack_label(Lack(word)),
    }
    return named.get(lens, str)


def shown_rows(grid: LensGrid) -> tuple[LensRow, ...]:
    """Give the rows that are shown; the rest is in the download."""
    return grid.rows[:MOST_ROWS]


def draw_grid(grid: LensGrid) -> LensMatrix:
    """Make the grid: all that the lens looks at, then each word, then what is not stated.

    Each number leads to its initiatives.
    """
    columns: tuple[Linked | str, ...] = (*(area.head for area in grid.areas), _("All"))
    words = [_row(grid, one) for one in (*shown_rows(grid), grid.unstated)]
    return LensMatrix(caption_of(grid.lens), corner_of(grid.lens), columns, (_whole(grid), *words))


def _whole(grid: LensGrid) -> tuple[Linked | str, tuple[MatrixCell, ...]]:
    """Make the row of all that the lens looks at. What is open has no list of its own."""
    is_open = grid.lens is Lens.LACKING
    label = _("All open initiatives") if is_open else _("All initiatives")
    cells = [
        MatrixCell(
            area.initiatives,
            0,
            _("{row}, {area}: {n}", row=label, area=area.name, n=area.initiatives),
            None if is_open else open_initiatives(areas=area.written),
            _("none"),
        )
        for area in grid.areas
    ]
    name = _("{row}, {area}: {n}", row=label, area=_("All"), n=grid.initiatives)
    cells.append(MatrixCell(grid.initiatives, 0, name, None if is_open else open_initiatives(), _("none")))
    return label if is_open else Linked(label, open_initiatives()), tuple(cells)


def _row(grid: LensGrid, row: LensRow) -> tuple[Linked | str, tuple[MatrixCell, ...]]:
    if not row.initiatives:
        return row.label, _cells(grid, row)
    return Linked(row.label, _target(grid.lens, row, None)), _cells(grid, row)


def _cells(grid: LensGrid, row: LensRow) -> tuple[MatrixCell, ...]:
    cells = [
        MatrixCell(
            number,
            0,
            _name(grid.lens, row, area.name, number, area.initiatives),
            _target(grid.lens, row, area),
            _("none"),
        )
        for number, area in zip(row.by_area, grid.areas, strict=True)
    ]
    name = _name(grid.lens, row, _("All"), row.initiatives, grid.initiatives)
    return (*cells, MatrixCell(row.initiatives, 0, name, _target(grid.lens, row, None), _("none")))


def _name(lens: Lens, row: LensRow, area: str, number: int, of_all: int) -> str:
    if lens is Lens.LACKING:
        said = ngettext("{x} of {n} open initiative", "{x} of {n} open initiatives", of_all, x=number)
    else:
        said = ngettext("{x} of {n} initiative", "{x} of {n} initiatives", of_all, x=number)
    return _("{row}, {area}: {n}", row=row.label, area=area, n=said)


def _target(lens: Lens, row: LensRow, area: AreaColumn | None) -> Target:
    where = {"areas": area.written} if area else {}
    return open_initiatives(**where, **{FILTER_OF_LENS[lens]: row.word})


def caption_of(lens: Lens) -> str:
    """Say what the grid of a lens counts."""
    return {
        Lens.SECTORS: _("Initiatives by sector that takes part and thematic area"),
        Lens.AUDIENCES: _("Initiatives by whom they are for and thematic area"),
        Lens.CHILDREN: _("Initiatives by whether they meet needs of children and young people"),
        Lens.PRINCIPLES: _("Initiatives by principle and thematic area"),
        Lens.LACKING: _("Open initiatives by what is missing and thematic area"),
    }[lens]


def corner_of(lens: Lens) -> str:
    """Name what the rows of a lens are."""
    return _("Sector") if lens is Lens.SECTORS else lens_label(lens)


def tabulate_lens(grid: LensGrid) -> Table:
    """List all words with their numbers by thematic area, the totals first and what is not stated last."""
    columns = (
        Column("word", _("Word in the data")),
        Column(str(grid.lens), corner_of(grid.lens)),
        *(Column(f"area_{area.written}", area.name, is_number=True) for area in grid.areas),
        Column("all", _("All"), is_number=True),
    )
    whole = _("All open initiatives") if grid.lens is Lens.LACKING else _("All initiatives")
    numbers = tuple(area.initiatives for area in grid.areas)
    rows: list[tuple[Cell, ...]] = [(None, whole, *numbers, grid.initiatives)]
    rows += [(one.word, one.label, *one.by_area, one.initiatives) for one in (*grid.rows, grid.unstated)]
    return Table(caption_of(grid.lens), columns, tuple(rows))
