"""`load`: a source into the store, all of it or nothing, and a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator

from ictrack.actions.load import BundledChoice, LoadSource, load_raw
from ictrack.actions.receipt import Outcome, Receipt, filled_in_sheet
from ictrack.actions.tracker import load_tracker
from ictrack.commands.command import Command, CommandOutcome, OutputFile
from ictrack.commands.receipts import TextFormat, print_receipt
from ictrack.errors import SourceError
from ictrack.ingest.contained import gather_contained, gather_tracker
from ictrack.ingest.sort_sheets import PROBLEMS_BESIDE
from ictrack.ingest.trackers.mapping import read_mapping
from ictrack.store.database import Database
from ictrack.vocabulary import RecordedMode


def _absolute(path: Path) -> Path:
    if not path.is_absolute():
        raise ValueError("a path of another process must be absolute")
    return path


AbsolutePath = Annotated[Path, AfterValidator(_absolute)]


class LoadCommand(Command):
    """Load a source, and print the receipt; the first problem is what a refusal says."""

    writes: ClassVar[bool] = True
    kind: Literal["load"] = "load"
    source: AbsolutePath
    recorded_mode: RecordedMode | None = None
    dry_run: bool = False
    bundled_choice: BundledChoice | None = None
    accept_valid: bool = False
    day_first: bool | None = None
    rejects: AbsolutePath | None = None
    filled_in: AbsolutePath | None = None
    wide: bool = False
    mapping: AbsolutePath | None = None
    form: TextFormat = TextFormat.TEXT

    def run(self, database: Database) -> CommandOutcome:
        """Load the source, or say what would come of it."""
        receipt = read_and_load(database, self._load_source(), self.mapping, wide=self.wide)
        if receipt.outcome is Outcome.REFUSED:
            printed = print_receipt(self.form, receipt)
            return CommandOutcome(
                stdout=printed, stderr=self._refusal(receipt), exit_code=SourceError.exit_code
            )
        files = (*self._rejected(receipt), *self._filled_in(receipt))
        return CommandOutcome(
            stdout=print_receipt(self.form, receipt),
            stderr="".join(f"{sentence}\n" for sentence in self._notes(receipt)),
            files=files,
        )

    def _rejected(self, receipt: Receipt) -> Iterator[OutputFile]:
        """Give the rows that were left out, file by file, once the others are loaded."""
        if self.rejects and not self.dry_run:
            for name, content in receipt.to_mend.items():
                yield OutputFile(path=self.rejects / name, content=content)

    def _filled_in(self, receipt: Receipt) -> Iterator[OutputFile]:
        """Give the one sheet that was sent, with its identifiers."""
        if self.filled_in and receipt.sheet and not self.dry_run:
            yield OutputFile(path=self.filled_in, content=filled_in_sheet(receipt))

    def _notes(self, receipt: Receipt) -> Iterator[str]:
        if self.rejects and receipt.to_mend and not self.dry_run:
            names = ", ".join(receipt.to_mend)
            if receipt.is_return:
                yield (
                    f"Some answers were not loaded; {names} in {self.rejects} says why. Mend them in the "
                    "workbook and load it again: what was loaded is not loaded twice."
                )
            else:
                yield f"Some rows were not loaded. Mend them in {self.rejects} ({names}) and load them again."
        if self.filled_in and not receipt.sheet:
            yield f"--filled-in: {self.source.name} is not one sheet. No file was written."
        elif self.filled_in and self.dry_run:
            yield f"--filled-in: a preview writes no file; '{self.filled_in.name}' comes with the load."

    def _refusal(self, receipt: Receipt) -> str:
        """Say the first problem, that nothing was loaded, and where the others are listed."""
        first = self._reason(receipt)
        others = receipt.issue_count - 1
        wide = f" --wide {self.mapping or ''}".rstrip() if self.wide else ""
        more = (
            f" {others:,} more: 'python -m ictrack check {self.source}{wide}' lists them all."
            if others > 0
            else ""
        )
        return f"{first} Nothing was loaded.{more}{self._how_to_answer(receipt)}\n"

    def _reason(self, receipt: Receipt) -> str:
        """Give the first problem; where good rows were to be loaded alone, one that keeps a row out."""
        if not receipt.issues:
            return f"{self.source.name}: has problems."
        if not self.accept_valid or receipt.is_unread:
            return receipt.issues[0].sentence()
        of_rows = (issue for issue in receipt.issues if issue.code not in PROBLEMS_BESIDE)
        return f"{next(of_rows, receipt.issues[0]).sentence()} No row can be loaded as it is."

    def _how_to_answer(self, receipt: Receipt) -> str:
        """Say how to come by a mapping, where the problems are answered in one and none was named."""
        if self.mapping or not any("mapping" in issue.allowed for issue in receipt.issues):
            return ""
        out = f"{self.source.stem}.toml"
        return (
            f" 'python -m ictrack mapping {self.source} {out}' writes the mapping to answer in; "
            f"then load it with --wide {out}."
        )

    def _load_source(self) -> LoadSource:
        return LoadSource(
            path=self.source,
            recorded_mode=self.recorded_mode,
            dry_run=self.dry_run,
            bundled_choice=self.bundled_choice,
            accept_valid=self.accept_valid,
            day_first=self.day_first,
            today=self.today,
        )


def read_and_load(database: Database, command: LoadSource, mapping: Path | None, *, wide: bool) -> Receipt:
    """Read a source where no file can harm, and load it; `wide` asks for a tracker, read as mapped."""
    if not wide:
        return load_raw(database, gather_contained(command.path), command)
    answers = read_mapping(mapping) if mapping else None
    return load_tracker(database, gather_tracker(command.path), answers, command)
