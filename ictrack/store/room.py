"""Whether there is room for what is to be written, asked before anything is."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Lack:
    """Say where there is too little room: how many bytes are needed there, and how many are free."""

    place: Path
    needed: int
    free: int

    def sentence(self) -> str:
        """Say it in words; rounded so that what is said to be needed is enough."""
        needed, free = math.ceil(self.needed / 100_000) / 10, math.floor(self.free / 100_000) / 10
        return f"{needed:,} MB are needed on the disk of '{self.place}', and {free:,} MB are free"


def find_lack(needed: Iterable[tuple[Path, int]]) -> Lack | None:
    """Find a disk without room for the bytes that are needed in its folders, which need not be there yet.

    Raises OSError where the system does not tell.
    """
    places: dict[int, Path] = {}
    sizes: dict[int, int] = {}
    for folder, size in needed:
        place = _nearest(folder)
        disk = place.stat().st_dev
        places.setdefault(disk, place)
        sizes[disk] = sizes.get(disk, 0) + size
    free = {disk: shutil.disk_usage(place).free for disk, place in places.items()}
    return lack_of(places, sizes, free)


def lack_of(places: Mapping[int, Path], sizes: Mapping[int, int], free: Mapping[int, int]) -> Lack | None:
    """Give the first disk that has fewer free bytes than are needed there; each by its number."""
    lacking = (disk for disk in places if free[disk] < sizes[disk])
    return next((Lack(places[disk], sizes[disk], free[disk]) for disk in lacking), None)


def on_one_disk(one: Path, other: Path) -> bool:
    """Say whether two folders, which need not be there yet, are on one disk."""
    return _nearest(one).stat().st_dev == _nearest(other).stat().st_dev


def _nearest(folder: Path) -> Path:
    """Give a folder, or the nearest one above it that is there."""
    return next(place for place in (folder, *folder.absolute().parents) if place.exists())
