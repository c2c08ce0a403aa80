"""A large invented programme: a part of it is invented, and copied under other names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Outcome
from ictrack.demo.copies import ROWS_OF_PATTERN, copy_pattern, divide, mark_places, pattern_of
from ictrack.demo.places import invent_places, more_places
from ictrack.demo.size import DemoSize
from ictrack.demo.write import Folder, invent_cities, invent_programme, write_demo
from tests.engines import OpenNew
from tests.properties.oracle import read_folder
from tests.unit.test_demo_programme import TODAY


def write_copies(folder: Path, copies: int) -> DemoSize:
    """Write a small programme and copies of a small pattern beside it; give the size of the pattern."""
    invented, size = DemoSize(4, 30, 120), DemoSize(3, 24, 100, seed=2)
    folder.mkdir()
    pattern = pattern_of(invent_cities(size, mark_places(size.cities)))
    places = more_places(invented.cities)
    with Folder(folder) as written:
        for file, cells in invent_programme(invented):
            written.write(file, cells)
        for _copy in range(copies):
            for lines in copy_pattern(pattern, [next(places) for _ in range(size.cities)]):
                written.add(lines)
    return size


def test_copies_load_without_a_problem_beside_what_was_invented(open_new: OpenNew, tmp_path: Path) -> None:
    size = write_copies(tmp_path / "demo", copies=3)
    database = open_new()
    loaded = load_source(database, LoadSource(tmp_path / "demo", today=TODAY))
    assert (loaded.outcome, loaded.issues) == (Outcome.LOADED, ())
    assert len(database.ask("city_list")) == 4 + 3 * size.cities


def test_no_mark_is_left_and_every_copy_tells_the_same_of_another_city(tmp_path: Path) -> None:
    size = write_copies(tmp_path / "demo", copies=2)
    assert not [
        path.name for path in (tmp_path / "demo").iterdir() if set("§¶") & set(path.read_text("utf-8"))
    ]
    files = read_folder(tmp_path / "demo")
    first, second = (
        files["status_updates"][-2 * size.updates : -size.updates],
        files["status_updates"][-size.updates :],
    )
    said = ("kind", "reported_on", "recorded_on", "status", "confidence", "summary")
    assert [[row[column] for column in said] for row in first] == [
        [row[column] for column in said] for row in second
    ]
    assert not {row["update_id"] for row in first} & {row["update_id"] for row in second}


@pytest.mark.parametrize(
    ("cities", "initiatives", "updates", "copies"),
    [
        (14, 140, 900, 0),
        (1_000, 2, 2 * ROWS_OF_PATTERN - 3, 0),
        (1_000, 2, 2 * ROWS_OF_PATTERN - 2, 1),
        (7, 100_000, 10_000_000, 0),
        (8, 100_000, 10_000_000, 1),
        (1_000, 100_000, 10_000_000, 249),
        (999, 99_999, 1_234_567, 32),
    ],
)
def test_the_parts_of_a_programme_add_up(cities: int, initiatives: int, updates: int, copies: int) -> None:
    division = divide(DemoSize(cities, initiatives, updates, seed=5))
    assert division.copies == copies
    for number in ("cities", "initiatives", "updates"):
        parts = getattr(division.invented, number) + copies * getattr(division.pattern, number)
        assert parts == {"cities": cities, "initiatives": initiatives, "updates": updates}[number]


def test_a_large_programme_has_the_size_that_was_asked_for_and_no_city_twice(tmp_path: Path) -> None:
    size = DemoSize(cities=9, initiatives=1_003, updates=2 * ROWS_OF_PATTERN + 7)
    receipt = write_demo(tmp_path / "demo", size)
    found = read_folder(tmp_path / "demo")
    assert receipt.rows == {file: len(rows) for file, rows in found.items()}
    lengths = [len(found[file]) for file in ("cities", "initiatives", "status_updates")]
    assert lengths == [size.cities, size.initiatives, size.updates]
    for file, key in (("cities", "name"), ("initiatives", "initiative_id"), ("status_updates", "update_id")):
        assert max(Counter(row[key] for row in found[file]).values()) == 1


def test_made_cities_go_on_where_the_invented_ones_end() -> None:
    places = more_places(20)
    assert [next(places) for _ in range(5)] == list(invent_places(25))[20:]
