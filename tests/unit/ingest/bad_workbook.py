"""Every bad workbook that has a clear message: how to make it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.unit.ingest.programme import GOOD, rows_of

Maker = Callable[[Path], Path]


def good_workbook() -> Workbook:
    """Make a workbook of the good programme, numbers and dates as a spreadsheet has them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, text in GOOD.items():
        sheet = book.create_sheet(name)
        for row in rows_of(text):
            sheet.append([_as_typed(cell) for cell in row])
    return book


def _as_typed(cell: str) -> object:
    if cell.isdigit():
        return int(cell)
    try:
        return date.fromisoformat(cell) if len(cell) == 10 else cell or None
    except ValueError:
        return cell


def save(book: Workbook, folder: Path, name: str = "returns.xlsx") -> Path:
    """Save a workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / name)
    return folder / name


def _spoilt(spoil: Callable[[Worksheet], object], sheet: str = "initiatives") -> Maker:
    def make(folder: Path) -> Path:
        book = good_workbook()
        spoil(book[sheet])
        return save(book, folder)

    return make


def _bytes(data: bytes, name: str = "returns.xlsx") -> Maker:
    def make(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        return folder / name

    return make


def _with_entry(entry: str, data: bytes) -> Maker:
    def make(folder: Path) -> Path:
        path = save(good_workbook(), folder)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(entry, data)
        return path

    return make


def _rename(sheet: Worksheet) -> None:
    sheet.title = "initiative"


def _set(place: str, value: object) -> Callable[[Worksheet], None]:
    def work(sheet: Worksheet) -> None:
        sheet[place] = value

    return work


def _title_above(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Returns of 2023"


def _link(sheet: Worksheet) -> None:
    sheet["E3"] = '=HYPERLINK("https://example.org/fair","Jobs fair")'


def _error(sheet: Worksheet) -> None:
    sheet["E3"] = "#REF!"
    sheet["E3"].data_type = "e"


def zip_of(entries: dict[str, bytes]) -> bytes:
    """Pack entries into an archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return data.getvalue()


@cache
def _bomb() -> bytes:
    """Pack 600 MB of nothing into half a megabyte."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(600):
            part.write(bytes(1_000_000))
    return data.getvalue()


def _unpacking_too_far(folder: Path) -> Path:
    return _bytes(_bomb())(folder)


def _sheets(**rows: list[list[str]]) -> Maker:
    def make(folder: Path) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, lines in rows.items():
            sheet = book.create_sheet(name)
            for line in lines:
                sheet.append(line)
        return save(book, folder)

    return make


_ONE = ["City", "Initiative", "Status"]
# A spreadsheet's moment has no time zone.
_HALF_PAST_TWO = datetime(2019, 1, 31, 14, 30)  # noqa: DTZ001
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
WORKBOOKS: dict[str, Maker] = {
    "merged cells": _spoilt(lambda sheet: sheet.merge_cells("B2:B3")),
    "an error cell": _spoilt(_error),
    "a formula without a value": _spoilt(_set("E3", "=A3&A4")),
    "a password": _bytes(OLE + "EncryptedPackage".encode("utf-16-le")),
    "an old workbook": _bytes(OLE, "returns.xls"),
    "text named .xlsx": _bytes(b"city,initiative\nCardiff,Guide\n"),
    "an empty file": _bytes(b""),
    "another archive": _bytes(zip_of({"readme.txt": b"hello"})),
    "an archive that unpacks to more than it may": _unpacking_too_far,
    "a declaration of entities": _with_entry(
        "xl/custom.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'
    ),
    "a declaration of entities in a part of another name": _with_entry(
        "xl/custom.DAT", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    ),
    "a declaration of entities after a long comment": _with_entry(
        "xl/custom.xml", b"<!--" + b"x" * 5_000 + b'--><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    ),
    "notes beside the one sheet": _sheets(
        Returns=[_ONE, ["Cardif", "Language café", "done"]], Notes=[["Who to ask: the council"]]
    ),
    "a sheet for each city, with other columns": _sheets(
        Bristol=[_ONE, ["Bristol", "Jobs", "done"]],
        Cardiff=[["City", "Action", "RAG"], ["Cardiff", "Guide", "green"]],
    ),
    "a sheet for each city, and one more": _sheets(
        Bristol=[_ONE[1:], ["Jobs", "done"]],
        Cardif=[_ONE[1:], ["Guide", "done"], ["Choir", "done"]],
        Summary=[_ONE[1:], ["Total", "2"]],
        Notes=[["Who to ask"]],
    ),
    "damaged XML": _bytes(zip_of({"xl/workbook.xml": b"<workbook", "xl/_rels/workbook.xml.rels": b"<a/>"})),
    "macros": _with_entry("xl/vbaProject.bin", b"macros"),
    "values of other files": _with_entry("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    "an unknown sheet": _spoilt(_rename),
    "a cell beside the header": _spoilt(_set("H2", "x")),
    "column names in the third row": _spoilt(_title_above),
    "a link that is a formula": _spoilt(_link),
    "a date as text beside real dates": _spoilt(_set("D3", "01/02/2019"), "status_updates"),
    "a cell in the last row and column": _spoilt(_set("XFD1048576", "x")),
    "a time of day": _spoilt(_set("D3", _HALF_PAST_TWO), "status_updates"),
}
