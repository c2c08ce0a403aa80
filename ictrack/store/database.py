"""Open the database, ask it questions by name, and write in whole transactions.

One database is opened per process and shared; every question has a cursor of its own,
because a shared connection hands one caller the rows of another.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from ictrack.access.rights import EVERYTHING, Rights
from ictrack.access.roles import Action
from ictrack.errors import (
    DatabaseUnreachableError,
    DiskFullError,
    JournalBehindError,
    NotPermittedError,
    SchemaTooNewError,
    UsageError,
)
from ictrack.location import Lake, Location
from ictrack.settings import current_settings
from ictrack.store.access_errors import (
    damaged,
    disk_full,
    explain,
    first_line,
    is_conflict,
    is_damaged_block,
    see_that_it_may_be_written,
    telling_damage,
)
from ictrack.store.asking import Parameters, Row, fetch, fetch_as, run, sql_of
from ictrack.store.attaching import Attachment, draft_path, remove_files
from ictrack.store.beginning import begin_outbox, copied_tables
from ictrack.store.journal import journal_path
from ictrack.store.journalling import Journal
from ictrack.store.kept import keep_what_follows
from ictrack.store.lake import LakeAttachment, is_file_gone
from ictrack.store.limiting import ASKED_BY_ACTIONS, limit, make_readable, see_that_a_reader_may_ask
from ictrack.store.near import NearCopy
from ictrack.store.pictures import Pictures, count_rows
from ictrack.store.statistics import put_first_rows, take_first_rows
from ictrack.store.transacting import in_turn, one_transaction, take_turn, version_of

__all__ = ["SCHEMA_VERSION", "Database", "Parameters", "fetch", "open_database", "run", "sql_of"]

SCHEMA_VERSION = 5
# The version of what is being filled by a move that has not ended.
UNFINISHED = -1
# Of no more updates than this a question that is shared out among cores is no quicker.
UPDATES_FOR_ONE_CORE = 50_000
# A commit that the disk does not take is a TransactionException, as a conflict is.
_DISK_ERRORS = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.TransactionException,
)

R_ = TypeVar("R_")
TellRefusal = Callable[[NotPermittedError], None]
_Beginning = Callable[[duckdb.DuckDBPyConnection], None]


class Database:
    """A database that is open: questions, and writes one after the other."""

    def __init__(self, attachment: Attachment, journal: Journal | None, near: NearCopy | None = None) -> None:
        """Take over what `open_database` opened; one in memory has no journal, a lake may have a copy."""
        self._attachment = attachment
        self._near = near
        self._writing = threading.Lock()
        self._backing_up = threading.Lock()
        self._indexing = threading.Lock()
        self._identity = uuid.uuid4().hex
        self.pictures = Pictures()
        self.path = attachment.path
        self.journal = journal
        self._version = self._stored_version()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor of its own to one question or one write.

        Raises DiskFullError while a full disk keeps the file from being opened again.
        """
        with self._attachment.cursor() as cursor:
            yield cursor

    def ask(self, name: str, parameters: Parameters | None = None) -> list[dict[str, Any]]:
        """Run a named question and give its rows, one dictionary each."""
        return self._answer(name, parameters, fetch)

    def read(self, name: str, parameters: Parameters, kind: type[Row]) -> tuple[Row, ...]:
        """Run a named question and give its rows as a dataclass, each column in the field of its name."""
        return self._answer(name, parameters, partial(fetch_as, kind))

    def ask_table(self, name: str, parameters: Parameters | None = None) -> pa.Table:
        """Run a named question and give its answer as it comes: far quicker, where there are many rows."""
        return self._answer(name, parameters, duckdb.DuckDBPyConnection.to_arrow_table)

    def _answer(
        self, name: str, parameters: Parameters | None, fetch: Callable[[duckdb.DuckDBPyConnection], R_]
    ) -> R_:
        try:
            return self._ask_once(name, parameters or {}, fetch)
        except duckdb.IOException as error:
            if not (self.is_shared and is_file_gone(error)):
                raise
            # What was read is older than what another process has just removed for good.
            return self._ask_once(name, parameters or {}, fetch)

    def _ask_once(
        self, name: str, parameters: Parameters, fetch: Callable[[duckdb.DuckDBPyConnection], R_]
    ) -> R_:
        with self.whole._asking(name) as (cursor, pictures):  # noqa: SLF001 - of this class
            limit(cursor, self.rights)
            return pictures.ask(cursor, self.rights, name, parameters, fetch)

    @contextmanager
    def _asking(self, name: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, Pictures]]:
        """Give a cursor to a question, and the pictures that are kept of what it reads."""
        if self._near is None or name in ASKED_BY_ACTIONS:
            with self.cursor() as cursor:
                yield cursor, self.pictures
        else:
            with self._near.cursor() as cursor:
                yield cursor, self._near.pictures

    def version(self) -> int:
        """Give a number that grows with every write.

        Only this process writes to an open file; what is shared with others is asked of it each time.
        """
        if self._attachment.is_shared:
            self._version = max(self._version, self._near.version() if self._near else self._stored_version())
        return self._version

    @property
    def is_shared(self) -> bool:
        """Say whether others write to it as well: a lake."""
        return self.whole._attachment.is_shared  # noqa: SLF001 - of this class

    def _stored_version(self) -> int:
        with self.cursor() as cursor:
            return version_of(cursor)

    def state(self) -> str:
        """Give a text that changes with every write and differs from that of any other database."""
        return f"{self._identity}-{self.version()}"

    @property
    def rights(self) -> Rights:
        """Give what whoever holds this database may see and do: here, everything."""
        return EVERYTHING

    @property
    def whole(self) -> Database:
        """Give all of it, for what is computed for every reader alike, such as the index of the search."""
        return self

    def seen_by(self, rights: Rights, tell_refusal: TellRefusal | None = None) -> Database:
        """Give this database as one reader may see it; it cannot be written through.

        `tell_refusal` is told of every action that the reader asks for and may not do.
        """
        return LimitedDatabase(self.whole, rights, tell_refusal)

    def acting(self, action: Action, *city_ids: str | None) -> Database:
        """Give the database in full, to carry out an action; raises NotPermittedError if it is not allowed.

        `city_ids` are those of what is stored and would be changed; none for the programme as a whole.
        """
        self.rights.require(action, *city_ids)
        return self.whole

    def write(self, work: Callable[[duckdb.DuckDBPyConnection], R_]) -> R_:
        """Run one write in one transaction, after the row that all writers touch; then journal it.

        On a conflict with another writer the whole transaction is tried again. Raises
        DiskFullError when nothing was stored for want of room, JournalBehindError when
        the write is stored and the journal could not be written.
        """
        self._see_that_it_is_whole()
        return in_turn(partial(self._write_alone, work))

    def _write_alone(self, work: Callable[[duckdb.DuckDBPyConnection], R_]) -> R_:
        with self._writing:
            return self._write_once(work)

    def note(self, work: Callable[[duckdb.DuckDBPyConnection], R_]) -> R_:
        """Run a short write that changes no data, such as that somebody came, and journal it.

        What was computed of the data stays valid. Raises DiskFullError when nothing was noted,
        and JournalBehindError as `write` does.
        """
        self._see_that_it_is_whole()
        return in_turn(partial(self._note_alone, work))

    def _note_alone(self, work: Callable[[duckdb.DuckDBPyConnection], R_]) -> R_:
        with self._writing:
            return self._note_once(work)

    def note_if_free(self, work: Callable[[duckdb.DuckDBPyConnection], None]) -> bool:
        """Run a short write that may as well come later; nothing where another write is under way.

        Gives whether it was done.
        """
        self._see_that_it_is_whole()
        if not self._writing.acquire(blocking=False):
            return False
        try:
            self._note_once(work)
        except DiskFullError:
            return False
        except duckdb.Error as error:
            if is_conflict(error):
                return False
            raise
        finally:
            self._writing.release()
        return True

    def rewrite(self) -> None:
        """Write the file anew, so that nothing that was deleted can be read in it or in what is kept of it.

        Readers wait for a moment, writers until it is done. Raises DiskFullError where there is no
        room for it, or readers do not end; what is stored is then as it was.
        """
        self._see_that_it_is_whole()
        with self.backing_up(), self._writing:
            self._see_that_writes_are_kept()
            if self.path is None:
                with self.cursor() as cursor:
                    self._attachment.forget_deleted(cursor)
                    self.pictures.forget_old(cursor)
                if self._near is not None:
                    self._near.forget_old()
                return
            draft = draft_path(self.path)
            remove_files(draft)
            try:
                with self.cursor() as cursor, self._attachment.draft(cursor, draft):
                    self.pictures.forget_old(cursor)
                self._attachment.exchange(draft)
            except (duckdb.IOException, OSError) as error:
                raise disk_full(self.path, error, "The file was not written anew.") from error
            finally:
                remove_files(draft)

    @contextmanager
    def drafting(self, draft: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """Keep writers out while a cursor has a copy of all that is stored beside it, as `backup`."""
        with self.held() as cursor, self._attachment.draft(cursor, draft):
            yield cursor

    @contextmanager
    def backing_up(self) -> Iterator[None]:
        """Keep every other backup waiting until one is done; readers and writers go on."""
        self._see_that_it_is_whole()
        with self._backing_up:
            yield

    @contextmanager
    def indexing(self) -> Iterator[None]:
        """Keep every other search that would build the index of words waiting until one has."""
        with self._indexing:
            yield

    @contextmanager
    def held(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Keep writers out while a cursor is used, such as for a backup; questions go on."""
        self._see_that_it_is_whole()
        with self._writing:
            self._see_that_writes_are_kept()
            with self.cursor() as cursor:
                yield cursor

    def _see_that_it_is_whole(self) -> None:
        """Refuse to write through what is limited to a reader."""

    def _write_once(self, work: Callable[[duckdb.DuckDBPyConnection], R_]) -> R_:
        self._see_that_writes_are_kept()
        before = self._version
        try:
            result = self._transact(work)
        except _DISK_ERRORS as error:
            if is_conflict(error):
                raise
            self._attachment.spoil()
            self._refuse_unless_stored(before, error)
            raise
        with _telling_that_it_is_stored():
            self._version = self._stored_version()
        self._attachment.checkpoint()
        self._append_to_journal()
        return result

    def _note_once(self, work: Callable[[duckdb.DuckDBPyConnection], R_]) -> R_:
        self._see_that_writes_are_kept()
        try:
            result = self._transact(work, grows=0)
        except _DISK_ERRORS as error:
            if is_conflict(error):
                raise
            self._attachment.spoil()
            raise disk_full(self._attachment.target, error, "Nothing was noted.") from error
        self._append_to_journal()
        return result

    def _transact(self, work: Callable[[duckdb.DuckDBPyConnection], R_], grows: int = 1) -> R_:
        with self._attachment.transaction() as cursor:
            take_turn(cursor, grows)
            return work(cursor)

    def _refuse_unless_stored(self, before: int, error: duckdb.Error) -> None:
        """Say that a write was not stored; where it was, although the disk complained, say that."""
        target = self._attachment.target
        if self.is_shared:
            # Its commit was looked for, and others may have written meanwhile.
            raise disk_full(target, error, "Nothing was stored.") from error
        try:
            self._version = self._stored_version()
        except DiskFullError as full:
            raise disk_full(target, error, "Whether the change is stored cannot be seen yet.") from full
        if self._version == before:
            raise disk_full(target, error, "Nothing was stored.") from error
        with suppress(OSError):
            self._catch_up()
        raise JournalBehindError(
            f"{target}: the change is stored, but the disk did not take all that follows a write "
            f"({first_line(error)}). Make room on the disk; do not send the change again."
        ) from error

    def _see_that_writes_are_kept(self) -> None:
        """Bring a journal that is behind up; raises DiskFullError where it still cannot be written."""
        if self.journal is None or not self.journal.is_behind:
            return
        try:
            self._catch_up()
        except OSError as error:
            what = "The journal cannot be written, so nothing new was stored; what is stored is safe."
            raise disk_full(self.journal.path, error, what) from error
        except DatabaseUnreachableError as error:
            raise DatabaseUnreachableError(f"{error} Nothing was stored: send the change again.") from None

    def _append_to_journal(self) -> None:
        """Append what was just committed; raises JournalBehindError where that fails."""
        try:
            with _telling_that_it_is_stored():
                self._catch_up()
        except OSError as error:
            said = error.strerror or type(error).__name__
            raise JournalBehindError(
                f"{self._attachment.target}: the change is stored, but its journal could not be written "
                f"({said}). Make room on the disk: the journal is brought up by the next write or start, and "
                "new writes are refused until then. Do not send the change again."
            ) from error

    def _catch_up(self) -> None:
        if self.journal is not None:
            with self.cursor() as cursor:
                self.journal.catch_up(cursor)

    def close(self) -> None:
        """Close the database; its file can then be opened by another process."""
        if self._near is not None:
            self._near.close()
        self._attachment.close()


@contextmanager
def _telling_that_it_is_stored() -> Iterator[None]:
    """Raise JournalBehindError where PostgreSQL goes away after it has stored a change."""
    try:
        yield
    except DatabaseUnreachableError as error:
        raise JournalBehindError(
            f"{error} The change is stored; its journal is brought up by the next write or start. "
            "Do not send the change again."
        ) from None


class LimitedDatabase(Database):
    """A database as one reader may see it: the same questions, limited to their rights, and no writes."""

    def __init__(self, whole: Database, rights: Rights, tell_refusal: TellRefusal | None) -> None:
        """Look at a database with these rights."""
        self._whole = whole
        self._rights = rights
        self._tell_refusal = tell_refusal
        self.path = whole.path
        self.journal = whole.journal

    @property
    def rights(self) -> Rights:
        """Give what this reader may see and do."""
        return self._rights

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor that sees what the reader may see."""
        with self._whole.cursor() as cursor:
            limit(cursor, self._rights)
            yield cursor

    def _answer(
        self, name: str, parameters: Parameters | None, fetch: Callable[[duckdb.DuckDBPyConnection], R_]
    ) -> R_:
        see_that_a_reader_may_ask(name)
        return super()._answer(name, parameters, fetch)

    def acting(self, action: Action, *city_ids: str | None) -> Database:
        """Give the database in full, to carry out an action; a refusal is told before it is raised."""
        try:
            return super().acting(action, *city_ids)
        except NotPermittedError as refused:
            if self._tell_refusal is not None:
                self._tell_refusal(refused)
            raise

    def version(self) -> int:
        """Give the number that grows with every write."""
        return self._whole.version()

    def state(self) -> str:
        """Give a text that differs with the data, and with what may be seen of it."""
        return f"{self._whole.state()}-{self._rights.key}"

    @property
    def whole(self) -> Database:
        """Give all of it; what is read there is told to no reader but through their rights."""
        return self._whole

    def _see_that_it_is_whole(self) -> None:
        raise AssertionError("what is limited to a reader is read only: writes go through an action")

    def close(self) -> None:
        """Leave the database open: it is not this reader's."""


def open_database(location: Location | None = None, *, for_many: bool = False) -> Database:
    """Open a database file, a lake, or one in memory when nothing is named; bring its journal up.

    `for_many` is of who ask at the same time: where there are few updates, each question then keeps to
    the core that it is asked on, for to share it out costs a third more and makes it no quicker.

    Raises DatabaseBusyError when another process holds the file, DatabaseDamagedError
    when it is not a database that can be read, DatabaseAccessError when the system does
    not let it be read and written, JournalError when the journal beside it tells of
    changes that it lacks; the file is then left as it is. Of a lake it raises DatabaseUnreachableError
    when PostgreSQL does not answer, ExtensionMissingError when DuckDB lacks an extension for it.
    """
    journal = _journal_of(location)
    if isinstance(location, Path) and journal is not None:
        see_that_it_may_be_written(location)
        journal.refuse_without(location)
    database = _open(location, journal, _begin, for_many=for_many)
    try:
        _bring_up(database)
    except BaseException:
        database.close()
        raise
    return database


def _journal_of(location: Location | None) -> Journal | None:
    match location:
        case None:
            return None
        case Lake():
            return Journal(location.journal, str(location), is_shared=True)
        case file:
            return Journal(journal_path(file), file.name)


def open_blank(location: Location | None = None) -> Database:
    """Open a new database whose first changes are to be replayed, or copied; it has no journal yet."""
    if isinstance(location, Path):
        see_that_it_may_be_written(location)
    return _open(location, None, lambda _connection: None)


def _begin(connection: duckdb.DuckDBPyConnection) -> None:
    """Begin what is blank; raises UsageError where a move has not ended."""
    (version,) = connection.execute("select min(version) from db.write_lock").fetchall()[0]
    if version == UNFINISHED:
        raise unfinished()
    begin_outbox(connection)


def unfinished() -> UsageError:
    """Word that a database is a copy that is not whole yet."""
    return UsageError(
        "The database is a copy that 'python -m ictrack move' has not ended. Nothing was read. Run the "
        "same command again: it goes on where it was."
    )


def open_copy(path: Path) -> Database:
    """Open a copy in memory of a file that may only be read; it has no journal.

    Raises what `open_database` raises of a file that is held, damaged or of a newer ictrack.
    """
    connection = duckdb.connect(":memory:")
    attachment = Attachment(connection, None)
    try:
        _limit_memory(connection)
        attachment.attach()
        with telling_damage(str(path)):
            with _explaining(str(path)):
                attachment.copy_of(path)
            _prepare(connection, attachment, lambda _connection: None)
        return Database(attachment, None)
    except BaseException:
        connection.close()
        raise


def _open(
    location: Location | None, journal: Journal | None, begin: _Beginning, *, for_many: bool = False
) -> Database:
    connection = duckdb.connect(":memory:")
    attachment = (
        LakeAttachment(connection, location)
        if isinstance(location, Lake)
        else Attachment(connection, location)
    )
    try:
        _attach(attachment)
        with attachment.telling():
            _prepare(connection, attachment, begin, for_many=for_many)
        near = _near_copy(attachment) if for_many and isinstance(attachment, LakeAttachment) else None
        return Database(attachment, journal, near)
    except BaseException:
        attachment.close()
        raise


def _near_copy(lake: LakeAttachment) -> NearCopy:
    """Make the file for a near copy of a lake, for many who ask at the same time."""
    connection = duckdb.connect(":memory:")
    copy = Attachment(connection, lake.near_path)
    try:
        _attach(copy)
        with lake.cursor() as cursor:
            are_few = count_rows(cursor, "status_update") <= UPDATES_FOR_ONE_CORE
        _prepare(connection, copy, lambda _connection: None, for_many=are_few)
        return NearCopy(lake, copy)
    except BaseException:
        copy.close()
        raise


def _bring_up(database: Database) -> None:
    """Compare the journal with the database, and append what it lacks, where the disk takes it."""
    if database.journal is None:
        return
    with database.cursor() as cursor:
        database.journal.compare(cursor)
        # On a full disk the database can be read; the next write says what is wrong.
        with suppress(OSError):
            database.journal.catch_up(cursor)


def _attach(attachment: Attachment) -> None:
    target = ":memory:" if attachment.path is None else str(attachment.path)
    with _explaining(target):
        attachment.attach()


@contextmanager
def _explaining(target: str) -> Iterator[None]:
    """Turn what DuckDB raises of a file that it cannot open into a sentence."""
    try:
        yield
    except duckdb.IOException as error:
        raise explain(error, target) from error
    except (duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException) as error:
        raise damaged(target, error) from error


def _prepare(
    connection: duckdb.DuckDBPyConnection,
    attachment: Attachment,
    begin: _Beginning,
    *,
    for_many: bool = False,
) -> None:
    _limit_memory(connection)
    attachment.spill_beside()
    _refuse_newer(connection)
    try:
        _make_tables_in_turn(connection, attachment)
        _fill_new_columns(connection)
        begin(connection)
    except duckdb.IOException as error:
        if attachment.is_shared or is_damaged_block(error):
            raise
        raise disk_full(
            attachment.path, error, "The database was not opened; what it holds is safe."
        ) from error
    # In one transaction: a lake is asked for its newest state once, and not for every macro.
    with one_transaction(connection):
        make_readable(connection)
        for name in ("search_tables", "search_macros"):
            connection.execute(sql_of(name))
    attachment.allow_own_files()
    if for_many and count_rows(connection, "status_update") <= UPDATES_FOR_ONE_CORE:
        connection.execute("set threads = 1")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _make_tables_in_turn(connection: duckdb.DuckDBPyConnection, attachment: Attachment) -> None:
    """Make the tables that are missing; where others may be making them as well, all of them or none."""
    if not attachment.is_shared:
        connection.execute(sql_of("schema"))
        _begin_lock(connection)
        return
    for step in (_make_all_tables, _begin_all_tables):
        in_turn(partial(step, connection))


def _make_all_tables(connection: duckdb.DuckDBPyConnection) -> None:
    with one_transaction(connection):
        is_new = not copied_tables(connection)
        connection.execute(sql_of("schema"))
        if is_new:
            put_first_rows(connection)


def _begin_all_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty the tables of a new lake; until the lock is there, nobody has read or stored anything."""
    with one_transaction(connection):
        if not count_rows(connection, "write_lock"):
            take_first_rows(connection)
            _begin_lock(connection)


def _begin_lock(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "insert into db.write_lock select 0, $schema where not exists (from db.write_lock)",
        {"schema": SCHEMA_VERSION},
    )


def _fill_new_columns(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill what a newer schema adds, where an older one made the tables; nothing else is changed."""
    (found,) = connection.execute("select min(schema_version) from db.write_lock").fetchall()[0]
    if found == SCHEMA_VERSION:
        return
    with one_transaction(connection):
        connection.execute("update db.write_lock set schema_version = $schema", {"schema": SCHEMA_VERSION})
        keep_what_follows(connection)


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
