"""Find the tables of a source: a folder of CSV files or a ZIP of it, one CSV file, or a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from pathlib import Path

from ictrack.errors import SourceError, UsageError
from ictrack.ingest.archive import unpack_folder
from ictrack.ingest.gathering import Gathering, doubled_name, is_full_form, unknown_name
from ictrack.ingest.limits import ReadingLimits, command_limits
from ictrack.ingest.returns.sheets import refuse_copy
from ictrack.ingest.sent_bytes import STEP, FileBytes, HeldBytes, SentBytes, all_of, steps_of
from ictrack.ingest.source import RawSource
from ictrack.ingest.structure import (
    ReadTable,
    Shaper,
    StructureError,
    first_row_is_header,
    read_csv_bytes,
)
from ictrack.ingest.text_rows import read_text_columns
from ictrack.ingest.trackers.shape import shape_tracker
from ictrack.ingest.trackers.sheets import take_trackers
from ictrack.ingest.workbook import gather_workbook
from ictrack.models import ROW_OF_FILE

WORKBOOK_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
ARCHIVE_ENDING = ".zip"


def gather(path: Path) -> RawSource:
    """Read a source from a path.

    Raises UsageError when there is nothing at the path, or nothing that can be a source,
    SourceError when the system refuses to read it. All that is wrong with the files
    themselves is in the issues.
    """
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder. Nothing was loaded. Check the path.")
    try:
        return _gather_folder(path) if path.is_dir() else _gather_file(FileBytes(path), Gathering(path))
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}). Nothing was loaded.") from error


def gather_bytes(
    data: bytes, path: Path, limits: ReadingLimits | None = None, *, is_tracker: bool = False
) -> RawSource:
    """Read one file, a CSV file, a workbook or a ZIP, from its bytes; the path only names it.

    Of a tracker, which is one file, `tables` holds each sheet that is one.
    """
    return _gather_file(HeldBytes(data), Gathering(path, limits or command_limits(), is_tracker))


def _gather_file(sent: SentBytes, gathering: Gathering) -> RawSource:
    with _fingerprint_beside({gathering.path.name: sent}) as fingerprint:
        _gather_tables(sent, gathering)
        return gathering.finish(fingerprint())


def _gather_tables(sent: SentBytes, gathering: Gathering) -> None:
    path = gathering.path
    ending = path.suffix.casefold()
    if ending in WORKBOOK_ENDINGS:
        gather_workbook(all_of(sent), gathering)
    elif ending == ARCHIVE_ENDING and not gathering.is_tracker:
        for name, content in unpack_folder(all_of(sent), gathering).items():
            _gather_csv(HeldBytes(content), name, gathering)
    elif ending in {".csv", ".tsv", ".txt"}:
        _gather_one_csv(sent, gathering)
    else:
        raise UsageError(
            f"{path}: is not a source. Use a folder of CSV files, a ZIP of it, a CSV file or a workbook "
            "(.xlsx). Nothing was loaded."
        )


def _gather_folder(path: Path) -> RawSource:
    gathering = Gathering(path)
    files: dict[str, SentBytes] = {}
    for file in sorted(path.iterdir(), key=lambda entry: entry.name):
        if file.is_dir() or file.suffix.casefold() != ".csv":
            if not file.name.startswith("."):
                gathering.ignored.append(file.name)
            continue
        files[file.name] = FileBytes(file)
    if not files:
        raise UsageError(
            f"{path}: holds no CSV file. Use a folder of CSV files, a CSV file or a workbook (.xlsx). "
            "Nothing was loaded."
        )
    with _fingerprint_beside(files) as fingerprint:
        for name, sent in files.items():
            _gather_csv(sent, name, gathering)
        return gathering.finish(fingerprint())


def _gather_csv(sent: SentBytes, file: str, gathering: Gathering) -> None:
    name = file[: -len(".csv")].casefold()
    if name not in ROW_OF_FILE:
        issue = unknown_name(file, None, name)
        gathering.refuse(issue, issue.suggestion or name)
        return
    if name in gathering.tables:
        gathering.issues.append(doubled_name(file, None, name))
        return
    try:
        gathering.add(_read_full_form(sent, name, file, gathering))
    except StructureError as error:
        gathering.refuse(error.issue, name)


def _read_full_form(
    sent: SentBytes, name: str, file: str, gathering: Gathering, shaper: Shaper = first_row_is_header
) -> ReadTable:
    """Read the bytes of one CSV file: at once if it is a large one of the full form, else row by row.

    What arrives on the web or packed is read within limits that reading at once does not keep.
    """
    columns = None
    is_within_limits = gathering.limits.rows is not None or gathering.path.suffix.casefold() == ARCHIVE_ENDING
    if not is_within_limits and not gathering.is_tracker:
        columns = read_text_columns(sent, name=name, file=file)
    return columns or read_csv_bytes(all_of(sent), name=name, file=file, shaper=shaper)


def _gather_one_csv(sent: SentBytes, gathering: Gathering) -> None:
    """Read a CSV file by its own path: a file of the full form by name and header, else one sheet."""
    name = gathering.path.stem.casefold()
    shaper = shape_tracker if gathering.is_tracker else first_row_is_header
    file = gathering.path.name
    try:
        read = _read_full_form(sent, name, file, gathering, shaper)
    except StructureError as error:
        gathering.refuse_all(error.issue)
        return
    if gathering.is_tracker:
        take_trackers({gathering.path.stem: read}, gathering)
    elif is_full_form(read.table, name):
        gathering.add(read)
    elif not refuse_copy(read, gathering):
        gathering.issues.extend(read.issues)
        gathering.sheet = read.table


@contextmanager
def _fingerprint_beside(files: Mapping[str, SentBytes]) -> Iterator[Callable[[], str]]:
    """Give what waits for the fingerprint of files; that of large ones is taken beside the reading."""
    are_on_disk = all(isinstance(sent, FileBytes) for sent in files.values())
    if not are_on_disk or sum(sent.size for sent in files.values()) <= STEP:
        yield partial(_fingerprint, files)
        return
    with ThreadPoolExecutor(1) as beside:
        yield beside.submit(_fingerprint, files).result


def _fingerprint(files: Mapping[str, SentBytes]) -> str:
    digest = blake2b(digest_size=16)
    for name, sent in sorted(files.items()):
        digest.update(f"{name}\0{sent.size}\0".encode())
        for some in steps_of(sent):
            digest.update(some)
    return digest.hexdigest()
