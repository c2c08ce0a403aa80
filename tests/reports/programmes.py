"""The programmes whose reports are tested: the public record, and an invented one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ictrack.actions.load import BundledChoice, LoadSource, load_source
from ictrack.actions.opening import open_with_public_record
from ictrack.demo.size import DemoSize
from ictrack.demo.write import write_demo
from ictrack.reports.content import compute_report
from ictrack.reports.document import Report
from ictrack.reports.sections.reading import ReportRequest
from ictrack.store.database import Database, open_database
from ictrack.summaries.setting import Setting, summarise_setting
from ictrack.vocabulary import RecordedMode

TODAY = date(2026, 6, 1)
PUBLIC, INVENTED = "EV-09", "EV-10"


def open_public_record() -> Database:
    """Open the public record in memory."""
    return open_with_public_record(None, lambda _said: None)


def open_invented(folder: Path, size: DemoSize | None = None) -> Database:
    """Open an invented programme in memory; its files are written into a new folder."""
    database = open_database()
    load_invented(database, folder, size or DemoSize(cities=6, initiatives=60, updates=300, seed=1))
    return database


def load_invented(database: Database, folder: Path, size: DemoSize) -> None:
    """Load an invented programme; its files are written into a new folder."""
    write_demo(folder, size)
    command = LoadSource(
        folder, RecordedMode.REPORTED, bundled_choice=BundledChoice.REPLACE, loaded_by="a test", today=TODAY
    )
    load_source(database, command)


def setting_of(database: Database) -> Setting:
    """Give what surrounds a report, as it is on the day of these tests."""
    return summarise_setting(database, TODAY)


def report_of(database: Database, event_id: str, **asked: object) -> Report:
    """Compute the report of a convening, as known on the day of these tests."""
    request = ReportRequest(event_id, **asked)  # type: ignore[arg-type]
    return compute_report(database, setting_of(database), request)
