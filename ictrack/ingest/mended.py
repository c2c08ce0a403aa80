"""Cells that are to say something else than what was sent: suggestions, once somebody takes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ictrack.escapes import STEERING
from ictrack.ingest.issues import Issue
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.source import RawSource, RawTable
from ictrack.models import LIST_SEPARATOR, items_of

_HEADER_ROW = 1


@dataclass(frozen=True)
class MendedCell:
    """Hold one cell by its place, and what is to stand in it instead of what was sent.

    `before` is the whole cell or one item of its list. In row 1 it is a column's name.
    """

    file: str
    sheet: str | None
    row: int
    column: str
    before: str
    after: str


def suggested_cells(raw: RawSource, issues: Iterable[Issue]) -> tuple[MendedCell, ...]:
    """List the cells for which a problem suggests what to write instead, each once."""
    tables = _tables_by_place(raw)
    rows: dict[tuple[str, str | None], dict[int, RawRow]] = {}
    found: dict[MendedCell, None] = {}
    for issue in issues:
        table = tables.get((issue.file, issue.sheet))
        mended = _suggested(issue)
        if table is None or mended is None:
            continue
        if (issue.file, issue.sheet) not in rows:
            rows[issue.file, issue.sheet] = {row.number: row for row in table.rows}
        row = rows[issue.file, issue.sheet].get(table.number_of(mended.sheet, mended.row))
        cells = table.header if mended.row == _HEADER_ROW else row.cells if row else ()
        place = _place_of(table, mended.column)
        if place is not None and place < len(cells) and _put(cells[place], mended) != cells[place]:
            found[mended] = None
    return tuple(found)


def mend_source(raw: RawSource, mended: Sequence[MendedCell]) -> RawSource:
    """Give a source in which some cells say something else; cells that are not there are passed over."""
    by_place: dict[tuple[str, str | None], list[MendedCell]] = defaultdict(list)
    for cell in mended:
        by_place[cell.file, cell.sheet].append(cell)

    def mend(table: RawTable) -> RawTable:
        own = (by_place.get((table.file, sheet), ()) for sheet in table.sheets or (table.sheet,))
        return _mend_table(table, [cell for cells in own for cell in cells])

    tables = {name: mend(table) for name, table in raw.tables.items()}
    return replace(raw, tables=tables, sheet=raw.sheet and mend(raw.sheet))


def _tables_by_place(raw: RawSource) -> Mapping[tuple[str, str | None], RawTable]:
    tables = [*raw.tables.values(), *([raw.sheet] if raw.sheet else [])]
    return {(table.file, sheet): table for table in tables for sheet in table.sheets or (table.sheet,)}


def _suggested(issue: Issue) -> MendedCell | None:
    """Give the cell that a problem suggests; nothing where it has no place, or only advice."""
    if issue.row is None or issue.column is None or not issue.value:
        return None
    after = issue.suggestion
    if issue.code == "control_character":
        after = STEERING.sub("", issue.value)
    elif not after or after.endswith("."):
        return None
    return MendedCell(issue.file, issue.sheet, issue.row, issue.column, issue.value, after)


def _place_of(table: RawTable, column: str) -> int | None:
    """Find a column by its name in the header; nothing where two bear it."""
    return table.header.index(column) if table.header.count(column) == 1 else None


def _put(cell: str, mended: MendedCell) -> str:
    """Give what a cell says with the suggestion in it, in place of all of it or of one item."""
    if cell == mended.before:
        return mended.after
    items = items_of(cell)
    if mended.before not in items:
        return cell
    kept = (mended.after if item == mended.before else item for item in items)
    return f"{LIST_SEPARATOR} ".join(kept)


def _mend_table(table: RawTable, mended: Sequence[MendedCell]) -> RawTable:
    """Mend the names of the columns, then the cells of each row, by either name of their column."""
    by_row: dict[int, list[MendedCell]] = defaultdict(list)
    for cell in mended:
        by_row[table.number_of(cell.sheet, cell.row)].append(cell)
    renamed = replace(table, header=_mend_cells(table.header, by_row.pop(_HEADER_ROW, ()), [table]))
    rows = tuple(
        replace(row, cells=_mend_cells(row.cells, by_row[row.number], [table, renamed]))
        if row.number in by_row
        else row
        for row in table.rows
    )
    return replace(renamed, rows=rows)


def _mend_cells(
    cells: tuple[str, ...], mended: Sequence[MendedCell], tables: Sequence[RawTable]
) -> tuple[str, ...]:
    written = list(cells)
    for cell in mended:
        places = (_place_of(table, cell.column) for table in tables)
        place = next((place for place in places if place is not None), None)
        if place is not None and place < len(written):
            written[place] = _put(written[place], cell)
    return tuple(written)
