"""What is found of a source while its files are read: tables, and faults of structure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from ictrack.ingest.issues import Issue
from ictrack.ingest.limits import ReadingLimits, command_limits
from ictrack.ingest.source import RawSource, RawTable, Returned
from ictrack.ingest.structure import ReadTable
from ictrack.models import ROW_OF_FILE, columns_of
from ictrack.words import fold


@dataclass
class Gathering:
    """Collect tables and the faults of their structure.

    `is_tracker` asks for trackers: sheets with a column for each reporting date. `faulty` holds
    sheets that cannot be read as tables, of which it is not known yet what they are.
    """

    path: Path
    limits: ReadingLimits = field(default_factory=command_limits)
    is_tracker: bool = False
    tables: dict[str, RawTable] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    ignored: list[str] = field(default_factory=list)
    sheet: RawTable | None = None
    returned: Returned | None = None
    faulty: dict[str, Issue] = field(default_factory=dict)

    def add(self, read: ReadTable) -> None:
        """Add one table that was read."""
        self.tables[read.table.name] = read.table
        self.issues.extend(read.issues)

    def refuse(self, issue: Issue, name: str) -> None:
        """Note that one table could not be read: the one of that name, or probably that one."""
        self.issues.append(issue)
        self.unread.add(name)

    def refuse_all(self, issue: Issue) -> None:
        """Note that nothing of the source could be read."""
        self.issues.append(issue)
        self.unread.update(ROW_OF_FILE)

    def finish(self, fingerprint: str) -> RawSource:
        """Give the source as it was sent; of one that is too large only that it is."""
        too_large = self._too_large()
        if too_large is not None:
            self.tables, self.sheet, self.returned, self.issues = {}, None, None, []
            self.refuse_all(too_large)
        source = RawSource(
            self.path,
            self.tables,
            tuple(self.issues),
            frozenset(self.unread - self.tables.keys()),
            tuple(self.ignored),
            fingerprint,
            self.sheet,
            self.returned,
        )
        return replace(source, notices=tuple(one for table in source.all_tables for one in table.notices))

    def _too_large(self) -> Issue | None:
        """Say which limit the tables together pass, if any."""
        tables = [*self.tables.values(), *([self.sheet] if self.sheet else [])]
        rows = sum(table.row_count for table in tables)
        if self.limits.rows is not None and rows > self.limits.rows:
            return self._issue("too_many_rows", f"has {rows:,} rows", f"at most {self.limits.rows:,} rows")
        columns = max((len(table.header) for table in tables), default=0)
        if columns > self.limits.columns:
            allowed = f"at most {self.limits.columns:,} columns"
            return self._issue("too_many_columns", f"has {columns:,} columns", allowed)
        if self.limits.characters is not None:
            said = sum(len(cell) for table in tables for row in table.rows for cell in row.cells)
            if said > self.limits.characters:
                allowed = f"at most {self.limits.characters:,} characters"
                return self._issue("too_much_text", f"has {said:,} characters", allowed)
        return None

    def _issue(self, code: str, message: str, allowed: str) -> Issue:
        by_command = "; 'python -m ictrack load' takes any size" if self.limits.rows is not None else ""
        return Issue(self.path.name, None, None, None, None, code, message, f"{allowed}{by_command}")


def name_of_sheet(sheet: str) -> str:
    """Give the name of the file of the full form that a sheet of such a name would be."""
    return fold(sheet).replace(" ", "_")


def unknown_name(file: str, sheet: str | None, name: str) -> Issue:
    """Make the issue of a file or sheet whose name is none of the full form's."""
    close = get_close_matches(fold(name), {fold(known): known for known in ROW_OF_FILE}, n=1, cutoff=0.7)
    known = {fold(known): known for known in ROW_OF_FILE}
    thing = "sheet" if sheet else "file"
    alone = "one sheet alone in its workbook" if sheet else "load one sheet by its own path"
    return Issue(
        file,
        sheet,
        None,
        None,
        None,
        f"unknown_{thing}",
        f"is not a {thing} of a source",
        f"{', '.join(list(ROW_OF_FILE)[:-1])} or {list(ROW_OF_FILE)[-1]}; or {alone}",
        known[close[0]] if close else "",
    )


def doubled_name(file: str, sheet: str | None, name: str) -> Issue:
    """Make the issue of a second file or sheet of one name."""
    thing = "sheet" if sheet else "file"
    return Issue(
        file,
        sheet,
        None,
        None,
        None,
        f"doubled_{thing}",
        f"is there twice ('{name}')",
        f"one {thing} of each name",
    )


def is_full_form(table: RawTable, name: str) -> bool:
    """Say whether a table by its name and most of its header is a file of the full form."""
    row = ROW_OF_FILE.get(name)
    if row is None:
        return False
    known = {fold(column) for column in columns_of(row)}
    fitting = sum(fold(header) in known for header in table.header)
    return 2 * fitting > len(table.header)
