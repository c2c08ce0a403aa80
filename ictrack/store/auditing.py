"""Whether the audit is whole: its chain computed anew, and compared with what stands in both places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from ictrack.store.audit import AuditHead, walk_chain
from ictrack.store.database import Database
from ictrack.store.journal import Line
from ictrack.store.journalling import BEFORE_ALL, lines_after


@dataclass(frozen=True)
class BrokenEntry:
    """Name the first entry that is not as it was recorded, and say in what."""

    change_id: int
    found: str


@dataclass(frozen=True)
class AuditCheck:
    """What a check of the audit found: how many entries, the head to note down, what is broken.

    `last_at` is when the last entry was made, in UTC. `noted_behind` is the entry behind which a head
    that was noted down earlier stands; nothing where none was asked for, or it stands nowhere.
    """

    entries: int
    head: str
    last_at: datetime | None
    broken: BrokenEntry | None
    noted_behind: int | None = None

    @property
    def is_whole(self) -> bool:
        """Say whether every entry is as it was recorded."""
        return self.broken is None


def check_audit(database: Database, noted: str = "") -> AuditCheck:
    """Compute the chain over all that was recorded, and compare it with the heads and the journal.

    `noted` is a head that was noted down earlier: if it stands in the chain, nothing that was
    recorded before it is missing. Writers wait meanwhile.
    """
    database = database.whole
    with database.held() as cursor:
        lines = list(lines_after(cursor, BEFORE_ALL))
        journal = database.journal.path if database.journal else None
        chain = list(walk_chain(lines))
        broken = [next(found, None) for found in (_odd_heads(chain), _odd_parts(lines))]
        broken.append(next(_odd_lines(lines, journal), None) if journal else None)
    first = min((one for one in broken if one), key=lambda one: one.change_id, default=None)
    return AuditCheck(
        entries=len(chain),
        head=chain[-1].head if chain else "",
        last_at=lines[-1].changed_at if lines else None,
        broken=first,
        noted_behind=next((link.change_id for link in chain if noted and link.head == noted), None),
    )


def _odd_heads(chain: list[AuditHead]) -> Iterator[BrokenEntry]:
    """Name what bears another head than it should.

    Changes that were made before there was an audit bear none; behind the first head, all bear one.
    """
    begun = False
    for link in chain:
        begun = begun or link.stored is not None
        if begun and link.stored is None:
            yield BrokenEntry(link.change_id, "bears no head")
        elif begun and link.stored != link.head:
            yield BrokenEntry(link.change_id, "is not what was recorded, or what comes before it is not")


def _odd_parts(lines: list[Line]) -> Iterator[BrokenEntry]:
    """Only the last part of an entry bears a head, and entries and parts are numbered without a gap."""
    expected = (0, 1)
    for line in lines:
        if (line.change_id, line.part) != expected:
            yield BrokenEntry(min(line.change_id, expected[0]), "is missing, or lacks a part")
            return
        is_last = line.part == line.parts
        if line.audit_head is not None and not is_last:
            yield BrokenEntry(line.change_id, "bears a head where there is none")
        expected = (line.change_id + 1, 1) if is_last else (line.change_id, line.part + 1)
    if expected[1] != 1:
        yield BrokenEntry(expected[0], "lacks a part")


def _odd_lines(lines: list[Line], journal: Path) -> Iterator[BrokenEntry]:
    """Compare with the journal byte by byte."""
    try:
        with journal.open("rb") as file:
            written = list(file)
    except OSError as error:
        yield BrokenEntry(0, f"cannot be read in the journal {journal.name} ({error.strerror})")
        return
    behind = lines[-1].change_id + 1 if lines else 0
    for line, bytes_of_it in zip_longest(lines, written):
        if line is None:
            yield BrokenEntry(behind, f"is told of by the journal {journal.name}, and not by the database")
        elif bytes_of_it != line.encode() + b"\n":
            yield BrokenEntry(
                line.change_id, f"is told otherwise by the journal {journal.name}, or not at all"
            )
