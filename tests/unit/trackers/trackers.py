"""Trackers as people keep them, written by tests: CSV files and workbooks with colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Color, PatternFill

from ictrack.actions.load import LoadSource
from ictrack.actions.receipt import Receipt
from ictrack.actions.tracker import load_tracker
from ictrack.ingest.contained import gather_tracker
from ictrack.ingest.source import RawTable
from ictrack.ingest.trackers.mapping import TrackerMapping, parse_mapping
from ictrack.store.database import Database
from ictrack.vocabulary import RecordedMode

TODAY = date(2024, 1, 15)
# Two initiatives, three days, a comment beside the second.
PLAIN = (
    "City,Initiative,Phase,31/03/2019,Mar-20,Comment,September 2020\n"
    "Cardiff,Welcome pack,1,Planned,amber,Venue lost,Done\n"
    "Bristol,Jobs fair,1,n/a,,,tbc\n"
)
FILLS = {
    "red": PatternFill("solid", fgColor="FFFF0000"),
    "amber": PatternFill("solid", fgColor="FFFFC000"),
    "green": PatternFill("solid", fgColor="FF92D050"),
    "blue": PatternFill("solid", fgColor="FF00B0F0"),
    "grey": PatternFill("solid", fgColor="FFD9D9D9"),
    "lighter red of the theme": PatternFill("solid", fgColor=Color(theme=5, tint=0.4)),
}


def write_csv(folder: Path, text: str = PLAIN, name: str = "tracker.csv") -> Path:
    """Write a tracker as a CSV file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def write_workbook(
    folder: Path,
    rows: Sequence[Sequence[Any]],
    fills: Mapping[str, str] | None = None,
    formats: Mapping[str, str] | None = None,
    name: str = "tracker.xlsx",
) -> Path:
    """Write a tracker as a workbook; `fills` and `formats` name cells such as D2."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, colour in (fills or {}).items():
        sheet[cell].fill = FILLS[colour]
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    path = folder / name
    book.save(path)
    return path


def table_of(path: Path) -> RawTable:
    """Give the only tracker of a file."""
    (table,) = gather_tracker(path).tables.values()
    return table


def load(
    database: Database,
    path: Path,
    answers: TrackerMapping | None = None,
    *,
    today: date = TODAY,
    mode: RecordedMode | None = None,
    accept_valid: bool = False,
    day_first: bool | None = None,
    dry_run: bool = False,
) -> Receipt:
    """Load a tracker on a fixed day."""
    command = LoadSource(
        path,
        recorded_mode=mode,
        dry_run=dry_run,
        accept_valid=accept_valid,
        day_first=day_first,
        loaded_by="a test",
        today=today,
    )
    return load_tracker(database, gather_tracker(path), answers, command)


def answered(text: str) -> TrackerMapping:
    """Read a mapping from a few lines of it."""
    return parse_mapping(f'tracker = "tracker"\n{text}', "tracker.toml")
