"""The gap matrix: in which thematic areas of which cities nothing, or too little, moves, and why.

One view model for the page, the command `gaps` and the convening report, so that they agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.labels import gap_label
from ictrack.language import _
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.gap_queries import GapRow, list_gap_rows
from ictrack.store.queries import list_initiatives
from ictrack.summaries.gap_notes import common_notes, notes_of
from ictrack.summaries.gap_reasons import reason_in_words
from ictrack.summaries.gap_rules import current_limits, explain_state
from ictrack.summaries.gap_sentences import MOVING_FIRST, limits_in_words, sentence_of
from ictrack.summaries.grouped import grouped
from ictrack.summaries.nothing import list_lifted_filters
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import (
    Cell,
    Column,
    Linked,
    Table,
    Target,
    open_area,
    open_city,
    open_gaps,
    open_initiatives,
)
from ictrack.vocabulary import GapState, RecordKind
from ictrack.words import fold


@dataclass(frozen=True)
class GapCell:
    """One thematic area of one city: its state, why, and the initiatives behind it.

    `identifiers` are those of the initiatives that count, `initiatives` of them, and
    `open_identifiers` those of the open ones. `since_on` is the day since when steps forward
    are looked for. `target` leads to its rows, which hold those that are `not_counted` too,
    being stopped or closed with their phase. `record_kind` is in whose words it speaks.
    """

    city_id: str
    city_name: str
    area_id: str
    area_name: str
    state: GapState
    label: str
    reason: str
    initiatives: int
    identifiers: tuple[str, ...]
    open_identifiers: tuple[str, ...]
    not_counted: int
    notes: tuple[str, ...]
    since_on: date | None
    record_kind: RecordKind
    target: Target

    @property
    def name(self) -> str:
        """Say all of it in one line."""
        return f"{self.city_name}, {self.area_name}: {self.label}. {self.reason}"


@dataclass(frozen=True)
class StateCount:
    """One state, when it is given, and how many cells have it; `target` leads to those."""

    state: GapState
    label: str
    meaning: str
    cells: int
    target: Target


@dataclass(frozen=True)
class Gaps:
    """Hold the gap matrix: cities in rows, thematic areas in columns; every cell has one state.

    `table` lists the cells, one row each; `download` the same with all that is known of them.
    """

    sentence: str
    notes: tuple[str, ...]
    lifted: tuple[Linked, ...]
    corner: str
    columns: tuple[Linked, ...]
    rows: tuple[tuple[Linked, tuple[GapCell, ...]], ...]
    states: tuple[StateCount, ...]
    table: Table
    download: Table

    @property
    def cells(self) -> tuple[GapCell, ...]:
        """List all cells, city by city."""
        return tuple(cell for _head, cells in self.rows for cell in cells)

    def at(self, city_id: str, area_id: str) -> GapCell | None:
        """Give the cell of a thematic area of a city; nothing where the city is no member."""
        return next((c for c in self.cells if (c.city_id, c.area_id) == (city_id, area_id)), None)

    def of(self, state: GapState) -> tuple[GapCell, ...]:
        """List the cells of one state, city by city."""
        return tuple(cell for cell in self.cells if cell.state is state)


def summarise_gaps(database: Database, scope: Scope, setting: Setting) -> Gaps:
    """Judge each thematic area of each city that is a member at a scope's day."""
    kind = setting.record_kind_in(scope)
    found = list_gap_rows(database, scope, current_limits())
    common = common_notes(found)
    cells = [_cell(row, kind, scope, common.said_of_most) for row in found]
    rows = _rows(cells)
    return Gaps(
        sentence=sentence_of(found, setting, scope),
        notes=(*limits_in_words(list_initiatives(database, scope), found, setting), *common.sentences),
        lifted=() if cells else list_lifted_filters(database, scope, setting, Target("gaps")),
        corner=_("City"),
        columns=tuple(Linked(cell.area_name, open_area(cell.area_id)) for cell in rows[0][1]) if rows else (),
        rows=rows,
        states=_states(cells, kind),
        table=tabulate_gaps(cells, in_full=False),
        download=tabulate_gaps(cells, in_full=True),
    )


def _cell(row: GapRow, scope_kind: RecordKind, scope: Scope, said_once: frozenset[str]) -> GapCell:
    kind = RecordKind(row.record_kind) if row.record_kind else scope_kind
    state = GapState(row.state)
    return GapCell(
        city_id=row.city_id,
        city_name=row.city_name,
        area_id=row.area_id,
        area_name=row.area_name,
        state=state,
        label=gap_label(state, kind),
        reason=reason_in_words(row, kind, scope),
        initiatives=row.initiatives,
        identifiers=tuple(row.initiative_ids),
        open_identifiers=tuple(row.open_ids),
        not_counted=row.stopped + row.closed,
        notes=notes_of(row, said_once),
        since_on=row.since_on,
        record_kind=kind,
        target=open_initiatives(cities=row.city_id, areas=row.area_id),
    )


def _rows(cells: Sequence[GapCell]) -> tuple[tuple[Linked, tuple[GapCell, ...]], ...]:
    """Put the cells of each city side by side, cities by name."""
    cities = {cell.city_id: cell.city_name for cell in cells}
    ordered = sorted(cities.items(), key=lambda city: (fold(city[1]), city[0]))
    by_city = grouped(cells, lambda cell: cell.city_id)
    return tuple((Linked(name, open_city(city_id)), tuple(by_city[city_id])) for city_id, name in ordered)


def _states(cells: Sequence[GapCell], kind: RecordKind) -> tuple[StateCount, ...]:
    numbers = Counter(cell.state for cell in cells)
    return tuple(
        StateCount(
            state, gap_label(state, kind), explain_state(state, kind), numbers[state], open_gaps(state)
        )
        for state in MOVING_FIRST
    )


def tabulate_gaps(cells: Sequence[GapCell], *, in_full: bool) -> Table:
    """List cells with their reasons, one row each; in full for a download, with all identifiers."""
    told = [column for column in _columns() if in_full or not column.in_full]
    return Table(
        _("Gaps by city and thematic area"),
        tuple(column.column for column in told),
        tuple(tuple(column.tell(cell) for column in told) for cell in cells),
    )


@dataclass(frozen=True)
class _Told:
    """One column, and what it says of a cell; `in_full` is one that only downloads have."""

    column: Column
    tell: Callable[[GapCell], Cell]
    in_full: bool = False


def _columns() -> list[_Told]:
    number, identifiers = _("Initiatives that count"), _("Their identifiers")
    return [
        _Told(Column("city", _("City")), lambda cell: Linked(cell.city_name, open_city(cell.city_id))),
        _Told(Column("city_id", _("City identifier")), lambda cell: cell.city_id, in_full=True),
        _Told(
            Column("thematic_area", _("Thematic area")),
            lambda cell: Linked(cell.area_name, open_area(cell.area_id)),
        ),
        _Told(Column("area_id", _("Thematic area identifier")), lambda cell: cell.area_id, in_full=True),
        _Told(Column("state", _("State")), lambda cell: cell.state.value, in_full=True),
        _Told(Column("shown_as", _("What is shown")), lambda cell: cell.label),
        _Told(Column("reason", _("Why")), lambda cell: cell.reason),
        _Told(Column("initiatives", number, is_number=True), lambda cell: cell.initiatives),
        _Told(
            Column("initiative_ids", identifiers),
            lambda cell: ";".join(cell.identifiers) or None,
            in_full=True,
        ),
        _Told(Column("notes", _("Notes")), lambda cell: " ".join(cell.notes) or None),
    ]
