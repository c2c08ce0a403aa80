"""Small changes as people make them, asked for with ever new words so that each is a change."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.receipt import Outcome
from ictrack.actions.submit import NewReport, SubmitOutcome, SubmitReports, submit_reports
from ictrack.store.database import Database

ROWS_OF_A_LOAD = 20


class Change(Protocol):
    """A change that can be made to any database, again and again, each time with another number."""

    def __call__(self, database: Database, *, number: int) -> None:
        """Make it."""


def write_nothing(database: Database, *, number: int = 0) -> None:  # noqa: ARG001 - all are alike
    """Make the smallest change that there is: the version of the data grows."""
    database.write(lambda _cursor: None)


def send_report(database: Database, *, number: int, initiative: str, today: date) -> None:
    """Send a report as the form does; it waits for review."""
    cells = {
        "initiative_id": initiative,
        "reported_on": today.isoformat(),
        "status": "in_progress",
        "summary": f"Met {number} employers, and the work goes on.",
    }
    sent = submit_reports(database, SubmitReports((NewReport(cells),), review=True, today=today))
    assert sent.outcome is SubmitOutcome.SUBMITTED, sent


def load_sheet(database: Database, *, number: int, city: str, today: date) -> None:
    """Load a folder with some initiatives of a city, new each time, and a report on each."""
    with TemporaryDirectory() as folder:
        _write(Path(folder) / "initiatives.csv", list(_initiatives(number, city)))
        _write(Path(folder) / "status_updates.csv", list(_reports(number, today)))
        receipt = load_source(database, LoadSource(Path(folder), today=today, source_id="engines"))
    assert receipt.outcome is Outcome.LOADED, receipt


def _initiatives(number: int, city: str) -> Iterator[Mapping[str, str]]:
    for row in range(ROWS_OF_A_LOAD):
        title = f"Welcome those who come, year {number}, part {row}"
        yield {"initiative_id": f"E{number}-{row}", "city_id": city, "phase_id": "1", "title": title}


def _reports(number: int, today: date) -> Iterator[Mapping[str, str]]:
    for row in range(ROWS_OF_A_LOAD):
        yield {
            "update_id": f"E{number}-{row}-1",
            "initiative_id": f"E{number}-{row}",
            "reported_on": today.isoformat(),
            "status": "in_progress",
        }


def _write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
