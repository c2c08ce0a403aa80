"""Keep the journal in step with the outbox: what it lacks is appended, what differs is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb

from ictrack.errors import JournalError
from ictrack.store.asking import run
from ictrack.store.journal import Line, append_lines, locked, read_ends

BEFORE_ALL = (-1, 0)
_LINES_AT_ONCE = 5_000
_BYTES_AT_ONCE = 1 << 25
_UNCHANGED = "Nothing was read or changed."


class Journal:
    """The journal of one open database: its only one, or that of one replica of a lake."""

    def __init__(self, path: Path, database: str, *, is_shared: bool = False) -> None:
        """Name the journal and the database that it is of; nothing is read yet.

        `is_shared` says that another process of this replica, such as a command, may add to it as well.
        """
        self.path = path
        self._database = database
        self._is_shared = is_shared
        self._last = BEFORE_ALL
        self._whole = 0
        self.is_behind = True

    def refuse_without(self, database: Path) -> None:
        """Raise JournalError where the journal is there and the file of its database is gone."""
        if not database.exists() and read_ends(self.path).first is not None:
            raise JournalError(f"{database}: is not there, but its journal is. {_UNCHANGED} {self._replay}")

    def compare(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """See that the journal tells nothing that the outbox does not, by both of its ends.

        Raises JournalError where it is of another database, or tells of changes that the
        database lacks. `catch_up` may be called afterwards.
        """
        ends = read_ends(self.path)
        if ends.whole == 0 and not ends.is_torn:
            return
        if ends.first is not None and ends.first != _line_at(cursor, (0, 1)):
            raise JournalError(
                f"{self.path}: is the journal of another database than {self._database}. "
                f"{_UNCHANGED} Move the journal away, and a new one is written from the database; or "
                f"make the other database again: 'python -m ictrack replay {self.path} --database NEW'."
            )
        last = (ends.last.change_id, ends.last.part) if ends.last else BEFORE_ALL
        is_ahead = ends.last is not None and _line_at(cursor, last) != ends.last
        if is_ahead or (ends.last is None and ends.whole):
            raise JournalError(
                f"{self.path}: tells of changes that the database {self._database} lacks or has "
                f"differently. {_UNCHANGED} {self._replay} To go on without those changes, move the "
                "journal away: a new one is written from the database."
            )
        self._last, self._whole = last, ends.whole

    def catch_up(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Append what the outbox has and the journal lacks; raises OSError where it cannot be written."""
        self.is_behind = True
        with self._turn():
            self._append(cursor)
        self.is_behind = False

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Where others add to the journal as well, keep them waiting, and see what they have added."""
        if not self._is_shared:
            yield
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.path.with_suffix(".lock")):
            ends = read_ends(self.path)
            self._last = (ends.last.change_id, ends.last.part) if ends.last else BEFORE_ALL
            self._whole = ends.whole
            yield

    def _append(self, cursor: duckdb.DuckDBPyConnection) -> None:
        size = read_size(self.path)
        if size < self._whole:
            # It was moved away or cut short meanwhile: appending would leave a hole, so it is written anew.
            self._last, self._whole = BEFORE_ALL, 0
        last = self._last
        lines = lines_after(cursor, last)
        first = next(lines, None)
        if first is not None or size != self._whole:

            def counted() -> Iterator[Line]:
                nonlocal last
                line = first
                while line is not None:
                    last = (line.change_id, line.part)
                    yield line
                    line = next(lines, None)

            self._whole = append_lines(self.path, counted(), self._whole)
            self._last = last

    @property
    def _replay(self) -> str:
        return (
            "The journal holds every change: make a whole database from it with "
            f"'python -m ictrack replay {self.path} --database NEW'."
        )


def read_size(path: Path) -> int:
    """Give the size of a file in bytes; of one that is not there, none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _line_at(cursor: duckdb.DuckDBPyConnection, place: tuple[int, int]) -> Line | None:
    change_id, part = place
    return next(_lines_of(cursor, _Span(change_id, part, change_id, part, lines=1, size=0)), None)


def lines_after(cursor: duckdb.DuckDBPyConnection, place: tuple[int, int]) -> Iterator[Line]:
    """Give the lines that the outbox has behind one, by the numbers of its change and part.

    Only so many are held at once: the outbox may be larger than the memory.
    """
    run(cursor, "outbox_places", {"change_id": place[0], "part": place[1]})
    for span in _spans_of(cursor.fetchall()):
        yield from _lines_of(cursor, span)


def _lines_of(cursor: duckdb.DuckDBPyConnection, span: _Span) -> Iterator[Line]:
    run(cursor, "outbox_lines", asdict(span))
    return (Line(*row) for row in cursor.fetchall())


@dataclass
class _Span:
    """Hold some whole changes, or some parts of one; few enough for their lines to be held at once."""

    change_id: int
    part: int
    last_change_id: int
    last_part: int
    lines: int
    size: int

    def can_hold(self, other: _Span) -> bool:
        """Say whether another change can be held as well; a part of a change stands alone."""
        return (
            self.part == other.part == 1
            and self.lines + other.lines <= _LINES_AT_ONCE
            and self.size + other.size <= _BYTES_AT_ONCE
        )


def _spans_of(places: Iterable[tuple[int, int, int]]) -> list[_Span]:
    """Put changes together, and part those that are too large; of each part its size is known."""
    spans: list[_Span] = []
    for change_id, parts in groupby(places, key=itemgetter(0)):
        own: list[_Span] = []
        for _, part, size in parts:
            if own and own[-1].size + size <= _BYTES_AT_ONCE:
                own[-1].last_part = part
                own[-1].lines += 1
                own[-1].size += size
            else:
                own.append(_Span(change_id, part, change_id, part, 1, size))
        if spans and len(own) == 1 and spans[-1].can_hold(own[0]):
            spans[-1].last_change_id = change_id
            spans[-1].last_part = max(spans[-1].last_part, own[0].last_part)
            spans[-1].lines += own[0].lines
            spans[-1].size += own[0].size
        else:
            spans.extend(own)
    return spans
