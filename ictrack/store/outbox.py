"""Record every accepted change in its own transaction, so that the journal can make it again.

How to add a kind of change. Where its write is nothing but named SQL files run with
parameters, call `run_recorded` in place of running them: that is all. A write that needs
more calls `record_change` with a payload of plain values, and gives the function that makes
the change again from it, beside the write itself:

    @replays("undo")
    def _replay_undo(cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
        ...

A replay makes the same rows with the same numbers and times: it takes them from the
payload, never from the clock. The module is then named in `ictrack/store/replay.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

import duckdb

from ictrack.store.asking import fetch, run, run_statements, sql_of
from ictrack.store.audit import HeadDigest, head_before
from ictrack.store.journal import Line

_STEP = re.compile(r"[a-z_]+")


@dataclass(frozen=True)
class Change:
    """Hold one change as the outbox holds it: what kind, when, by whom, and its payload in parts."""

    change_id: int
    kind: str
    changed_at: datetime
    changed_by: str
    payload: tuple[str, ...]

    def values(self) -> dict[str, object]:
        """Give the values that `record_change` was given; days and moments are such again."""
        values: dict[str, object] = json.loads(self.payload[0], object_hook=_untagged)
        return values


Replay = Callable[[duckdb.DuckDBPyConnection, Change], None]
_replays: dict[str, Replay] = {}


def replays(kind: str) -> Callable[[Replay], Replay]:
    """Name the function that makes a kind of change again."""

    def register(replay: Replay) -> Replay:
        _replays[kind] = replay
        return replay

    return register


def replay_of(kind: str) -> Replay:
    """Give the function that makes a kind of change again; of kinds without one the steps are run."""
    return _replays.get(kind, _run_steps)


def record_change(
    cursor: duckdb.DuckDBPyConnection,
    kind: str,
    changed_at: datetime,
    changed_by: str,
    payload: Mapping[str, object],
) -> int:
    """Record a change of plain values, and give its number; call it in the change's transaction.

    Values are texts, numbers, booleans, days, moments, nothing, and lists or mappings of these.
    """
    return record_parts(cursor, kind, changed_at, changed_by, (write_payload(payload),))


def write_payload(values: Mapping[str, object]) -> str:
    """Write plain values as one part of a payload."""
    return json.dumps(values, default=_as_json, ensure_ascii=False, separators=(",", ":"))


def record_parts(
    cursor: duckdb.DuckDBPyConnection,
    kind: str,
    changed_at: datetime,
    changed_by: str,
    payload: Sequence[str],
) -> int:
    """Record a change whose payload is large: JSON texts without line ends, one per part."""
    return record_in_turn(cursor, Note(kind, changed_at, changed_by, len(payload)), payload)


@dataclass(frozen=True)
class Note:
    """Hold what is noted of a change beside its payload: what kind, when, by whom, in how many parts."""

    kind: str
    changed_at: datetime
    changed_by: str
    parts: int


def record_in_turn(cursor: duckdb.DuckDBPyConnection, note: Note, payload: Iterable[str]) -> int:
    """Record a change whose payload is made part by part, so that few parts are held at once.

    What makes the parts may use the cursor, but each part has to be whole before the next question.
    """
    run(cursor, "outbox_next")
    change_id = int(fetch(cursor)[0]["next_change_id"])
    digest = HeadDigest(head_before(cursor, change_id))
    number = 0
    for number, text in enumerate(payload, start=1):
        line = Line(change_id, number, note.parts, note.kind, note.changed_at, note.changed_by, text)
        digest.add(line)
        head = digest.head if number == note.parts else None
        record_lines(cursor, [replace(line, audit_head=head)])
    if number != note.parts:
        raise AssertionError(f"{number} parts were made of {note.parts}")
    return change_id


def record_lines(cursor: duckdb.DuckDBPyConnection, lines: Iterable[Line]) -> None:
    """Put the parts of a change into the outbox as they are, as a replay does."""
    for line in lines:
        run(cursor, "outbox_add", asdict(line))


def run_recorded(
    cursor: duckdb.DuckDBPyConnection,
    kind: str,
    changed_at: datetime,
    changed_by: str,
    steps: Sequence[str],
    parameters: Mapping[str, object],
) -> int:
    """Run named SQL files with parameters, record them, and give the number of the change.

    They are run again by a replay as they are, so they may depend on nothing but the
    parameters and what is stored: not on the clock, and on no staged table.
    """
    _run(cursor, steps, parameters)
    payload = {"steps": list(steps), "parameters": dict(parameters)}
    return record_change(cursor, kind, changed_at, changed_by, payload)


def _run_steps(cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
    values = change.values()
    steps, parameters = values["steps"], values["parameters"]
    if not isinstance(steps, list) or not isinstance(parameters, dict):
        raise TypeError(f"change {change.change_id} of kind {change.kind} holds no steps")
    _run(cursor, [str(step) for step in steps], parameters)


def _run(cursor: duckdb.DuckDBPyConnection, steps: Sequence[str], parameters: Mapping[str, object]) -> None:
    run(cursor, "stored_row")
    for step in steps:
        if not _STEP.fullmatch(step):
            raise ValueError(f"'{step}' is not the name of an SQL file")
        run_statements(cursor, sql_of(step), parameters)


def _as_json(value: object) -> dict[str, Any]:
    """Write a moment or a day in a way that tells it from a text, and any mapping as one."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    raise TypeError(f"a change cannot hold {value!r}")


def _untagged(mapping: dict[str, object]) -> object:
    match mapping:
        case {"$moment": str(written), **rest} if not rest:
            return datetime.fromisoformat(written)
        case {"$day": str(written), **rest} if not rest:
            return date.fromisoformat(written)
    return mapping
