"""Read a source in a child process, so that no file can take the app with it.

The child (`ictrack.ingest.child`) limits itself before it looks at the first byte. It
gives back text that is parsed here by its types: nothing that it says is ever run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path, PurePath

from pydantic import TypeAdapter, ValidationError

from ictrack.errors import SourceError, UsageError
from ictrack.ingest.gather import ARCHIVE_ENDING, WORKBOOK_ENDINGS, gather, gather_bytes
from ictrack.ingest.limits import ReadingLimits, command_limits, upload_limits
from ictrack.ingest.source import RawSource
from ictrack.settings import PROJECT

# What the child ends with where its memory does not suffice.
OUT_OF_MEMORY = 71
_FULL_BY_SIGNAL = 128
# So many files are read at once; others wait.
_reading = threading.BoundedSemaphore(2)
# What a process needs to start; nothing else of this one's surroundings is handed on but the
# language, in which the columns of a returns workbook are named.
_NEEDED = (
    *("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    "ICTRACK_LANGUAGE",
)


@dataclass(frozen=True)
class ChildRequest:
    """Hold what a child is to read, beside the bytes that it gets: their name and its limits.

    `is_tracker` asks for trackers, as `Gathering` does.
    """

    name: str
    limits: ReadingLimits
    is_tracker: bool = False


@dataclass(frozen=True)
class ChildAnswer:
    """Hold what a child has read, or why it cannot be a source at all."""

    source: RawSource | None = None
    refused: str = ""


REQUEST: TypeAdapter[ChildRequest] = TypeAdapter(ChildRequest)
ANSWER: TypeAdapter[ChildAnswer] = TypeAdapter(ChildAnswer)


def read_contained(
    data: bytes, name: str, limits: ReadingLimits | None = None, *, is_tracker: bool = False
) -> RawSource:
    """Read the bytes of one file, a CSV file, a workbook or a ZIP, in a child process.

    Without `limits` they are those of the web. Raises UsageError where such a name is no
    source, SourceError where the file asks for more than the limits or the child died.
    """
    limits = limits or upload_limits()
    shown = PurePath(name).name
    if limits.source_bytes is not None and len(data) > limits.source_bytes:
        raise SourceError(
            f"{shown}: has {len(data):,} bytes. At most {limits.source_bytes:,} can be imported here. "
            "Nothing was loaded. Load it with 'python -m ictrack load', which takes any size."
        )
    with _reading:
        answer = _ask_child(data, ChildRequest(shown, limits, is_tracker))
    if answer.source is None:
        raise UsageError(answer.refused)
    return answer.source


def gather_contained(path: Path) -> RawSource:
    """Read a source from a path as `gather` does: what a small file can blow up, in a child.

    A CSV file or a folder of them is as large as it looks, and is read here.
    Raises what `gather` and `read_contained` raise.
    """
    if not path.is_file() or path.suffix.casefold() not in {*WORKBOOK_ENDINGS, ARCHIVE_ENDING}:
        return gather(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}). Nothing was loaded.") from error
    return read_contained(data, path.name, command_limits())


def gather_tracker(path: Path) -> RawSource:
    """Read the trackers of a file: `tables` holds each sheet that has a column for each date.

    Raises UsageError where there is no such file, and what `gather_contained` raises.
    """
    if not path.is_file():
        raise UsageError(f"{path}: is not a file. Nothing was loaded. A tracker is a CSV file or a workbook.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}). Nothing was loaded.") from error
    if path.suffix.casefold() in WORKBOOK_ENDINGS:
        return read_contained(data, path.name, command_limits(), is_tracker=True)
    return gather_bytes(data, path, is_tracker=True)


def _ask_child(data: bytes, request: ChildRequest) -> ChildAnswer:
    """Start a child, give it the bytes, and parse what it says; raises SourceError if it dies."""
    command = [sys.executable, "-B", "-m", "ictrack.ingest.child", REQUEST.dump_json(request).decode()]
    surroundings = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    # One thread each: more would only take memory.
    surroundings |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}
    try:
        ended = subprocess.run(  # noqa: S603
            command,
            input=data,
            capture_output=True,
            cwd=PROJECT,
            env=surroundings,
            timeout=request.limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SourceError(_too_slow(request)) from None
    except OSError as error:
        raise SourceError(f"{request.name}: cannot be read ({error}). Nothing was loaded.") from error
    if ended.returncode:
        raise SourceError(_why_it_ended(ended.returncode, request))
    try:
        return ANSWER.validate_json(ended.stdout)
    except ValidationError as error:
        raise SourceError(_why_it_ended(1, request)) from error


def _why_it_ended(code: int, request: ChildRequest) -> str:
    """Say in one sentence why a child gave no answer, and what to do."""
    if code == OUT_OF_MEMORY:
        memory = f"more than {request.limits.memory // 1024**2:,} MB of memory"
        return (
            f"{request.name}: asks for {memory} to be read, and was stopped. Nothing was loaded. "
            "Send it in smaller files, or as CSV."
        )
    if code in {-24, _FULL_BY_SIGNAL + 24}:
        return _too_slow(request)
    return (
        f"{request.name}: cannot be read; reading it ended with code {code}. Nothing was loaded. "
        "Open it in a spreadsheet, save it anew, and send that; or send it as CSV."
    )


def _too_slow(request: ChildRequest) -> str:
    return (
        f"{request.name}: takes more than {request.limits.seconds} seconds to be read, and was stopped. "
        "Nothing was loaded. Send it in smaller files, or load it with 'python -m ictrack load'."
    )
