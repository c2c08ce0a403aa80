"""A programme of two cities that are asked for returns, and a hand that fills their workbooks in."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from ictrack.actions.load import LoadSource, load_source
from ictrack.actions.send_return import SendReturn
from ictrack.actions.workbook import make_workbook
from ictrack.ingest.gather import gather_bytes
from ictrack.ingest.source import Settlement
from ictrack.store.database import Database, open_database

MADE_ON, SENT_ON = date(2021, 6, 1), date(2021, 7, 5)
ANSWERS, STAMP = "Your answers", "About this workbook"
Cells = Mapping[str, Any]
FILES = {
    "source": "key,value\ntitle,Two cities\n",
    "phases": "phase_id,name,starts_on,ends_on\n1,Phase one,2017-01,2019-12\n2,Phase two,2020-01,2023-12\n",
    "cities": "city_id,name\nBRI,Bristol\nCAR,Cardiff\n",
    "thematic_areas": (
        'area_id,name,short_name,sort_order\njobs,"Jobs, skills and work",,1\ncivic,Civic life,,2\n'
    ),
    "events": (
        "event_id,kind,title,phase_id,starts_on,cut_off_on,returns_due_on\n"
        "EV-1,convening,First convening,2,2020-10-14,2020-09-30,2020-10-07\n"
        "EV-2,convening,Second convening,2,2021-07-14,2021-06-30,2021-07-07\n"
        "EV-3,workshop,A workshop,2,2021-09-01,,\n"
    ),
    "initiatives": (
        "initiative_id,city_id,phase_id,area_id,title,lead_organisation,starts_on,target_on\n"
        "BRI-01,BRI,2,jobs,Jobs fair,City Council,2020-03,2022-06\n"
        "BRI-02,BRI,2,civic,Street party,,,\n"
        "BRI-03,BRI,2,civic,Done before the first convening,,,\n"
        "BRI-04,BRI,2,civic,Done since,,,\n"
        "BRI-05,BRI,1,civic,Of phase one,,,\n"
        "BRI-06,BRI,2,civic,=1+1,,,\n"
        "CAR-01,CAR,2,civic,Welcome guide,,,\n"
    ),
    "status_updates": (
        "update_id,initiative_id,reported_on,status,confidence,summary\n"
        "U1,BRI-01,2020-09-30,in_progress,on_track,Forty employers\n"
        "U2,BRI-03,2020-08-01,completed,,\n"
        "U3,BRI-04,2021-02,completed,,Opened\n"
        "U4,CAR-01,2020-09,not_started,,\n"
    ),
}


def make_programme(folder: Path, path: Path | None = None) -> Database:
    """Load the programme into a database of its own."""
    database = open_database(path)
    load_programme(database, folder)
    return database


def fill_programme(database: Database) -> None:
    """Load the programme from a folder that goes again."""
    with tempfile.TemporaryDirectory() as folder:
        load_programme(database, Path(folder))


def load_programme(database: Database, folder: Path) -> None:
    """Write the programme into a folder, and load it from there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    load_source(database, LoadSource(folder, today=date(2021, 5, 1)))


def workbook_of(database: Database, city: str = "BRI", event: str = "EV-2") -> bytes:
    """Make the workbook on the day on which it is sent out."""
    return make_workbook(database, city, event, MADE_ON)


def fill_in(workbook: bytes, answers: Mapping[str, Cells] | None = None, new: Iterable[Cells] = ()) -> bytes:
    """Fill in the rows of some initiatives, by the words above the columns, and rows for new ones."""
    book = load_workbook(io.BytesIO(workbook))
    sheet = book[ANSWERS]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(number, 1).value: number for number in range(2, sheet.max_row + 1)}
    first_empty = next(number for number in range(2, sheet.max_row + 1) if not sheet.cell(number, 1).value)
    listed = [(rows[code], cells) for code, cells in (answers or {}).items()]
    listed += list(enumerate(new, start=first_empty))
    for number, cells in listed:
        for label, value in cells.items():
            sheet.cell(number, columns[label]).value = value
    return saved(book)


def saved(book: Any) -> bytes:
    """Save a workbook as a program for spreadsheets does."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(
    workbook: bytes,
    settled: Mapping[str, Settlement] | None = None,
    *,
    review: bool = False,
    today: date = SENT_ON,
) -> SendReturn:
    """Ask for a workbook that was sent back to be taken in."""
    raw = gather_bytes(workbook, Path("bristol.xlsx"))
    return SendReturn(raw, settled or {}, made_by="a test", review=review, today=today)
