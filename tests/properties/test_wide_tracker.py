"""A programme that is written as a tracker, a column per day, stands at every day as it did."""

from __future__ import annotations

import csv
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ictrack.actions.load import LoadSource
from ictrack.actions.receipt import Outcome
from ictrack.actions.tracker import load_tracker
from ictrack.ingest.contained import gather_tracker
from ictrack.ingest.trackers.mapping import parse_mapping
from ictrack.settings import PUBLIC_RECORD
from ictrack.store.database import Database
from ictrack.vocabulary import RecordedMode
from tests.engines import AnyPlaces
from tests.properties.oracle import Files, last_day, read_folder, understand
from tests.properties.test_loading import SHORT
from tests.properties.test_standing import oracle_situations, store_situations

# A tracker brings no phases: those of the public record are borrowed.
PHASES = read_folder(PUBLIC_RECORD)["phases"]
# The words of trackers, and what each means; no report among them.
WORDS = {
    "Planned": ("not_started", ""),
    "Underway": ("in_progress", ""),
    "AMBER": ("in_progress", "at_risk"),
    "red": ("in_progress", "off_track"),
    "On hold": ("paused", ""),
    "Done": ("completed", ""),
    "cancelled": ("stopped", ""),
    "": ("", ""),
    "n/a": ("", ""),
    "tbc": ("", ""),
}
# Days as headers write them, and as what they count; in no order, and no two of one day.
DAYS = {
    "31/03/2019": "2019-03-31",
    "Jun-18": "2018-06",
    "2018": "2018",
    "September 2019": "2019-09",
    "06/30/2019": "2019-06-30",
    "1 January 2020": "2020-01-01",
    "Q4 2018/19": "2019-03-30",
}
TITLES = ("One", "Two", "Three", "Four")
LOOKS = sorted({last_day(day) or date.max for day in DAYS.values()} | {date(2018, 1, 1), date(2020, 12, 31)})
Grid = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Draw some columns of days, in any order, and a word for each initiative and day."""
    headers = draw(st.lists(st.sampled_from(sorted(DAYS)), min_size=1, unique=True))
    words = st.sampled_from(sorted(WORDS))
    rows = [tuple(draw(words) for _ in headers) for _ in range(draw(st.integers(1, len(TITLES))))]
    return tuple(headers), tuple(rows)


def write_tracker(folder: Path, grid: Grid, columns: int) -> Path:
    """Write the first columns of a grid as a tracker."""
    headers, rows = grid
    path = folder / "tracker.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["City", "Initiative", "Phase", *headers[:columns]])
        writer.writerows(
            ["Bristol", title, "1", *row[:columns]] for title, row in zip(TITLES, rows, strict=False)
        )
    return path


def long_form(grid: Grid) -> Files:
    """Write the same as files of the full form, with the identifiers that a tracker's rows get."""
    headers, rows = grid
    names = [f"BRI-{number:03d}" for number in range(1, len(rows) + 1)]
    initiatives = [
        {"initiative_id": name, "city_id": "BRI", "phase_id": "1", "title": title}
        for name, title in zip(names, TITLES, strict=False)
    ]
    updates = [
        {
            "update_id": f"{name}-U{place}",
            "initiative_id": name,
            "reported_on": DAYS[header],
            "status": WORDS[word][0],
            "confidence": WORDS[word][1],
        }
        for name, row in zip(names, rows, strict=True)
        for place, (header, word) in enumerate(zip(headers, row, strict=True))
        if WORDS[word][0]
    ]
    return {"phases": PHASES, "initiatives": initiatives, "status_updates": updates}


def load_wide(database: Database, path: Path, *, day: date) -> Outcome:
    answers = parse_mapping(
        'tracker = "t"\n[[column]]\nheader = "Q4 2018/19"\nholds = "status"\nday = "2019-03-30"\n', "t.toml"
    )
    command = LoadSource(path, recorded_mode=RecordedMode.REPORTED, today=day)
    return load_tracker(database, gather_tracker(path), answers, command).outcome


@SHORT
@given(grid=grids(), sent_first=st.integers(0, len(DAYS)))
def test_a_tracker_stands_at_each_day_as_the_reports_it_holds(
    places: AnyPlaces, grid: Grid, sent_first: int
) -> None:
    expected = understand(long_form(grid))
    with places.opened() as database, tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        # First some columns, then all of them: what was loaded is not loaded again.
        for columns in (sent_first, len(grid[0])):
            path = write_tracker(folder, grid, columns)
            if columns:
                assert load_wide(database, path, day=date(2021, 1, 1)) is not Outcome.REFUSED
                assert load_wide(database, path, day=date(2021, 6, 1)) is Outcome.NOTHING_NEW
        for as_at in LOOKS:
            assert store_situations(database, as_at, date(2030, 1, 1)) == oracle_situations(
                expected, as_at, date(2030, 1, 1)
            )
