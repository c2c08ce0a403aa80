"""A workbook with a sheet for each city: its sheets as one table, each sheet's name as its city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ictrack.ingest.gathering import Gathering
from ictrack.ingest.issues import Issue
from ictrack.ingest.notices import Notice, NoticeKind
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.references import NameBook
from ictrack.ingest.sheet_words import columns_of_sheet
from ictrack.ingest.source import RawTable
from ictrack.ingest.structure import ReadTable
from ictrack.store.cited_rows import number_in
from ictrack.words import fold

_CITY = "city_id"
# The header of the column that is put beside the others where no sheet has one.
_HEADER = "City"


def put_together(tables: Mapping[str, ReadTable], gathering: Gathering) -> None:
    """Take sheets with the same columns as one table; name those that have others."""
    first = next(iter(tables.values())).table
    alike = {name: read for name, read in tables.items() if _is_alike(read.table, first)}
    for name, read in tables.items():
        if name not in alike:
            gathering.issues.append(_other_columns(read.table, first))
            gathering.ignored.append(name)
    for read in alike.values():
        gathering.issues.extend(issue for issue in read.issues if issue.code != "header_only")
    gathering.sheet = _as_one(first, [read.table for read in alike.values()])


def _is_alike(table: RawTable, first: RawTable) -> bool:
    return sorted(map(fold, table.header)) == sorted(map(fold, first.header))


def _other_columns(table: RawTable, first: RawTable) -> Issue:
    lacking = [name for name in first.header if fold(name) not in set(map(fold, table.header))]
    more = [name for name in table.header if fold(name) not in set(map(fold, first.header))]
    said = [f"lacks {_listed(lacking)}"] if lacking else []
    said += [f"has {_listed(more)} besides"] if more else []
    return table.issue(
        "other_columns",
        f"has other columns than the sheet '{first.sheet}': it {' and '.join(said) or 'repeats one'}",
        row=1,
        allowed="the same columns in each sheet; or delete a sheet that holds no initiatives",
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _as_one(first: RawTable, tables: Sequence[RawTable]) -> RawTable:
    """Put the rows of sheets beneath each other, their cells in the order of the first one's columns."""
    if len(tables) == 1:
        return first
    rows: list[RawRow] = []
    wrong_width: list[RawRow] = []
    for place, table in enumerate(tables):
        folded = list(map(fold, table.header))
        order = [folded.index(fold(name)) for name in first.header]
        rows += [
            RawRow(number_in(place, row.number), tuple(row.cells[column] for column in order))
            for row in table.rows
        ]
        wrong_width += [RawRow(number_in(place, row.number), row.cells) for row in table.narrow_or_wide]
    names = tuple(table.sheet or "" for table in tables)
    told = (notice for table in tables for notice in table.notices)
    return replace(
        first,
        sheet=None,
        sheets=names,
        rows=tuple(rows),
        narrow_or_wide=tuple(wrong_width),
        notices=(Notice(NoticeKind.SHEETS_TOGETHER, names, count=len(names)), *told),
    )


@dataclass(frozen=True)
class PlacedSheet:
    """Hold a sheet whose rows say their city, how many were given the sheet's, and what is wrong.

    The rows of a sheet that is named after no city are set aside: nobody knows why it is there.
    """

    sheet: RawTable
    filled: int = 0
    issues: tuple[Issue, ...] = ()


def place_rows(sheet: RawTable, cities: NameBook) -> PlacedSheet:
    """Take the name of a sheet for the city of its rows that say none.

    One sheet that is not named after a city is left as it is; of several that are read as
    one each must be.
    """
    columns = columns_of_sheet(sheet.header)
    city = columns.index(_CITY) if _CITY in columns else None
    names = sheet.sheets or ((sheet.sheet,) if sheet.sheet and city is None else ())
    known = {name for name in names if cities.find(name).identifier}
    if not known and not sheet.sheets:
        return PlacedSheet(sheet)
    kept = [row for row in sheet.rows if sheet.place_of(row.number)[0] in known]
    aside = tuple(row for row in sheet.rows if sheet.place_of(row.number)[0] not in known)
    placed = replace(
        sheet,
        header=sheet.header if city is not None else (*sheet.header, _HEADER),
        rows=tuple(_placed(row, city, sheet.place_of(row.number)[0] or "") for row in kept),
        narrow_or_wide=(*sheet.narrow_or_wide, *aside),
    )
    filled = sum(not (city is not None and row.cells[city]) for row in kept)
    issues = tuple(_of_no_city(sheet, name, cities) for name in names if name not in known)
    return PlacedSheet(placed, filled, issues)


def _placed(row: RawRow, city: int | None, name: str) -> RawRow:
    """Write the name of its sheet as the city of a row, unless it says one."""
    if city is None:
        return replace(row, cells=(*row.cells, name))
    return row if row.cells[city] else replace(row, cells=(*row.cells[:city], name, *row.cells[city + 1 :]))


def _of_no_city(sheet: RawTable, name: str, cities: NameBook) -> Issue:
    return Issue(
        sheet.file,
        name,
        None,
        None,
        name,
        "sheet_of_no_city",
        "is no city, and sheets beside it have the same columns",
        "a sheet for each city, named after it; or one sheet for all of them, with a column City",
        cities.find(name).suggestion,
    )
