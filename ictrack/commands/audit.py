"""`audit`: who did what and when, and whether nothing of it was altered."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Literal

from ictrack.commands.command import Command, CommandOutcome
from ictrack.commands.printing import Format, PlainRow, print_rows
from ictrack.commands.verify import DIFFERENCES
from ictrack.dates import end_of_day, parse_partial_day
from ictrack.errors import UsageError
from ictrack.store.audit_list import AuditEntry, AuditFilter, list_entries
from ictrack.store.auditing import AuditCheck, check_audit
from ictrack.store.database import Database
from ictrack.summaries.audit_words import describe_entry

_COLUMNS = ("entry", "at", "by", "kind", "about", "what", "head")


class AuditListCommand(Command):
    """List who did what, the last first."""

    kind: Literal["audit_list"] = "audit_list"
    since: str = ""
    of_kind: str | None = None
    by: str | None = None
    form: Format = Format.TABLE

    def run(self, database: Database) -> CommandOutcome:
        """Print one line per entry; times are UTC, people are keys."""
        narrowed = AuditFilter(kind=self.of_kind, by=self.by)
        if self.since:
            day = parse_partial_day(self.since)
            if day is None:
                raise UsageError(
                    f"--since: '{self.since}' is not a day. Write 2026-03-31, 2026-03 or 2026. "
                    "Nothing was listed."
                )
            narrowed = AuditFilter(end_of_day(day.first - timedelta(days=1)), kind=self.of_kind, by=self.by)
        rows = [_row(entry) for entry in list_entries(database, narrowed)]
        return CommandOutcome(stdout=print_rows(self.form, _COLUMNS, rows))


def _row(entry: AuditEntry) -> PlainRow:
    return {
        "entry": entry.change_id,
        "at": entry.changed_at.isoformat(sep=" ", timespec="seconds"),
        "by": entry.changed_by,
        "kind": entry.kind,
        "about": entry.person_id or None,
        "what": describe_entry(entry),
        "head": entry.audit_head,
    }


class AuditVerifyCommand(Command):
    """Say whether every entry of the audit is as it was recorded."""

    writes: ClassVar[bool] = True  # writers wait while it reads
    kind: Literal["audit_verify"] = "audit_verify"
    head: str = ""

    def run(self, database: Database) -> CommandOutcome:
        """Compute the chain anew, and say what it is or where it is broken."""
        noted = self.head.strip().lower()
        found = check_audit(database, noted)
        counted = "1 entry" if found.entries == 1 else f"{found.entries:,} entries"
        if found.broken is not None:
            said = f"{counted}: entry {found.broken.change_id} {found.broken.found}.\n"
            return CommandOutcome(stdout=said, stderr=_ADVICE, exit_code=DIFFERENCES)
        said = f"{counted}: the chain is whole, and the journal tells the same.\nHead: {found.head}\n"
        if noted and found.noted_behind is None:
            return CommandOutcome(stdout=said + _NOT_IN_CHAIN, stderr=_ADVICE, exit_code=DIFFERENCES)
        return CommandOutcome(stdout=said + _behind(found), stderr="" if noted else _NOTE_IT)


_NOTE_IT = (
    "Note the head down where nobody who can write here can: 'python -m ictrack audit verify --head HEAD' "
    "then says whether anything recorded before it is missing.\n"
)
_NOT_IN_CHAIN = (
    "The head that was noted is not in the chain: something that was recorded before it was altered or is "
    "missing.\n"
)
_ADVICE = (
    "Nothing was changed. Keep a copy of the database and of its journal. What was recorded was altered or "
    "cut off, by a fault or by somebody: compare with a backup, whose journal tells what was.\n"
)


def _behind(found: AuditCheck) -> str:
    if found.noted_behind is None:
        return ""
    later = found.entries - 1 - found.noted_behind
    entries = "1 entry was" if later == 1 else f"{later:,} entries were"
    return f"The head that was noted stands behind entry {found.noted_behind}; {entries} made since.\n"
