"""The file of a database within its connection: attached, and attached anew after a full disk.

DuckDB gives up a file once a checkpoint has failed: it has to be detached and attached
again, which takes that nobody is using it at that moment. What was committed is in the
write-ahead log and comes back with it.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from ictrack.errors import DatabaseDamagedError
from ictrack.store.access_errors import disk_full, telling_damage
from ictrack.store.journal import sync_folder
from ictrack.store.transacting import one_transaction

_PATIENCE_SECONDS = 20.0
# The files that DuckDB makes of one database: its own, and those of its write-ahead log.
_ENDS = ("", ".wal", ".wal.checkpoint", ".wal.recovery")


class Attachment:
    """A connection and the file that is attached to it as `db`, with all who use it counted."""

    # Whether other processes write to it as well.
    is_shared = False

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
        """Take over a connection; the file is not attached yet."""
        self._connection = connection
        self.path = path
        # What it is called in a message.
        self.target = ":memory:" if path is None else str(path)
        self._changing = threading.Condition(threading.RLock())
        self._users = 0
        self._spoiled = False

    def attach(self) -> None:
        """Attach the file; raises what DuckDB raises."""
        quoted = self.target.replace("'", "''")
        self._connection.execute(f"attach '{quoted}' as db")

    def spill_beside(self) -> None:
        """Let a question that is larger than the memory allowed go on in a folder beside the file.

        DuckDB makes the folder when it is needed and removes it at the end; here goes what a crash
        left. Of a database in memory nothing is written anywhere.
        """
        folder = "" if self.path is None else str(spill_path(self.path))
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        self._connection.execute("set temp_directory = ?", [folder])

    def copy_of(self, original: Path) -> None:
        """Put all that another file holds into this one, which is empty; raises what DuckDB raises."""
        quoted = str(original).replace("'", "''")
        self._connection.execute(f"attach '{quoted}' as original (read_only)")
        self._connection.execute("copy from database original to db")
        self._connection.execute("detach original")

    def allow_own_files(self) -> None:
        """Let the file itself, and the draft of a backup, be attached when nothing else may be any more."""
        if self.path is None:
            return
        paths = [str(file) for own in (self.path, draft_path(self.path)) for file in files_of(own)]
        self._connection.execute("set allowed_paths = $paths", {"paths": paths})

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Raise DatabaseDamagedError in place of what DuckDB says of a damaged block."""
        with telling_damage(self.target):
            yield

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor; raises DiskFullError while the file cannot be attached anew.

        Where what is read in the block turns out to be damaged, that is DatabaseDamagedError.
        """
        with self._changing:
            if self._spoiled:
                self._attach_anew()
            self._users += 1
            cursor = self._connection.cursor()
        try:
            with self.telling():
                yield cursor
        finally:
            cursor.close()
            with self._changing:
                self._users -= 1
                self._changing.notify_all()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor; what is done with it in the block is committed, or nothing of it."""
        with self.cursor() as cursor, one_transaction(cursor):
            yield cursor

    def spoil(self) -> None:
        """Note that DuckDB has given the file up; the next cursor attaches it anew."""
        if self.path is not None:
            with self._changing:
                self._spoiled = True

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file; what is committed is safe in either.

        While a reader holds an older state that is refused. It must not look like a conflict
        of the write, which is done and would be done twice: the next write brings both in.
        """
        try:
            with suppress(duckdb.TransactionException), self.cursor() as cursor:
                cursor.execute("checkpoint db")
        except (duckdb.IOException, duckdb.FatalException, DatabaseDamagedError):
            self.spoil()

    def forget_deleted(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Do nothing: of a file what was deleted is forgotten by an exchange, and memory keeps none of it."""

    @contextmanager
    def draft(self, cursor: duckdb.DuckDBPyConnection, draft: Path) -> Iterator[None]:
        """Copy all that is stored to the draft of a backup, which is attached as `backup` in the block.

        It needs no log, which would take as much room again: a draft is whole or thrown away.
        """
        quoted = str(draft).replace("'", "''")
        cursor.execute(f"attach '{quoted}' as backup (recovery_mode no_wal_writes)")
        try:
            cursor.execute("copy from database db to backup")
            cursor.execute("checkpoint backup")
            yield
        finally:
            with suppress(duckdb.Error):
                cursor.execute("detach backup")

    def exchange(self, draft: Path) -> None:
        """Put a draft of the same data in the place of the file, once nobody is reading from it.

        Raises DiskFullError where readers do not end; the file is then as it was.
        """
        path = self.path
        if path is None:
            return
        with self._changing:
            self._wait_for_readers("The file was not written anew.")
            self._connection.execute("detach db")
            try:
                draft.replace(path)
                sync_folder(path.parent)
            finally:
                self.attach()

    def _wait_for_readers(self, what: str) -> None:
        if not self._changing.wait_for(lambda: self._users == 0, _PATIENCE_SECONDS):
            error = TimeoutError("others are still reading from it")
            raise disk_full(self.path, error, what)

    def _attach_anew(self) -> None:
        self._wait_for_readers("Nothing was read or stored.")
        # Another thread may have done it while this one waited.
        if not self._spoiled:
            return
        try:
            with suppress(duckdb.BinderException, duckdb.CatalogException):
                self._connection.execute("detach db")
            with telling_damage(self.target):
                self.attach()
        except duckdb.Error as error:
            raise disk_full(
                self.path, error, "What is stored is safe, but cannot be read until there is room."
            ) from error
        self._spoiled = False

    def close(self) -> None:
        """Close the connection; the file can then be opened by another process."""
        self._connection.close()


def files_of(database: Path) -> list[Path]:
    """Name all files that DuckDB makes of a database, whether they are there or not; its own first."""
    return [database.with_name(f"{database.name}{end}") for end in _ENDS]


def remove_files(database: Path) -> None:
    """Remove a database with its logs, such as a draft."""
    for file in files_of(database):
        file.unlink(missing_ok=True)


def spill_path(database: Path) -> Path:
    """Name the folder beside a database that holds what does not fit into memory, while it is asked for."""
    return database.with_name(f"{database.name}.spill")


def draft_path(database: Path) -> Path:
    """Name the file beside a database in which a backup is made before it goes where it belongs."""
    return database.with_name(f"{database.name}.backup")
