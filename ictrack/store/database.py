"""Open the database, ask it questions by name, and write in whole transactions.

One database is opened per process and shared; every question has a cursor of its own,
because a shared connection hands one caller the rows of another.
"""

from __future__ import annotations

import os
import re
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from ictrack.errors import (
    DatabaseAccessError,
    DatabaseBusyError,
    DatabaseDamagedError,
    IctrackError,
    SchemaTooNewError,
    UsageError,
)
from ictrack.settings import current_settings

SCHEMA_VERSION = 2
_SQL = Path(__file__).parent / "sql"
_PARAMETER = re.compile(r"\$([a-z_]+)")
_HOLDER = re.compile(r"PID (\d+)")
# What DuckDB says when another process holds the file; on Windows half of it is in the
# system's own language.
_HELD = ("Could not set lock on file", "File is already open in")
_RETRIES = 20

R_ = TypeVar("R_")
Parameters = Mapping[str, object]


@cache
def sql_of(name: str) -> str:
    """Read the SQL file of a question, such as `summary`."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


@cache
def _parameters_of(sql: str) -> frozenset[str]:
    """Name the parameters that an SQL text uses; comments apart."""
    code = "\n".join(line.split("--")[0] for line in sql.splitlines())
    return frozenset(_PARAMETER.findall(code))


def run(cursor: duckdb.DuckDBPyConnection, name: str, parameters: Parameters | None = None) -> None:
    """Run a named SQL file on a cursor, with those of the parameters that it uses."""
    sql = sql_of(name)
    given = parameters or {}
    cursor.execute(sql, {key: given[key] for key in _parameters_of(sql)})


def fetch(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Fetch what a cursor's last statement gave: one dictionary per row."""
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


class Database:
    """A database that is open: questions, and writes one after the other."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
        """Take over a connection that `open_database` made."""
        self._connection = connection
        self._writing = threading.Lock()
        self._identity = uuid.uuid4().hex
        self._version = self._stored_version()
        self.path = path

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor of its own to one question or one write."""
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def ask(self, name: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
        """Run a named question and give its rows, one dictionary each."""
        with self.cursor() as cursor:
            run(cursor, name, parameters)
            return fetch(cursor)

    def version(self) -> int:
        """Give a number that grows with every write; only this process writes to an open file."""
        return self._version

    def _stored_version(self) -> int:
        with self.cursor() as cursor:
            row = cursor.execute("select version from db.write_lock").fetchone()
        return int(row[0]) if row else 0

    def state(self) -> str:
        """Give a text that changes with every write and differs from that of any other database."""
        return f"{self._identity}-{self.version()}"

    def write(self, work: Callable[[duckdb.DuckDBPyConnection], R_]) -> R_:
        """Run one write in one transaction, after the row that all writers touch.

        On a conflict with another writer the whole transaction is tried again.
        """
        for attempt in range(_RETRIES):
            try:
                return self._write_once(work)
            except duckdb.TransactionException:
                if attempt == _RETRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def _write_once(self, work: Callable[[duckdb.DuckDBPyConnection], R_]) -> R_:
        with self._writing, self.cursor() as cursor:
            cursor.begin()
            try:
                cursor.execute("update db.write_lock set version = version + 1")
                result = work(cursor)
                cursor.commit()
            except BaseException:
                # What a failed commit has rolled back already cannot be rolled back again.
                with suppress(duckdb.TransactionException):
                    cursor.rollback()
                raise
            self._version = self._stored_version()
            _checkpoint(cursor)
            return result

    def close(self) -> None:
        """Close the database; its file can then be opened by another process."""
        self._connection.close()


def _checkpoint(cursor: duckdb.DuckDBPyConnection) -> None:
    """Bring the write-ahead log into the file; what is committed is safe in either.

    While a reader holds an older state that is refused. It must not look like a conflict
    of the write, which is done and would be done twice: the next write brings both in.
    """
    with suppress(duckdb.TransactionException):
        cursor.execute("checkpoint db")


def open_database(path: Path | None = None) -> Database:
    """Open a database file, or one in memory when no path is given.

    Raises DatabaseBusyError when another process holds the file, DatabaseDamagedError
    when it is not a database that can be read, DatabaseAccessError when the system does
    not let it be read and written; the file is then left as it is.
    """
    connection = duckdb.connect(":memory:")
    try:
        _attach(connection, path)
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return Database(connection, path)


def _attach(connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    target = ":memory:" if path is None else str(path)
    if path is not None:
        _see_that_it_may_be_written(path)
    quoted = target.replace("'", "''")
    try:
        connection.execute(f"attach '{quoted}' as db")
    except duckdb.IOException as error:
        raise _explain(error, target) from error
    except (duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException) as error:
        raise _damaged(target, error) from error


def _see_that_it_may_be_written(path: Path) -> None:
    """Make the folder of a database; raises DatabaseAccessError where the file could not be written.

    DuckDB says only "cannot open" where it is refused, and in a folder that it may not
    write in says so no sooner than at the first write.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_there = path.exists()
    except OSError as error:
        raise no_access(path, error) from error
    if is_there and not path.is_file():
        kind = "a folder" if path.is_dir() else "a device"
        raise _no_access(path, f"is {kind}, not a file", "Move it away")
    if is_there and not os.access(path, os.R_OK | os.W_OK):
        raise _refused(path, path, "read and write the file")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise _refused(path, path.parent, f"write in its folder, '{path.parent}'")


def _refused(path: Path, place: Path, needed: str) -> DatabaseAccessError:
    if _is_on_read_only_disk(place):
        return _no_access(path, "is on a disk that can only be read", "Copy it to another disk")
    return _no_access(path, f"cannot be opened: ictrack may not {needed}", "Give your account that right")


def no_access(path: Path, error: OSError) -> DatabaseAccessError:
    """Word what the system said when it was asked for a database, or for its folder."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return _no_access(path, "cannot be there: what should be its folder is a file", "Check the path")
    said = error.strerror or type(error).__name__
    return _no_access(path, f"cannot be reached ({said})", "Ask for the right to read and write there")


def _no_access(path: Path, reason: str, advice: str) -> DatabaseAccessError:
    return DatabaseAccessError(
        f"{path}: {reason}. Nothing was read or changed. "
        f"{advice}, or name another file with --database or ICTRACK_DATABASE."
    )


def _is_on_read_only_disk(place: Path) -> bool:
    # Windows has no statvfs; what its file systems refuse is said as a missing right.
    if not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(place).f_flag & os.ST_RDONLY)


def _explain(error: duckdb.Error, target: str) -> IctrackError:
    text = str(error)
    holder = _HOLDER.search(text)
    if holder is None and not any(words in text for words in _HELD):
        # What is not there cannot be damaged: the system let nobody make it.
        return _damaged(target, error) if Path(target).exists() else _not_made(target, error)
    by = f"process {holder[1]}" if holder else "another process"
    return DatabaseBusyError(
        f"{target}: is held by {by}. Nothing was read or changed. "
        "Close the other program, or run the command while the app of ictrack runs: the app carries it out."
    )


def _not_made(target: str, error: duckdb.Error) -> DatabaseAccessError:
    reason = f"cannot be made ({str(error).splitlines()[0]})"
    return _no_access(Path(target), reason, "Choose a folder that you may write in")


def _damaged(target: str, error: duckdb.Error) -> DatabaseDamagedError:
    first = str(error).splitlines()[0]
    return DatabaseDamagedError(
        f"{target}: is not a database that ictrack can read ({first}). "
        "The file was left as it is. Restore a copy, or name another file with --database."
    )


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    _limit_memory(connection)
    _refuse_newer(connection)
    connection.execute(sql_of("schema"))
    connection.execute(
        "insert into db.write_lock select 0, $schema where not exists (from db.write_lock)",
        {"schema": SCHEMA_VERSION},
    )
    # What a newer schema adds is made by the statements above; nothing of an older one is changed.
    connection.execute(
        "update db.write_lock set schema_version = $schema where schema_version < $schema",
        {"schema": SCHEMA_VERSION},
    )
    connection.execute(sql_of("macros"))
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _limit_memory(connection: duckdb.DuckDBPyConnection) -> None:
    limit = current_settings().memory_limit
    try:
        connection.execute("set memory_limit = ?", [limit])
    except duckdb.Error as error:
        raise UsageError(
            f"ICTRACK_MEMORY_LIMIT: '{limit}' is not an amount of memory. "
            "Write it as 1GB or 512MB. Nothing was opened."
        ) from error


def _refuse_newer(connection: duckdb.DuckDBPyConnection) -> None:
    exists = connection.execute(
        "select 1 from duckdb_tables() where database_name = 'db' and table_name = 'write_lock'"
    ).fetchone()
    if exists is None:
        return
    row = connection.execute("select max(schema_version) from db.write_lock").fetchone()
    found = row[0] if row else None
    if found is not None and found > SCHEMA_VERSION:
        raise SchemaTooNewError(
            f"The database was made by a newer ictrack (schema {found}, this one knows {SCHEMA_VERSION}). "
            "Nothing was changed. Use the newer ictrack, or name another file with --database."
        )
