"""Tell which parts of a sheet were hidden: they are read like the others, and nobody saw them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ictrack.ingest.notices import Notice, NoticeKind
from ictrack.ingest.sheet_xml import Hidden
from ictrack.ingest.source import RawTable


def with_hidden_parts(table: RawTable, header: Sequence[str], hidden: Hidden) -> RawTable:
    """Give a table with notices of its rows and columns that are hidden; `header` is all of the header."""
    return replace(table, notices=(*table.notices, *_notices(table, header, hidden)))


def of_hidden_sheet(table: RawTable) -> RawTable:
    """Give a table with a notice that its whole sheet is hidden."""
    name = table.sheet or table.name
    return replace(table, notices=(Notice(NoticeKind.HIDDEN_SHEET, (name,), name), *table.notices))


def _notices(table: RawTable, header: Sequence[str], hidden: Hidden) -> Iterator[Notice]:
    rows = sorted({row.number for row in (*table.rows, *table.narrow_or_wide)} & hidden.rows)
    if rows:
        yield Notice(NoticeKind.HIDDEN_ROWS, tuple(_ranges(rows)), table.sheet, len(rows))
    columns = tuple(name for place, name in enumerate(header, 1) if name and hidden.hides_column(place))
    if columns:
        yield Notice(NoticeKind.HIDDEN_COLUMNS, columns, table.sheet, len(columns))


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Write numbers that follow each other as one range, such as `5–7`."""
    for _start, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _place, number in group]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"
