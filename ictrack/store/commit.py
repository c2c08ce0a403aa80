"""Write one load into the store: everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ictrack.store.cell_memory import pool_of_cells
from ictrack.store.database import Database
from ictrack.store.outbox import Change, Note, record_in_turn, replays, write_payload
from ictrack.store.row_parts import (
    ROWS_KEPT_TOGETHER,
    count_parts,
    read_head,
    read_rows,
    write_staged,
    write_table,
)
from ictrack.store.staging import Staging, StoreChangedError, refuse_if_changed
from ictrack.store.submissions import Submission, put_submissions
from ictrack.store.tables import table_of_file

# How many groups of rows are put into a table at once: more are no faster on few cores, and held longer.
_GROUPS_AT_ONCE = 2
_STATES = ("changed", "new")
_NONE_ACCEPTED = pa.schema(
    [("file_row", pa.int64()), ("row_key", pa.string()), ("file", pa.string()), ("state", pa.string())]
).empty_table()


@dataclass(frozen=True)
class LoadNote:
    """Hold what is noted of a load: who, what file, and how many rows became what."""

    loaded_by: str
    file_name: str
    file_fingerprint: str
    recorded_mode: str
    rows_new: int
    rows_changed: int
    rows_unchanged: int
    rows_rejected: int
    rows_withheld: int


@dataclass(frozen=True)
class Commit:
    """Hold what a load writes.

    `rows` are the checked rows per file, all of them; `accepted` names those to write:
    `file`, `file_row`, `row_key` and `state`, new or changed. `borrowed` names the files
    that the source did not bring itself. `source` is the one row of the table `source`.
    `judged_at` is the version of the store that was checked against. `settled` are the
    submissions that it makes status updates; each is stored with the number of the load.
    `waiting` are submissions that speak of what it brings, and wait for review.
    """

    rows: Mapping[str, pa.Table]
    accepted: pa.Table
    source_id: str
    source: pa.Table
    note: LoadNote
    changed_at: datetime
    judged_at: int
    replaced: str | None = None
    borrowed: tuple[str, ...] = ()
    settled: tuple[Submission, ...] = ()
    waiting: tuple[Submission, ...] = ()


def commit_load(database: Database, commit: Commit) -> int | None:
    """Write a load in one transaction, and give its number.

    Gives nothing, and writes nothing, when the store has changed since it was checked
    against: the check is then to be made anew.
    """
    try:
        return database.write(lambda cursor: _commit(cursor, commit))
    except StoreChangedError:
        return None


def _commit(cursor: duckdb.DuckDBPyConnection, commit: Commit) -> int:
    staging = Staging(cursor)
    sent = _sent(commit)
    staging.put("sent_source", commit.source)
    load_id = refuse_if_changed(staging, commit.judged_at)
    head = {
        "load_id": load_id,
        "source_id": commit.source_id,
        "changed_at": commit.changed_at,
        "replaced": commit.replaced,
        "borrowed": list(commit.borrowed),
        **vars(commit.note),
    }
    settled = [replace(each, load_id=load_id) for each in commit.settled]
    told = {**head, "settled": list(map(vars, settled)), "waiting": list(map(vars, commit.waiting))}
    source = tuple(write_table(cursor, "sent_source", {"file": "source"}))
    parts = 1 + len(source) + sum(count_parts(each.rows) for each in sent)
    rows = (part for each in sent for part in write_staged(cursor, each.rows, each.head))
    _write(staging, head, sent, [*settled, *commit.waiting])
    note = Note("load", commit.changed_at, commit.note.loaded_by, parts)
    record_in_turn(cursor, note, chain([write_payload(told)], source, rows))
    return load_id


@dataclass(frozen=True)
class _Sent:
    """Hold the rows of one file that a load writes in one state, `new` or `changed`."""

    file: str
    state: str
    rows: pa.Table

    @property
    def head(self) -> dict[str, object]:
        """Say what the rows are."""
        return {"file": self.file, "state": self.state}

    @property
    def accepted(self) -> pa.Table:
        """Name the rows, as `Commit.accepted` does."""
        of_file, in_state = (pa.repeat(word, len(self.rows)) for word in (self.file, self.state))
        named = self.rows.select(["file_row", "row_key"])
        return named.append_column("file", of_file).append_column("state", in_state)


def _sent(commit: Commit) -> list[_Sent]:
    """Take of the checked rows those that are to be written, changed ones of a file first."""
    accepted = commit.accepted
    files, states = (set(pc.unique(accepted[column]).to_pylist()) for column in ("file", "state"))
    found = []
    for file in (file for file in commit.rows if file in files):
        is_of_file = pc.equal(accepted["file"], file)
        for state in (state for state in _STATES if state in states):
            is_named = pc.and_(is_of_file, pc.equal(accepted["state"], state))
            if pc.any(is_named).as_py():
                found.append(_Sent(file, state, _named_rows(commit.rows[file], accepted, is_named)))
    return found


def _named_rows(rows: pa.Table, accepted: pa.Table, is_named: pa.ChunkedArray) -> pa.Table:
    """Take the rows that are named: by their number in the file, and where several have one by their key."""
    numbers, wanted = rows["file_row"].to_numpy(), accepted["file_row"].filter(is_named).to_numpy()
    if len(rows) == len(wanted):
        return rows
    is_wanted = np.isin(numbers, wanted)
    if int(is_wanted.sum()) > len(wanted):
        keys = accepted["row_key"].filter(is_named).to_pylist()
        pairs = set(zip(wanted.tolist(), keys, strict=True))
        keyed = zip(numbers.tolist(), rows["row_key"].to_pylist(), strict=True)
        is_wanted = np.array([pair in pairs for pair in keyed], np.bool_)
    return rows.filter(pa.array(is_wanted))


def _name_changed(staging: Staging, sent: Sequence[_Sent]) -> None:
    """Stage the names of the rows that change others."""
    changed = [each.accepted for each in sent if each.state == "changed"]
    staging.put("accepted", pa.concat_tables([_NONE_ACCEPTED, *changed]))


def _write(
    staging: Staging, head: Mapping[str, object], sent: Sequence[_Sent], submissions: list[Submission]
) -> None:
    """Write rows and submissions; `head` are the parameters of the steps."""
    _name_changed(staging, sent)
    if head["replaced"] is not None:
        staging.run("keep_removed", head)
        staging.run_for_each_table("remove_rows", head)
        staging.run("remove_source", head)
    staging.run("commit_source", head)
    staging.find_wanted("wanted_of_changes", head)
    staging.run("keep_changed", head)
    for each in sent:
        if each.state == "changed":
            staging.run_for_table("commit_changed", table_of_file(each.file), head)
    for each in sent:
        _insert(staging, head, each)
    staging.run("close_undone", head)
    # Where a source is replaced, what it had taken back is no longer there to say so.
    staging.keep_what_follows(None if head["replaced"] is not None else int(str(head["load_id"])))
    staging.run("commit_load", head)
    if submissions:
        put_submissions(staging, submissions)


def _insert(staging: Staging, head: Mapping[str, object], sent: _Sent) -> None:
    """Put rows into their table, a few of the groups at a time that DuckDB keeps together: it holds few.

    Each group is made when it is asked for, and let go once it is stored: what is named on a cursor is
    held until its transaction ends.
    """
    name, schema = f"sent_{sent.file}", sent.rows.schema
    for start in range(0, len(sent.rows), _GROUPS_AT_ONCE * ROWS_KEPT_TOGETHER):
        some = sent.rows.slice(start, _GROUPS_AT_ONCE * ROWS_KEPT_TOGETHER)
        staging.put(name, pa.RecordBatchReader.from_batches(schema, _groups(some)))
        staging.run_for_table("commit_rows", table_of_file(sent.file), head)
    staging.forget(name)


def _groups(rows: pa.Table) -> Iterator[pa.RecordBatch]:
    """Give rows in groups that are of one piece: such a one is packed on one core, beside the next."""
    for start in range(0, len(rows), ROWS_KEPT_TOGETHER):
        yield from rows.slice(start, ROWS_KEPT_TOGETHER).combine_chunks(pool_of_cells()).to_batches()


@replays("load")
def _replay(cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
    values: dict[str, Any] = change.values()
    staging = Staging(cursor)
    told = [*values.pop("settled"), *values.pop("waiting", ())]
    submissions = [Submission(**each) for each in told]
    sent: list[_Sent] = []
    for part in change.payload[1:]:
        head = read_head(part)
        rows = read_rows(cursor, part)
        if head["file"] == "source":
            staging.put("sent_source", rows)
        else:
            sent.append(_Sent(head["file"], head["state"], rows))
    _write(staging, values, sent, submissions)
