"""The chain that runs through all that was recorded, so that nothing of it can be altered unnoticed.

The audit is the outbox: who did what, when. Behind each change stands the head of the chain,
the SHA-256 over the head before it and the lines of the change as the journal has them. The
journal bears the heads too, so a tail that is cut off the database is found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

import duckdb

from ictrack.store.asking import run
from ictrack.store.journal import Line
from ictrack.store.journalling import BEFORE_ALL, lines_after

NO_HEAD = ""


@dataclass(frozen=True)
class AuditHead:
    """The head of the audit as it should be behind one change, and as it stands there."""

    change_id: int
    head: str
    stored: str | None


def head_before(cursor: duckdb.DuckDBPyConnection, next_change_id: int) -> str:
    """Give the head behind which a change is about to be recorded."""
    run(cursor, "audit_head")
    row = cursor.fetchone()
    change_id, head = (int(row[0]), str(row[1])) if row else (BEFORE_ALL[0], NO_HEAD)
    if change_id + 1 < next_change_id:
        # Changes from before there was an audit are covered by the first head after them.
        unheaded = lines_after(cursor, (change_id + 1, 0))
        for link in walk_chain(unheaded, head):
            head = link.head
    return head


def walk_chain(lines: Iterable[Line], head: str = NO_HEAD) -> Iterator[AuditHead]:
    """Compute the head behind each change, from the head before the first of them."""
    for change_id, group in groupby(lines, key=attrgetter("change_id")):
        parts = list(group)
        head = head_after(head, parts)
        yield AuditHead(change_id, head, parts[-1].audit_head)


def head_after(head: str, lines: Iterable[Line]) -> str:
    """Compute the head behind one change from the head before it."""
    digest = HeadDigest(head)
    for line in lines:
        digest.add(line)
    return digest.head


class HeadDigest:
    """The head behind a change, computed from its lines one after the other."""

    def __init__(self, head: str) -> None:
        """Begin with the head before the change."""
        self._digest = hashlib.sha256(head.encode())

    def add(self, line: Line) -> None:
        """Take one line in; that it may bear a head makes no difference."""
        self._digest.update(b"\n")
        self._digest.update(replace(line, audit_head=None).encode())

    @property
    def head(self) -> str:
        """Give the head behind the lines that were taken in."""
        return self._digest.hexdigest()
