"""Write one load into the store: everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import duckdb
import pyarrow as pa

from ictrack.store.database import Database
from ictrack.store.staging import Staging, StoreChangedError, refuse_if_changed
from ictrack.store.submissions import Submission, put_submissions


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
    parameters = {
        "load_id": load_id,
        "source_id": commit.source_id,
        "changed_at": commit.changed_at,
        "replaced": commit.replaced,
        "borrowed": list(commit.borrowed),
        **vars(commit.note),
    }
    if commit.replaced is not None:
        staging.run("keep_removed", parameters)
        staging.run_for_each_table("remove_rows", parameters)
        staging.run("remove_source", parameters)
    staging.run("commit_source", parameters)
    staging.run("keep_changed", parameters)
    staging.run_for_each_table("commit_changed", parameters)
    staging.run_for_each_table("commit_rows", parameters)
    staging.run("close_undone", parameters)
    staging.run("commit_load", parameters)
    if commit.settled:
        put_submissions(staging, [replace(each, load_id=load_id) for each in commit.settled])
    return load_id
