"""Write one load into the store: everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

from ictrack.store.asking import sql_of
from ictrack.store.database import Database
from ictrack.store.outbox import Change, record_parts, replays, write_payload
from ictrack.store.row_parts import read_head, read_rows, write_accepted, write_table
from ictrack.store.staging import Staging, StoreChangedError, refuse_if_changed
from ictrack.store.submissions import Submission, put_submissions
from ictrack.store.tables import stored_tables


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
    for file, table in commit.rows.items():
        staging.put(f"sent_{file}", table)
    staging.put("accepted", commit.accepted)
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
    payload = (write_payload(told), *_write_rows(cursor, commit))
    _write(staging, head, [*settled, *commit.waiting])
    record_parts(cursor, "load", commit.changed_at, commit.note.loaded_by, payload)
    return load_id


def _write(staging: Staging, head: Mapping[str, object], sent: list[Submission]) -> None:
    """Write what is staged; `head` are the parameters of the steps."""
    if head["replaced"] is not None:
        staging.run("keep_removed", head)
        staging.run_for_each_table("remove_rows", head)
        staging.run("remove_source", head)
    staging.run("commit_source", head)
    staging.run("keep_changed", head)
    staging.run_for_each_table("commit_changed", head)
    staging.run_for_each_table("commit_rows", head)
    staging.run("close_undone", head)
    staging.run("commit_load", head)
    if sent:
        put_submissions(staging, sent)


def _write_rows(cursor: duckdb.DuckDBPyConnection, commit: Commit) -> Iterator[str]:
    yield from write_table(cursor, "sent_source", {"file": "source"})
    for file in commit.rows:
        yield from write_accepted(cursor, file)


@replays("load")
def _replay(cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
    values: dict[str, Any] = change.values()
    staging = Staging(cursor)
    told = [*values.pop("settled"), *values.pop("waiting", ())]
    submissions = [Submission(**each) for each in told]
    sent: dict[str, list[pa.Table]] = {}
    accepted: list[pa.Table] = []
    for part in change.payload[1:]:
        head = read_head(part)
        rows = read_rows(cursor, part)
        sent.setdefault(head["file"], []).append(rows)
        if head["file"] != "source":
            accepted.append(_accept(rows, head["file"], head["state"]))
    for stored in stored_tables():
        rows_sent = sent.get(stored.file) or [staging.table(stored.statement(sql_of("nothing_sent")))]
        staging.put(f"sent_{stored.file}", pa.concat_tables(rows_sent))
    staging.put("sent_source", pa.concat_tables(sent["source"]))
    staging.put("accepted", pa.concat_tables(accepted))
    _write(staging, values, submissions)


def _accept(rows: pa.Table, file: str, state: str) -> pa.Table:
    """Name rows that a load wrote, as `Commit.accepted` does."""
    named = rows.select(["file_row", "row_key"])
    of_file = pa.array([file] * len(rows), pa.string())
    in_state = pa.array([state] * len(rows), pa.string())
    return named.append_column("file", of_file).append_column("state", in_state)
