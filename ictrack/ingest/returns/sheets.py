"""Know a returns workbook again among the sheets of a workbook, and say what of it is missing."""

from __future__ import annotations

from collections.abc import Mapping

from ictrack.ingest.columns import doubled_columns
from ictrack.ingest.gathering import Gathering
from ictrack.ingest.issues import Issue
from ictrack.ingest.returns.columns import sheet_columns
from ictrack.ingest.returns.content import name_of_answers, name_of_stamp
from ictrack.ingest.returns.stamp import FORMAT, MARK, Stamp, read_stamp
from ictrack.ingest.source import RawTable, Returned
from ictrack.ingest.structure import ReadTable
from ictrack.words import fold

_AGAIN = "the workbook as it was sent out: have it made again, and copy your answers into it"


def take_returned(tables: Mapping[str, ReadTable], gathering: Gathering) -> bool:
    """Take the sheets of a returns workbook into a gathering; say whether they are of one."""
    stamped = next((read.table for read in tables.values() if _bears_mark(read.table)), None)
    answers = next((read for read in tables.values() if _is_answers(read.table)), None)
    if stamped is None and answers is None:
        return False
    file = gathering.path.name
    stamp, issue = _stamp_of(stamped, file)
    if answers is None:
        missing = "is missing, the sheet with the answers"
        issue = gathering.faulty.get(name_of_answers()) or _issue(
            file, name_of_answers(), "no_answers", missing, _AGAIN
        )
    issues = [issue] if issue else _header_issues(answers.table) if answers else []
    if issues or stamp is None or answers is None:
        for found in issues:
            gathering.refuse_all(found)
        return True
    gathering.issues.extend(found for found in answers.issues if found.code != "header_only")
    gathering.returned = Returned(stamp, answers.table)
    return True


def refuse_copy(read: ReadTable, gathering: Gathering) -> bool:
    """Refuse a sheet with answers that was saved as CSV: the stamp stayed behind; say whether it is one."""
    if not _is_answers(read.table):
        return False
    message = "holds the answers of a returns workbook, and not the sheet by which it is known again"
    allowed = "the workbook itself, saved as an Excel workbook (.xlsx)"
    gathering.refuse_all(_issue(gathering.path.name, None, "no_stamp", message, allowed))
    return True


def keys_of(table: RawTable) -> tuple[str | None, ...]:
    """Say which column of the workbook each header is; nothing for one that is none."""
    keys = {fold(column.label): column.key for column in sheet_columns()}
    return tuple(keys.get(fold(header)) for header in table.header)


def _is_answers(table: RawTable) -> bool:
    """Say whether most columns of the sheet to fill in are there, whatever the sheet is called."""
    return 2 * len(set(keys_of(table)) - {None}) > len(sheet_columns())


def _bears_mark(table: RawTable) -> bool:
    return any(cell.startswith(f"{MARK}=") for cell in _cells_of(table))


def _cells_of(table: RawTable) -> list[str]:
    rows = (row.cells for row in (*table.rows, *table.narrow_or_wide))
    return [*table.header, *(cell for cells in rows for cell in cells)]


def _stamp_of(table: RawTable | None, file: str) -> tuple[Stamp | None, Issue | None]:
    if table is None:
        message = "is missing or empty, the sheet by which the workbook is known again"
        return None, _issue(file, name_of_stamp(), "no_stamp", message, _AGAIN)
    try:
        stamp = read_stamp(_cells_of(table))
    except ValueError as error:
        message = f"is of a returns workbook of format {error}, and this ictrack reads format {FORMAT}"
        return None, _issue(file, table.sheet, "other_format", message, _AGAIN)
    if stamp is None:
        return None, _issue(file, table.sheet, "changed_stamp", "was changed: its lines do not fit", _AGAIN)
    return stamp, None


def _header_issues(table: RawTable) -> list[Issue]:
    """Name the columns that are missing, doubled, or none of the workbook's."""
    keys = keys_of(table)
    missing = [column for column in sheet_columns() if column.key not in keys]
    unknown = [name for name, key in zip(table.header, keys, strict=True) if key is None]
    return [
        *doubled_columns(table, keys),
        *(
            table.issue("missing_column", "is missing", row=1, column=column.label, allowed=_AGAIN)
            for column in missing
        ),
        *(
            table.issue(
                "unknown_column",
                "is not a column of the workbook that was sent out",
                row=1,
                column=name,
                allowed="the columns as they were; what is new goes into one of them",
            )
            for name in unknown
        ),
    ]


def _issue(file: str, sheet: str | None, code: str, message: str, allowed: str) -> Issue:
    return Issue(file, sheet, None, None, None, code, message, allowed)
