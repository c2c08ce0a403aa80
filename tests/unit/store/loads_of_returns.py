"""Returns to load, one initiative with one report each; run as a program, load after load."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ictrack.location import Location
from ictrack.store.database import Database, open_database
from tests.unit.actions.loading import load
from tests.unit.small_programme import FILES


def write_programme(folder: Path) -> Path:
    """Write the small programme as a folder of CSV files."""
    for file, rows in FILES.items():
        _write(folder / f"{file}.csv", rows)
    return folder


def write_return(folder: Path, number: int, *, rows: int = 1) -> Path:
    """Write one return: initiatives that are new, each with one report."""
    names = [f"R{number}-{row}" for row in range(rows)]
    title = "A programme of work with employers in the city's two growing districts"
    initiatives = [
        {"initiative_id": name, "city_id": "BRI", "phase_id": "2", "area_id": "jobs", "title": title}
        for name in names
    ]
    updates = [
        {
            "update_id": f"{name}-1",
            "initiative_id": name,
            "reported_on": "2022-01-01",
            "status": "in_progress",
        }
        for name in names
    ]
    _write(folder / "initiatives.csv", initiatives)
    _write(folder / "status_updates.csv", updates)
    return folder


def _write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@contextmanager
def opened(place: Location) -> Iterator[Database]:
    """Open a database for the block."""
    database = open_database(place)
    try:
        yield database
    finally:
        database.close()


def load_on_and_on(path: Path, folder: Path, first: int) -> None:
    """Load return after return; after each is acknowledged, say its number on a line."""
    with opened(path) as database:
        print("open", flush=True)  # noqa: T201
        number = first
        while True:
            receipt = load(database, write_return(folder / f"return-{number}", number, rows=20))
            assert receipt.load_id is not None, receipt.issues
            print(number, flush=True)  # noqa: T201
            number += 1


if __name__ == "__main__":
    load_on_and_on(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
