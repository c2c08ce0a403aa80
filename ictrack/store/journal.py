"""The journal: a file of JSON lines beside the database that tells every change once more.

Each line is one part of one change as the outbox holds it, with the SHA-256 of all that
stands before it in the line. The first line, change 0, names the database.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

_PAYLOAD = b',"payload":'
_DIGEST = b',"sha256":"'
_CHUNK = 1 << 20


@dataclass(frozen=True, order=True)
class Line:
    """Hold one part of one change, as the outbox and the journal have it."""

    change_id: int
    part: int
    parts: int
    kind: str
    changed_at: datetime
    changed_by: str
    payload: str
    # The head of the audit after the change, in its last part (`ictrack/store/audit.py`).
    audit_head: str | None = None

    def encode(self) -> bytes:
        """Write the line, without its line end."""
        head = {
            "change": self.change_id,
            "part": self.part,
            "parts": self.parts,
            "kind": self.kind,
            "at": self.changed_at.isoformat(timespec="microseconds"),
            "by": self.changed_by,
        }
        if self.audit_head is not None:
            head["audit"] = self.audit_head
        written = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        body = written[:-1] + _PAYLOAD + self.payload.encode()
        return body + _DIGEST + hashlib.sha256(body).hexdigest().encode() + b'"}'


def read_line(written: bytes) -> Line | None:
    """Read a line; nothing where it is not what was written."""
    body, found, _digest = written.rpartition(_DIGEST)
    head, has_payload, payload = body.partition(_PAYLOAD)
    if not found or not has_payload:
        return None
    try:
        values: dict[str, Any] = json.loads(head + b"}")
        line = Line(
            change_id=int(values["change"]),
            part=int(values["part"]),
            parts=int(values["parts"]),
            kind=str(values["kind"]),
            changed_at=datetime.fromisoformat(values["at"]),
            changed_by=str(values["by"]),
            payload=payload.decode(),
            audit_head=str(values["audit"]) if "audit" in values else None,
        )
    except (ValueError, KeyError, TypeError):
        return None
    return line if line.encode() == written else None


@dataclass(frozen=True)
class Ends:
    """Hold the two ends of a journal: its first line, its last whole one, and what is torn behind.

    `whole` is how many bytes the whole lines take, line ends included.
    """

    first: Line | None
    last: Line | None
    whole: int
    is_torn: bool


def journal_path(database: Path) -> Path:
    """Name the journal of a database file, however its path was written."""
    return database.resolve().with_suffix(".journal.jsonl")


def read_ends(path: Path) -> Ends:
    """Read both ends of a journal; of one that is not there or is empty, nothing."""
    try:
        with path.open("rb") as file:
            first = file.readline()
            size = file.seek(0, os.SEEK_END)
            if not size:
                return Ends(None, None, 0, is_torn=False)
            whole = size
            tail = _line_before(file, size)
            line = read_line(tail[:-1]) if tail.endswith(b"\n") else None
            if line is None:
                # Only the last line can have been torn by a crash: the one before was synced.
                whole -= len(tail)
                tail = _line_before(file, whole)
                line = read_line(tail[:-1]) if tail else None
            return Ends(read_line(first[:-1]), line, whole, is_torn=whole < size)
    except FileNotFoundError:
        return Ends(None, None, 0, is_torn=False)


def _line_before(file: BinaryIO, end: int) -> bytes:
    """Read the line that ends at a place in a file, its line end included."""
    found = b""
    start = end
    while start > 0:
        step = min(_CHUNK, start)
        start -= step
        file.seek(start)
        found = file.read(step) + found
        # The line end that closes the line itself is not the one before it.
        before = found.rfind(b"\n", 0, len(found) - 1)
        if before >= 0:
            return found[before + 1 :]
    return found


def read_lines(path: Path) -> Iterator[Line | None]:
    """Read a journal line by line; nothing in place of a line that is not what was written."""
    with path.open("rb") as file:
        for written in file:
            yield read_line(written[:-1]) if written.endswith(b"\n") else None


def append_lines(path: Path, lines: Iterable[Line], whole: int) -> int:
    """Append lines behind the whole ones, sync, and give how many bytes are whole now.

    What is torn behind them is cut off. Raises OSError when the disk does not take the
    lines; what was written of them is then cut off again.
    """
    is_new = not path.exists()
    # Unbuffered: what the disk refuses may not be written by the closing of the file after all.
    with path.open("ab" if is_new else "r+b", buffering=0) as file:
        try:
            file.truncate(whole)
            file.seek(whole)
            for line in lines:
                _write_all(file, line.encode() + b"\n")
            os.fsync(file.fileno())
            end = file.tell()
        except OSError:
            with suppress(OSError):
                file.truncate(whole)
            raise
    if is_new:
        sync_folder(path.parent)
    return end


def _write_all(file: Any, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file that no other process of this computer holds meanwhile; Windows has no lakes to share."""
    with path.open("ab") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sync_file(file: Path) -> None:
    """Have the system keep what a file holds."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Have the system keep what a folder lists; Windows has no way to ask for it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
