"""There is room where as many bytes are free as are needed, and none where one is lacking."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictrack.store.room import Lack, find_lack, lack_of, on_one_disk

PLACES = {1: Path("here"), 2: Path("there")}
SIZES = {1: 1_000, 2: 2_000}


@pytest.mark.parametrize(
    ("free", "lack"),
    [
        ({1: 1_000, 2: 2_000}, None),
        ({1: 999, 2: 2_000}, Lack(Path("here"), 1_000, 999)),
        ({1: 1_000, 2: 1_999}, Lack(Path("there"), 2_000, 1_999)),
        ({1: 0, 2: 0}, Lack(Path("here"), 1_000, 0)),
    ],
)
def test_a_disk_lacks_room_from_one_byte_on(free: dict[int, int], lack: Lack | None) -> None:
    assert lack_of(PLACES, SIZES, free) == lack


def test_what_is_needed_in_two_folders_of_one_disk_is_added_up(tmp_path: Path) -> None:
    half = 1 << 61
    lack = find_lack([(tmp_path / "a" / "b", half), (tmp_path, half)])
    assert lack is not None
    assert (lack.place, lack.needed) == (tmp_path, 1 << 62)
    assert find_lack([(tmp_path / "a", 1), (tmp_path, 1)]) is None


def test_a_folder_that_is_not_there_yet_is_on_the_disk_of_the_one_above(tmp_path: Path) -> None:
    assert on_one_disk(tmp_path, tmp_path / "a" / "b")
    assert not on_one_disk(tmp_path, Path("/proc/self"))


def test_it_is_said_so_that_what_is_said_to_be_needed_is_enough() -> None:
    assert Lack(Path("/data"), 1_234_567_890, 99_999).sentence() == (
        "1,234.6 MB are needed on the disk of '/data', and 0.0 MB are free"
    )
