"""A ZIP of a folder reads as the folder does; what an archive can hide is named and refused."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from ictrack.errors import UsageError
from ictrack.ingest.gather import gather, gather_bytes
from tests.unit.ingest.bad_archive import GOOD_FILES, bad_archives, pack
from tests.unit.ingest.programme import write_source

BAD = bad_archives()


@pytest.mark.parametrize("folder", ["", "returns/"])
def test_an_archive_reads_as_the_folder_that_was_packed(folder: str, tmp_path: Path) -> None:
    read = gather_bytes(pack(GOOD_FILES, folder), Path("returns.zip"))
    assert read.issues == ()
    assert read.tables == gather(write_source(tmp_path)).tables


def test_what_is_no_csv_file_is_named_and_what_systems_leave_is_not() -> None:
    entries = {**GOOD_FILES, "notes.docx": b"x", "__MACOSX/._cities.csv": b"x", ".DS_Store": b"x"}
    read = gather_bytes(pack(entries), Path("returns.zip"))
    assert read.issues == ()
    assert read.ignored_files == ("notes.docx",)


def test_a_file_in_a_further_folder_is_named_and_not_read() -> None:
    read = gather_bytes(pack({**GOOD_FILES, "old/cities.csv": b"x"}), Path("returns.zip"))
    assert read.ignored_files == ("old/cities.csv",)
    assert read.tables["cities"].file == "cities.csv"


@pytest.mark.parametrize("name", BAD)
def test_a_bad_archive_is_refused_whole(name: str) -> None:
    data, said = BAD[name]
    read = gather_bytes(data, Path("returns.zip"))
    assert [issue.sentence()[: len(said)] for issue in read.issues] == [said]
    assert not read.tables
    assert read.sheet is None


def test_all_bad_entries_are_named_at_once() -> None:
    data = pack({"../a.csv": b"", "b.zip": b"", "/c.csv": b"", **GOOD_FILES})
    read = gather_bytes(data, Path("returns.zip"))
    assert [issue.value for issue in read.issues] == ["../a.csv", "b.zip", "/c.csv"]


def test_a_gigabyte_is_refused_before_any_of_it_is_unpacked() -> None:
    data, _said = BAD["a gigabyte"]
    tracemalloc.start()
    try:
        gather_bytes(data, Path("returns.zip"))
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 10 * 1024**2


def test_an_archive_without_a_csv_file_is_no_source() -> None:
    with pytest.raises(UsageError, match=r"returns\.zip: holds no CSV file\."):
        gather_bytes(pack({"readme.txt": b"hello"}), Path("returns.zip"))
