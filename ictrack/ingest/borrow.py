"""The reference files that a source does not bring are taken from the public record.

So one sheet is enough to begin with: the cities, phases and thematic areas of the
programme are known.
"""

from __future__ import annotations

from collections.abc import Mapping

from ictrack.ingest.columns import read_header
from ictrack.ingest.gather import gather
from ictrack.ingest.issues import IssueLog
from ictrack.ingest.rows import RowReader
from ictrack.ingest.source import TypedFile
from ictrack.models import ROW_OF_FILE
from ictrack.settings import PUBLIC_RECORD

# The files that all sources of a store share, unless each brings its own.
SHARED_FILES = ("phases", "cities", "thematic_areas", "principles", "memberships", "events")
_SUBJECTS = ("thematic_areas", "principles")


def files_to_borrow(brought: frozenset[str], *, names_principles: bool) -> tuple[str, ...]:
    """Say which reference files a source needs from the public record.

    One that brings its phases and its cities is a programme of its own: it needs no more
    than what its initiatives name, thematic areas and principles.
    """
    wanted = _SUBJECTS if {"phases", "cities"} <= brought else SHARED_FILES
    return tuple(
        file for file in wanted if file not in brought and (file != "principles" or names_principles)
    )


def borrow(files: tuple[str, ...]) -> Mapping[str, TypedFile]:
    """Read reference files of the public record that ships with ictrack."""
    if not files:
        return {}
    raw = gather(PUBLIC_RECORD)
    log = IssueLog()
    borrowed = {}
    for file in files:
        table, row = raw.tables[file], ROW_OF_FILE[file]
        borrowed[file] = RowReader(row, table, read_header(table, row), log).read()
    return borrowed
