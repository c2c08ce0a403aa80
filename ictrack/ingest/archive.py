"""Unpack a ZIP of a folder of CSV files, after everything in it was counted and named.

Nothing is written to a disk. An entry that leads elsewhere, that is packed or encrypted
itself, or whose name nobody can be sure of refuses the whole archive.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from ictrack.errors import UsageError
from ictrack.ingest.gathering import Gathering
from ictrack.ingest.issues import Issue

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_FOLDER = "CSV files at the top of the archive, or in one folder"
_LEFT_BY_SYSTEMS = "__MACOSX"
# What the library raises where the bytes of an archive are not what they say.
_FAULTS_OF_DAMAGED_BYTES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)


def unpack_folder(data: bytes, gathering: Gathering) -> dict[str, bytes]:
    """Give the CSV files of an archive by their names; nothing where it was refused.

    Raises UsageError when there is no CSV file in it.
    """
    file = gathering.path.name
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refusals = list(_refusals(archive, gathering))
            files = {} if refusals else _unpack(archive, gathering)
    except _FAULTS_OF_DAMAGED_BYTES:
        refusals = [
            _refusal(file, "damaged_archive", "is damaged, or not a ZIP archive", "a ZIP of a folder")
        ]
        files = {}
    for issue in refusals:
        gathering.refuse_all(issue)
    if not files and not refusals:
        raise UsageError(
            f"{file}: holds no CSV file. Use a ZIP of a folder of CSV files, a CSV file or a workbook "
            "(.xlsx). Nothing was loaded."
        )
    return files


def _refusals(archive: zipfile.ZipFile, gathering: Gathering) -> Iterator[Issue]:
    """Say why nothing of an archive is unpacked: first its size, then each entry by name."""
    file, limits = gathering.path.name, gathering.limits
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries or unpacked > limits.unpacked_bytes:
        most = f"{limits.entries:,} entries and {limits.unpacked_bytes // 1024**2:,} MB unpacked"
        counted = "1 entry" if len(entries) == 1 else f"{len(entries):,} entries"
        message = f"holds {counted} of {unpacked / 1024**2:,.0f} MB unpacked"
        yield _refusal(file, "archive_too_large", message, f"at most {most}")
        return
    if "xl/workbook.xml" in archive.namelist():
        yield _refusal(file, "workbook", "is a workbook, not a ZIP of a folder", "the ending .xlsx")
        return
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        fault = _fault_of(entry)
        if fault is None and name.casefold() in seen:
            fault = ("doubled_file", "is there twice", "one file of each name")
        if fault is not None:
            yield _refusal(file, *fault, value=name)
        seen.add(name.casefold())


def _fault_of(entry: zipfile.ZipInfo) -> tuple[str, str, str] | None:
    """Say what is wrong with one entry: code, message, what is allowed."""
    path = PurePosixPath(entry.orig_filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.orig_filename or "\0" in entry.orig_filename:
        return "entry_outside", "leads out of the archive", _FOLDER
    if not entry.flag_bits & _UTF8_NAME and not entry.orig_filename.isascii():
        return "entry_name", "is a name that is not encoded as UTF-8", "file names of plain letters"
    if entry.flag_bits & _ENCRYPTED:
        return "password", "is protected with a password", "an archive without a password"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "entry_outside", "is a link to another file", "the file itself"
    if path.suffix.casefold() == ".zip":
        return "archive_in_archive", "is an archive within the archive", _FOLDER
    return None


def _refusal(file: str, code: str, message: str, allowed: str, value: str | None = None) -> Issue:
    return Issue(file, None, None, None, value, code, message, allowed)


def _unpack(archive: zipfile.ZipFile, gathering: Gathering) -> dict[str, bytes]:
    """Read the CSV files of the archive's one folder; the other entries are named as not read."""
    paths = {
        entry: PurePosixPath(entry.filename.replace("\\", "/"))
        for entry in archive.infolist()
        if not entry.is_dir()
    }
    shown = {entry: path for entry, path in paths.items() if not _is_left_by_a_system(path)}
    folders = {path.parts[0] for path in shown.values() if len(path.parts) > 1}
    is_in_folder = len(folders) == 1 and all(len(path.parts) > 1 for path in shown.values())
    depth = 2 if is_in_folder else 1
    files: dict[str, bytes] = {}
    for entry, path in sorted(shown.items(), key=lambda pair: pair[1]):
        if len(path.parts) == depth and path.suffix.casefold() == ".csv":
            files[path.name] = archive.read(entry)
        else:
            gathering.ignored.append(str(path))
    return files


def _is_left_by_a_system(path: PurePosixPath) -> bool:
    return path.parts[0] == _LEFT_BY_SYSTEMS or path.name.startswith(".")
