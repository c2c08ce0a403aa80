"""A file is read in a child process: the same is read, and no file takes the parent with it."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from ictrack.errors import SourceError, UsageError
from ictrack.ingest.contained import gather_contained, read_contained
from ictrack.ingest.gather import gather, gather_bytes
from ictrack.ingest.limits import ReadingLimits, upload_limits
from ictrack.ingest.source import RawSource
from tests.unit.ingest.bad_archive import GOOD_FILES, pack
from tests.unit.ingest.bad_workbook import good_workbook, save, zip_of
from tests.unit.ingest.programme import SHEET, write_source

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no limits of a process")
HEADER = b"City,Initiative,Comment\n"
ROW = b"Cardiff,One,Words\n"
MEBIBYTE = 1024**2


def _said(read: RawSource) -> list[str]:
    return [issue.sentence() for issue in read.issues]


def _bytes_of(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def workbook_with(sheet_data: str) -> bytes:
    """Make a workbook whose one sheet holds these rows, as XML."""
    book = Workbook()
    book.worksheets[0].title = "returns"
    packed = _bytes_of(book)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{sheet_data}</sheetData></worksheet>'
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    return zip_of({**entries, "xl/worksheets/sheet1.xml": sheet.encode()})


def _text_row(number: int, *cells: tuple[str, str]) -> str:
    written = "".join(f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in cells)
    return f'<row r="{number}">{written}</row>'


TWO_ROWS = _text_row(1, ("A1", "City"), ("B1", "Initiative")) + _text_row(2, ("A2", "Cardiff"), ("B2", "One"))


@pytest.mark.parametrize("name", ["returns.csv", "returns.xlsx", "returns.zip"])
def test_a_child_reads_what_this_process_would(name: str, tmp_path: Path) -> None:
    data = {
        "returns.csv": SHEET.encode(),
        "returns.xlsx": save(good_workbook(), tmp_path).read_bytes(),
        "returns.zip": pack(GOOD_FILES),
    }[name]
    assert read_contained(data, name) == gather_bytes(data, Path(name))


def test_a_path_is_read_alike_with_and_without_a_child(tmp_path: Path) -> None:
    workbook, folder = save(good_workbook(), tmp_path), write_source(tmp_path / "folder")
    assert gather_contained(workbook).tables == gather(workbook).tables
    assert gather_contained(folder) == gather(folder)


def test_a_file_of_another_kind_is_refused_by_its_name() -> None:
    with pytest.raises(UsageError, match=r"returns\.pdf: is not a source"):
        read_contained(b"%PDF", "returns.pdf")


def test_a_name_cannot_lead_to_another_folder() -> None:
    assert read_contained(HEADER + ROW, "../../returns.csv").path == Path("returns.csv")


@pytest.mark.parametrize(("rows", "refused"), [(20_000, False), (20_001, True)])
def test_as_many_rows_are_read_as_the_web_allows(rows: int, refused: bool) -> None:
    read = read_contained(HEADER + rows * ROW, "returns.csv")
    if refused:
        assert _said(read) == [
            "returns.csv: has 20,001 rows. Use at most 20,000 rows; 'python -m ictrack load' takes any size."
        ]
        assert read.sheet is None
    else:
        assert read.issues == ()
        assert read.sheet is not None
        assert read.sheet.row_count == rows


@pytest.mark.parametrize("more", [0, 1])
def test_as_many_bytes_are_read_as_the_web_allows(more: int) -> None:
    row = b"Cardiff,One," + b"x" * 5_000 + b"\n"
    data = HEADER + row * ((10 * MEBIBYTE - len(HEADER)) // len(row))
    data += b"\n" * (10 * MEBIBYTE + more - len(data))
    if more:
        with pytest.raises(SourceError, match=r"has 10,485,761 bytes\. At most 10,485,760 can be imported"):
            read_contained(data, "returns.csv")
    else:
        assert read_contained(data, "returns.csv").issues == ()


def test_the_command_line_takes_more_than_the_web(tmp_path: Path) -> None:
    (tmp_path / "returns.csv").write_bytes(HEADER + 20_001 * ROW)
    assert gather_contained(tmp_path / "returns.csv").issues == ()
    (tmp_path / "files.zip").write_bytes(pack({**GOOD_FILES, "large.csv": b"x" * (11 * MEBIBYTE)}))
    assert "initiatives" in gather_contained(tmp_path / "files.zip").tables


def test_a_few_kilobytes_that_claim_the_last_cell_are_refused_in_little_memory() -> None:
    book = Workbook()
    book.worksheets[0].append(["City", "Initiative"])
    book.worksheets[0]["XFD1048576"] = "here"
    data = _bytes_of(book)
    assert len(data) < 6_000
    read = read_contained(data, "returns.xlsx", replace(upload_limits(), memory=600 * MEBIBYTE))
    (said,) = _said(read)
    assert said == (
        "returns.xlsx, sheet Sheet, row 1048576: is far below the last row before it, row 1. Use rows that "
        "follow each other: delete the rows below the last one and save again."
    )


def test_many_rows_that_each_claim_the_last_column_are_refused() -> None:
    wide = "".join(f'<row r="{row}"><c r="XFD{row}"/></row>' for row in range(3, 30_000))
    read = read_contained(workbook_with(TWO_ROWS + wide), "returns.xlsx")
    (said,) = _said(read)
    assert said == (
        "returns.xlsx, sheet returns, row 3, column XFD: is far to the right of a table: at most 1,000 "
        "columns are read. Use columns that follow each other: delete the columns after the last one and "
        "save again."
    )


@pytest.mark.parametrize(("last", "refused"), [(10_002, False), (10_003, True)])
def test_a_gap_of_ten_thousand_blank_rows_is_the_largest(last: int, refused: bool) -> None:
    data = workbook_with(TWO_ROWS + _text_row(last, (f"A{last}", "Cardiff"), (f"B{last}", "Two")))
    read = read_contained(data, "returns.xlsx")
    assert [issue.code for issue in read.issues] == (["sheet_too_large"] if refused else [])


def test_columns_past_the_limit_are_refused_and_those_within_it_read() -> None:
    limits = replace(upload_limits(), columns=3)
    assert read_contained(HEADER + ROW, "returns.csv", limits).issues == ()
    wide = read_contained(b"City,Initiative,Comment,Status\nCardiff,One,,\n", "returns.csv", limits)
    assert [issue.code for issue in wide.issues] == ["too_many_columns"]


def test_text_past_the_limit_of_all_cells_is_refused() -> None:
    limits = replace(upload_limits(), characters=15)
    assert read_contained(HEADER + ROW, "returns.csv", limits).issues == ()
    long = read_contained(HEADER + ROW.replace(b"One", b"Once"), "returns.csv", limits)
    assert [issue.code for issue in long.issues] == ["too_much_text"]


@posix_only
def test_a_file_that_asks_for_too_much_memory_is_stopped_in_words() -> None:
    limits = ReadingLimits(memory=600 * MEBIBYTE)
    with pytest.raises(SourceError) as error:
        read_contained(b"a,b\n" + b"x,y\n" * 5_000_000, "large.csv", limits)
    assert str(error.value) == (
        "large.csv: asks for more than 600 MB of memory to be read, and was stopped. Nothing was loaded. "
        "Send it in smaller files, or as CSV."
    )


def test_a_file_that_takes_too_long_is_stopped_in_words() -> None:
    limits = replace(upload_limits(), rows=None, source_bytes=None, characters=None, seconds=2)
    with pytest.raises(SourceError, match=r"large\.csv: takes more than 2 seconds to be read"):
        read_contained(b"a,b\n" + b"x,y\n" * 8_000_000, "large.csv", limits)


def test_a_child_that_cannot_start_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(SourceError, match=r"returns\.csv: cannot be read .*Nothing was loaded"):
        read_contained(HEADER + ROW, "returns.csv")


def test_a_child_that_dies_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(SourceError, match=r"returns\.csv: cannot be read; reading it ended with code 1\."):
        read_contained(HEADER + ROW, "returns.csv")
