"""How much a source may ask for before it is read: what arrives on the web has more limits."""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.settings import current_settings

_MEBIBYTE = 1024**2


@dataclass(frozen=True)
class ReadingLimits:
    """Hold what reading one source may take; nothing means without limit.

    `memory` is in bytes, `seconds` of the clock and of the processor, `characters` those
    of all cells together. A column past `columns` is never looked at.
    """

    memory: int
    source_bytes: int | None = None
    rows: int | None = None
    seconds: int | None = None
    characters: int | None = None
    columns: int = 1_000
    unpacked_bytes: int = 512 * _MEBIBYTE
    entries: int = 5_000


def upload_limits() -> ReadingLimits:
    """Give the limits of a file that arrives on the web."""
    settings = current_settings()
    return ReadingLimits(
        memory=settings.reading_megabytes * _MEBIBYTE,
        source_bytes=settings.upload_bytes,
        rows=settings.upload_rows,
        seconds=settings.reading_seconds,
        characters=8 * settings.upload_bytes,
    )


def command_limits() -> ReadingLimits:
    """Give the limits of a file that a command reads: its size and its time are the reader's own."""
    return ReadingLimits(memory=current_settings().reading_megabytes * _MEBIBYTE)
