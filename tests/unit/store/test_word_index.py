"""The index of the search beside the stored data: one for all readers, and in no file."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from ictrack.actions.load import load_bundled
from ictrack.location import Location
from ictrack.scope import Scope
from ictrack.store.database import Database, open_database
from ictrack.store.search_queries import find_words
from tests.engines import OpenNew

SCOPE = Scope(date(2023, 12, 31), date(2024, 6, 1))
LISTED = ("BRI-01", "BRI-02")


def put_title(database: Database, title: str) -> None:
    change = "update db.initiative set title = $title where initiative_id = 'BRI-02'"
    database.write(lambda cursor: cursor.execute(change, {"title": title}))


def tables_of(database: Database, catalogue: str) -> set[str]:
    with database.cursor() as cursor:
        cursor.execute(
            "select table_name from duckdb_tables() where database_name = $name", {"name": catalogue}
        )
        return {str(name) for (name,) in cursor.fetchall()}


def test_the_index_is_in_no_file(place: Location) -> None:
    database = open_database(place)
    load_bundled(database)
    before = database.state()
    assert find_words(database, SCOPE, LISTED, ("wearebristol",)).places == {"BRI-02": ("title",)}
    assert database.state() == before
    assert not {name for name in tables_of(database, "db") if name.startswith("search_")}
    assert {"search_word", "search_place"} <= tables_of(database, "memory")
    database.close()
    database = open_database(place)
    assert find_words(database, SCOPE, LISTED, ("wearebristol",)).places == {"BRI-02": ("title",)}
    database.close()


def test_two_readers_search_while_another_writes(open_new: OpenNew) -> None:
    """What a reader finds is always what was stored before the search began, or after."""
    database = open_new()
    load_bundled(database)
    put_title(database, "number0")
    written = 0
    stop = threading.Event()

    def read() -> int:
        searches = 0
        while not stop.is_set() or searches < 2:
            earliest = written
            found = [n for n in range(9) if find_words(database, SCOPE, LISTED, (f"number{n}",)).places]
            # Each number is asked for on its own: those written meanwhile may be found one after another.
            assert all(earliest <= number <= written + 1 for number in found)
            searches += 1
        return searches

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        for number in range(1, 9):
            put_title(database, f"number{number}")
            written = number
            assert find_words(database, SCOPE, LISTED, (f"number{number}",)).places == {"BRI-02": ("title",)}
            assert not find_words(database, SCOPE, LISTED, (f"number{number - 1}",)).places
        stop.set()
        assert all(reader.result() >= 2 for reader in readers)


def test_readers_who_come_at_once_build_one_index(open_new: OpenNew) -> None:
    database = open_new()
    load_bundled(database)
    begin = threading.Barrier(4)

    def read() -> object:
        begin.wait()
        return find_words(database, SCOPE, LISTED, ("wearebristol",)).places

    with ThreadPoolExecutor(4) as pool:
        found = [pool.submit(read) for _ in range(4)]
        assert all(one.result() == {"BRI-02": ("title",)} for one in found)
    with database.cursor() as cursor:
        assert cursor.execute("select count(*) from memory.main.search_days").fetchone() == (1,)
