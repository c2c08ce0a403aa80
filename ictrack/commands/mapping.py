"""`mapping`: how a tracker with a column for each date is read, as a file to mend."""

from __future__ import annotations

from typing import Literal

from ictrack.actions.tracker import propose_for
from ictrack.commands.command import Command, CommandOutcome, OutputFile
from ictrack.commands.load import AbsolutePath
from ictrack.errors import SourceError
from ictrack.ingest.contained import gather_tracker
from ictrack.ingest.source import RawSource
from ictrack.ingest.trackers.source import open_issues
from ictrack.store.database import Database


class MappingCommand(Command):
    """Propose how a tracker is read, and write that to a file."""

    kind: Literal["mapping"] = "mapping"
    source: AbsolutePath
    out: AbsolutePath
    sheet: str | None = None
    day_first: bool | None = None

    def run(self, database: Database) -> CommandOutcome:
        """Propose as before, else as the tracker says itself; list what is left to be answered.

        Raises SourceError where the file has no tracker, or several of which none is named.
        """
        raw = gather_tracker(self.source)
        mapping = propose_for(database, raw, sheet=self.sheet, day_first=self.day_first)
        if mapping is None:
            raise SourceError(f"{_why_none(raw)} No file was written.")
        questions = open_issues(raw, mapping, self.today)
        said = "".join(f"{issue.sentence()}\n" for issue in questions)
        left = {0: "nothing is left to be answered", 1: "1 question is left"}.get(
            len(questions), f"{len(questions):,} questions are left"
        )
        said += (
            f"{self.out.name}: how {self.source.name} is read; {left}. Look through it, then: "
            f"python -m ictrack load {self.source.name} --wide {self.out.name}\n"
        )
        file = OutputFile(path=self.out, content=mapping.to_toml().encode())
        return CommandOutcome(stderr=said, files=(file,))


def _why_none(raw: RawSource) -> str:
    """Say why there is no mapping: the file's own fault, or that somebody has to choose."""
    if raw.issues and not raw.tables:
        return raw.issues[0].sentence()
    sheets = " or ".join(f"--sheet '{sheet}'" for sheet in raw.tables)
    return f"{raw.path.name}: holds {len(raw.tables)} sheets with a column for each date. Use {sheets}."
