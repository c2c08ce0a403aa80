"""A lake within its connection: a catalogue in PostgreSQL and Parquet files, which others write to as well.

PostgreSQL may be away for a while: whoever asks meanwhile is told so, and nothing is shown that may be
wrong. The next question connects anew.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import duckdb

from ictrack.errors import DatabaseUnreachableError, ExtensionMissingError
from ictrack.location import Lake
from ictrack.store.access_errors import first_line, is_conflict
from ictrack.store.asking import sql_of
from ictrack.store.attaching import Attachment
from ictrack.store.marking import Mark, put_mark, was_stored
from ictrack.store.own_folder import OwnFolder
from ictrack.store.s3 import S3Settings, has_key, reach_files, see_that_files_can_be_listed, unreachable
from ictrack.store.transacting import one_transaction, run_each_in_turn

# Inserts of no more rows than this stay in the catalogue: a file for each would be slow to write and to read.
_ROWS_IN_CATALOGUE = 200
# Many write at once; each try takes some milliseconds.
_MOST_TRIES = 100
# What is said where another has begun to make the catalogue, and how long to wait for it, in seconds.
_BEING_MADE = "Failed to initialize DuckLake"
_PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0)
# How long, in seconds, a commit that broke off is looked for, and how long to wait between two looks.
_PATIENCE_SECONDS = 20.0
_PAUSE_SECONDS = 0.25
# What is told of a write in whose middle PostgreSQL went away.
_WAS_AWAY = "went away while the change was being stored, and answers again."
_SEND_AGAIN = "Nothing was stored: send the change again."
_PERHAPS_STORED = "Whether the change was stored is seen once it answers: look before you send it again."
# What is said of the parts of a question of which another has failed.
_ABORTED = "Current transaction is aborted (please ROLLBACK)"
# What is said of a file that is not there, in a folder and on S3.
_GONE = ("No such file", "404")
_EXTENSIONS = ("postgres_scanner", "ducklake")
# What of a connection is told to nobody.
_SECRET = re.compile(r"\b(?:password|passfile|sslpassword)=(?:'[^']*'|\S+) ?")
# What libpq says when nobody answers, or the server goes away, in English: so the connection asks for it.
_AWAY = (
    "Unable to connect to Postgres",
    "connection to server",
    "server closed the connection",
    "terminating connection",
    "the database system is",
    "no connection to the server",
    "could not receive data from server",
    "SSL connection has been closed",
    # A commit that is taken back after it broke off, over a connection that is not there any more.
    'Failed to execute query "ROLLBACK"',
)


class LakeAttachment(Attachment):
    """A connection and the lake that is attached to it as `db`."""

    is_shared = True

    def __init__(self, connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
        """Take over a connection; the lake is not attached yet."""
        super().__init__(connection, None)
        self._lake = lake
        self.target = str(lake)
        self._spill = OwnFolder()

    def attach(self) -> None:
        """Attach the lake; raises ExtensionMissingError, DatabaseUnreachableError, UsageError."""
        for name in self._needed:
            _load(self._connection, name)
        if self._lake.is_on_s3:
            reach_files(self._connection, self._lake.root)
            see_that_files_can_be_listed(self._connection, self._lake.root)
        try:
            self._attach_in_turn()
        except duckdb.Error as error:
            # What DuckDB says bears the whole connection, its password included: so it is not chained.
            raise _unreachable(self.target, error) from None
        self._connection.execute("set ducklake_max_retry_count = $most", {"most": _MOST_TRIES})

    def _attach_in_turn(self) -> None:
        """Attach it; where another makes the catalogue at this moment, wait until that is done."""
        connection = f"{self._lake.connection} options='-c lc_messages=C'".replace("'", "''")
        files = self._lake.files.replace("'", "''")
        for pause in (*_PAUSES, None):
            try:
                self._connection.execute(
                    f"attach 'ducklake:postgres:{connection}' as db "
                    f"(data_path '{files}', data_inlining_row_limit {_ROWS_IN_CATALOGUE})"
                )
            except duckdb.Error as error:
                if pause is None or _BEING_MADE not in str(error):
                    raise
                time.sleep(pause)
            else:
                return

    @property
    def near_path(self) -> Path:
        """Name the file of this process alone in which a copy of the lake may be kept (`near.py`)."""
        return self._spill.path / "near.duckdb"

    @property
    def _needed(self) -> tuple[str, ...]:
        if not self._lake.is_on_s3:
            return _EXTENSIONS
        # Who has no key is asked of AWS's own parts.
        return (*_EXTENSIONS, "httpfs") if has_key(S3Settings()) else (*_EXTENSIONS, "httpfs", "aws")

    def spill_beside(self) -> None:
        """Let a question that is larger than the memory go on in a folder of this process alone."""
        self._connection.execute("set temp_directory = $folder", {"folder": str(self._spill.path)})

    def allow_own_files(self) -> None:
        """Let the files of the lake be read and written when nothing else may be any more."""
        self._connection.execute("set allowed_directories = $files", {"files": [self._lake.files]})

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Raise DatabaseUnreachableError in place of what DuckDB says when PostgreSQL or S3 is away."""
        try:
            with super().telling():
                yield
        except duckdb.Error as error:
            told = self._told_away(error)
            if told is None:
                raise
            raise told from None

    def _told_away(self, error: duckdb.Error) -> DatabaseUnreachableError | None:
        if is_away(error):
            return _unreachable(self.target, error)
        return unreachable(self._lake.root, error) if self._lake.is_on_s3 else None

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor; a question that another of its parts took down is told as PostgreSQL away."""
        try:
            with super().cursor() as cursor:
                yield cursor
        except duckdb.Error as error:
            if _ABORTED not in str(error):
                raise
            raise _unreachable(self.target, error) from None

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor; what is done with it in the block is committed, or nothing of it.

        Where PostgreSQL goes away before it has answered to the commit, it is asked afterwards whether that
        was stored. Where it was not, or cannot be seen for a while, DatabaseUnreachableError says which.
        """
        sent: Mark | None = None
        try:
            with super().cursor() as cursor, one_transaction(cursor):
                mark = put_mark(cursor)
                yield cursor
                sent = mark
        except DatabaseUnreachableError as error:
            if sent is None:
                raise DatabaseUnreachableError(f"{error} {_SEND_AGAIN}") from None
            self._settle(sent, error)
        except duckdb.Error as error:
            if sent is None or is_conflict(error):
                raise
            self._settle(sent, error)

    def _settle(self, mark: Mark, error: DatabaseUnreachableError | duckdb.Error) -> None:
        """Return where a commit that broke off was stored after all; else raise what says what is known."""
        stored = self._look_for(mark)
        if stored:
            return
        if stored is None:
            told = error if isinstance(error, DatabaseUnreachableError) else _unreachable(self.target, error)
            raise DatabaseUnreachableError(f"{told} {_PERHAPS_STORED}") from None
        if not isinstance(error, DatabaseUnreachableError):
            raise error
        raise DatabaseUnreachableError(f"{self.target}: {_WAS_AWAY} {_SEND_AGAIN}") from None

    def _look_for(self, mark: Mark) -> bool | None:
        """Say whether a commit was stored; nothing where that cannot be seen for as long as anybody waits."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                with self.cursor() as cursor:
                    return was_stored(cursor, mark)
            except (DatabaseUnreachableError, duckdb.Error):
                time.sleep(_PAUSE_SECONDS)
        return None

    def forget_deleted(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Write files anew in which anything was deleted, and remove all that is older than now.

        Who reads an older state at this moment, on any replica, has to ask again.
        """
        run_each_in_turn(cursor, sql_of("lake_forget"))

    def checkpoint(self) -> None:
        """Do nothing: what is committed is in the catalogue, and `maintain` puts small files together."""

    def close(self) -> None:
        """Close the connection, and remove what is left of questions that were larger than the memory."""
        super().close()
        self._spill.remove()


def _unreachable(target: str, error: duckdb.Error) -> DatabaseUnreachableError:
    said = _SECRET.sub("", first_line(error))
    return DatabaseUnreachableError(
        f"{target}: cannot be reached ({said}). See that PostgreSQL, which holds the catalogue, runs and "
        "lets ictrack in, and that ICTRACK_DATABASE names it. The app goes on as soon as it answers."
    )


def is_away(error: Exception) -> bool:
    """Say whether PostgreSQL did not answer."""
    return isinstance(error, duckdb.Error) and any(words in str(error) for words in _AWAY)


def is_file_gone(error: Exception) -> bool:
    """Say whether a file of the lake was not there any more: its state was replaced and removed meanwhile."""
    return any(words in str(error) for words in _GONE)


def _load(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension: of its package where that is installed, else one that DuckDB has or can fetch."""
    packed = _packed(name)
    try:
        if packed is not None:
            quoted = str(packed).replace("'", "''")
            connection.execute(f"load '{quoted}'")
            return
        connection.execute(f"install {name}")
        connection.execute(f"load {name}")
    except duckdb.Error as error:
        raise ExtensionMissingError(
            f"DuckDB's extension '{name}' cannot be loaded ({first_line(error)}). Nothing was opened. "
            "Install it with 'python -m pip install -r requirements-lake.txt'."
        ) from error


def _packed(name: str) -> Path | None:
    """Find an extension in its package, for the version of DuckDB that runs."""
    spec = find_spec(f"duckdb_extension_{name}")
    if spec is None or spec.origin is None:
        return None
    file = Path(spec.origin).parent / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    return file if file.is_file() else None
