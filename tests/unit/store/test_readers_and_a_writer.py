"""Eight threads read while one writes: every answer is that of one moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ictrack.location import Location
from ictrack.store.database import Database
from ictrack.store.verifying import verify
from tests.unit.actions.loading import count, load
from tests.unit.store.loads_of_returns import opened, write_programme, write_return

LOADS = 12
ROWS = 5


def test_eight_threads_that_read_while_one_writes_get_right_answers(place: Location, tmp_path: Path) -> None:
    with opened(place) as database:
        load(database, write_programme(tmp_path / "programme"))
        is_over = threading.Event()
        with ThreadPoolExecutor(9) as threads:
            readers = [threads.submit(read_on, database, is_over) for _reader in range(8)]
            try:
                for number in range(LOADS):
                    load(database, write_return(tmp_path / "return", number, rows=ROWS))
            finally:
                is_over.set()
            answers = [reader.result() for reader in readers]
        assert count(database, "initiative") == 5 + LOADS * ROWS
        assert verify(database).differences == ()
    assert all(answers)


def read_on(database: Database, is_over: threading.Event) -> int:
    """Ask until the writer is done; see that each answer is whole, and none older than the one before."""
    seen = answers = 0
    while not is_over.is_set() or not answers:
        found = ask_both(database)
        initiatives, of_loads = found
        assert initiatives == 5 + ROWS * of_loads, found
        assert of_loads >= seen, found
        seen = of_loads
        in_list = count_in_progress(database)
        assert (in_list - 1) % ROWS == 0, in_list
        answers += 1
    return answers


def ask_both(database: Database) -> tuple[int, int]:
    """Count the initiatives and the loads of returns in one question."""
    with database.cursor() as cursor:
        cursor.execute("select (select count(*) from db.initiative), (select count(*) - 1 from db.load)")
        row = cursor.fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def count_in_progress(database: Database) -> int:
    """Count the reports on initiatives under way by the macro that the pages' questions begin with."""
    with database.cursor() as cursor:
        cursor.execute("select count(*) from report_known(date '2100-01-01') where status = 'in_progress'")
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])
