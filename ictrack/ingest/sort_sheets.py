"""Tell what the sheets of a workbook are: a returns workbook, tables of the full form, or initiatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from ictrack.ingest.gathering import Gathering, doubled_name, is_full_form, name_of_sheet, unknown_name
from ictrack.ingest.issues import Issue
from ictrack.ingest.returns.sheets import take_returned
from ictrack.ingest.sheet_words import has_titles, names_initiatives
from ictrack.ingest.sheets_of_cities import put_together
from ictrack.ingest.structure import ReadTable
from ictrack.models import ROW_OF_FILE

# Problems of sheets beside those that are read: they keep no row out where good rows are loaded alone.
PROBLEMS_BESIDE = frozenset({"sheet_beside", "unknown_sheet", "other_columns", "sheet_of_no_city"})
# A sheet that only begins too late may well be a table.
_LATE = "late_header"

Tables = Mapping[str, ReadTable]


def sort_sheets(tables: Tables, hidden: Set[str], gathering: Gathering) -> None:
    """Take the sheets that are read into a gathering; name those that stand beside them.

    `gathering.faulty` holds the sheets, by name, that cannot be read as tables.
    """
    if take_returned(tables, gathering):
        return
    for sheet in hidden & gathering.faulty.keys():
        del gathering.faulty[sheet]
        leave_aside(sheet, gathering)
    seen = dict(_without_asides(tables, hidden, gathering))
    if any(read.table.name in ROW_OF_FILE for read in seen.values()) and not _is_one_sheet(seen):
        _take_full_form(seen, gathering)
    else:
        _take_initiatives(seen, gathering)


def leave_aside(sheet: str, gathering: Gathering) -> None:
    """Note a hidden sheet that is not read."""
    gathering.ignored.append(f"{sheet} (a hidden sheet)")


def _without_asides(
    tables: Tables, hidden: Set[str], gathering: Gathering
) -> Iterator[tuple[str, ReadTable]]:
    """Leave hidden sheets aside that are no table of a source."""
    for sheet, read in tables.items():
        is_table = read.table.name in ROW_OF_FILE or names_initiatives(read.table.header)
        if sheet in hidden and not is_table:
            leave_aside(sheet, gathering)
        else:
            yield sheet, read


def _is_one_sheet(tables: Tables) -> bool:
    """Say whether there is one table alone, and it only bears the name of one of the full form."""
    return len(tables) == 1 and not any(is_full_form(read.table, read.table.name) for read in tables.values())


def _take_full_form(tables: Tables, gathering: Gathering) -> None:
    file = gathering.path.name
    for sheet, read in tables.items():
        name = read.table.name
        if name not in ROW_OF_FILE:
            issue = unknown_name(file, sheet, name)
            gathering.refuse(issue, issue.suggestion or name)
        elif name in gathering.tables:
            gathering.issues.append(doubled_name(file, sheet, name))
        else:
            gathering.add(read)
    for sheet, fault in gathering.faulty.items():
        issue = unknown_name(file, sheet, name_of_sheet(sheet))
        # Where it is probably one of them, its fault is what is to be mended.
        gathering.refuse(fault if issue.suggestion else issue, issue.suggestion or sheet)


def _take_initiatives(tables: Tables, gathering: Gathering) -> None:
    """Take the sheets that have a row per initiative or update; name those that stand beside them."""
    found = _of_initiatives(tables)
    if not found and len(tables) == 1 and not gathering.faulty:
        found = tables
    if not found:
        _refuse_all(tables, gathering)
        return
    if len(found) == 1:
        (read,) = found.values()
        gathering.issues.extend(read.issues)
        gathering.sheet = read.table
    else:
        put_together(found, gathering)
    for sheet in [*tables, *gathering.faulty]:
        if sheet not in found:
            fault = gathering.faulty.get(sheet)
            is_late = fault is not None and fault.code == _LATE
            gathering.issues.append(fault if fault and is_late else _beside(sheet, list(found), gathering))
            gathering.ignored.append(sheet)


def _of_initiatives(tables: Tables) -> Tables:
    """Give the sheets that have a row per initiative or update; the city may be the sheet's name."""
    named = {name: read for name, read in tables.items() if names_initiatives(read.table.header)}
    return named or {name: read for name, read in tables.items() if has_titles(read.table.header)}


def _refuse_all(tables: Tables, gathering: Gathering) -> None:
    """Say of every sheet why it is none that can be read."""
    file = gathering.path.name
    for issue in gathering.faulty.values():
        gathering.refuse_all(issue)
    for sheet, read in tables.items():
        gathering.refuse_all(unknown_name(file, sheet, read.table.name))
    if not gathering.issues:
        message, allowed = "holds no sheet with cells that can be seen", "a workbook with a sheet of rows"
        gathering.refuse_all(Issue(file, None, None, None, None, "empty_file", message, allowed))


def _beside(sheet: str, found: Sequence[str], gathering: Gathering) -> Issue:
    """Say that a sheet is not read, because of another or several that have the initiatives."""
    which, allowed = "the sheets that have", "a workbook of sheets with initiatives: delete this one"
    if len(found) == 1:
        which = f"the sheet '{found[0]}', which has"
        allowed = "a workbook with one sheet: delete this one, or save that one alone"
    message = f"stands beside {which} the initiatives, and is not read"
    return Issue(gathering.path.name, sheet, None, None, None, "sheet_beside", message, allowed)
