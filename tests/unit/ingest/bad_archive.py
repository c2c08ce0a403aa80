"""Archives: a good one of a folder, and every bad one that has a clear message."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from functools import cache

from tests.unit.ingest.programme import GOOD

GOOD_FILES = {f"{name}.csv": text.encode() for name, text in GOOD.items()}


def pack(entries: dict[str, bytes], folder: str = "") -> bytes:
    """Pack files into an archive, at its top or in one folder."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(f"{folder}{name}", content)
    return data.getvalue()


def _with_flag(data: bytes, flag: int) -> bytes:
    """Set a flag of the first entry, in its own header and in the directory."""
    changed = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        (flags,) = struct.unpack_from("<H", changed, at)
        struct.pack_into("<H", changed, at, flags | flag)
    return bytes(changed)


def _doubled() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in (*GOOD_FILES, "Cities.csv"):
            archive.writestr(name, GOOD_FILES[name.lower()])
    return data.getvalue()


def _of_windows() -> bytes:
    """Write a name as old programs do: in some code page, which nothing says."""
    data = pack({**GOOD_FILES, "stadte1.csv": b"a,b\n"})
    return data.replace(b"stadte1.csv", "städte.csv".encode())


def _with_link() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        link = zipfile.ZipInfo("cities.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return data.getvalue()


@cache
def _gigabyte() -> bytes:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("cities.csv", "w") as entry,
    ):
        for _ in range(1024):
            entry.write(bytes(1024**2))
    return data.getvalue()


def bad_archives() -> dict[str, tuple[bytes, str]]:
    """Give each bad archive with the beginning of what is said of it."""
    return {
        "an entry that leads out": (
            pack({**GOOD_FILES, "../cities.csv": b"x"}),
            "returns.zip: '../cities.csv' leads out of the archive.",
        ),
        "an entry that leads out by backslashes": (
            pack({"..\\cities.csv": b"x"}),
            "returns.zip: '..\\cities.csv' leads out of the archive.",
        ),
        "an entry at the root": (
            pack({"/etc/cities.csv": b"x"}),
            "returns.zip: '/etc/cities.csv' leads out of the archive.",
        ),
        "an entry on a drive": (
            pack({"C:cities.csv": b"x"}),
            "returns.zip: 'C:cities.csv' leads out of the archive.",
        ),
        "a link": (_with_link(), "returns.zip: 'cities.csv' is a link to another file."),
        "an archive within": (
            pack({**GOOD_FILES, "more.zip": pack(GOOD_FILES)}),
            "returns.zip: 'more.zip' is an archive within the archive.",
        ),
        "a password": (
            _with_flag(pack(GOOD_FILES), 1),
            "returns.zip: 'source.csv' is protected with a password.",
        ),
        "a doubled name": (_doubled(), "returns.zip: 'Cities.csv' is there twice."),
        "a name that is not UTF-8": (
            _of_windows(),
            "returns.zip: 'st├ñdte.csv' is a name that is not encoded as UTF-8.",
        ),
        "a gigabyte": (_gigabyte(), "returns.zip: holds 1 entry of 1,024 MB unpacked."),
        "too many entries": (
            pack({f"{number}.txt": b"" for number in range(5_001)}),
            "returns.zip: holds 5,001 entries of 0 MB unpacked.",
        ),
        "a workbook": (
            pack({"xl/workbook.xml": b"<a/>"}),
            "returns.zip: is a workbook, not a ZIP of a folder.",
        ),
        "no archive": (b"city,initiative\n", "returns.zip: is damaged, or not a ZIP archive."),
        "half an archive": (pack(GOOD_FILES)[:-40], "returns.zip: is damaged, or not a ZIP archive."),
        "changed bytes": (
            pack(GOOD_FILES)[:60] + b"\xff" * 20 + pack(GOOD_FILES)[80:],
            "returns.zip: is damaged, or not a ZIP archive.",
        ),
    }
