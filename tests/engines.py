"""The two engines that a store runs on: a file of DuckDB, and a lake whose catalogue is in PostgreSQL.

What a test does with a database holds on both, so a test asks for a place, or for a database that
was opened in one, and runs twice. Its half on lakes is of `system`: it needs PostgreSQL.

Of a file alone are, by their nature, the tests of

- a disk that is full, a log after a kill, a file that is damaged, locked or may not be read: of a
  lake these are PostgreSQL's and the disk's own;
- backups, which copy one file, and restoring them: `tests/lake` has those of lakes;
- what stands in the file, or in the journal beside it, and the room that it takes;
- commands, pages and reports, whose questions and writes are those that run on both beneath them.

Of lakes alone is what many share: `tests/lake`.

A test takes some five times as long on a lake, so not every one runs there each time: see `tests/shares.py`.
"""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar
from uuid import uuid4
from zlib import crc32

import psycopg
import pytest
from hypothesis import is_hypothesis_test, settings
from psycopg.sql import SQL

from ictrack.location import Lake, Location
from ictrack.store.database import Database, open_database
from tests.lakes import lake_named, new_lake, new_name, run_on_server
from tests.shares import TESTS_ON_LAKES, examples, one_in
from tests.unit.postgres_server import PostgresServer, postgres_server

# Where Hypothesis keeps the settings of a test.
_SETTINGS = "_hypothesis_internal_use_settings"

Fill = Callable[[Database], object]
OpenNew = Callable[..., Database]
Place = TypeVar("Place", Path, Lake)


class Engine(StrEnum):
    """What a store runs on."""

    FILE = "file"
    LAKE = "lake"


def leave_blank(_database: Database) -> None:
    """Fill a database with nothing."""


class Places(ABC, Generic[Place]):
    """Make places for databases of one engine, each a copy of one that was filled once.

    To make a lake takes seconds, to copy one a tenth of that.
    """

    def __init__(self) -> None:
        self._filled: dict[Fill, Place] = {}

    def new(self, fill: Fill = leave_blank) -> Place:
        """Make a place with a database in it, which a function has filled; nothing has it open."""
        if fill not in self._filled:
            place = self._begin() if fill is leave_blank else self.new()
            with closing(open_database(place)) as database:
                fill(database)
            self._filled[fill] = place
        return self._copy(self._filled[fill])

    @contextmanager
    def opened(self, fill: Fill = leave_blank) -> Iterator[Database]:
        """Open a database in a new place, which goes at the end."""
        with self.made(fill) as place, closing(open_database(place)) as database:
            yield database

    @contextmanager
    def made(self, fill: Fill = leave_blank) -> Iterator[Location]:
        """Make a new place, which goes at the end."""
        place = self.new(fill)
        try:
            yield place
        finally:
            self._remove(place)

    @abstractmethod
    def _remove(self, place: Place) -> None: ...

    @abstractmethod
    def _begin(self) -> Place: ...

    @abstractmethod
    def _copy(self, place: Place) -> Place: ...


class FilePlaces(Places[Path]):
    """Files, each in a folder of its own, with its journal."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def _remove(self, place: Path) -> None:
        shutil.rmtree(place.parent, ignore_errors=True)

    def _begin(self) -> Path:
        folder = self._folder / uuid4().hex
        folder.mkdir()
        return folder / "ictrack.duckdb"

    def _copy(self, place: Path) -> Path:
        copy = self._folder / uuid4().hex / place.name
        shutil.copytree(place.parent, copy.parent)
        return copy


class LakePlaces(Places[Lake]):
    """Lakes, each with a database of a server and a folder."""

    def __init__(self, server: PostgresServer, folder: Path) -> None:
        super().__init__()
        self._server = server
        self._folder = folder

    def _remove(self, place: Lake) -> None:
        run_on_server(self._server.address, SQL("drop database {} with (force)"), _name_of(place))
        shutil.rmtree(place.root, ignore_errors=True)

    def _begin(self) -> Lake:
        return new_lake(self._server, self._folder)

    def _copy(self, place: Lake) -> Lake:
        name = new_name()
        copy = lake_named(self._server, self._folder, name)
        shutil.copytree(place.root, copy.root)
        run_on_server(self._server.address, SQL("create database {} template {}"), name, _name_of(place))
        # The catalogue names the folder; the files in it are named from there on.
        with closing(psycopg.connect(copy.connection, autocommit=True)) as connection:
            connection.execute(
                "update ducklake_metadata set value = %s where key = 'data_path'", [copy.files]
            )
        return copy


AnyPlaces = FilePlaces | LakePlaces


def _name_of(lake: Lake) -> str:
    return Path(lake.root).name


def journal_of(database: Database) -> Path:
    """Name the journal of an open database."""
    assert database.journal is not None
    return database.journal.path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of the tests on lakes all but one of so many, where that is asked for."""
    share = one_in(TESTS_ON_LAKES)
    left_out = [item for item in items if _is_on_lake(item) and crc32(item.nodeid.encode()) % share]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]


def _is_on_lake(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    return callspec is not None and callspec.params.get("engine") is Engine.LAKE


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Try as many examples of a property as are asked for, and few on a lake, where each takes long."""
    function = getattr(item, "function", None)
    if not is_hypothesis_test(function):
        return (yield)
    usual: settings = getattr(function, _SETTINGS)
    tried = examples(usual.max_examples, on_lake=_is_on_lake(item))
    setattr(function, _SETTINGS, settings(usual, max_examples=tried))
    try:
        return (yield)
    finally:
        setattr(function, _SETTINGS, usual)


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """Start a PostgreSQL for all lakes of this process."""
    with postgres_server() as started:
        yield started


@pytest.fixture(scope="session")
def file_places(tmp_path_factory: pytest.TempPathFactory) -> FilePlaces:
    return FilePlaces(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="session")
def lake_places(server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> LakePlaces:
    return LakePlaces(server, tmp_path_factory.mktemp("lakes"))


@pytest.fixture(
    scope="module",
    params=[Engine.FILE, pytest.param(Engine.LAKE, marks=pytest.mark.system)],
    ids=str,
)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Give each of the engines in turn."""
    found: Engine = request.param
    return found


@pytest.fixture(scope="module")
def places(request: pytest.FixtureRequest, engine: Engine) -> AnyPlaces:
    """Make places of each engine; PostgreSQL is started where a lake is asked for."""
    found: AnyPlaces = request.getfixturevalue(f"{engine}_places")
    return found


@pytest.fixture
def place(places: AnyPlaces) -> Iterator[Location]:
    """Make a place with a blank database, for a test that opens it itself."""
    with places.made() as made:
        yield made


@pytest.fixture
def open_new(places: AnyPlaces) -> Iterator[OpenNew]:
    """Open databases of a test's own: blank, or as a function fills them."""
    with ExitStack() as stack:
        yield lambda fill=leave_blank: stack.enter_context(places.opened(fill))


@pytest.fixture(scope="module")
def open_shared(places: AnyPlaces) -> Iterator[OpenNew]:
    """Open databases that all tests of a module share: blank, or as a function fills them."""
    with ExitStack() as stack:
        yield lambda fill=leave_blank: stack.enter_context(places.opened(fill))
